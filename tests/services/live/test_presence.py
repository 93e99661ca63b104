"""Who is here: noted when they ask, forgotten after a while."""

from quizapp.services.live.presence import TYPING_S, Presence


def test_who_asked_a_moment_ago_is_here():
    presence = Presence()

    presence.note("g1", "a")

    assert presence.lately("g1") == {"a"}
    assert (presence.is_here("g1", "a"), presence.is_here("g1", "b")) == (True, False)
    assert not presence.is_here("g2", "a")


def test_after_a_while_they_are_not():
    presence = Presence(grace_s=-0.001)

    presence.note("g1", "a")

    assert presence.lately("g1") == set()
    assert not presence.is_here("g1", "a")


def test_a_short_word_does_not_shorten_a_long_one():
    presence = Presence(grace_s=-0.001)

    presence.note("g1", "a", TYPING_S)
    presence.note("g1", "a")

    assert presence.is_here("g1", "a")


def test_of_a_game_that_is_gone_nobody_is_here():
    presence = Presence()
    presence.note("g1", "a")

    presence.forget("g1")

    assert presence.lately("g1") == set()
