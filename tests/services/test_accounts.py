"""Teachers' accounts: links, signing in, sessions, passwords."""

from datetime import timedelta

import pytest

from quizapp.services import accounts
from quizapp.services.accounts import (
    LINK_AGE,
    SESSION_AGE,
    Accounts,
    LinkIsOver,
    NameRefused,
    NoSuchTeacher,
    SignInRefused,
    WrongPassword,
)
from quizapp.services.passwords import PasswordRefused
from quizapp.services.throttle import TooFast
from tests.world import NOW, seconds

FIRST, OTHER = "kettle umbrella forty moss", "lantern gravel eleven oats"


@pytest.fixture
def door(database, ticks):
    return Accounts(database, ticks)


def invite(database, name, at=NOW):
    """A new teacher; the token of the link."""
    with database.transaction() as session:
        accounts.add(session, name, at)
        return accounts.invite(session, name, at)


def enrol(database, door, name="Anna"):
    """A teacher with a password; the token of the first session."""
    return door.accept(invite(database, name), "", FIRST, "Firefox on Linux", NOW).token


def who(database, token, at=NOW):
    with database.reading() as session:
        return accounts.teacher_of(session, token, at)


# Links


def test_the_first_link_makes_the_first_teacher(database, door):
    with database.transaction() as session:
        token = accounts.first_link(session, NOW)

    signed_in = door.accept(token, " Anna ", FIRST, "Firefox", NOW)

    assert who(database, signed_in.token).name == "Anna"
    with database.transaction() as session:
        assert accounts.first_link(session, NOW) is None


def test_a_new_first_link_takes_the_place_of_the_last_one(database, door):
    with database.transaction() as session:
        old = accounts.first_link(session, NOW)
        accounts.first_link(session, NOW)

    with pytest.raises(LinkIsOver):
        door.accept(old, "Anna", FIRST, "Firefox", NOW)


def test_the_first_link_is_over_once_there_is_a_teacher(database, door):
    with database.transaction() as session:
        token = accounts.first_link(session, NOW)
    enrol(database, door, "Boris")

    with pytest.raises(LinkIsOver):
        door.accept(token, "Anna", FIRST, "Firefox", NOW)


def test_a_link_works_once(database, door):
    token = invite(database, "Anna")
    door.accept(token, "", FIRST, "Firefox", NOW)

    with pytest.raises(LinkIsOver):
        door.accept(token, "", OTHER, "Firefox", NOW)

    assert door.sign_in("Anna", FIRST, "Firefox", NOW)


def test_a_refused_password_does_not_use_the_link_up(database, door):
    token = invite(database, "Anna")

    with pytest.raises(PasswordRefused):
        door.accept(token, "", "password1234", "Firefox", NOW)

    assert door.accept(token, "", FIRST, "Firefox", NOW)


def test_a_link_of_a_week_ago_is_over(database, door):
    token = invite(database, "Anna")

    with pytest.raises(LinkIsOver):
        door.accept(token, "", FIRST, "Firefox", NOW + LINK_AGE)


def test_a_reset_sets_another_password_and_ends_the_sessions(database, door):
    session_token = enrol(database, door)
    with database.transaction() as session:
        token = accounts.invite(session, "anna", NOW)

    assert who(database, session_token)
    door.accept(token, "Somebody else", OTHER, "Firefox", NOW)

    assert who(database, session_token) is None
    assert door.sign_in("Anna", OTHER, "Firefox", NOW)
    with pytest.raises(SignInRefused):
        door.sign_in("Anna", FIRST, "Firefox", NOW)


# Signing in


@pytest.mark.parametrize("name", ["Anna", "ANNA", " anna  "])
def test_a_name_is_known_however_it_is_typed(database, door, name):
    enrol(database, door)

    signed_in = door.sign_in(name, FIRST, "Chrome on Windows", NOW)

    assert who(database, signed_in.token).name == "Anna"


@pytest.mark.parametrize(
    ("name", "password"),
    [("Anna", OTHER), ("Anna", ""), ("Nobody", FIRST), ("", FIRST), ("An\0na", OTHER),
     ("Invited", FIRST), ("Disabled", FIRST), ("Anna", "x" * 60_000)],
)  # fmt: skip
def test_every_wrong_try_is_answered_alike(database, door, name, password):
    enrol(database, door)
    invite(database, "Invited")
    enrol(database, door, "Disabled")
    with database.transaction() as session:
        accounts.disable(session, "Disabled", NOW)

    with pytest.raises(SignInRefused) as refusal:
        door.sign_in(name, password, "Firefox", NOW)

    assert str(refusal.value) == str(SignInRefused())


def test_a_session_ends_by_itself_after_thirty_days(database, door):
    token = enrol(database, door)

    assert who(database, token, NOW + SESSION_AGE - timedelta(seconds=1))
    assert who(database, token, NOW + SESSION_AGE) is None
    with database.transaction() as session:
        accounts.purge(session, NOW + SESSION_AGE)


def test_nothing_in_the_database_opens_a_session(database, door):
    token = enrol(database, door)

    with database.reading() as session:
        kept = session.connection().exec_driver_sql("SELECT * FROM teacher_session").all()

    assert len(kept) == 1
    assert token not in str(kept)
    assert who(database, kept[0].digest) is None


# Guessing


def test_after_ten_tries_a_name_has_to_wait_a_while(database, door, ticks):
    enrol(database, door)
    guess(door, 10)

    with pytest.raises(TooFast):
        door.sign_in("Anna", FIRST, "Firefox", NOW)
    ticks.seconds += 20

    assert door.sign_in("Anna", FIRST, "Firefox", NOW)


def test_a_name_that_nobody_has_waits_as_well(door):
    guess(door, 10, "Nobody")

    with pytest.raises(TooFast):
        door.sign_in("Nobody", FIRST, "Firefox", NOW)


def test_strangers_who_guess_do_not_keep_a_known_browser_out(database, door):
    teacher_id = who(database, enrol(database, door)).id
    guess(door, 10)

    assert door.sign_in("Anna", FIRST, "Firefox", NOW, known=teacher_id)


def guess(door, times, name="Anna"):
    for _ in range(times):
        with pytest.raises(SignInRefused):
            door.sign_in(name, OTHER, "Firefox", NOW)


# An account


def test_a_new_password_signs_the_other_devices_out(database, door):
    here = enrol(database, door)
    there = door.sign_in("Anna", FIRST, "Chrome on Android", NOW).token

    door.change_password(who(database, here), FIRST, OTHER)

    assert who(database, here)
    assert who(database, there) is None
    assert door.sign_in("Anna", OTHER, "Firefox", NOW)


def test_a_password_is_changed_by_who_knows_it(database, door):
    teacher = who(database, enrol(database, door))

    with pytest.raises(WrongPassword):
        door.change_password(teacher, OTHER, "another sound pass phrase")


def test_sessions_are_listed_and_ended_one_by_one(database, door):
    here = enrol(database, door)
    there = door.sign_in("Anna", FIRST, "Chrome on Android", seconds(60)).token
    teacher = who(database, here)

    with database.transaction() as session:
        found = accounts.devices(session, teacher, seconds(60))
        accounts.end_session(session, teacher, found[0].session_id)

    assert [device.name for device in found] == ["Chrome on Android", "Firefox on Linux"]
    assert who(database, there) is None
    assert who(database, here)


def test_nobody_ends_a_session_of_somebody_else(database, door):
    annas = enrol(database, door)
    boris = who(database, enrol(database, door, "Boris"))

    with database.transaction() as session:
        accounts.end_session(session, boris, who(database, annas).session_id)

    assert who(database, annas)


def test_who_is_disabled_is_out_at_once_and_back_by_a_new_link(database, door):
    token = enrol(database, door)
    with database.transaction() as session:
        accounts.disable(session, "Anna", NOW)
    assert who(database, token) is None

    with database.transaction() as session:
        link = accounts.invite(session, "Anna", NOW)

    with pytest.raises(SignInRefused):
        door.sign_in("Anna", FIRST, "Firefox", NOW)
    assert door.accept(link, "", OTHER, "Firefox", NOW)


def test_the_list_says_how_each_account_stands(database, door):
    enrol(database, door)
    invite(database, "Boris")
    enrol(database, door, "Zoe")
    with database.transaction() as session:
        accounts.disable(session, "Zoe", NOW)

    with database.reading() as session:
        found = [(a.name, a.state) for a in accounts.everybody(session)]

    assert found == [("Anna", "active"), ("Boris", "invited"), ("Zoe", "disabled")]


# Refusals


@pytest.mark.parametrize("name", ["", "  ", "x" * 65, "An\0na", "An\nna", "An\u202ena"])
def test_a_name_that_cannot_be_read_is_refused(database, name):
    with pytest.raises(NameRefused), database.transaction() as session:
        accounts.add(session, name, NOW)


def test_a_name_is_given_once(database):
    invite(database, "Anna")

    with pytest.raises(NameRefused, match="already"):
        invite(database, "ANNA")


def test_a_name_that_nobody_has_is_told_to_whoever_runs_the_server(database):
    with pytest.raises(NoSuchTeacher, match="Nobody"), database.transaction() as session:
        accounts.invite(session, "Nobody", NOW)
