"""A learner's first week: twenty claims on the first day, what is due on the others, a new phone
in place of a lost one, a day without a connection.

The clock is the test's: a day goes by when everything that is stored moves a day into the past.
"""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from quizapp.core.memory import Memory, Rating, Recall, replayed
from tests.browser.crossing import Crossing, crossing
from tests.browser.people import Watch, answer_by_mouse
from tests.browser.test_offline import LOST
from tests.serving import Server

PHONE = {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True}
TOLD = re.compile(r"/review/\d+$")
DUE = re.compile(r"(\d+) to review, (\d+) new")


@pytest.fixture
def line(server: Server, watch: Watch) -> Iterator[Crossing]:
    """The way to the server, to be cut."""
    with crossing(int(urlsplit(server.url).port or 0)) as found:
        watch.ours.append(found.url)
        watch.expected = LOST
        yield found


def test_a_first_week(
    new_page: Callable[..., Page], server: Server, line: Crossing, tmp_path: Path
) -> None:
    phone = {**PHONE, "timezone_id": where_it_is_noon(), "base_url": line.url}
    page = new_page(**phone)
    choose_new(page, "20")
    assert review_all(page) >= 20
    choose_new(page, "0")

    for day in range(2, 8):
        a_day_goes_by(server)
        if day == 3:
            page = on_a_new_phone(page, new_page(**phone))
        if day == 4:
            file = saved(page, tmp_path)
            page.context.close()
            page = restored(new_page(**phone), file)
        expected = due_by_reference(server)

        assert due_on_page(page) == expected, f"day {day}"
        if day == 6:
            assert review_without_a_line(page, line) == expected
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


def saved(page: Page, folder: Path) -> Path:
    """The file that was saved before the phone was lost."""
    page.goto("/progress")
    with page.expect_download() as download:
        page.get_by_role("link", name="Save everything as a file").click()
    file = folder / "progress.json"
    download.value.save_as(file)
    return file


def restored(page: Page, file: Path) -> Page:
    """A phone that knows nothing yet, after it read the file."""
    page.goto("/carry")
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Read it in").click()
    page.wait_for_url("**/progress")
    expect(page.get_by_text("answers came from the file")).to_be_visible()
    return page


def review_without_a_line(page: Page, line: Crossing) -> int:
    """Take a week along, lose the line, answer what is due, and sync; how many answers."""
    page.goto("/offline")
    page.get_by_role("button", name="Take a week along").click()
    expect(page.get_by_role("heading", name="On this device")).to_be_visible()
    line.lose()
    page.goto("/review")
    expect(page.locator("[data-count=review]")).to_have_text(re.compile(r"\d"))
    count = int(page.locator("[data-count=review]").inner_text())
    assert count, "a day on which nothing is due tells nothing"
    page.locator("[data-do=review]").click()
    for _ in range(count):
        expect(page.locator("#stem")).to_be_focused()
        answer_by_mouse(page)
        expect(page.locator("#verdict")).to_be_focused()
        page.locator("[data-do=next]").click()
    expect(page.get_by_role("heading", name="On this device")).to_be_visible()
    line.find()
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator("[data-waiting]")).to_be_hidden()
    return count


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
        newest = "SELECT id FROM learner ORDER BY created_at DESC"  # that of the present phone
        (learner,) = database.execute(newest).fetchone()
        query = "SELECT card, rating, reviewed_at, day FROM review WHERE learner_id = ?"
        log = database.execute(f"{query} ORDER BY reviewed_at, number", (learner,))
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
