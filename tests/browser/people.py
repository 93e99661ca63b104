"""What people do on pages, and what must never happen while they do it."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request

KIND_OF_QUESTION = """() =>
  document.querySelector('[data-chain]') ? 'chain' :
  document.querySelector('.sort') ? 'categorise' :
  document.querySelector('.gap') ? 'cloze' :
  document.querySelector('.span') ? 'highlight' :
  document.querySelector('textarea[name=text]') ? 'open' :
  document.querySelector('input.number') ? 'numeric' :
  document.querySelector('[data-ordering]') ? 'ordering' :
  document.querySelector('select[name^=match]') ? 'matching' :
  document.querySelector('input[type=checkbox][name=choice]') ? 'multiple' :
  document.querySelector('input[name=text]') ? 'text' : 'tiles'
"""


NEWER = ("chain", "categorise", "cloze", "highlight", "open", "numeric")
"""The kinds that are filled in first and sent by a button."""


@dataclass
class Watch:
    """Notes script errors, console errors and requests to anywhere else.

    `expected`: words of console errors that belong to what the test does. `ours`: further
    addresses that lead to our server.
    """

    origin: str
    faults: list[str] = field(default_factory=list)
    expected: tuple[str, ...] = ()
    ours: list[str] = field(default_factory=list)

    def over(self, page: Page) -> None:
        """Watch this page from now on."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not any(words in message.text for words in self.expected):
            self.faults.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        ours = {urlsplit(address).netloc for address in (self.origin, *self.ours)}
        is_own = request.url.startswith(("data:", "blob:")) or urlsplit(request.url).netloc in ours
        if not is_own:
            self.faults.append(f"foreign request: {request.url}")


def pin_on(page: Page) -> str:
    """The PIN that a host's page or the projector shows."""
    return re.sub(r"\D", "", page.locator("bdi.pin").first.inner_text())


def go_on(page: Page) -> None:
    """From an answered question to what comes next; back when that has loaded."""
    before = page.url
    page.locator(".answered__next a").click()
    page.wait_for_url(lambda url: url != before)


def answer_by_mouse(page: Page) -> None:
    """Answer the question on the page in some way, with clicks."""
    kind = page.evaluate(KIND_OF_QUESTION)
    if kind in NEWER:
        _fill_in_by_mouse(page, kind)
        page.locator("[data-send]").click()
    match kind:
        case "tiles":
            page.locator("button[name=choice]").last.click()
        case "multiple":
            page.locator("label:has(input[name=choice])").first.click()
            page.locator("[data-send]").click()
        case "matching":
            for select in page.locator("select").all():
                select.select_option(index=1)
            page.locator("[data-send]").click()
        case "ordering":
            page.locator("[data-move=down]").first.click()
            page.locator("[data-send]").click()
        case "text":
            page.locator("input[name=text]").fill("SSC-8")
            page.locator("[data-send]").click()


def _fill_in_by_mouse(page: Page, kind: str) -> None:
    match kind:
        case "chain":
            page.locator("[data-pick]").last.click()
        case "categorise":
            for item in page.locator(".sort").all():
                item.locator(".chip").first.click()
        case "highlight":
            page.locator(".span").first.click()
        case "cloze":
            for menu in page.locator("select.gap").all():
                menu.select_option(index=1)
            for gap in page.locator("input.gap").all():
                gap.fill("TASS")
        case "open":
            page.locator("textarea").fill("How do you know?")
        case "numeric":
            page.locator("input.number").fill("12")


def answer_by_keyboard(page: Page) -> None:
    """Answer the question on the page in some way, with keys alone."""
    keys = page.keyboard
    kind = page.evaluate(KIND_OF_QUESTION)
    if kind in NEWER:
        _fill_in_by_keyboard(page, kind)
        tab_to(page, "[data-send]")
        keys.press("Enter")
    match kind:
        case "tiles":
            keys.press("2")
        case "multiple":
            tab_to(page, "input[name=choice]")
            keys.press("Space")
            tab_to(page, "[data-send]")
            keys.press("Enter")
        case "matching":
            for number in range(page.locator("select").count()):
                tab_to(page, f"select[name=match-{number + 1}]")
                keys.press("ArrowDown")
            tab_to(page, "[data-send]")
            keys.press("Enter")
        case "ordering":
            tab_to(page, "[data-move=down]:not(:disabled)")
            keys.press("Enter")
            tab_to(page, "[data-send]")
            keys.press("Enter")
        case "text":
            tab_to(page, "input[name=text]")
            keys.type("TASS")
            keys.press("Enter")


def _fill_in_by_keyboard(page: Page, kind: str) -> None:
    keys = page.keyboard
    match kind:
        case "chain":
            tab_to(page, "[data-pick]")
            keys.press("Enter")
            keys.press("Tab")
            keys.press("Space")
        case "categorise":
            for number in range(page.locator(".sort").count()):
                tab_to(page, f"input[name=match-{number + 1}]")
                keys.press("Space")
                keys.press("ArrowRight")
        case "highlight":
            tab_to(page, "input[name=choice]")
            keys.press("Space")
        case "cloze":
            for number in range(page.locator(".gap").count()):
                tab_to(page, f"[name=gap-{number + 1}]")
                is_menu = page.evaluate("document.activeElement.matches('select')")
                keys.press("ArrowDown") if is_menu else keys.type("TASS")
        case "open" | "numeric":
            tab_to(page, "[name=text]")
            keys.type("12")


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until something that fits has the focus."""
    for _ in range(60):
        if page.evaluate("(s) => document.activeElement?.matches(s) ?? false", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no way to {selector} by Tab")
