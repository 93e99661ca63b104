"""A learner's first week: twenty claims on the first day, what is due on the others, a new phone.

The clock is the test's: a day goes by when everything that is stored moves a day into the past.
"""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from quizapp.core.memory import Memory, Rating, Recall, replayed
from tests.browser.people import answer_by_mouse
from tests.serving import Server

PHONE = {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True}
TOLD = re.compile(r"/review/\d+$")
DUE = re.compile(r"(\d+) to review, (\d+) new")


def test_a_first_week(new_page: Callable[..., Page], server: Server) -> None:
    phone = {**PHONE, "timezone_id": where_it_is_noon()}
    page = new_page(**phone)
    choose_new(page, "20")
    assert review_all(page) >= 20
    choose_new(page, "0")

    for day in range(2, 8):
        a_day_goes_by(server)
        if day == 4:
            page = on_a_new_phone(page, new_page(**phone))
        expected = due_by_reference(server)

        assert due_on_page(page) == expected, f"day {day}"
        review_all(page)

    assert len(cards(server)) == 20
    page.goto("/progress")
    expect(page.get_by_role("heading", name="Skill by skill")).to_be_visible()
    expect(page.get_by_text("You have kept up for")).to_be_visible()


def where_it_is_noon() -> str:
    """A time zone in which no day begins while the test runs."""
    return f"Etc/GMT{datetime.now(UTC).hour - 12:+d}"  # by POSIX, +5 is west of Greenwich


def choose_new(page: Page, count: str) -> None:
    """How many new ones there are to be a day."""
    page.goto("/progress/choices")
    page.get_by_label("New ones a day").select_option(count)
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/review")


def review_all(page: Page) -> int:
    """Answer whatever is due, in some way; how many answers it took."""
    count = 0
    page.goto("/review")
    if page.locator("[data-zone]").count():
        page.locator("main form button").first.click()
    while page.url.endswith("/review/now"):
        answer_by_mouse(page)
        page.wait_for_url(TOLD)
        count += 1
        page.locator(".answered__next a").click()
        page.wait_for_url(lambda url: not TOLD.search(url))
    return count


def on_a_new_phone(old: Page, new: Page) -> Page:
    """The progress, carried to another phone by its code; the other phone's page."""
    old.goto("/progress")
    old.get_by_role("button", name="Use it on another device").click()
    code = old.locator(".code").inner_text()
    new.goto("/carry")
    new.get_by_label("Code").fill(code.lower())
    new.get_by_role("button", name="Bring it here").click()
    new.wait_for_url("**/progress")
    return new


def due_on_page(page: Page) -> int:
    """How many are to be reviewed, as the page says."""
    page.goto("/review")
    found = DUE.search(page.locator("main").inner_text())
    return int(found[1]) if found else 0


def due_by_reference(server: Server) -> int:
    """The same from the log and the scheduler alone: all that were missed, and one a claim."""
    now = datetime.now(UTC)
    end = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=16)  # four at night
    known = cards(server)
    short = {key for key, m in known.items() if m.is_short and m.due_at <= now}
    on_their_day = {key for key, m in known.items() if not m.is_short and m.due_at < end}
    claims = {key.rpartition("/")[0] for key in short}
    return len(short) + len({key.rpartition("/")[0] for key in on_their_day} - claims)


def cards(server: Server) -> dict[str, Memory]:
    """What the learner knows of each card, computed from the log."""
    recalls: dict[str, list[Recall]] = defaultdict(list)
    with sqlite3.connect(server.data_dir / "quiz.db") as database:
        (learner,) = database.execute("SELECT DISTINCT learner_id FROM review").fetchone()
        log = database.execute("SELECT card, rating, reviewed_at, day FROM review ORDER BY number")
        for card, rating, at, day in log:
            moment = datetime.fromisoformat(at).replace(tzinfo=UTC)
            recalls[card].append(Recall(Rating(rating), moment, day))
    found = {key: replayed(seen, 0.9, f"{learner}/{key}") for key, seen in recalls.items()}
    return {key: memory for key, memory in found.items() if memory}


def a_day_goes_by(server: Server) -> None:
    """Move what is stored a day into the past."""
    moments = (("card", ("due_at", "last_at")), ("review", ("reviewed_at",)))
    with sqlite3.connect(server.data_dir / "quiz.db") as database:
        for table, columns in moments:
            for column in columns:
                rows = database.execute(f"SELECT rowid, {column} FROM {table}").fetchall()
                moved = [(str(datetime.fromisoformat(at) - timedelta(days=1)), i) for i, at in rows]
                database.executemany(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", moved)
        database.execute("UPDATE card SET first_day = first_day - 1, last_day = last_day - 1")
        database.execute("UPDATE review SET day = day - 1, due_day = due_day - 1")
