"""The host's page in a real browser: one step a press, by mouse, keys or phone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import pin_on

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def host(new_page: Callable[..., Page]) -> Page:
    """The host of a game with two votes, without a limit."""
    page = new_page()
    page.goto("/banks/which-treaty")
    page.get_by_role("link", name="More ways to play").click()
    page.get_by_role("radio", name="Vote twice").check()
    page.get_by_role("radio", name="No limit").check()
    page.get_by_role("button", name="Open the game").click()
    page.wait_for_url(re.compile("/host/"))
    return page


def join(phone: Page, pin: str, name: str) -> None:
    phone.goto(f"/join/{pin}")
    phone.locator("input[name=nickname]").fill(name)
    phone.locator("form:has(input[name=nickname]) button[type=submit]").click()
    expect(phone.locator("#mine")).to_contain_text(name)


def phase(page: Page, name: str) -> None:
    """Wait until the page shows this phase."""
    expect(page.locator(f"#host[data-phase={name}]")).to_be_visible()


def test_only_what_goes_with_the_mode_is_shown(new_page: Callable[..., Page]) -> None:
    page = new_page()
    page.goto("/banks/which-treaty/host")
    expect(page.get_by_label("Time to talk")).to_be_hidden()

    page.get_by_role("radio", name="Vote twice").check()
    expect(page.get_by_label("Time to talk")).to_be_visible()
    page.get_by_role("radio", name="Survey").check()

    expect(page.get_by_label("Time to talk")).to_be_hidden()
    expect(page.get_by_role("radio", name="As Kahoot does")).to_be_hidden()


def test_a_double_click_is_one_step(host: Page) -> None:
    host.get_by_role("button", name="Start").dblclick()

    phase(host, "open")
    host.reload()
    phase(host, "open")


def test_keys_steer_while_no_control_has_the_focus(host: Page) -> None:
    host.keyboard.press("Space")
    phase(host, "open")
    host.locator("body").evaluate("() => document.activeElement.blur()")
    host.keyboard.press("p")
    expect(host.get_by_text("Paused.")).to_be_visible()
    host.keyboard.press("p")  # there is nothing to pause any more
    host.keyboard.press("ArrowRight")
    expect(host.get_by_text("Paused.")).to_have_count(0)
    host.keyboard.press("ArrowRight")
    phase(host, "closed")

    host.locator("[data-keys-switch]").uncheck()
    host.locator("body").evaluate("() => document.activeElement.blur()")
    host.keyboard.press("ArrowRight")
    host.get_by_role("button", name="Reveal now").click()
    phase(host, "revealed")


def test_what_the_host_opened_stays_open_as_people_come(
    host: Page, new_page: Callable[..., Page]
) -> None:
    pin = pin_on(host)
    host.get_by_role("button", name="Start").click()
    phase(host, "open")
    host.locator("#crowd summary").click()

    join(new_page(**PHONE), pin, "Ada")

    expect(host.locator("#crowd").get_by_text("Ada")).to_be_visible()
    expect(host.locator("#crowd summary")).to_contain_text("1 here, 0 away")


def test_the_hosts_phone_steers_the_same_game(host: Page, new_page: Callable[..., Page]) -> None:
    host.get_by_role("link", name="Phone as remote").click()
    address = host.locator(".remote__address").inner_text()
    host.get_by_role("link", name="The game", exact=True).click()
    phone = new_page(**PHONE)
    phone.goto(address)
    phone.get_by_role("button", name="Use this device").click()

    phone.get_by_role("button", name="Start").click()

    phase(phone, "open")
    phase(host, "open")


def test_a_step_out_of_order_is_told(host: Page) -> None:
    host.locator("#step-next").evaluate(
        "b => { b.value = b.value.replace('opened', 'revealed'); b.click() }"
    )

    expect(host.get_by_text("That cannot be done now")).to_be_visible()
