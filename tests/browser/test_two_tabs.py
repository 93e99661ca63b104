"""One question in two tabs, with script: nothing is stored unread, and nothing typed is lost."""

import re
from collections.abc import Callable
from itertools import count
from queue import SimpleQueue

import pytest
from playwright.sync_api import Dialog, Page, Route, expect

from tests.browser.people import Watch
from tests.browser.test_accessibility import NARROW, faults
from tests.browser.test_questions import SAVED, bank_of, stems, upload
from tests.browser.test_teacher import enrol
from tests.serving import Server

EDDAS = count(1)


def store_elsewhere(page: Page) -> Page:
    """Store another question and explanation in another tab; the tab."""
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_label("Question", exact=True).fill("From the other tab?")
    other.get_by_label("Explanation").fill("Told by the other tab.")
    other.get_by_role("button", name="Save", exact=True).click()
    other.wait_for_load_state()
    return other


def test_of_two_tabs_the_second_chooses_and_neither_text_is_lost(
    new_page: Callable[..., Page], server: Server, watch: Watch
) -> None:
    watch.expected = ("409",)
    page = new_page()
    enrol(page, server, "Cleo")
    questions = upload(page, bank_of("poll"))
    page.goto(f"{questions}/what-first")
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_label("Question", exact=True).fill("From the other tab?")
    expect(other.locator("[data-state]")).to_contain_text(SAVED)

    page.get_by_label("Question", exact=True).fill("From this tab?")
    expect(page.get_by_role("alert")).to_contain_text("You changed this question")
    page.get_by_role("button", name="Save these").click()
    expect(page.locator("[data-state]")).to_contain_text(SAVED)
    page.goto(questions)

    assert stems(page) == ["From this tab?"]
    page.goto(questions.replace("/questions", "/versions/2"))
    expect(page.get_by_label("Text of version 2")).to_have_value(re.compile("From the other tab"))


def test_of_two_texts_each_field_is_chosen_and_nothing_saves_meanwhile(
    new_page: Callable[..., Page], server: Server, watch: Watch
) -> None:
    watch.expected = ("409",)
    page = new_page(**NARROW)
    enrol(page, server, "Cora")
    page.goto(f"{upload(page, bank_of('poll'))}/what-first")
    store_elsewhere(page)

    page.get_by_label("Question", exact=True).fill("From this tab?")
    expect(page.get_by_role("alert")).to_contain_text("You changed this question")
    assert faults(page) == []
    page.get_by_label("In the other window: Explanation").check()
    page.get_by_label("Question", exact=True).fill("From this tab, today?")
    expect(page.get_by_label("In the other window: Explanation")).to_be_checked()
    page.get_by_role("button", name="Save these").click()

    expect(page.get_by_label("Explanation", exact=True)).to_have_value("Told by the other tab.")
    expect(page.get_by_label("Question", exact=True)).to_have_value("From this tab, today?")
    page.reload()
    expect(page.get_by_label("Question", exact=True)).to_have_value("From this tab, today?")


def test_a_choice_stays_open_over_rows_typing_and_a_third_save(
    new_page: Callable[..., Page], server: Server, watch: Watch
) -> None:
    watch.expected = ("409",)
    page = new_page(viewport={"width": 1280, "height": 900})
    enrol(page, server, "Dina")
    page.goto(f"{upload(page, bank_of('poll'))}/what-first")
    other = store_elsewhere(page)
    page.get_by_label("Question", exact=True).fill("From this tab?")
    page.get_by_label("In the other window: Question").check()

    expect(page.get_by_label("In the other window: Explanation")).to_be_checked()
    page.get_by_role("button", name="Add an option").click()
    expect(page.locator("#question")).to_have_attribute("data-deed", "more-choices")
    expect(page.get_by_label("In the other window: Question")).to_be_checked()
    expect(page.get_by_label("Question", exact=True)).to_have_value("From this tab?")
    page.get_by_label("Explanation", exact=True).fill("Typed after all.")
    expect(page.get_by_label("Here: Explanation")).to_be_checked()
    other.get_by_label("Question", exact=True).fill("Once more?")
    other.get_by_role("button", name="Save", exact=True).click()
    other.wait_for_load_state()
    page.get_by_role("button", name="Save these").click()
    expect(page.get_by_text("Once more?")).to_be_visible()
    expect(page.get_by_label("In the other window: Question")).to_be_checked()
    expect(page.get_by_label("Here: Explanation")).to_be_checked()
    page.get_by_role("button", name="Save these").click()

    expect(page.get_by_label("Question", exact=True)).to_have_value("Once more?")
    expect(page.get_by_label("Explanation", exact=True)).to_have_value("Typed after all.")


@pytest.fixture
def held(
    new_page: Callable[..., Page], server: Server, watch: Watch
) -> tuple[Page, SimpleQueue[Route]]:
    """A question that another tab changed; whatever its page saves waits until it is let go."""
    watch.expected = ("409",)
    page = new_page(viewport={"width": 1280, "height": 900})
    enrol(page, server, f"Edda {next(EDDAS)}")
    page.goto(f"{upload(page, bank_of('poll'))}/what-first")
    store_elsewhere(page)
    waiting: SimpleQueue[Route] = SimpleQueue()

    def hold(route: Route) -> None:
        waiting.put(route)

    page.route(lambda url: url == page.url, hold)
    return page, waiting


def stay_when_asked(page: Page) -> list[str]:
    """Whenever the browser asks whether to leave, stay; what it asked."""
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    return asked


def let_go(page: Page, waiting: SimpleQueue[Route]) -> None:
    """Once a request waits, let it go, and all that come after it."""
    while waiting.empty():
        page.wait_for_function("() => true")
    waiting.get().continue_()
    page.unroute_all()


def test_a_save_that_meets_a_choice_waits_until_it_was_read(
    held: tuple[Page, SimpleQueue[Route]],
) -> None:
    page, waiting = held
    with page.expect_request(page.url):
        page.get_by_label("Question", exact=True).fill("From this tab?")
    page.get_by_label("Explanation", exact=True).fill("Typed while it saved.")
    page.get_by_role("button", name="Save", exact=True).click()
    let_go(page, waiting)

    expect(page.get_by_role("alert")).to_contain_text("You changed this question")
    expect(page.get_by_label("Here: Explanation")).to_be_checked()
    assert page.evaluate("fetch(location.href).then(r => r.text())").count("From the other tab?")
    page.get_by_role("button", name="Save these").click()
    expect(page.locator("[data-state]")).to_contain_text(SAVED)
    page.reload()
    expect(page.get_by_label("Question", exact=True)).to_have_value("From this tab?")
    expect(page.get_by_label("Explanation", exact=True)).to_have_value("Typed while it saved.")


def test_the_form_waits_for_a_row_that_is_on_its_way(
    held: tuple[Page, SimpleQueue[Route]],
) -> None:
    page, waiting = held
    with page.expect_request(page.url):
        page.get_by_role("button", name="Add an option").click()
    expect(page.locator("#question")).to_have_attribute("inert", "")
    let_go(page, waiting)

    expect(page.locator("#question")).not_to_have_attribute("inert", "")
    expect(page.locator("#choices .rows__row").last.locator(":focus")).to_have_count(1)


def test_who_leaves_two_texts_unread_is_asked(
    held: tuple[Page, SimpleQueue[Route]],
) -> None:
    page, _ = held
    page.unroute_all()
    page.get_by_label("Question", exact=True).fill("From this tab?")
    expect(page.get_by_role("alert")).to_contain_text("You changed this question")

    asked = stay_when_asked(page)
    page.get_by_role("link", name=re.compile("Questions of")).click(no_wait_after=True)
    expect(page.get_by_role("alert")).to_contain_text("You changed this question")

    assert asked == ["beforeunload"]


def test_who_leaves_a_claim_with_words_in_it_is_asked(
    new_page: Callable[..., Page], server: Server
) -> None:
    page = new_page()
    enrol(page, server, "Fina")
    page.goto("/workspace/texts")
    page.get_by_label("Paste it here").fill("The minister said that the talks went on.")
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("link", name="New claim in paragraph 1").click()
    asked = stay_when_asked(page)

    page.get_by_label("What is claimed").fill("The talks went on.")
    page.get_by_role("link", name="Untitled report").click(no_wait_after=True)
    expect(page.get_by_label("What is claimed")).to_have_value("The talks went on.")
    page.get_by_label("The words of the text").fill("the talks went on")
    page.get_by_label("Who says so").first.fill("the minister")
    page.get_by_role("button", name="Note the claim").click()

    expect(page.get_by_text("Claim C01 is noted.")).to_be_in_viewport()
    assert asked == ["beforeunload"]
