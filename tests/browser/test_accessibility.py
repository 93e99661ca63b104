"""Axe finds nothing on any page or state, light and dark; nothing scrolls sideways at 320 px."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.people import KIND_OF_QUESTION, Watch, answer_by_mouse, go_on, pin_on

RULES: dict[str, object] = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
}
COLOURS: dict[str, object] = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
}
PAGES = ["/", "/banks/who-claimed-what", "/progress", "/practice", "/join",
         "/sources/missile-offer",
         "/sources/missile-offer?speaker=putin&stance=doubted", "/sources/missile-offer/claims/C07",
         "/sources/missile-offer/claims/C13", "/sources/missile-offer/claims/C99",
         "/host/recover", "/no-such-page", "/styleguide"]  # fmt: skip
STILL = {"reduced_motion": "reduce"}
"""Axe measures contrast at once; what is just fading in would be too pale."""
NARROW = {"viewport": {"width": 320, "height": 640}, **STILL}


def faults(page: Page) -> list[str]:
    """What axe objects to, in a line each, and sideways scrolling.

    In the dark only colours are others.
    """
    page.emulate_media(color_scheme="dark")
    lines = violations(page, COLOURS)
    page.emulate_media(color_scheme="light")
    lines += violations(page, RULES)
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        lines.append("scrolls sideways")
    return lines


def violations(page: Page, rules: dict[str, object]) -> list[str]:
    found = Axe().run(page, options=rules).response["violations"]
    return [f"{v['id']}: {node['html'][:120]}" for v in found for node in v["nodes"]]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible(new_page: Callable[..., Page], watch: Watch, path: str) -> None:
    watch.expected = ("404",)
    page = new_page(**NARROW)
    page.goto(path)

    assert faults(page) == []


@pytest.mark.parametrize("path", ["/sources/missile-offer", "/sources/missile-offer/claims/C13"])
def test_a_page_is_accessible_with_everything_opened(
    new_page: Callable[..., Page], path: str
) -> None:
    page = new_page(**NARROW)
    page.goto(path)

    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")

    assert faults(page) == []


def test_every_kind_of_question_and_its_feedback_is_accessible(
    new_page: Callable[..., Page],
) -> None:
    page = new_page(**NARROW)
    page.goto("/banks/which-treaty")
    page.locator("button[name=length]").last.click()
    seen: set[str] = set()

    while "/result" not in page.url:
        kind = page.evaluate(KIND_OF_QUESTION)
        if kind not in seen:
            assert faults(page) == [], kind
        answer_by_mouse(page)
        expect(page.locator("#verdict")).to_be_visible()
        if kind not in seen:
            assert faults(page) == [], f"feedback on {kind}"
        seen.add(kind)
        go_on(page)

    assert seen == {"tiles", "multiple", "matching", "ordering", "text"}
    assert faults(page) == []


def test_every_state_of_a_game_is_accessible(new_page: Callable[..., Page]) -> None:
    host = new_page(**NARROW)
    host.goto("/banks/which-treaty")
    host.locator("select[name=count]").select_option("5")
    host.get_by_role("button", name="Open a game").click()
    host.wait_for_url(re.compile("/host/"))
    screen = new_page(viewport={"width": 1920, "height": 1080}, **STILL)
    screen.goto(host.locator("a[href*='/screen/']").first.get_attribute("href") or "")
    pin = pin_on(screen)
    phone = new_page(**NARROW)
    phone.goto(f"/join/{pin}")
    assert faults(phone) == []
    phone.locator("input[name=nickname]").fill("Ada")
    phone.locator("form:has(input[name=nickname]) button[type=submit]").click()
    expect(phone.locator("#mine")).to_be_visible()
    phases = 0

    while True:
        for name, page in (("host", host), ("screen", screen), ("phone", phone)):
            assert faults(page) == [], f"{name}, state {phases}"
        if phone.locator("form[data-answer]").count():
            answer_by_mouse(phone)
            expect(phone.locator("#mine")).to_have_attribute("data-answered", "true")
            assert faults(phone) == [], "answered"
        button = host.locator("button[name=step].button--main")
        if not button.count() or phases > 6:
            break
        step = button.get_attribute("value")
        button.click()
        expect(host.locator(f"button[name=step][value='{step}']")).to_have_count(0)
        phases += 1
    host.goto(host.url + "/result")
    assert faults(host) == []
