"""The door of a game: let in, locked, renamed, taken out; teams and time; on both databases."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from quizapp.core.rules import Rules
from quizapp.services import chance
from quizapp.services.live import nicknames
from quizapp.services.live.faults import HasBegun, NotLetIn, RoomIsLocked
from quizapp.services.live.nicknames import NicknameRefused
from quizapp.store import games
from tests.world import NOW, advance, give, play_round, seconds, two_players


def room_with(live, **chosen):
    rules = Rules.of({"limit_s": None, **chosen})
    return live.rooms.room(live.rooms.create("test-ban", None, rules, NOW).id)


@pytest.fixture
def room(live):
    return room_with(live)


# Letting in


def test_who_waits_to_be_let_in_plays_and_sees_nothing_yet(live):
    room = room_with(live, approves=True)
    anna = live.door.join(room.id, "Anna", NOW)
    advance(live, room, "opened")

    with pytest.raises(NotLetIn):
        live.rooms.own(room, anna)
    with pytest.raises(NotLetIn):
        give(live, room, anna, right=True)
    assert live.rooms.crowd(room).nicknames == ()
    assert [(m.nickname, m.is_admitted) for m in room.members.values()] == [("Anna", False)]


def test_who_is_let_in_plays_on_with_the_same_seat(live):
    room = room_with(live, approves=True)
    anna = live.door.join(room.id, "Anna", NOW)

    live.door.admit(room.id, [anna], seconds(5))
    live.door.admit(room.id, [anna, "nobody"], seconds(9))  # a second press, an odd id
    play_round(live, room, {anna: True})

    assert live.rooms.own(room, anna).total == 100


def test_the_name_of_somebody_who_waits_is_taken(live):
    room = room_with(live, approves=True)
    live.door.join(room.id, "Anna", NOW)

    with pytest.raises(NicknameRefused):
        live.door.join(room.id, "anna", NOW)


def test_a_locked_room_lets_nobody_in_until_it_is_opened_again(live, room):
    anna = live.door.join(room.id, "Anna", NOW)
    live.door.lock(room.id, is_locked=True)

    with pytest.raises(RoomIsLocked, match="Ask the host"):
        live.door.join(room.id, "Boris", NOW)
    assert live.rooms.own(room, anna).nickname == "Anna"

    live.door.lock(room.id, is_locked=False)
    assert live.door.join(room.id, "Boris", NOW)


def test_where_nobody_may_join_late_the_lobby_is_the_time_to_come(live):
    room = room_with(live, joins_late=False)
    live.door.join(room.id, "Anna", NOW)
    play_round(live, room, {})

    with pytest.raises(HasBegun):
        live.door.join(room.id, "Boris", NOW)
    advance(live, room, "lobby_shown")

    assert live.door.join(room.id, "Boris", NOW)


# Names


def test_names_of_our_own_alone_where_the_rules_say_so(live):
    room = room_with(live, free_names=False)
    (offered,) = live.door.offers(room, 1)

    assert live.door.join(room.id, offered, NOW)
    for own in ("Anna", "Brave", "Brave Anna", f"{offered} x", "Brave Fox ２"):
        with pytest.raises(NicknameRefused, match="Pick one of the names"):
            live.door.join(room.id, own, NOW)


def test_three_names_are_offered_that_nobody_has(live, room):
    offered = live.door.offers(room)

    assert len(set(offered)) == 3
    assert all(nicknames.is_offered(name) for name in offered)


def test_where_all_names_are_taken_a_number_makes_them_free(live, room, monkeypatch):
    monkeypatch.setattr(chance, "pick", lambda names, count: ["Brave Fox"] * count)
    live.door.join(room.id, "brave fox", NOW)
    gone = live.door.join(room.id, "Brave Fox 2", NOW)
    live.door.remove(room.id, [gone], NOW)

    (offered,) = live.door.offers(room, 1)

    assert offered == "Brave Fox 3"  # who was taken out keeps the name from others
    assert live.door.join(room.id, offered, NOW)


def test_a_player_can_be_given_another_name_and_the_old_one_again(live, room):
    anna, _ = two_players(live, room.id)

    for name in ("Hannah", "Anna", "ANNA"):
        live.door.rename(room.id, anna, name)
        assert live.rooms.own(room, anna).nickname == name
    assert live.door.join(room.id, "Hannah", NOW)


def test_no_player_gets_the_name_of_another(live, room):
    anna, boris = two_players(live, room.id)

    with pytest.raises(NicknameRefused, match="Choose another name"):
        live.door.rename(room.id, anna, "boris")

    assert [live.rooms.own(room, p).nickname for p in (anna, boris)] == ["Anna", "Boris"]


def test_a_name_is_hidden_behind_one_of_ours(live, room, database):
    anna, _ = two_players(live, room.id)

    live.door.hide(room.id, anna)

    name = live.rooms.own(room, anna).nickname
    assert nicknames.is_offered(name)
    with database.reading() as session:
        assert "Anna" not in {row.nickname for row in games.players_of(session, room.id)}


def test_a_name_given_while_somebody_is_let_in_keeps_them_in(live):
    room = room_with(live, approves=True)
    anna = live.door.join(room.id, "Anna", NOW)

    with ThreadPoolExecutor(2) as pool:
        pool.submit(live.door.admit, room.id, [anna], NOW)
        pool.submit(live.door.rename, room.id, anna, "Hannah")

    assert room.members[anna].is_admitted
    assert live.rooms.crowd(room).nicknames == ("Hannah",)


# Time and teams


@pytest.mark.parametrize("factor", [1.25, 1.5, 2.0, None, 1.0])
def test_a_player_may_be_given_more_time(live, room, factor):
    anna, boris = two_players(live, room.id)

    live.door.give_time(room.id, anna, factor)

    assert (room.table.factors[anna], room.table.factors[boris]) == (factor, 1.0)


@pytest.mark.parametrize("factor", [0.0, -1.0, 1.1, 100.0])
def test_no_other_amount_of_time_can_be_given(live, room, factor):
    anna, _ = two_players(live, room.id)

    live.door.give_time(room.id, anna, factor)

    assert room.table.factors[anna] == 1.0


def test_newcomers_go_where_the_fewest_are(live):
    room = room_with(live, teams=3)
    players = [live.door.join(room.id, f"P{n}", seconds(n)) for n in range(7)]
    live.door.remove(room.id, [players[1], players[4]], NOW)  # both of team 2

    late = [live.door.join(room.id, f"L{n}", NOW) for n in range(2)]

    assert [room.table.teams[p] for p in players if p in room.players] == [1, 3, 1, 3, 1]
    assert [room.table.teams[p] for p in late] == [2, 2]


@pytest.mark.parametrize(("picked", "team"), [(3, 3), (0, 1), (4, 1), (-1, 1), (None, 1)])
def test_who_may_pick_a_team_gets_it_where_there_is_such_a_one(live, picked, team):
    room = room_with(live, teams=3, picks_team=True)

    anna = live.door.join(room.id, "Anna", NOW, team=picked)

    assert live.rooms.own(room, anna).team == team


def test_nobody_picks_where_teams_are_made(live):
    room = room_with(live, teams=3)

    assert live.rooms.own(room, live.door.join(room.id, "Anna", NOW, team=3)).team == 1


def test_a_teams_points_are_the_mean_of_its_members(live):
    room = room_with(live, teams=2)
    players = [live.door.join(room.id, name, seconds(n)) for n, name in enumerate("ABC")]
    play_round(live, room, dict(zip(players, (True, True, False), strict=True)))
    advance(live, room, "board_shown")

    places = [(t.name, t.points, t.members) for t in live.rooms.shared(room).teams]

    assert places == [("Birch", 100, 1), ("Aspen", 50, 2)]


# Taking out


def test_everybody_since_a_moment_can_be_taken_out(live, room):
    early = live.door.join(room.id, "Anna", seconds(10))
    live.door.join(room.id, "Boris", seconds(20))
    live.door.join(room.id, "Chen", seconds(30))

    live.door.remove_since(room.id, seconds(20), seconds(40))

    assert list(room.players) == [early]


def test_taking_out_twice_is_harmless(live, room, database):
    anna, _ = two_players(live, room.id)

    for at in (10, 20):
        live.door.remove(room.id, [anna, anna, "nobody"], seconds(at))

    with database.reading() as session:
        assert session.get(games.PlayerRow, anna).removed_at == seconds(10)
    assert list(room.players.values()) == ["Boris"]


def test_who_was_taken_out_is_neither_let_in_nor_renamed(live, room):
    anna, _ = two_players(live, room.id)
    live.door.remove(room.id, [anna], NOW)

    live.door.admit(room.id, [anna], NOW)
    live.door.rename(room.id, anna, "Hannah")
    live.door.give_time(room.id, anna, 2.0)

    assert list(room.players.values()) == ["Boris"]
    assert "Hannah" not in repr(room.members)
