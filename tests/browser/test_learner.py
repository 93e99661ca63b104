"""A learner takes each bank to its end, by mouse and by keyboard."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import answer_by_keyboard, answer_by_mouse, go_on, tab_to

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
        go_on(page)

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
        go_on(page)

    expect(page.locator("h1")).to_be_visible()


def test_mistakes_come_again_on_request(new_page: Callable[..., Page]) -> None:
    page = new_page()
    page.goto("/banks/who-claimed-what")
    page.locator("button[name=length][value=all]").click()
    while "/result" not in page.url:
        answer_by_mouse(page)
        go_on(page)

    page.get_by_role("button", name=re.compile("mistakes", re.IGNORECASE)).click()

    expect(page.locator("#step h1")).to_be_visible()


def test_an_ordering_is_put_in_order_with_buttons(new_page: Callable[..., Page]) -> None:
    page = new_page(**PHONE)
    page.goto("/banks/which-treaty")
    page.locator("button[name=length]").last.click()
    page.wait_for_url("**/attempts/**")
    while not page.locator("[data-ordering]").count():
        answer_by_mouse(page)
        go_on(page)
    first = page.locator("[data-item] label").first.inner_text()

    page.locator("[data-move=down]").first.click()

    expect(page.locator("[data-item] label").nth(1)).to_have_text(first)
    expect(page.locator("#announce")).to_contain_text("place 2 of")


def test_an_ordering_is_put_in_order_by_dragging(new_page: Callable[..., Page]) -> None:
    page = new_page()
    find_question(page, "which-treaty", "[data-ordering]")
    labels = page.locator("[data-item] label")
    first, *others = labels.all_inner_texts()

    page.locator("[data-grip]").first.drag_to(page.locator("[data-item]").last)

    expect(labels).to_have_text([*others, first])
    expect(page.locator("#announce")).to_contain_text(f"place {len(others) + 1} of")
    expect(page.locator("[data-ordering] select:visible")).to_have_count(0)
    with page.expect_request(lambda request: request.method == "POST") as sent:
        page.locator("[data-send]").click()
    assert str(sent.value.post_data).count("place-") == len(others) + 1


def test_an_ordering_without_script_has_places_to_choose_and_no_arrows(
    new_page: Callable[..., Page],
) -> None:
    page = new_page(java_script_enabled=False)

    find_question(page, "which-treaty", "[data-ordering]")

    expect(page.locator("[data-ordering] select").first).to_be_visible()
    expect(page.locator("[data-move], [data-grip]").first).to_be_hidden()


def test_number_keys_can_be_switched_off(new_page: Callable[..., Page]) -> None:
    page = new_page()
    find_question(page, "which-treaty", "button[name=choice]")
    page.locator("[data-keys-switch]").uncheck()

    page.keyboard.press("1")
    page.reload()
    page.keyboard.press("1")

    expect(page.locator("[data-keys-switch]")).not_to_be_checked()
    expect(page.locator("#verdict")).to_have_count(0)
    page.locator("[data-keys-switch]").check()
    page.keyboard.press("1")
    expect(page.locator("#verdict")).to_be_focused()


def test_letters_press_nothing(new_page: Callable[..., Page]) -> None:
    page = new_page()
    find_question(page, "which-treaty", "button[name=choice]")

    page.keyboard.press("a")
    page.reload()

    expect(page.locator("#verdict")).to_have_count(0)


def test_the_switch_for_keys_is_not_shown_on_a_phone(new_page: Callable[..., Page]) -> None:
    page = new_page(**PHONE)

    find_question(page, "which-treaty", "button[name=choice]")

    expect(page.locator("[data-keys]")).to_be_hidden()


def test_the_verdict_has_the_focus_however_it_came(new_page: Callable[..., Page]) -> None:
    page = new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    find_question(page, "which-treaty", "button[name=choice]")
    page.keyboard.press("1")
    expect(page.locator("#verdict")).to_be_focused()

    page.reload()

    expect(page.locator("#verdict")).to_be_focused()
    assert said == []


def test_a_learner_practises_one_skill_and_goes_on(new_page: Callable[..., Page]) -> None:
    page = new_page(**PHONE)
    page.goto("/")
    page.get_by_role("button", name="Which name").click()

    while "/result" not in page.url:
        answer_by_mouse(page)
        expect(page.locator("#verdict")).to_be_visible()
        go_on(page)
    page.get_by_role("button", name="10 more").click()

    expect(page.get_by_text("Question 1 of 10")).to_be_visible()


def test_evidence_leads_to_its_claim_and_on_to_the_report(new_page: Callable[..., Page]) -> None:
    page = new_page(**PHONE)
    find_question(page, "which-treaty", "button[name=choice]")
    answer_by_mouse(page)

    page.locator(".citation__source a").first.click()
    expect(page.locator(".path").first).to_be_visible()
    page.get_by_role("link", name="All claims of paragraph").first.click()
    page.locator(".claim-row summary").first.click()

    expect(page.get_by_role("link", name="More about this claim").first).to_be_visible()


def find_question(page: Page, bank: str, selector: str) -> None:
    """Begin a bank and go to its first question that has what `selector` means."""
    page.goto(f"/banks/{bank}")
    page.locator("button[name=length][value=all]").click()
    page.wait_for_url(re.compile("/attempts/"))
    for position in range(1, 50):
        page.goto(re.sub(r"\d+$", str(position), page.url))
        if page.locator(selector).count():
            return


def test_a_quiz_that_tells_at_the_end_goes_on_without_a_word(new_page: Callable[..., Page]) -> None:
    page = new_page(**PHONE)
    page.goto("/banks/last-check")
    page.locator("button[name=length]").last.click()
    page.wait_for_url(re.compile("/attempts/"))

    while "/result" not in page.url:
        before = page.url
        answer_by_mouse(page)
        page.wait_for_url(re.compile(f"^(?!{re.escape(before)}$)"))
        expect(page.locator("#verdict")).to_have_count(0)

    expect(page.get_by_text("By skill").or_(page.get_by_text("Skill by skill"))).to_be_visible()
