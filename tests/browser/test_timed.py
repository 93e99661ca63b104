"""A test with a time: the ring runs down, and at its end what is picked is handed in."""

import re
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.people import KIND_OF_QUESTION, answer_by_mouse
from tests.browser.test_reviews import RULES
from tests.serving import Server

NARROW = {"viewport": {"width": 320, "height": 640}}


def begin(page: Page) -> None:
    page.goto("/banks/which-treaty")
    page.get_by_text("Test yourself").click()
    page.get_by_label("Time in all").select_option("30")
    page.get_by_role("button", name="Begin the test").click()
    page.wait_for_url("**/attempts/**")


def only_a_moment_is_left(server: Server) -> None:
    at = datetime.now(UTC).replace(tzinfo=None) + timedelta(seconds=3)
    with sqlite3.connect(server.data_dir / "quiz.db") as database:
        database.execute("UPDATE attempt SET ends_at = ?", (str(at),))


def test_a_test_shows_the_time_that_is_left_and_says_nothing_else(
    new_page: Callable[..., Page],
) -> None:
    page = new_page(**NARROW)
    begin(page)

    expect(page.get_by_role("timer")).to_have_text(re.compile(r"[45]:[0-5]\d"))
    assert Axe().run(page, options=RULES).response["violations"] == []
    answer_by_mouse(page)

    page.wait_for_url("**/2")
    expect(page.locator("#verdict")).to_have_count(0)
    expect(page.get_by_role("timer")).to_be_visible()


def test_when_the_time_is_up_the_result_comes_by_itself(
    new_page: Callable[..., Page], server: Server
) -> None:
    page = new_page()
    begin(page)
    only_a_moment_is_left(server)

    page.reload()

    page.wait_for_url("**/result")
    expect(page.get_by_text("Not everything was answered.")).to_be_visible()


def test_what_is_picked_when_the_time_is_up_is_handed_in(
    new_page: Callable[..., Page], server: Server
) -> None:
    page = new_page()
    begin(page)
    while page.evaluate(KIND_OF_QUESTION) != "multiple":
        before = re.escape(page.url)
        answer_by_mouse(page)
        page.wait_for_url(re.compile(f"^(?!{before}$)"))
    only_a_moment_is_left(server)
    page.reload()

    page.locator("label:has(input[name=choice])").first.click()

    page.wait_for_url("**/result")
    with sqlite3.connect(server.data_dir / "quiz.db") as database:
        newest = "SELECT id FROM attempt ORDER BY started_at DESC LIMIT 1"
        query = f"SELECT response FROM attempt_answer WHERE attempt_id = ({newest})"
        (last,) = database.execute(f"{query} ORDER BY position DESC").fetchone()
    assert "chosen" in last
