"""A learner takes each bank to its end, by mouse and by keyboard."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import answer_by_keyboard, answer_by_mouse, tab_to

BANKS = ["who-claimed-what", "which-treaty", "which-designation"]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.mark.parametrize("bank", BANKS)
def test_a_learner_finishes_a_bank_by_mouse(new_page: Callable[..., Page], bank: str) -> None:
    page = new_page(**PHONE)
    page.goto("/")
    page.locator(f"a[href^='/banks/{bank}']").first.click()

    page.locator("button[name=length]").last.click()
    while "/result" not in page.url:
        answer_by_mouse(page)
        expect(page.locator("#verdict")).to_be_visible()
        expect(page.locator(".citation").first).to_be_visible()
        page.locator(".answered__next a").click()

    expect(page.locator("h1")).to_be_visible()
    expect(page.get_by_text("By skill")).to_be_visible()


@pytest.mark.parametrize("bank", BANKS)
def test_a_learner_finishes_a_bank_by_keyboard(new_page: Callable[..., Page], bank: str) -> None:
    page = new_page()
    page.goto(f"/banks/{bank}")

    tab_to(page, "button[name=length][value=all]")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/attempts/"))
    while "/result" not in page.url:
        before = page.url
        answer_by_keyboard(page)
        expect(page.locator("#verdict")).to_be_focused()
        tab_to(page, ".answered__next a")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(f"^(?!{re.escape(before)}$)"))

    expect(page.locator("h1")).to_be_visible()


def test_a_learner_without_script_gets_the_same(new_page: Callable[..., Page]) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/banks/which-treaty")
    page.locator("button[name=length][value='10']").click()

    while "/result" not in page.url:
        if page.locator("button[name=choice]").count():
            page.locator("button[name=choice]").first.click()
        elif page.locator("input[name=choice]").count():
            page.locator("label:has(input[name=choice])").first.click()
            page.locator("[data-send]").click()
        elif page.locator("input[name=text]").count():
            page.locator("input[name=text]").fill("INF")
            page.locator("[data-send]").click()
        else:
            for number, select in enumerate(page.locator("select").all()):
                select.select_option(index=number + 1)
            page.locator("[data-send]").click()
        expect(page.locator("#verdict")).to_be_visible()
        page.locator(".answered__next a").click()

    expect(page.locator("h1")).to_be_visible()


def test_mistakes_come_again_on_request(new_page: Callable[..., Page]) -> None:
    page = new_page()
    page.goto("/banks/who-claimed-what")
    page.locator("button[name=length][value=all]").click()
    while "/result" not in page.url:
        answer_by_mouse(page)
        page.locator(".answered__next a").click()

    page.get_by_role("button", name=re.compile("mistakes", re.IGNORECASE)).click()

    expect(page.locator("#step h1")).to_be_visible()


def test_an_ordering_is_put_in_order_with_buttons(new_page: Callable[..., Page]) -> None:
    page = new_page(**PHONE)
    page.goto("/banks/which-treaty")
    page.locator("button[name=length]").last.click()
    while not page.locator("[data-ordering]").count():
        answer_by_mouse(page)
        page.locator(".answered__next a").click()
    first = page.locator("[data-item] label").first.inner_text()

    page.locator("[data-move=down]").first.click()

    expect(page.locator("[data-item] label").nth(1)).to_have_text(first)
    expect(page.locator("#announce")).to_contain_text("place 2 of")
