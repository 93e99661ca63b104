"""The newer kinds of questions: played rightly by mouse and touch, by keyboard alone, in a class.

They stand in a small bank in the data folder, so nothing here leans on the shipped banks.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests import world
from tests.browser.people import KIND_OF_QUESTION, NEWER, answer_by_keyboard, go_on, pin_on
from tests.browser.test_accessibility import NARROW, faults

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
Press = Callable[[Locator], None]
KINDS = {*NEWER, "tiles"}
RIGHT = {"The talks go on": "Attributed", "The end is near": "Doubted", "We go on": "Attributed"}


@pytest.fixture(scope="module")
def furnish() -> Callable[[Path], None]:
    """The bank of the newer kinds."""

    def lay_out(folder: Path) -> None:
        world.write(folder / "questions" / "banks" / "test-ban-more.yaml", world.MORE)
        world.write(folder / "questions" / "sources" / "wire.yaml", world.LEDGER)

    return lay_out


def fill_in_rightly(page: Page, kind: str, press: Press) -> None:
    """Give the right answer, by pressing; tiles are sent by it."""
    match kind:
        case "categorise":
            for item, category in RIGHT.items():
                sort = page.locator(".sort").filter(has_text=item)
                press(sort.locator(".chip").filter(has_text=category))
        case "numeric" | "open":
            press(page.locator("[name=text]"))
            page.keyboard.type("2 claims")
        case "cloze":
            press(page.locator("input.gap"))
            page.keyboard.type("reutres")
            page.locator("select.gap").select_option(label="told")
        case "highlight":
            press(page.locator(".span").filter(has_text="The minister"))
            press(page.locator(".span").filter(has_text="the talks"))
            press(page.locator(".span").filter(has_text="said"))
            press(page.locator(".span").filter(has_text="the talks"))
        case "chain":
            press(page.locator("[data-pick]").filter(has_text="her deputy wrote"))
            press(page.locator("[data-pick]").filter(has_text="Reuters reports"))
            press(page.locator("[data-pick]").filter(has_text="the minister told"))
            press(page.locator("[data-pick]").filter(has_text="her deputy wrote"))
        case "tiles":
            press(page.locator("button[name=choice]").nth(1))


def play_through(page: Page, answer: Callable[[str], None]) -> set[str]:
    """Answer every question of the bank, alone; the kinds that came."""
    page.goto("/banks/test-ban-more")
    page.locator("button[name=length]").last.click()
    seen = set()
    while "/result" not in page.url:
        kind = page.evaluate(KIND_OF_QUESTION)
        seen.add(kind)
        answer(kind)
        verdict = "Noted" if kind in ("open", "tiles") else "Right"
        expect(page.locator("#verdict")).to_have_text(verdict)
        go_on(page)
    return seen


@pytest.mark.parametrize("way", ["mouse", "touch"])
def test_each_kind_is_answered_rightly(new_page: Callable[..., Page], way: str) -> None:
    page = new_page(**PHONE) if way == "touch" else new_page()
    press: Press = Locator.tap if way == "touch" else Locator.click

    def answer(kind: str) -> None:
        fill_in_rightly(page, kind, press)
        if kind != "tiles":
            press(page.locator("[data-send]"))

    assert play_through(page, answer) == KINDS
    expect(page.locator(".score")).to_contain_text("5 of 5")


def test_each_kind_is_answered_by_keyboard_alone(new_page: Callable[..., Page]) -> None:
    page = new_page()
    page.goto("/banks/test-ban-more")
    page.locator("button[name=length]").last.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/attempts/"))
    seen = set()

    while "/result" not in page.url:
        before = page.url
        seen.add(page.evaluate(KIND_OF_QUESTION))
        answer_by_keyboard(page)
        expect(page.locator("#verdict")).to_be_focused()
        page.locator(".answered__next a").focus()
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(f"^(?!{re.escape(before)}$)"))

    assert seen == KINDS


def test_each_kind_is_answered_without_script(new_page: Callable[..., Page]) -> None:
    page = new_page(java_script_enabled=False)

    page.goto("/banks/test-ban-more")
    page.locator("button[name=length]").last.click()
    while "/result" not in page.url:
        if page.locator(".links").count():
            for link, place in (("Reuters reports", "1"), ("the minister told", "2")):
                page.locator(".link").filter(has_text=link).locator("select").select_option(place)
        elif page.locator("button[name=choice]").count():
            page.locator("button[name=choice]").first.click()
        else:
            kinds = {".sort": "categorise", ".gap": "cloze", ".span": "highlight"}
            found = (kind for css, kind in kinds.items() if page.locator(css).count())
            fill_in_rightly(page, next(found, "numeric"), Locator.click)
        if page.locator("[data-send]").count():
            page.locator("[data-send]").click()
        expect(page.locator("#verdict")).to_have_text(re.compile("Right|Noted"))
        go_on(page)

    expect(page.locator(".score")).to_contain_text("5 of 5")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_kind_and_its_feedback_is_accessible(
    new_page: Callable[..., Page], scheme: str
) -> None:
    page = new_page(color_scheme=scheme, **NARROW)
    page.goto("/banks/test-ban-more")
    page.locator("button[name=length]").last.click()

    while "/result" not in page.url:
        kind = page.evaluate(KIND_OF_QUESTION)
        assert faults(page) == [], kind
        assert small_targets(page) == [], kind
        answer_by_keyboard(page)
        expect(page.locator("#verdict")).to_be_visible()
        assert faults(page) == [], f"feedback on {kind}"
        go_on(page)

    assert faults(page) == []


def small_targets(page: Page) -> list[str]:
    """What there is to press or fill in that has less than 48 px in either direction."""
    controls = page.locator(
        "#step form :is(.chip, .span, .gap, [data-pick], .tile, .input):visible"
    )
    small = "(all) => all.filter((e) => Math.min(e.offsetWidth, e.offsetHeight) < 48)"
    return list(controls.evaluate_all(f"{small}.map((e) => e.className)"))


def test_a_chain_grows_link_by_link_and_says_so(new_page: Callable[..., Page]) -> None:
    page = new_page()
    page.goto("/banks/test-ban-more")
    page.locator("button[name=length]").last.click()
    page.wait_for_url("**/attempts/**")
    while not page.locator("[data-chain]").count():
        answer_by_keyboard(page)
        go_on(page)
    envelopes = page.locator("[data-built] .envelope__voice")

    page.locator("[data-pick]").filter(has_text="her deputy").click()
    page.locator("[data-pick]").filter(has_text="Reuters reports").click()
    expect(page.locator("#announce")).to_have_text("Reuters reports that: place 2")
    expect(envelopes).to_have_text(["her deputy wrote that", "Reuters reports that"])
    page.locator("[data-pick]").filter(has_text="her deputy").click()

    expect(page.locator("#announce")).to_have_text("her deputy wrote that: left out")
    expect(envelopes).to_have_text(["Reuters reports that"])


def test_a_class_plays_each_kind(new_page: Callable[..., Page]) -> None:
    host = new_page(reduced_motion="reduce")
    host.goto("/banks/test-ban-more")
    host.locator("select[name=limit_s]").select_option("")
    host.get_by_role("button", name="Open a game").click()
    host.wait_for_url(re.compile("/host/"))
    screen = new_page(viewport={"width": 1920, "height": 1080}, reduced_motion="reduce")
    screen.goto(host.locator("a[href*='/screen/']").first.get_attribute("href") or "")
    phone = new_page(**PHONE, reduced_motion="reduce")
    phone.goto(f"/join/{pin_on(screen)}")
    phone.locator("input[name=nickname]").fill("Ada")
    phone.locator("form:has(input[name=nickname]) button[type=submit]").tap()
    expect(phone.locator("#mine")).to_contain_text("Ada")
    seen = set()

    for number in range(1, 8):
        press_next(host)
        expect(phone.locator("form[data-answer]")).to_be_visible()
        kind = phone.evaluate(KIND_OF_QUESTION)
        seen.add(kind)
        expect(screen.locator("#screen")).to_contain_text(f"Question {number}")
        assert faults(screen) == [], f"{kind} on the wall"
        fill_in_rightly(phone, kind, Locator.tap)
        if kind != "tiles":
            phone.locator("[data-send]").tap()
        expect(phone.locator("#mine")).to_have_attribute("data-answered", "true")
        expect(host.locator("#host[data-phase=closed]")).to_be_visible()  # all are in
        press_next(host)
        verdict = "Noted" if kind in ("open", "tiles") else "Right"
        expect(phone.locator(".mine .verdict")).to_contain_text(verdict)
        for name, page in (("phone", phone), ("wall", screen), ("host", host)):
            expect(
                page.locator("[data-phase=revealed]" if page is not phone else ".mine .verdict")
            ).to_be_visible()
            assert faults(page) == [], f"{kind} revealed, {name}"
        if kind == "open":
            expect(host.locator("#host")).to_contain_text("2 claims")
            expect(screen.locator("#screen")).not_to_contain_text("2 claims")
        press_next(host)

    assert seen == KINDS
    host.goto(host.url + "/result")
    expect(host.locator("tbody tr")).to_contain_text(["500"])
    assert faults(host) == []


def press_next(host: Page) -> None:
    """The host's one big button."""
    button = host.locator("button[name=step].button--main")
    before = button.get_attribute("value")
    button.click()
    expect(host.locator(f"button[name=step][value='{before}']")).to_have_count(0)
