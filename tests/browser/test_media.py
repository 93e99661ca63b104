"""A picture in a real browser: alone and in class, with its text, within the page and the wall."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests import world
from tests.browser.people import answer_by_mouse, pin_on
from tests.browser.test_accessibility import NARROW, faults
from tests.browser.test_kinds import press_next
from tests.pictures import ALT, pictured, png, write_picture

WALL = {"viewport": {"width": 1280, "height": 720}, "reduced_motion": "reduce"}
IS_DRAWN = "(image) => image.complete && image.naturalWidth === 1600"
IS_WHOLE = "document.documentElement.scrollHeight <= innerHeight"


@pytest.fixture(scope="module")
def furnish() -> Callable[[Path], None]:
    """A bank of one question, whose picture is larger than most screens."""

    def lay_out(folder: Path) -> None:
        one = world.BANK[: world.BANK.index("  - id: what-is-named")]
        world.write(folder / "questions" / "banks" / "test-ban.yaml", pictured(one))
        world.write(folder / "questions" / "sources" / "wire.yaml", world.LEDGER)
        write_picture(folder / "questions", png(1600, 500))

    return lay_out


def picture_on(page: Page) -> Locator:
    """The picture, by its text; drawn, and within the width of the page."""
    picture = page.get_by_role("img", name=ALT, exact=True)
    expect(picture).to_be_visible()
    page.wait_for_function(IS_DRAWN, arg=picture.element_handle())
    box = picture.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= page.evaluate("innerWidth")
    return picture


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_learner_sees_it_before_and_after_the_answer(
    new_page: Callable[..., Page], scheme: str
) -> None:
    page = new_page(color_scheme=scheme, **NARROW)
    page.goto("/banks/test-ban")
    page.locator("button[name=length]").last.click()

    for _ in ("asked", "answered"):
        picture_on(page)
        expect(page.locator("figcaption")).to_have_text("Drawn by Ada, CC0")
        assert faults(page) == []
        if page.locator("button[name=choice]").count():
            answer_by_mouse(page)
            expect(page.locator("#verdict")).to_be_visible()


def test_it_keeps_its_place_before_it_comes(new_page: Callable[..., Page]) -> None:
    """Otherwise the tiles would move under a thumb."""
    page = new_page(**NARROW)
    page.goto("/banks/test-ban")
    page.locator("button[name=length]").last.click()
    picture_on(page)
    tile = page.locator("button[name=choice]").first
    after = tile.bounding_box()

    page.route("**/media/*", lambda _route: None)  # never answered
    page.goto(page.url, wait_until="domcontentloaded")
    expect(tile).to_be_visible()
    page.evaluate("document.fonts.ready")

    assert tile.bounding_box() == after


def test_a_class_sees_it_on_phone_wall_and_hosts_page(new_page: Callable[..., Page]) -> None:
    host = new_page(reduced_motion="reduce")
    host.goto("/banks/test-ban")
    host.get_by_role("button", name="Open a game").click()
    host.wait_for_url(re.compile("/host/"))
    screen = new_page(**WALL)
    screen.goto(host.locator("a[href*='/screen/']").first.get_attribute("href") or "")
    phone = new_page(**NARROW)
    phone.goto(f"/join/{pin_on(screen)}")
    phone.locator("input[name=nickname]").fill("Ada")
    phone.locator("form:has(input[name=nickname]) button[type=submit]").click()
    expect(phone.locator("#mine")).to_contain_text("Ada")

    for phase in ("open", "closed", "revealed"):
        press_next(host)
        for page in (host, screen, phone):
            expect(page.locator(f"[data-phase={phase}]")).to_be_visible()
            picture_on(page)
            assert faults(page) == [], phase
        assert screen.evaluate(IS_WHOLE), f"the wall scrolls, {phase}"
