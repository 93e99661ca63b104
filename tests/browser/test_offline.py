"""The line to the server is cut under a real browser: what was taken along goes on, and each answer
comes back exactly once.
"""

import sqlite3
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

from tests.browser.crossing import Crossing, crossing
from tests.browser.people import (
    KIND_OF_QUESTION,
    Watch,
    answer_by_keyboard,
    answer_by_mouse,
    tab_to,
)
from tests.browser.test_reviews import RULES
from tests.serving import Server

PHONE = {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True}
LOST = ("Failed to load resource", "net::ERR", "FetchEvent")
"""What a browser notes itself when the line is gone."""


@pytest.fixture
def line(server: Server, watch: Watch) -> Iterator[Crossing]:
    """The way to the server, to be cut."""
    with crossing(int(urlsplit(server.url).port or 0)) as found:
        watch.ours.append(found.url)
        watch.expected = LOST
        yield found


@pytest.fixture
def phone(new_page: Callable[..., Page], line: Crossing) -> Page:
    """A phone that has taken a week along, with three new claims a day and practice begun."""
    page = new_page(base_url=line.url, **PHONE)
    page.goto("/progress/choices")
    page.get_by_label("New ones a day").select_option("5")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/review")
    page.goto("/banks/which-treaty")
    page.locator("button[name=length][value='10']").click()
    page.wait_for_url("**/attempts/**")
    page.goto("/offline")
    page.get_by_role("button", name="Take a week along").click()
    expect(page.get_by_role("heading", name="On this device")).to_be_visible()
    return page


def rows(server: Server, table: str) -> int:
    with sqlite3.connect(server.data_dir / "quiz.db") as database:
        return int(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def answer(page: Page) -> None:
    """Answer the question on the page, and see what there is to say of it."""
    expect(page.locator("#stem")).to_be_focused()
    answer_by_mouse(page)
    expect(page.locator("#verdict")).to_be_focused()


def faults(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    lines = [f"{v['id']}: {node['html'][:120]}" for v in found for node in v["nodes"]]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        lines.append("scrolls sideways")
    return lines


def wait_for(page: Page, server: Server, table: str, count: int) -> None:
    """Until so many rows are there."""
    for _ in range(150):
        if rows(server, table) >= count:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{rows(server, table)} rows in {table}, not {count}")


def test_reviews_go_on_without_the_server_and_come_back_once(
    phone: Page, line: Crossing, server: Server
) -> None:
    before = rows(server, "review")
    line.lose()

    phone.goto("/review")
    expect(phone.get_by_role("heading", name="Without a connection")).to_be_visible()
    phone.locator("[data-do=review]").click()
    for _ in range(3):
        answer(phone)
        phone.locator("[data-do=next]").click()
    phone.locator("[data-do=back]").click()
    expect(phone.get_by_text("3 answers wait")).to_be_visible()
    phone.reload()
    expect(phone.get_by_text("3 answers wait")).to_be_visible()
    assert rows(server, "review") == before

    line.find()
    phone.evaluate("window.dispatchEvent(new Event('online'))")

    expect(phone.get_by_text("answers wait")).to_be_hidden()
    assert rows(server, "review") == before + 3
    phone.goto("/review")
    expect(phone.get_by_text("Today: 3 answers")).to_be_visible()


def test_practice_goes_on_without_the_server(phone: Page, line: Crossing, server: Server) -> None:
    before = rows(server, "attempt_answer")
    line.lose()
    phone.reload()

    phone.locator("[data-do=practice]").click()
    for _ in range(10):
        answer(phone)
        phone.locator("[data-do=next]").click()
    expect(phone.get_by_text("10 answers wait")).to_be_visible()
    line.find()

    expect(phone.get_by_text("answers wait")).to_be_hidden()
    assert rows(server, "attempt_answer") == before + 10
    phone.goto("/progress")
    expect(phone.get_by_text("One score so far")).to_be_visible()


def test_an_answer_whose_receipt_is_lost_counts_once(
    phone: Page, line: Crossing, server: Server
) -> None:
    before = rows(server, "review")
    phone.locator("[data-do=review]").click()

    def no_receipt(route: Route) -> None:
        line.silence()
        route.continue_()

    phone.route("**/offline/answers", no_receipt)
    answer(phone)
    wait_for(phone, server, "review", before + 1)
    phone.locator("[data-do=back]").click()
    expect(phone.get_by_text("1 answer waits")).to_be_visible()

    phone.unroute("**/offline/answers")
    line.find()
    phone.evaluate("window.dispatchEvent(new Event('online'))")

    expect(phone.get_by_text("1 answer waits")).to_be_hidden()
    assert rows(server, "review") == before + 1


def test_a_line_that_hangs_without_a_word_is_found_out(phone: Page, line: Crossing) -> None:
    line.lose(hangs=True)

    phone.goto("/review")

    expect(phone.get_by_role("heading", name="Without a connection")).to_be_visible()
    phone.locator("[data-do=review]").click()
    answer(phone)


def test_two_tabs_send_an_answer_once(phone: Page, line: Crossing, server: Server) -> None:
    before = rows(server, "review")
    line.lose()
    phone.locator("[data-do=review]").click()
    answer(phone)
    other = phone.context.new_page()
    other.goto("/offline")
    expect(other.get_by_text("1 answer waits")).to_be_visible()
    line.find()

    for tab in (phone, other):
        tab.evaluate("window.dispatchEvent(new Event('online'))")

    expect(other.get_by_text("1 answer waits")).to_be_hidden()
    assert rows(server, "review") == before + 1


def test_a_right_pick_is_told_as_right_and_a_wrong_one_as_not(phone: Page, line: Crossing) -> None:
    line.lose()
    verdicts = set()
    phone.locator("[data-do=practice]").click()
    for _ in range(10):
        expect(phone.locator("#stem")).to_be_focused()
        kind = phone.evaluate(KIND_OF_QUESTION)
        answer(phone)
        words = phone.locator("#verdict").inner_text()
        if kind == "tiles":
            key = phone.locator(".mark--key .mark__text").text_content() or ""
            picked = phone.locator("[data-own-form] [aria-pressed=true]").text_content() or ""
            assert (words == "Right") == (key.split(":", 1)[1].strip() in picked), (key, picked)
        verdicts.add(words)
        phone.locator("[data-do=next]").click()

    assert verdicts <= {"Right", "Not yet", "Compare"}
    assert len(verdicts) > 1


def test_what_is_deleted_is_gone_from_the_device_too(phone: Page, server: Server) -> None:
    phone.goto("/progress")
    phone.get_by_text("Delete my progress").click()
    phone.get_by_role("button", name="Delete everything").click()
    expect(phone.get_by_text("Your progress is deleted")).to_be_visible()

    phone.goto("/offline")

    expect(phone.get_by_role("button", name="Take a week along")).to_be_visible()
    left = phone.evaluate(
        "async () => [await caches.keys(), await navigator.serviceWorker.getRegistrations()]"
    )
    assert left == [[], []]


def test_what_was_taken_along_follows_the_profile(
    phone: Page, new_page: Callable[..., Page], line: Crossing, server: Server
) -> None:
    other = new_page(base_url=line.url)
    other.goto("/review")
    other.locator("main form button").first.click()
    other.wait_for_url("**/review/now")
    answer_by_mouse(other)
    other.goto("/progress")
    other.get_by_role("button", name="Use it on another device").click()
    code = other.locator(".code").inner_text()
    new = new_page(base_url=line.url)
    new.goto("/offline")
    new.get_by_role("button", name="Take a week along").click()
    expect(new.get_by_role("heading", name="On this device")).to_be_visible()
    new.goto("/carry")
    new.get_by_label("Code").fill(code)
    new.get_by_role("button", name="Bring it here").click()
    new.wait_for_url("**/progress")
    new.goto("/offline")
    expect(new.locator("[data-count=review]")).to_have_text("9")
    before = rows(server, "review")

    new.locator("[data-do=review]").click()
    answer(new)

    wait_for(new, server, "review", before + 1)


def test_it_can_be_removed_and_then_the_line_is_needed_again(phone: Page, line: Crossing) -> None:
    phone.get_by_role("button", name="Remove it from this device").click()
    expect(phone.get_by_role("button", name="Take a week along")).to_be_visible()
    line.lose()

    phone.get_by_role("button", name="Take a week along").click()

    expect(phone.get_by_role("alert")).to_contain_text("cannot be reached")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_state_of_the_page_is_accessible(phone: Page, line: Crossing, scheme: str) -> None:
    phone.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    assert faults(phone) == []
    line.lose()
    phone.locator("[data-do=review]").click()
    assert faults(phone) == []
    answer(phone)
    assert faults(phone) == []
    phone.locator("[data-do=next]").click()
    phone.locator("[data-do=back]").click()
    assert faults(phone) == []


def test_it_is_done_by_keyboard(new_page: Callable[..., Page], line: Crossing) -> None:
    page = new_page(base_url=line.url)
    page.goto("/offline")
    tab_to(page, "[data-do=take]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="On this device")).to_be_visible()
    line.lose()
    tab_to(page, "[data-do=review]")
    page.keyboard.press("Enter")
    expect(page.locator("#stem")).to_be_focused()

    answer_by_keyboard(page)

    expect(page.locator("#verdict")).to_be_focused()
    tab_to(page, "[data-do=next]")
    page.keyboard.press("Enter")
    expect(page.locator("#stem")).to_be_focused()


def test_a_browser_can_install_it(phone: Page) -> None:
    errors = phone.context.new_cdp_session(phone).send("Page.getInstallabilityErrors")

    assert errors["installabilityErrors"] == []


def test_on_plain_http_the_page_says_that_it_cannot(
    new_page: Callable[..., Page], server: Server, watch: Watch
) -> None:
    address = server.url.replace("127.0.0.1", "0.0.0.0")
    watch.ours.append(address)
    watch.expected = ("Cross-Origin-Opener-Policy",)
    page = new_page()

    page.goto(f"{address}/offline")

    expect(page.get_by_text("begins with https")).to_be_visible()
    expect(page.get_by_role("button", name="Take a week along")).to_be_hidden()
