"""Nicknames: shown as typed, as far as nobody else is hurt by them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.services.live.nicknames import LIMIT, NicknameRefused, key, tidied


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("Anna", "Anna"),
        ("  Anna \t Maria\n", "Anna Maria"),
        ("Ångström", "Ångström"),
        ("A\u030angstro\u0308m", "Ångström"),
        ("Čeněk Żółć", "Čeněk Żółć"),
        ("Буревестник", "Буревестник"),
        ("導彈", "導彈"),
        ("سارة", "سارة"),
        ("Ana María 2", "Ana María 2"),
        ("😀", "😀"),
        ("👩\u200d🚀", "👩\u200d🚀"),  # joined by U+200D to one astronaut
        ("<b>Bob</b>", "<b>Bob</b>"),
        ("=1+1", "=1+1"),
        ("\u202eAnna", "Anna"),  # would turn the line around
        ("An\u200bna", "Anna"),
        ("\ufeffAnna\u2066", "Anna"),
        ("Anna\0\x07\x1b[31m", "Anna[31m"),
        ("Anna\u3164", "Anna"),  # a letter that shows nothing
        ("x" * LIMIT, "x" * LIMIT),
    ],
)
def test_a_name_is_shown_as_it_was_meant(given_name, shown):
    assert tidied(given_name) == shown


@given(st.text(max_size=60))
def test_any_text_is_a_name_of_one_line_or_refused(text):
    try:
        name = tidied(text)
    except NicknameRefused:
        return

    assert 1 <= len(name) <= LIMIT
    assert name.isprintable() or "\u200d" in name
    assert name == " ".join(name.split())
    assert tidied(name) == name
    assert len(key(name)) <= 64


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anna", "anna"),
        ("Anna", "ANNA"),
        ("Straße", "STRASSE"),
        ("Anna Maria", "annamaria"),
        ("Anna", "Ａｎｎａ"),
        ("fi", "ﬁ"),
        ("Anna", "Anna\u200d"),
        ("Anna", "An\ufe0fna"),
        ("Anna", "Anna\U000e0100"),
        ("Anna", "А\u043dna".replace("\u043d", "n")),  # Cyrillic А
        ("Max", "Max."),
        ("Otto", "0tt0"),
    ],
)
def test_names_that_look_alike_count_as_the_same(one, other):
    assert key(tidied(one)) == key(tidied(other))


def test_accents_do_not_climb_over_other_lines():
    assert tidied("Z" + "\u0336" * 19) == "Z" + "\u0336" * 3


@pytest.mark.parametrize(("one", "other"), [("Anna", "Hanna"), ("Jose", "José"), ("😀", "😃")])
def test_names_that_differ_are_different(one, other):
    assert key(one) != key(other)


# Refusals


@pytest.mark.parametrize(
    "nothing",
    [
        "", "   ", "\n\t", "\u200b", "\u202e", "\0", "...", "—", "\u200d", "\u0301",
        "\u3164", "\u2800\u2800", "\uffa0", "\u115f",
    ],
)  # fmt: skip
def test_a_name_that_shows_nothing_is_refused(nothing):
    with pytest.raises(NicknameRefused, match="Type a nickname"):
        tidied(nothing)


@pytest.mark.parametrize("long", ["x" * (LIMIT + 1), "x" * 1_000_000, "ab " * 8])
def test_a_name_that_is_too_long_is_refused(long):
    with pytest.raises(NicknameRefused, match="at most 20 characters"):
        tidied(long)
