"""The server is killed in an open round and comes back: nothing is lost, nobody need act."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, expect

from tests.browser.people import answer_by_mouse, pin_on
from tests.serving import serving


def test_a_killed_server_comes_back_in_the_same_question(browser: Browser, tmp_path: Path) -> None:
    with serving(tmp_path) as first:
        host = browser.new_context(base_url=first.url).new_page()
        host.goto("/banks/who-claimed-what")
        host.locator("select[name=limit_s]").select_option("")
        host.get_by_role("button", name="Open a game").click()
        host.wait_for_url(re.compile("/host/"))
        pin = pin_on(host)
        phones = [_join(browser, first.url, pin, name) for name in ("Ada", "Bob")]
        host.locator("button[name=step].button--main").click()
        for phone in phones:
            expect(phone.locator("form[data-answer]")).to_be_visible()
        answer_by_mouse(phones[0])
        expect(phones[0].locator("#mine")).to_have_attribute("data-answered", "true")
        stem = phones[1].locator("#stage h1, #stage h2").first.inner_text()

        first.kill()

        with serving(tmp_path, urlsplit(first.url).port):
            answer_by_mouse(phones[1])
            expect(phones[1].locator("#mine")).to_have_attribute(
                "data-answered", "true", timeout=15_000
            )
            expect(phones[1].locator("#stage")).to_contain_text(stem)
            expect(host.locator("#host")).to_contain_text(re.compile(r"2\s+of\s+2"), timeout=15_000)
            for page in (host, *phones):
                page.context.close()


def _join(browser: Browser, url: str, pin: str, name: str) -> Page:
    phone = browser.new_context(base_url=url).new_page()
    phone.goto(f"/join/{pin}")
    phone.locator("input[name=nickname]").fill(name)
    phone.locator("form:has(input[name=nickname]) button[type=submit]").click()
    expect(phone.locator("#mine")).to_contain_text(name)
    return phone
