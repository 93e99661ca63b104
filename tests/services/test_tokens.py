"""Signed tokens: a seat or a profile, and neither can be forged or taken for the other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from itsdangerous import URLSafeSerializer

from quizapp.services.tokens import Seat, Tokens
from tests.world import SECRET_KEY

TOKENS = Tokens(SECRET_KEY, is_https=False)
SEATS = [
    Seat("host", "g1"),
    Seat("screen", "g1"),
    Seat("player", "g1", "p1"),
    Seat("player", "g1", "p1", 2),
]


@pytest.mark.parametrize("seat", SEATS)
def test_a_seat_reads_back_after_a_restart(seat):
    token = TOKENS.for_seat(seat)

    assert Tokens(SECRET_KEY, is_https=False).seat(token) == seat


def test_each_seat_has_a_token_of_its_own():
    seats = [*SEATS, Seat("host", "g2"), Seat("player", "g1", "p2")]

    assert len({TOKENS.for_seat(seat) for seat in seats}) == 6


def test_a_profile_reads_back():
    assert TOKENS.learner(TOKENS.for_learner("l1")) == "l1"


def test_cookies_are_one_a_role_and_game():
    names = {TOKENS.cookie(role, game) for role in ("host", "player") for game in ("g1", "g2")}

    assert names == {"host-g1", "host-g2", "player-g1", "player-g2"}


def test_over_https_a_cookie_is_bound_to_the_host():
    assert Tokens(SECRET_KEY, is_https=True).cookie("host", "g1") == "__Host-host-g1"


def test_a_remote_reads_back_while_it_is_fresh():
    assert TOKENS.remote(TOKENS.for_remote("g1")) == "g1"


# Refusals


def test_a_remote_that_is_too_old_is_none():
    assert TOKENS.remote(TOKENS.for_remote("g1"), age_s=-1) is None


def test_a_seat_is_no_remote_and_a_remote_no_seat():
    assert TOKENS.remote(TOKENS.for_seat(SEATS[0])) is None
    assert TOKENS.seat(TOKENS.for_remote("g1")) is None


@pytest.mark.parametrize("token", [None, "", "x", ".", "a.b", "é", "\ud800", "\0"])
def test_what_is_no_token_is_no_seat_and_no_profile(token):
    assert TOKENS.seat(token) is None
    assert TOKENS.learner(token) is None


def test_a_token_of_another_server_is_refused():
    other = Tokens("another key", is_https=False)

    assert TOKENS.seat(other.for_seat(SEATS[0])) is None
    assert TOKENS.learner(other.for_learner("l1")) is None


@given(st.sampled_from(SEATS), st.data())
def test_a_token_with_one_letter_changed_is_refused(seat, data):
    token = TOKENS.for_seat(seat)
    place = data.draw(st.integers(0, len(token) - 2))  # some bits of the last letter are unused
    letter = data.draw(st.sampled_from("abcXYZ019-_.").filter(lambda c: c != token[place]))

    forged = token[:place] + letter + token[place + 1 :]

    assert TOKENS.seat(forged) is None


def test_a_profile_opens_no_seat_and_a_seat_no_profile():
    assert TOKENS.seat(TOKENS.for_learner("host")) is None
    assert all(TOKENS.learner(TOKENS.for_seat(seat)) is None for seat in SEATS)


def test_a_player_cannot_pass_for_host():
    body, signature = TOKENS.for_seat(Seat("player", "g1", "p1")).split(".")
    host_body = TOKENS.for_seat(Seat("host", "g1")).split(".")[0]

    assert TOKENS.seat(f"{host_body}.{signature}") is None
    assert body != host_body


@pytest.mark.parametrize("content", [["king", "g1", None], ["host", "g1"], {"a": 1}, 5, None, [[]]])
def test_what_we_never_signed_so_is_no_seat(content):
    token = URLSafeSerializer(SECRET_KEY, salt="seat").dumps(content)

    assert TOKENS.seat(str(token)) is None


@pytest.mark.parametrize("content", [["l1"], 5, None])
def test_what_we_never_signed_so_is_no_profile(content):
    token = URLSafeSerializer(SECRET_KEY, salt="learner").dumps(content)

    assert TOKENS.learner(str(token)) is None
