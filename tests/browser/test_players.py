"""What a player can do besides answering: say how sure, change it, wait at the door, come back."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from quizapp.core.rules import Rules
from tests.browser.people import Watch, tab_to
from tests.browser.stage import PHONE, set_up
from tests.serving import Server

NewPage = Callable[..., Page]
ALL = 24
"""Questions of the bank: among all of them there is one with tiles to tap."""


def test_how_sure_is_said_by_keyboard_alone(server: Server, new_page: NewPage) -> None:
    stage = set_up(
        server, new_page, Rules(limit_s=None, certainty="marks", closes_early=False), ALL
    )
    laptop = stage.join(new_page(), "Ada")
    expect(laptop.locator("#mine")).to_contain_text("Ada")
    while True:
        stage.step("opened")
        expect(laptop.locator("form[data-answer]")).to_be_visible()
        if laptop.locator(".tile input[type=radio]").count():
            break
        stage.step("skipped")

    laptop.keyboard.press("2")
    tab_to(laptop, "input[name=sure]")
    laptop.keyboard.press("Space")
    laptop.keyboard.press("ArrowRight")
    laptop.keyboard.press("Enter")

    expect(laptop.locator("#mine")).to_have_attribute("data-answered", "true")
    expect(laptop.locator(".receipt")).to_contain_text(re.compile("B.*fairly sure"))


def test_an_answer_is_changed_and_acknowledged_again(server: Server, new_page: NewPage) -> None:
    stage = set_up(server, new_page, Rules(limit_s=None, may_change=True), ALL)
    phone = stage.join(new_page(**PHONE), "Ada")
    expect(phone.locator("#mine")).to_contain_text("Ada")
    while True:
        stage.step("opened")
        expect(phone.locator("form[data-answer]")).to_be_visible()
        if phone.locator("button.tile").count():
            break
        stage.step("skipped")
    phone.locator("button.tile").nth(0).click()
    expect(phone.locator(".receipt")).to_contain_text("A")

    phone.locator("button.tile").nth(1).click()

    expect(phone.locator(".receipt b").nth(1)).to_have_text("B")
    expect(phone.locator(".receipt")).to_contain_text("You may change it until the close")
    phone.reload()
    expect(phone.locator("button.tile").nth(1)).to_have_attribute("aria-pressed", "true")
    expect(phone.locator("button.tile").nth(0)).to_be_enabled()


def test_what_was_picked_is_kept_through_a_pause(server: Server, new_page: NewPage) -> None:
    stage = set_up(server, new_page, Rules(limit_s=60, certainty="brier", closes_early=False))
    laptop = stage.join(new_page(), "Ada")
    expect(laptop.locator("#mine")).to_contain_text("Ada")
    stage.step("opened")
    expect(laptop.locator("form[data-answer]")).to_be_visible()
    laptop.locator(".stakes .chip").nth(3).click()

    stage.step("paused")
    expect(laptop.get_by_text("Paused. Look up.")).to_be_visible()
    expect(laptop.locator("[data-answering]")).to_have_attribute("disabled", "")
    stage.step("resumed")

    expect(laptop.locator("[data-answering]")).not_to_have_attribute("disabled", "")
    expect(laptop.locator("input[name=sure][value='80']")).to_be_checked()


def test_enter_joins_under_the_name_that_was_typed(server: Server, new_page: NewPage) -> None:
    stage = set_up(server, new_page, Rules(limit_s=None))
    phone = new_page(**PHONE)
    phone.goto(f"/join/{stage.pin}")
    expect(phone.locator("button[name=offer]")).to_have_count(3)

    phone.locator("input[name=nickname]").fill("Ada Typed")
    phone.keyboard.press("Enter")

    expect(phone.locator("#mine")).to_contain_text("Ada Typed")


def test_who_is_let_in_is_in_without_touching_anything(server: Server, new_page: NewPage) -> None:
    stage = set_up(server, new_page, Rules(limit_s=None, approves=True))
    phone = stage.join(new_page(**PHONE), "Ada")
    plain = stage.join(new_page(java_script_enabled=False, **PHONE), "Bob")
    for page in (phone, plain):
        expect(page.get_by_role("heading", name="The host lets you in in a moment")).to_be_visible()

    stage.host.get_by_role("button", name="Let all 2 in").click()

    expect(phone.locator("#mine")).to_contain_text("You are in")
    expect(plain.locator("#mine")).to_contain_text("You are in")


def test_a_new_phone_comes_back_with_a_code(
    server: Server, new_page: NewPage, watch: Watch
) -> None:
    watch.expected = ("403",)  # what the old phone is told
    stage = set_up(server, new_page, Rules(limit_s=None))
    old = stage.join(new_page(**PHONE), "Ada")
    expect(old.locator("#mine")).to_contain_text("Ada")
    new = new_page(**PHONE)
    new.goto(f"/join/{stage.pin}")
    new.get_by_role("link", name="I was in this game already").click()
    new.locator("input[name=nickname]").fill("ada")
    new.get_by_role("button", name="Ask to come back").click()
    code = new.locator(".door__code").inner_text()
    expect(stage.host.locator(".returns")).to_contain_text(f"Ada asks to come back; code {code}")

    stage.host.get_by_role("button", name="Let back").click()

    expect(new.locator("#mine")).to_contain_text("Ada")
    expect(stage.host.locator(".returns")).to_have_count(0)
    expect(old.get_by_role("heading", level=1)).to_have_text("On another device")
    expect(old.get_by_role("link", name="Ask to come back")).to_be_visible()
