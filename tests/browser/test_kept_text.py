"""The paragraph itself, where the operator keeps a copy of the text: to be read by everybody."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from quizapp.services import texts
from tests import world
from tests.browser.people import answer_by_mouse, tab_to
from tests.browser.test_accessibility import NARROW, faults


@pytest.fixture(scope="module")
def furnish() -> Callable[[Path], None]:
    """The small bank with its ledger, and a copy of the text."""

    def lay_out(folder: Path) -> None:
        world.write_content(folder / "questions")
        texts.keep(folder, "wire", world.TEXT)

    return lay_out


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/sources/wire", "/sources/wire/claims/C01"])
def test_a_page_with_its_paragraphs_is_accessible(
    new_page: Callable[..., Page], path: str, scheme: str
) -> None:
    page = new_page(color_scheme=scheme, **NARROW)
    page.goto(path)

    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")

    expect(page.locator("mark").first).to_be_visible()
    assert faults(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_evidence_opens_its_paragraph_by_keyboard(
    new_page: Callable[..., Page], scheme: str
) -> None:
    page = new_page(color_scheme=scheme, **NARROW)
    page.goto("/banks/test-ban")
    page.locator("button[name=length]").first.click()
    answer_by_mouse(page)
    expect(page.locator("#verdict")).to_be_visible()
    expect(page.locator("mark").first).to_be_hidden()

    tab_to(page, ".citation .more > summary")
    page.keyboard.press("Enter")

    expect(page.locator("mark").first).to_be_visible()
    assert faults(page) == []


def test_marks_are_told_by_more_than_colour(new_page: Callable[..., Page]) -> None:
    page = new_page(**NARROW)
    page.goto("/sources/wire/claims/C02")

    line = page.locator("mark").first.evaluate("each => getComputedStyle(each).textDecorationLine")

    assert line == "underline"
