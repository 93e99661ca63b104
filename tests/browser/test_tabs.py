"""Many tabs of one browser, which opens six connections to a server and no more."""

from collections.abc import Callable

from playwright.sync_api import Page, Request, expect

from tests.browser.lesson import PHONE, Lesson, shelve
from tests.browser.people import Watch
from tests.serving import Server

SWITCH = """
  let isHidden = false;
  Object.defineProperty(document, 'hidden', { get: () => isHidden });
  window.setHidden = (value) => {
    isHidden = value;
    document.dispatchEvent(new Event('visibilitychange'));
  };
"""
"""A browser without a window hides no tab, so that a page is told that it is hidden."""
FRESH_WITHIN_MS = 4000
TABS = 7


class Lines:
    """The streams of a page: how many were opened, how many have ended."""

    def __init__(self, page: Page) -> None:
        self.opened = self.ended = self.asked = 0
        page.on("request", self._begun)
        page.on("requestfinished", self._over)
        page.on("requestfailed", self._over)

    def _begun(self, request: Request) -> None:
        self.opened += request.url.endswith("/stream")
        self.asked += 1

    def _over(self, request: Request) -> None:
        self.ended += request.url.endswith("/stream")


def hide(page: Page, *, is_hidden: bool = True) -> None:
    """Another tab goes before this one, or it comes back."""
    page.evaluate("(value) => window.setHidden(value)", is_hidden)


def no_limit(page: Page) -> None:
    page.get_by_role("radio", name="No limit").check()


def test_a_hidden_tab_holds_no_line_and_is_fresh_on_return(
    server: Server, new_page: Callable[..., Page]
) -> None:
    shelve(server.data_dir)
    lesson = Lesson(new_page, "pair", no_limit)
    phone = new_page(**PHONE)
    phone.add_init_script(SWITCH)
    lines = Lines(phone)
    lesson.join(phone, "Ada")
    lesson.join(new_page(**PHONE), "Bob")
    while not lines.opened:
        phone.wait_for_timeout(50)

    hide(phone)
    for _ in range(40):
        phone.wait_for_timeout(50)
        if lines.ended == lines.opened:
            break
    assert lines.ended == lines.opened
    asked = lines.asked
    lesson.host.get_by_role("button", name="Start").click()
    expect(lesson.wall.locator("[data-phase=open]")).to_be_visible()
    phone.wait_for_timeout(2500)  # a tab that is seen would have polled by now
    assert lines.asked == asked
    hide(phone, is_hidden=False)

    expect(phone.locator("[data-phase=open]")).to_be_visible(timeout=FRESH_WITHIN_MS)
    lesson.press("Close answers", "closed")
    assert lines.opened > lines.ended


def test_seven_tabs_of_one_browser_are_fresh_whenever_they_are_seen(
    server: Server, new_page: Callable[..., Page], watch: Watch
) -> None:
    shelve(server.data_dir)
    lesson = Lesson(new_page, "pair", no_limit)
    first = new_page()
    first.add_init_script(SWITCH)
    lesson.join(first, "Ada")
    lesson.phones.clear()
    tabs = [first]
    for address in [first.url] + [lesson.wall.url] * (TABS - 2):
        hide(tabs[-1])
        tab = first.context.new_page()
        watch.over(tab)
        tab.add_init_script(SWITCH)
        tab.goto(address)
        tabs.append(tab)
        expect(tab.locator("[data-phase=lobby]")).to_be_visible()

    seen = tabs[-1]
    steps = ("Start", "open"), ("Close answers", "closed"), ("Reveal", "revealed")
    for label, phase in steps:
        lesson.press(label, phase)
        for tab in tabs:
            hide(seen)
            hide(tab, is_hidden=False)
            expect(tab.locator(f"[data-phase={phase}]")).to_be_visible(timeout=FRESH_WITHIN_MS)
            seen = tab
