"""What a class looks at together: each mode on the projector, the phone and the host's page."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from quizapp import clock
from quizapp.services.site import Site
from quizapp.services.tokens import Seat
from tests.web.lessons import PLAYERS, Lesson, in_order, site_over, words


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    opened = site_over(tmp_path)
    yield opened
    opened.close()


# Phase by phase


@pytest.mark.parametrize("kinds", [(), ("opened",), ("opened", "closed", "revealed")])
def test_a_locked_room_shows_no_way_in(app: Flask, site: Site, kinds: tuple[str, ...]) -> None:
    lesson = Lesson(app, site)
    lesson.step(*kinds)
    pin = lesson.room.pin
    assert f"{pin[:3]} {pin[3:]}" in lesson.screen()

    lesson.live.door.lock(lesson.room.id, is_locked=True)

    assert pin[:3] not in lesson.screen()
    assert 'class="qr"' not in lesson.markup()
    assert "The room is locked" in lesson.screen()


def test_where_nobody_joins_late_the_pin_goes_with_the_first_question(
    app: Flask, site: Site
) -> None:
    lesson = Lesson(app, site, joins_late=False)
    assert 'class="qr"' in lesson.markup()

    lesson.step("opened")

    assert 'class="qr"' not in lesson.markup()


def test_while_reading_the_question_stands_without_its_answers(app: Flask, site: Site) -> None:
    lesson = Lesson(app, site, reading_s=15)

    lesson.step("asked")

    assert "Who says that the talks go on?" in lesson.screen()
    assert "Nobody by name" not in lesson.screen()
    assert 'role="timer"' in lesson.markup()


def test_a_held_clock_says_so_and_stands(app: Flask, site: Site) -> None:
    lesson = Lesson(app, site, limit_s=600)
    lesson.step("opened", "paused")

    shown = lesson.markup()

    assert "Paused" in words(shown)
    assert "data-deadline" not in shown
    assert "Who says that the talks go on?" in words(shown)


def test_a_question_that_is_skipped_shows_no_key(app: Flask, site: Site) -> None:
    lesson = Lesson(app, site)
    lesson.step("opened", "skipped")

    assert "Question 1 is skipped" in lesson.screen()
    assert "The minister" not in lesson.screen()


@pytest.mark.parametrize(
    ("weight", "said"),
    [(0, "For practice, no points"), (2, "Counts double"), (3, "Counts three times")],
)
def test_the_wall_says_what_a_question_is_worth(
    app: Flask, site: Site, weight: int, said: str
) -> None:
    lesson = Lesson(app, site, weights=[[1, weight]])
    lesson.step("opened")

    assert said in lesson.screen()


# Two votes


@pytest.mark.parametrize("shows_spread", [True, False])
def test_between_two_votes_the_class_talks(app: Flask, site: Site, *, shows_spread: bool) -> None:
    lesson = Lesson(app, site, votes=2, shows_spread=shows_spread)
    lesson.step("opened")
    lesson.vote(3)
    lesson.step("closed", "discussed")

    assert "Talk with your neighbour: why?" in lesson.screen()
    assert ("How the answers spread" in lesson.markup()) == shows_spread
    assert "Right answer" not in lesson.screen()


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (2, 6, ("29%", "86%", "Gain 0.80", "the talk brought 80%")),
        (7, 7, ("100%", "100%", "All were right the first time")),
        (5, 5, ("71%", "71%", "Gain 0.00", "as many were right after the talk as before")),
        (5, 4, ("71%", "57%", "Gain \u22120.50", "deserve a second look")),
    ],
)
def test_after_two_votes_wall_phone_and_host_tell_what_moved(
    app: Flask, site: Site, first: int, second: int, said: tuple[str, ...]
) -> None:
    lesson = Lesson(app, site, votes=2)  # gains by hand: (6/7 - 2/7) / (5/7); (4/7 - 5/7) / (2/7)
    lesson.step("opened")
    lesson.vote(first)
    lesson.step("closed", "discussed", "opened")
    assert "Second vote" in lesson.screen()
    lesson.vote(second)
    lesson.step("closed", "revealed")

    for shown in (lesson.screen(), lesson.phone(), lesson.host()):
        assert all(part in shown for part in said), shown
    assert in_order(lesson.screen(), "First", str(first), "Second", str(second))


# How sure


def test_the_levels_of_certainty_stand_with_their_counts(app: Flask, site: Site) -> None:
    lesson = Lesson(app, site, certainty="marks")
    lesson.play(5, sure="3")

    for shown in (lesson.screen(), lesson.phone(), lesson.host()):
        assert "Very sure 5 right · 2 not" in shown


def test_at_the_end_the_class_sees_how_well_it_knew(app: Flask, site: Site) -> None:
    lesson = Lesson(app, site, certainty="brier")
    lesson.play(5, sure="80")
    lesson.step("podium_shown", "ended")

    said = "When the class said “80%”, it was right 5 of 7 times."
    assert said in lesson.screen()
    assert said in lesson.phone()
    assert said in lesson.host()
    assert "Brier score 0.21" in lesson.phone()  # (5 * 0.04 + 2 * 0.64) / 7, by hand


# A survey, and what people write


def test_a_survey_moves_on_the_wall_and_names_nothing_right(app: Flask, site: Site) -> None:
    lesson = Lesson(app, site, is_survey=True)
    seen = []

    lesson.step("opened")
    assert "How the answers spread" in lesson.markup()
    lesson.vote(3)
    assert in_order(lesson.screen(), "The minister 3 of 7", "Nobody by name 4 of 7")
    seen += [lesson.screen(), lesson.host()]
    lesson.step("closed", "revealed")
    seen += [lesson.screen(), lesson.host()]
    lesson.step("podium_shown")
    seen += [lesson.screen(), lesson.host()]

    for shown in seen:
        assert not re.search(r"\b(right|wrong|correct|points?)\b", shown, re.IGNORECASE), shown


def test_only_what_the_host_lets_through_is_quoted(app: Flask, site: Site) -> None:
    lesson = Lesson(app, site, "ask")
    lesson.step("opened")
    for player, text in zip(lesson.ids, ("Says <who>?", "Something rude"), strict=False):
        form = {"text": [text]}
        lesson.live.answers.take(lesson.room, player, 1, player, form, clock.now()).result(
            timeout=20
        )
    lesson.step("closed", "revealed")
    assert "2 answers are in" in lesson.screen()

    lesson.live.answers.show(lesson.room.id, lesson.ids[0], is_shown=True)

    assert "Says <who>?" in lesson.screen()
    assert "Says <who>?" in lesson.phone(2)
    assert "rude" not in lesson.screen() + lesson.phone(2)


# Who stands where


def test_teams_are_shown_by_mean_and_size(app: Flask, site: Site) -> None:
    lesson = Lesson(app, site, "test-ban", teams=2)
    assert "Aspen 4 Birch 3" in lesson.screen()

    lesson.play(7)
    lesson.step("board_shown")

    assert "Aspen 4 players 100" in lesson.screen()
    assert "Birch 3 players 100" in lesson.screen()
    assert not any(name in lesson.screen() for name in PLAYERS)
    lesson.step("podium_shown")
    assert in_order(lesson.screen(), "Aspen", "100 points", "4 players")


@pytest.mark.parametrize(("ranking", "count"), [("all", 7), ("top", 5), ("own", 0), ("end", 0)])
def test_the_board_names_as_many_as_the_rules_let(
    app: Flask, site: Site, ranking: str, count: int
) -> None:
    lesson = Lesson(app, site, "test-ban", ranking=ranking)
    lesson.play(2)
    lesson.step("board_shown")

    shown = lesson.screen()

    assert sum(name in shown for name in PLAYERS) == count
    if not count:
        assert "2 of 7 right" in shown


def test_with_nobody_at_any_point_no_row_stands_out(app: Flask, site: Site) -> None:
    lesson = Lesson(app, site)
    lesson.step("opened", "closed", "revealed", "board_shown")

    assert "board__row" in lesson.markup()
    assert "board__row--first" not in lesson.markup()


@pytest.mark.parametrize(
    ("ranking", "count"), [("all", 3), ("top", 3), ("end", 3), ("own", 0), ("never", 0)]
)
def test_the_end_names_the_first_three_or_tells_of_the_class(
    app: Flask, site: Site, ranking: str, count: int
) -> None:
    lesson = Lesson(app, site, ranking=ranking)
    lesson.play(2)
    lesson.step("podium_shown")

    for _ in ("podium", "ended"):
        shown = lesson.screen()
        assert sum(name in shown for name in PLAYERS) == count
        if not count:
            assert in_order(shown, "29% of all answers were right", "Who said it", "2 of 7 right")
        lesson.step("ended")


# The result


def test_the_result_has_rules_skills_and_teams_and_so_has_the_csv(app: Flask, site: Site) -> None:
    lesson = Lesson(app, site, teams=2, votes=2)
    lesson.step("opened")
    lesson.vote(2)
    lesson.step("closed", "discussed", "opened")
    lesson.vote(6)
    lesson.step("closed", "revealed")

    page = lesson.host("/result")
    table = list(csv.reader(io.StringIO(lesson.host_text("/result.csv").removeprefix("\ufeff"))))

    assert "vote twice · 2 teams" in page
    assert in_order(page, "By skill", "Who said it", "86%", "first vote 29% , gain 0.80")
    assert in_order(page, "Team by team", "Aspen", "Birch")
    assert table[0][:4] == ["Rank", "Nickname", "Team", "Points"]
    assert {row[2] for row in table[1:8]} == {"Aspen", "Birch"}


def test_each_quiz_of_a_room_has_its_own_result(app: Flask, site: Site) -> None:
    lesson = Lesson(app, site)
    lesson.play(3)
    lesson.live.driver.choose_quiz(
        lesson.room.id, lesson.room.table.game.seq, "ask", None, clock.now()
    )

    first, second = lesson.host("/result?quiz=1"), lesson.host("/result")

    assert "Who says that the talks go on?" in first
    assert "No question has been revealed yet." in second
    assert "1. One question 2. Ask" in second
    assert "Who says that the talks go on?" in lesson.host_text("/result.csv?quiz=1")


def test_the_result_of_a_survey_has_no_places_and_no_points(app: Flask, site: Site) -> None:
    lesson = Lesson(app, site, is_survey=True)
    lesson.play(3)

    page = lesson.host("/result")
    table = list(csv.reader(io.StringIO(lesson.host_text("/result.csv").removeprefix("\ufeff"))))

    assert "survey: nothing is right or wrong" in page
    assert "Points" not in page
    assert table[0][0] == "Nickname"
    assert len(table) == 8


def test_a_quiz_that_the_room_never_had_has_no_result(app: Flask, site: Site) -> None:
    lesson = Lesson(app, site)
    client = app.test_client()
    cookie = site.tokens.cookie("host", lesson.room.id)
    client.set_cookie(cookie, site.tokens.for_seat(Seat("host", lesson.room.id)))

    assert client.get(f"/host/{lesson.room.id}/result?quiz=2").status_code == 404
