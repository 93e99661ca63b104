"""Every way to play, from the page where a host chooses it to the end: one wall, three phones."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lesson import PHONE, RIGHT, WRONG, Lesson, pick, shelve
from tests.serving import Server

Start = Callable[..., Lesson]


@pytest.fixture
def start(server: Server, new_page: Callable[..., Page]) -> Start:
    """Opens a game as `choose` sets it up, with Ada, Bob and Cy in it."""

    def open_game(choose: Callable[[Page], None], slug: str = "pair") -> Lesson:
        shelve(server.data_dir)
        lesson = Lesson(new_page, slug, choose)
        for name in ("Ada", "Bob", "Cy"):
            lesson.join(new_page(**PHONE), name)
        return lesson

    return open_game


def mode(page: Page, name: str) -> None:
    """This way to play, without a limit of time."""
    page.get_by_role("radio", name=name).check()
    page.get_by_role("radio", name="No limit").check()


def test_classic_pays_for_right_answers_for_speed_and_for_a_streak(start: Start) -> None:
    def choose(page: Page) -> None:
        page.get_by_role("radio", name="A little for speed").check()
        page.get_by_role("checkbox", name="Bonus for a streak").check()

    lesson = start(choose)
    ada, _, cy = lesson.phones
    lesson.press("Start", "open")
    lesson.say(RIGHT, RIGHT, WRONG)
    lesson.wait_for("closed")
    lesson.press("Reveal", "revealed")

    expect(lesson.wall.get_by_text("2 of 3 right")).to_be_visible()
    expect(lesson.wall.locator(".distribution__row--key")).to_contain_text(RIGHT)
    expect(ada.locator(".verdict--right")).to_contain_text("Right")
    expect(ada.locator(".mine__parts")).to_contain_text("for speed")
    expect(cy.locator(".verdict--wrong")).to_contain_text("0 points")
    lesson.press("Leaderboard", "board")
    expect(lesson.wall.locator(".board__row")).to_have_count(3)
    expect(lesson.wall.locator(".board__row").last).to_contain_text("Cy")
    lesson.press("Next question", "open")
    lesson.say(RIGHT, WRONG, WRONG)
    lesson.wait_for("closed")
    lesson.press("Reveal", "revealed")
    expect(ada.locator(".mine__parts")).to_contain_text("10 for right answers in a row")
    lesson.press("Podium", "podium")
    expect(lesson.wall.locator(".podium__place").first).to_contain_text("Ada")
    lesson.press("Finish", "ended")
    expect(ada.locator(".mine__rank")).to_contain_text("1st")
    expect(ada.locator(".review__head")).to_have_text("All of it, right")


def test_voting_twice_shows_who_moved_and_what_the_talk_gave(start: Start) -> None:
    lesson = start(lambda page: mode(page, "Vote twice"))
    lesson.press("Start", "open")
    lesson.say(RIGHT, WRONG, WRONG)
    lesson.wait_for("closed")
    lesson.press("Talk it over", "discuss")
    expect(lesson.wall.get_by_text("Talk with your neighbour")).to_be_visible()
    expect(lesson.phones[0].locator("#mine")).to_contain_text("Your first vote")
    expect(lesson.wall.locator(".distribution")).to_have_count(0)
    lesson.press("Vote again", "open")
    expect(lesson.wall.get_by_text("Second vote")).to_be_visible()
    expect(lesson.phones[0].locator("#mine")).to_have_attribute("data-answered", "false")
    lesson.say(RIGHT, RIGHT, WRONG)
    lesson.wait_for("closed")
    lesson.press("Reveal", "revealed")

    both = lesson.wall.locator(".distribution__row--key .twice")
    expect(both).to_have_text(re.compile(r"First\s*1\s*Second\s*2"))
    for page in (lesson.wall, lesson.phones[0]):
        flow = page.locator(".flow")
        expect(flow.locator(".flow__shares")).to_contain_text("Right at first 33%")
        expect(flow.locator(".flow__shares")).to_contain_text("after the talk 67%")
        expect(flow.get_by_text("1 became right")).to_be_visible()
        expect(flow.locator(".flow__gain")).to_contain_text("Gain 0.50")
    expect(lesson.phones[1].locator(".verdict--right")).to_be_visible()
    finish_early(lesson, "100 points")
    expect(lesson.phones[2].locator(".review__head")).to_have_text("0 of 1 right")


def test_how_sure_pays_honesty_and_ends_with_what_the_class_knows(start: Start) -> None:
    lesson = start(lambda page: mode(page, "How sure?"))
    ada, bob, cy = lesson.phones
    lesson.press("Start", "open")
    pick(ada, RIGHT, "very")
    pick(bob, WRONG, "very")
    pick(cy, RIGHT, "not")
    lesson.wait_for("closed")
    lesson.press("Reveal", "revealed")

    for page in (lesson.wall, ada):
        expect(page.locator(".levels__row").first).to_contain_text("1 right · 1 not")
    for phone, points in ((ada, "+100"), (bob, "−200"), (cy, "+33")):
        expect(phone.locator(".mine__points")).to_contain_text(points)
    finish_early(lesson, "Ada")
    for page in lesson.everybody:
        expect(page.locator(".calibration__plain")).to_contain_text("it was right 1 of 2 times")
        expect(page.locator(".calibration__chart")).to_be_visible()


def test_teams_have_the_mean_of_their_members(start: Start) -> None:
    def choose(page: Page) -> None:
        mode(page, "Classic")
        page.get_by_label("Who plays").select_option("3")

    lesson = start(choose)
    expect(lesson.wall.locator(".sizes")).to_contain_text("Aspen 1")
    for phone, team in zip(lesson.phones, ("Aspen", "Birch", "Cedar"), strict=True):
        expect(phone.locator(".mine__team")).to_contain_text(team)
    lesson.press("Start", "open")
    lesson.say(WRONG, RIGHT, WRONG)
    lesson.wait_for("closed")
    lesson.press("Reveal", "revealed")
    expect(lesson.wall.get_by_text("1 of 3 right")).to_be_visible()
    expect(lesson.phones[1].locator(".verdict--right")).to_be_visible()

    lesson.press("Leaderboard", "board")

    for page in (lesson.wall, lesson.phones[0]):
        first = page.get_by_role("list", name="Teams").locator(".board__row--first")
        expect(first).to_contain_text("Birch 1 player")
    finish_early(lesson, "Birch")
    expect(lesson.phones[0].get_by_role("list", name="Teams")).to_contain_text("Birch")


def test_a_survey_shows_answers_as_they_come_and_words_when_the_host_says(start: Start) -> None:
    lesson = start(lambda page: mode(page, "Survey"), "ask")
    lesson.press("Start", "open")
    if lesson.phones[0].locator("textarea").count():
        write_and_show(lesson)
        lesson.press("Next question", "open")
        vote_and_watch(lesson)
    else:
        vote_and_watch(lesson)
        lesson.press("Next question", "open")
        write_and_show(lesson)

    lesson.press("To the end", "podium")
    judges_nobody(lesson)
    lesson.press("Finish", "ended")
    judges_nobody(lesson)


def vote_and_watch(lesson: Lesson) -> None:
    """The wall moves with each vote."""
    rows = lesson.wall.locator(".distribution__row")
    expect(rows.locator(".distribution__count b")).to_have_text(["0", "0", "0"])
    pick(lesson.phones[0], "The middle")
    expect(rows.filter(has_text="The middle").locator(".distribution__count b")).to_have_text("1")
    pick(lesson.phones[1], "The middle")
    expect(rows.filter(has_text="The middle").locator(".distribution__count b")).to_have_text("2")
    pick(lesson.phones[2], "The last line")
    lesson.wait_for("closed")
    lesson.press("Reveal", "revealed")
    for page in (lesson.wall, lesson.phones[0]):
        row = page.locator(".distribution__row", has_text="The middle")
        expect(row.locator(".distribution__count b")).to_have_text("2")
    judges_nobody(lesson)


def write_and_show(lesson: Lesson) -> None:
    """What is written stands on no page of the class before the host lets it."""
    words = ("Who told you?", "Were you there?", "Nothing")
    for phone, text in zip(lesson.phones, words, strict=True):
        phone.locator("textarea").fill(text)
        phone.locator("[data-send]").click()
        expect(phone.locator("#mine")).to_have_attribute("data-answered", "true")
    lesson.wait_for("closed")
    lesson.press("Reveal", "revealed")
    expect(lesson.wall.get_by_text("3 answers are in")).to_be_visible()
    line = lesson.host.locator(".written__line", has_text="Were you there?")
    line.get_by_role("button", name="Show").click()
    for page in (lesson.wall, *lesson.phones):
        expect(page.locator(".quotes li")).to_have_text(["Were you there?"])
    judges_nobody(lesson)


def judges_nobody(lesson: Lesson) -> None:
    """Nothing on wall and phones says right or wrong, or counts points."""
    for page in (lesson.wall, *lesson.phones):
        words = page.locator("#room").inner_text().lower()
        assert not {"right", "wrong", "points", "place"} & set(words.split()), words


def finish_early(lesson: Lesson, first: str) -> None:
    """From a reveal or a board to the end, with a question left; `first` is who won."""
    lesson.host.get_by_text("End early").click()
    lesson.press("Go to the podium", "podium")
    expect(lesson.wall.locator(".podium__place").first).to_contain_text(first)
    lesson.press("Finish", "ended")
