"""A class plays: one host, one projector, three phones, each in a browser of its own."""

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import Watch, answer_by_mouse, pin_on

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
PROJECTOR = {"viewport": {"width": 1920, "height": 1080}}


class Class:
    """Everybody in the room."""

    def __init__(self, new_page: Callable[..., Page], names: tuple[str, ...]) -> None:
        self.host = new_page()
        self.host.goto("/banks/who-claimed-what")
        self.host.locator("select[name=count]").select_option("5")
        self.host.locator("select[name=limit_s]").select_option("")
        self.host.get_by_role("button", name="Open a game").click()
        self.host.wait_for_url(re.compile("/host/"))
        self.screen = new_page(**PROJECTOR)
        link = self.host.locator("a[href*='/screen/']").first.get_attribute("href")
        assert link
        self.screen.goto(link)
        pin = pin_on(self.screen)
        self.phones = [self._join(new_page(**PHONE), pin, name) for name in names]

    @property
    def everybody(self) -> list[Page]:
        return [self.host, self.screen, *self.phones]

    def press_next(self) -> None:
        """The host's one big button."""
        button = self.host.locator("button[name=step].button--main")
        before = button.get_attribute("value")
        button.click()
        expect(self.host.locator(f"button[name=step][value='{before}']")).to_have_count(0)

    def _join(self, phone: Page, pin: str, name: str) -> Page:
        phone.goto("/")
        phone.locator("input[name=pin]").fill(pin)
        phone.get_by_role("button", name="Join").click()
        phone.locator("input[name=nickname]").fill(name)
        phone.locator("form:has(input[name=nickname]) button[type=submit]").click()
        expect(phone.locator("#mine")).to_contain_text(name)
        return phone


@pytest.fixture
def classroom(new_page: Callable[..., Page]) -> Class:
    return Class(new_page, ("Ada", "Bob", "Cy"))


def test_a_class_plays_a_whole_game(classroom: Class, tmp_path: Path) -> None:
    host, screen = classroom.host, classroom.screen
    for name in ("Ada", "Bob", "Cy"):
        expect(host.locator("#host")).to_contain_text(name)
        expect(screen.locator("#screen")).to_contain_text(name)

    for number in range(1, 6):
        classroom.press_next()
        for phone in classroom.phones:
            expect(phone.locator("form[data-answer]")).to_be_visible()
            answer_by_mouse(phone)
            expect(phone.locator("#mine")).to_have_attribute("data-answered", "true")
        expect(host.locator("#host")).to_contain_text(re.compile(r"3\s+of\s+3"))
        expect(host.locator("#host[data-phase=closed]")).to_be_visible()  # all are in
        classroom.press_next()
        for page in classroom.everybody:
            expect(page.locator(".citation").first).to_be_visible()
        if number < 5:
            classroom.press_next()
            expect(screen.locator("#screen")).to_contain_text("Ada")
    classroom.press_next()
    expect(screen.locator("#screen")).to_contain_text("Ada")
    classroom.press_next()

    with host.expect_download() as download:
        host.locator("a[href$='/result.csv']").first.click()
    rows = list(csv.reader(Path(download.value.path()).read_text("utf-8-sig").splitlines()))
    assert {row[1] for row in rows[1:4]} == {"Ada", "Bob", "Cy"}
    assert len(rows[0]) == 3 + 5


def test_a_reload_in_the_middle_brings_everybody_back(classroom: Class) -> None:
    classroom.press_next()
    answer_by_mouse(classroom.phones[0])
    stem = classroom.phones[0].locator("#stage h1, #stage h2").first.inner_text()
    expect(classroom.phones[0].locator("#mine")).to_have_attribute("data-answered", "true")
    receipt = classroom.phones[0].locator("#mine").inner_text()

    for page in classroom.everybody:
        page.reload()

    for phone in classroom.phones:
        expect(phone.locator("#stage")).to_contain_text(stem)
    expect(classroom.screen.locator("#screen")).to_contain_text(stem)
    expect(classroom.phones[0].locator("#mine")).to_have_attribute("data-answered", "true")
    assert classroom.phones[0].locator("#mine").inner_text() == receipt
    expect(classroom.phones[1].locator("#mine")).to_have_attribute("data-answered", "false")
    answer_by_mouse(classroom.phones[1])
    expect(classroom.phones[1].locator("#mine")).to_have_attribute("data-answered", "true")


def test_a_late_player_sees_the_question_at_once(
    classroom: Class, new_page: Callable[..., Page]
) -> None:
    classroom.press_next()
    pin = pin_on(classroom.screen)

    late = classroom._join(new_page(**PHONE), pin, "Late")

    expect(late.locator("form[data-answer]")).to_be_visible()


def test_a_removed_name_is_out(classroom: Class, watch: Watch) -> None:
    watch.expected = ("403",)
    classroom.host.get_by_role("link", name="Ada").click()
    classroom.host.get_by_text("Take out", exact=True).click()
    classroom.host.get_by_role("button", name="Yes, take out").click()

    expect(classroom.phones[0].get_by_text("You were taken out of this game")).to_be_visible()
    expect(classroom.screen.locator("#screen")).not_to_contain_text("Ada")


def test_a_player_without_script_plays_along(
    classroom: Class, new_page: Callable[..., Page]
) -> None:
    pin = pin_on(classroom.screen)
    plain = new_page(java_script_enabled=False, **PHONE)
    plain.goto(f"/join/{pin}")
    plain.locator("input[name=nickname]").fill("Plain")
    plain.locator("form:has(input[name=nickname]) button[type=submit]").click()
    plain.goto(f"/play/{pin}/plain")
    expect(plain.get_by_text("Plain").first).to_be_visible()

    classroom.press_next()
    plain.goto(f"/play/{pin}/plain")
    if plain.locator("button[name=choice]").count():
        plain.locator("button[name=choice]").first.click()
        expect(plain.locator("#mine")).to_have_attribute("data-answered", "true")
