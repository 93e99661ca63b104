"""Games as rows: found by PIN, listed in order, gone after their time."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from quizapp.store import games
from tests.store.playing import add_game, add_players, open_round
from tests.world import NOW, seconds

ROWS = (games.GameRow, games.EventRow, games.RoundRow, games.PlayerRow, games.AnswerRow)


def answer(session, round_id, player_id, received_at=NOW):
    session.add(
        games.AnswerRow(
            round_id=round_id,
            player_id=player_id,
            revision=0,
            answer_id=f"{player_id}-{round_id}",
            response={"judged": True},
            received_at=received_at,
        )
    )
    session.flush()


def test_a_game_is_found_by_its_pin(database):
    with database.transaction() as session:
        add_game(session, "g1", "123456")
        add_game(session, "g2", "654321")

    with database.reading() as session:
        found = [games.by_pin(session, pin) for pin in ("654321", "000000")]

    assert [row and row.id for row in found] == ["g2", None]


def test_players_are_listed_as_they_came_without_those_removed(database):
    with database.transaction() as session:
        add_game(session)
        add_players(session, "boris", "anna", "chen")
        session.get(games.PlayerRow, "boris").joined_at = seconds(1)
        session.get(games.PlayerRow, "chen").removed_at = seconds(2)

    with database.reading() as session:
        assert [p.id for p in games.players_of(session, "g1")] == ["anna", "boris"]


def test_answers_are_listed_by_round_and_time(database):
    with database.transaction() as session:
        add_game(session)
        add_players(session, "anna", "boris")
        first, second = open_round(session, 1), open_round(session, 2)
        answer(session, second, "anna", seconds(9))
        answer(session, first, "boris", seconds(3))
        answer(session, first, "anna", seconds(5))

    with database.reading() as session:
        found = [(number, row.player_id) for number, row in games.answers_of(session, "g1")]
        one = games.answer_of(session, "g1", "anna", 1)

    assert found == [(1, "boris"), (1, "anna"), (2, "anna")]
    assert one
    assert one.answer_id == f"anna-{first}"


def test_only_games_whose_clock_was_driven_wait_for_it(database):
    with database.transaction() as session:
        add_game(session, "g1", "123456")
        add_game(session, "g2", "654321")
        games.beat(session, ["g1"], NOW)

    with database.reading() as session:
        assert games.with_clock(session) == ["g1"]
        assert session.get_one(games.GameRow, "g1").alive_at == NOW


def test_after_its_time_a_game_is_gone_with_every_name_and_answer(database):
    with database.transaction() as session:
        add_game(session)
        add_players(session, "anna")
        answer(session, open_round(session), "anna")
        session.add(games.EventRow(game_id="g1", seq=1, kind="opened", round=1, at=NOW))

    with database.transaction() as session:
        gone = games.purge(session, seconds(60))

    with database.reading() as session:
        assert gone == ["g1"]
        assert [session.scalar(select(func.count()).select_from(row)) for row in ROWS] == [0] * 5


def test_before_its_time_a_game_stays(database):
    with database.transaction() as session:
        add_game(session)

    with database.transaction() as session:
        assert games.purge(session, seconds(59)) == []
        assert games.by_pin(session, "123456")


# Refusals


def test_a_name_is_taken_once_a_game(database):
    with database.transaction() as session:
        add_game(session, "g1", "123456")
        add_game(session, "g2", "654321")
        add_players(session, "anna")

    def join_as_anna(game_id):
        with database.transaction() as session:
            row = games.PlayerRow(
                id=f"another-{game_id}",
                game_id=game_id,
                nickname="ANNA",
                name_key="anna",
                joined_at=NOW,
                removed_at=None,
            )
            session.add(row)

    with pytest.raises(IntegrityError):
        join_as_anna("g1")
    join_as_anna("g2")
