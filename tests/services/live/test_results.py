"""What is kept of a game, as a table and as CSV."""

import csv
import io
from dataclasses import replace

import pytest

from quizapp.core.rules import Rules
from quizapp.services.live.results import Column, GameResult, Line, as_csv, result
from quizapp.services.live.room import NoSuchGame
from tests.world import (
    MORE,
    NOW,
    advance,
    form_for,
    give,
    play_round,
    seconds,
    two_players,
    write,
)

FOUND = GameResult(
    game="g1",
    title="The talks",
    played_at=NOW,
    kept_until=seconds(60),
    rules=Rules(),
    skills=(),
    teams=(),
    calibration=None,
    columns=(Column(1, "Who?", "attribution", 2, 0.75), Column(2, "When?", "chronology", 0, None)),
    lines=(Line(1, "Anna", 100, (100, None)), Line(2, "Boris", 50, (50, None))),
)


@pytest.fixture
def room(live):
    return live.rooms.room(live.rooms.create("test-ban", 3, Rules(limit_s=None), NOW).id)


def found_of(database, library, room):
    with database.reading() as session:
        return result(session, library, room)


def settle(live):
    """Until all that was handed in so far is done: a round that all answered is closed."""
    live.rooms.journal.run(lambda session: None).result(20)


def read(text):
    return list(csv.reader(io.StringIO(text)))


def test_the_table_has_a_line_a_player_and_a_column_a_question(live, room, database, library):
    anna, boris = two_players(live, room.id)
    play_round(live, room, {anna: False, boris: True})
    play_round(live, room, {boris: True})

    found = found_of(database, library, room)

    assert [(line.rank, line.nickname, line.total, line.cells) for line in found.lines] == [
        (1, "Boris", 200, (100, 100)),
        (2, "Anna", 0, (0, None)),
    ]
    assert [(c.number, c.answered, c.share) for c in found.columns] == [(1, 2, 0.5), (2, 1, 1.0)]
    assert [c.stem for c in found.columns] == [q.stem for q in room.table.questions[:2]]
    assert (found.title, found.played_at) == ("The talks on a test ban", NOW)


@pytest.mark.parametrize("phase", ["open", "closed"])
def test_a_round_that_is_not_revealed_is_not_in_the_table(live, room, database, library, phase):
    anna, _ = two_players(live, room.id)
    advance(live, room, "opened")
    give(live, room, anna, right=True)
    if phase == "closed":
        advance(live, room, "closed")

    found = found_of(database, library, room)

    assert found.columns == ()
    assert [line.total for line in found.lines] == [0, 0]


def test_a_question_that_nobody_answered_has_no_mean(live, room, database, library):
    two_players(live, room.id)
    play_round(live, room, {})

    assert found_of(database, library, room).columns[0].share is None


def test_who_was_removed_is_not_in_the_table(live, room, database, library):
    anna, boris = two_players(live, room.id)
    play_round(live, room, {anna: True, boris: False})

    live.door.remove(room.id, [boris], NOW)

    found = found_of(database, library, room)
    assert [line.nickname for line in found.lines] == ["Anna"]
    assert found.columns[0].share == 1.0


def test_the_table_agrees_with_the_board(live, room, database, library):
    anna, boris = two_players(live, room.id)
    for right in (False, True, False):
        play_round(live, room, {anna: right, boris: True})
    advance(live, room, "podium_shown")

    board = [(p.rank, p.nickname, p.points) for p in live.rooms.shared(room).board]

    assert board == [(n.rank, n.nickname, n.total) for n in found_of(database, library, room).lines]


def test_the_csv_holds_the_same():
    assert read(as_csv(FOUND)) == [
        ["Rank", "Nickname", "Points", "1. Who?", "2. When?"],
        ["1", "Anna", "100", "100", ""],
        ["2", "Boris", "50", "50", ""],
        ["", "Right, of those who answered", "", "75%", ""],
    ]


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", '=HYPERLINK("x")'])
def test_a_name_that_a_spreadsheet_would_run_is_kept_from_it(name):
    rows = read(as_csv(replace(FOUND, lines=(Line(1, name, 0, (0, None)),))))

    assert rows[1][1].replace("\t", "") == "'" + name.replace("\t", "")


def test_nor_does_a_second_cell_begin_where_lists_are_parted_otherwise():
    rows = read(as_csv(replace(FOUND, lines=(Line(1, "x;=1+1", 0, (0, None)),))))

    assert rows[1][1] == "x;'=1+1"


@pytest.mark.parametrize("name", ['An"na', "Anna, Boris", "導彈 😀", "'Anna", "1-1", "a=b"])
def test_any_other_name_stays_as_it_is(name):
    rows = read(as_csv(replace(FOUND, lines=(Line(1, name, 0, (0, None)),))))

    assert rows[1][1] == name


def test_a_stem_cannot_be_run_since_its_number_stands_before_it():
    columns = (replace(FOUND.columns[0], stem="=1+1, or\nelse?"),)

    rows = read(as_csv(replace(FOUND, columns=columns, lines=())))

    assert rows[0][3] == "1. =1+1, or\nelse?"


def test_what_is_not_scored_stands_in_the_table_in_words(live, database, library, questions):
    write(questions / "banks" / "test-ban-more.yaml", MORE)
    room = live.rooms.room(live.rooms.create("test-ban-more", None, Rules(limit_s=None), NOW).id)
    anna, boris = two_players(live, room.id)
    for _ in room.table.questions:
        play_round(live, room, {anna: True, boris: False})

    found = found_of(database, library, room)

    words = {c.stem: c.said for c in found.columns if c.said}
    assert words == {
        "Would you pass the report on?": (("As it stands", 1), ("Not at all", 1)),
        "What would you ask the minister?": (
            ("How do you know?", 1),
            ("nothing of the kind", 1),
        ),
    }
    assert [c.share for c in found.columns if c.said] == [None, None]
    assert [(line.nickname, line.total) for line in found.lines] == [("Anna", 500), ("Boris", 0)]
    anna_row = read(as_csv(found))[1]
    assert sorted(anna_row[3:]) == [*["100"] * 5, "As it stands", "How do you know?"]


def test_a_skipped_question_is_left_out(live, room, database, library):
    anna, boris = two_players(live, room.id)
    advance(live, room, "opened")
    give(live, room, anna, right=True)
    advance(live, room, "skipped")
    play_round(live, room, {anna: False, boris: True})

    found = found_of(database, library, room)

    assert [(c.number, c.answered) for c in found.columns] == [(2, 2)]
    assert [(line.nickname, line.cells) for line in found.lines] == [
        ("Boris", (100,)),
        ("Anna", (0,)),
    ]


def test_two_votes_are_one_column_with_the_share_before_and_the_gain(live, database, library):
    rules = Rules(limit_s=None, votes=2, discuss_s=None)
    room = live.rooms.room(live.rooms.create("test-ban", 1, rules, NOW).id)
    players = [live.door.join(room.id, name, seconds(n)) for n, name in enumerate("ABCD")]
    for votes in ([True, False, False, False], [True, True, True, False]):
        advance(live, room, "opened")
        for player, right in zip(players, votes, strict=True):
            give(live, room, player, right=right)
        settle(live)
        advance(live, room, *(["closed"] if room.table.game.phase == "open" else []))
        advance(live, room, "discussed" if room.table.game.vote == 1 else "revealed")

    (column,) = found_of(database, library, room).columns

    # from 1/4 to 3/4: half of the class of the 3/4 that were missing
    assert (column.first_share, column.share) == (0.25, 0.75)
    assert column.gain == pytest.approx(2 / 3)


def test_a_survey_tells_in_words_and_no_gain(live, database, library):
    rules = Rules(limit_s=None, votes=2, discuss_s=None, is_survey=True)
    room = live.rooms.room(live.rooms.create("test-ban", 1, rules, NOW).id)
    anna, boris = two_players(live, room.id)
    for then in ("discussed", "revealed"):
        advance(live, room, "opened")
        for player in (anna, boris):
            give(live, room, player, right=player == anna)
        settle(live)
        advance(live, room, *(["closed"] if room.table.game.phase == "open" else []))
        advance(live, room, then)

    (column,) = found_of(database, library, room).columns

    assert (column.share, column.first_share, column.gain) == (None, None, None)
    assert sum(count for _, count in column.said) == 2
    assert [line.total for line in found_of(database, library, room).lines] == [0, 0]


def test_each_quiz_of_a_room_has_its_own_table(live, room, database, library, questions):
    write(questions / "banks" / "test-ban-more.yaml", MORE)
    anna, boris = two_players(live, room.id)
    play_round(live, room, {anna: True, boris: False})
    live.driver.choose_quiz(room.id, room.table.game.seq, "test-ban-more", 2, NOW)

    with database.reading() as session:
        first, second = (result(session, library, room, leg) for leg in (1, 2))
        assert result(session, library, room) == second
        for leg in (0, 3):
            with pytest.raises(NoSuchGame):
                result(session, library, room, leg)

    assert first.titles == second.titles == ("The talks on a test ban", "More on the test ban")
    assert (first.title, [line.total for line in first.lines]) == (first.titles[0], [100, 0])
    assert (second.columns, [line.total for line in second.lines]) == ((), [0, 0])


def test_teams_and_how_well_the_class_knew_stand_beside(live, database, library):
    rules = Rules(limit_s=None, teams=2, certainty="marks")
    room = live.rooms.room(live.rooms.create("test-ban", 1, rules, NOW).id)
    anna, boris = two_players(live, room.id)
    advance(live, room, "opened")
    for player, right in ((anna, True), (boris, False)):
        form = form_for(room, right=right) | {"sure": ["3"]}
        live.answers.take(room, player, 1, "a", form, NOW).result(20)
    settle(live)
    advance(live, room, *(["closed"] if room.table.game.phase == "open" else []))
    advance(live, room, "revealed")

    found = found_of(database, library, room)

    assert [(t.name, t.points) for t in found.teams] == [("Aspen", 100), ("Birch", -200)]
    assert [(level.sure, level.count, level.right) for level in found.calibration.levels] == [
        (3, 2, 1)
    ]
    assert read(as_csv(found))[1][:4] == ["1", "Anna", "Aspen", "100"]


def test_words_that_a_spreadsheet_would_run_are_kept_from_it():
    rows = read(as_csv(replace(FOUND, lines=(Line(1, "Anna", 0, ("=1+1", None)),))))

    assert rows[1][3] == "'=1+1"
