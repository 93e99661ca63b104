"""In every state of a game pages are reloaded and lines cut: all is there again by itself."""

import re
import time
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.crossing import Crossing, crossing
from tests.browser.lesson import PHONE, RIGHT, WRONG, Lesson, pick, shelve
from tests.browser.people import Watch
from tests.serving import Server

BACK_WITHIN_S = 60
LOOK_MS = 100
ANSWERS = re.compile(r"/play/\d+/answers$")
SEEN = """() => {
  const room = document.getElementById('room')?.cloneNode(true);
  if (!room) return null;
  room.querySelectorAll('.countdown, .counts, .panel, .host__side').forEach((e) => e.remove());
  const pressed = [...room.querySelectorAll('[aria-pressed=true]')].map((e) => e.value);
  const steps = [...room.querySelectorAll('button[name=step]')].map((e) => e.value);
  const fields = document.querySelector('[data-answering]');
  return JSON.stringify([room.textContent.replace(/\\s+/g, ' '), pressed, steps, fields?.disabled]);
}"""
"""What a page says, apart from its clock and from who is here; what is picked, what can be done."""
SECONDS_LEFT = """() => {
  const number = document.querySelector('[data-countdown-number]');
  if (!number) return null;
  const [seconds, minutes = 0] = number.textContent.split(':').reverse().map(Number);
  return 60 * minutes + seconds;
}"""


class Losses:
    """Ada reloads, Bob's line is cut, nothing happens to Cy, who measures their time."""

    def __init__(self, lesson: Lesson, line: Crossing) -> None:
        self.lesson, self.line = lesson, line
        self.ada, self.bob, self.cy = lesson.phones

    def happen(self) -> None:
        """All of them at once; everybody is back where they were."""
        lesson = self.lesson
        before = [settled(page) for page in lesson.everybody]
        assert self.line.cut() > 0
        for page in (self.ada, lesson.host, lesson.wall):
            page.reload(wait_until="commit")
        until = time.monotonic() + BACK_WITHIN_S
        for page, seen in zip(lesson.everybody, before, strict=True):
            while (now := page.evaluate(SEEN)) != seen or not self._has_same_time(page):
                assert time.monotonic() < until, f"{seen}\nis now\n{now}"
                page.wait_for_timeout(LOOK_MS)

    def _has_same_time(self, page: Page) -> bool:
        expected, shown = self.cy.evaluate(SECONDS_LEFT), page.evaluate(SECONDS_LEFT)
        if expected is None or shown is None:
            return expected is shown
        return abs(expected - shown) <= 1


def settled(page: Page) -> str:
    """What the page says once it stays the same for a moment."""
    seen = ""
    for _ in range(30):
        if (now := page.evaluate(SEEN)) == seen:
            return seen
        seen = now
        page.wait_for_timeout(2 * LOOK_MS)
    raise AssertionError(f"changes all the time: {seen}")


def all_know_of(lesson: Lesson, answered: int) -> None:
    """Host and projector, who get counts a moment later, have this one."""
    for page in (lesson.host, lesson.wall):
        expect(page.locator(".counted")).to_contain_text(f"{answered} of 3 answered")


def all_see_everybody(lesson: Lesson) -> None:
    """The same for who is in: the last one to join shows a moment later too."""
    for page in (lesson.host, lesson.wall):
        expect(page.locator("#room")).to_contain_text("3 players are in")


@pytest.fixture
def line(server: Server) -> Iterator[Crossing]:
    """A line to the server that can be cut."""
    with crossing(urlsplit(server.url).port or 80) as found:
        yield found


@pytest.fixture
def losses(server: Server, new_page: Callable[..., Page], watch: Watch, line: Crossing) -> Losses:
    """A game with a clock everywhere, two votes and three phones."""

    def choose(page: Page) -> None:
        page.get_by_role("radio", name="Vote twice").check()
        page.get_by_label("Seconds for each question").select_option("300")
        page.get_by_label("Time to talk").select_option("300")
        page.get_by_label("Time to read first").select_option("15")

    watch.expected = ("net::ERR_", "network error", "Failed to fetch")
    watch.ours.append(line.url)
    shelve(server.data_dir)
    lesson = Lesson(new_page, "pair", choose)
    lesson.join(new_page(**PHONE), "Ada")
    lesson.join(new_page(base_url=line.url, **PHONE), "Bob")
    lesson.join(new_page(**PHONE), "Cy")
    all_see_everybody(lesson)
    return Losses(lesson, line)


def test_nothing_is_lost_in_any_state_of_a_game(losses: Losses) -> None:
    lesson = losses.lesson
    losses.happen()
    lesson.press("Start", "intro")
    losses.happen()
    lesson.press("Show the answers", "open")
    losses.happen()
    lesson.say(RIGHT, WRONG)
    all_know_of(lesson, 2)
    losses.happen()
    lesson.press("Pause", "open")
    for page in lesson.everybody:
        expect(page.locator("#room")).to_contain_text("Paused")
    losses.happen()
    lesson.press("Go on", "open")
    lesson.press("Close the first vote", "closed")
    losses.happen()
    lesson.press("Talk it over", "discuss")
    losses.happen()
    lesson.press("Vote again", "open")
    losses.happen()
    lesson.say(RIGHT, RIGHT)
    all_know_of(lesson, 2)
    losses.happen()
    lesson.press("Close answers", "closed")
    losses.happen()
    lesson.press("Reveal", "revealed")
    losses.happen()
    lesson.press("Leaderboard", "board")
    losses.happen()
    lesson.host.get_by_text("End early").click()
    lesson.press("Go to the podium", "podium")
    losses.happen()
    lesson.press("Finish", "ended")
    losses.happen()
    expect(losses.bob.locator("#mine")).to_contain_text("1st")


def test_an_answer_whose_receipt_is_lost_is_stored_once(losses: Losses) -> None:
    lesson, bob = losses.lesson, losses.bob
    lesson.press("Start", "intro")
    lesson.press("Show the answers", "open")
    sent: list[str] = []

    def lose_the_first(route: Route) -> None:
        sent.append(route.request.post_data or "")
        if len(sent) > 1:
            return route.continue_()
        assert route.fetch().ok
        losses.line.cut()
        return route.abort()

    bob.route(ANSWERS, lose_the_first)

    with bob.expect_response(ANSWERS):
        pick(bob, RIGHT)

    assert len(sent) == 2
    assert sent[0] == sent[1]
    all_know_of(lesson, 1)
    losses.happen()


WAY_BACK = "() => document.getElementById('room')._htmx.sse?.config"
"""How a page will open its stream again."""


def test_a_page_comes_back_at_a_moment_of_its_own_in_the_time_that_the_server_gives(
    losses: Losses,
) -> None:
    waits = [page.evaluate(WAY_BACK)["reconnectDelay"] for page in losses.lesson.phones]

    assert len(set(waits)) == len(waits)
    assert all(300 <= wait <= 500 for wait in waits)


def test_in_a_hall_a_page_waits_for_its_turn_and_asks_for_nothing_meanwhile(
    losses: Losses,
) -> None:
    bob, asked = losses.bob, list[str]()
    state = "id: 1\nretry: 8000\ndata: <section id='mine'>There</section>\n\n"
    bob.route(
        "**/stream", lambda route: route.fulfill(content_type="text/event-stream", body=state)
    )
    losses.line.cut()
    expect(bob.locator("#mine")).to_have_text("There")

    bob.on("request", lambda request: asked.append(request.url))
    way_back = bob.evaluate(WAY_BACK)
    bob.wait_for_timeout(300)

    assert 300 <= way_back["reconnectDelay"] <= 8000
    assert way_back["reconnectMaxDelay"] == 8000
    assert not [url for url in asked if url.endswith("/state")]
