"""Somebody reviews what is due in a real browser, by mouse and keyboard; axe finds nothing."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.people import answer_by_keyboard, answer_by_mouse, tab_to

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
NARROW = {"viewport": {"width": 320, "height": 640}, "reduced_motion": "reduce"}
HELSINKI = {"timezone_id": "Europe/Helsinki"}
TOLD = re.compile(r"/review/\d+$")


def faults(page: Page) -> list[str]:
    """What axe objects to, in a line each, and sideways scrolling."""
    found = Axe().run(page, options=RULES).response["violations"]
    lines = [f"{v['id']}: {node['html'][:120]}" for v in found for node in v["nodes"]]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        lines.append("scrolls sideways")
    return lines


def begin(page: Page) -> None:
    page.goto("/review")
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/review/now")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_of_learning_alone_is_accessible(
    new_page: Callable[..., Page], scheme: str
) -> None:
    page = new_page(color_scheme=scheme, **NARROW)
    page.goto("/review")
    assert faults(page) == []
    begin(page)
    assert faults(page) == []
    answer_by_mouse(page)
    page.wait_for_url(TOLD)
    assert faults(page) == []

    page.goto("/progress/choices")
    assert faults(page) == []
    page.get_by_label("As a chance").check()
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/review")
    assert faults(page) == []
    page.goto("/daily")
    assert faults(page) == []
    page.locator("main form button").click()
    page.wait_for_url(re.compile(r"/attempts/"))
    answer_with_sureness(page)
    expect(page.locator("#verdict")).to_be_visible()

    page.goto("/progress")
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    assert faults(page) == []
    page.get_by_role("button", name="Use it on another device").click()
    expect(page.locator(".code")).to_be_visible()
    assert faults(page) == []
    page.goto("/carry")
    assert faults(page) == []


def test_a_review_is_done_by_keyboard(new_page: Callable[..., Page]) -> None:
    page = new_page()
    page.goto("/review")
    tab_to(page, "main form button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/review/now")

    answer_by_keyboard(page)

    page.wait_for_url(TOLD)
    expect(page.locator("#verdict")).to_be_focused()
    tab_to(page, ".answered__next a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/review/now")


def test_the_days_are_those_of_where_the_browser_is(new_page: Callable[..., Page]) -> None:
    page = new_page(**HELSINKI)

    begin(page)
    page.goto("/progress/choices")

    expect(page.get_by_text("Europe/Helsinki")).to_be_visible()


def answer_with_sureness(page: Page) -> None:
    """Answer where "how sure?" is asked too."""
    page.locator("label:has(input[name=sure])").last.click()
    if page.locator("input[type=radio][name=choice]").count():
        page.locator("label:has(input[name=choice])").first.click()
        page.locator("[data-send]").click()
    else:
        answer_by_mouse(page)
