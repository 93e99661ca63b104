"""When a typed word counts as another, and which number a text stands for."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.spelling import is_typo, normalised, numbers_in, shown_number


@pytest.mark.parametrize(
    ("typed", "accepted", "limit"),
    [
        ("Screwdrver", "Screwdriver", 1),  # one left out
        ("Screwdrriver", "Screwdriver", 1),  # one too many
        ("Scrawdriver", "Screwdriver", 1),  # another one
        ("Scerwdriver", "Screwdriver", 1),  # two swapped
        ("scrawdrivr", "Screwdriver", 2),
        ("Буревестнек", "Буревестник", 1),
        ("the comprehensiv treaty", "Comprehensive Treaty", 1),
        ("comprehensiv traety", "Comprehensive Treaty", 2),
        ("Novaya Zemlja", "Novaya Zemlya", 1),
    ],
)
def test_a_slip_of_the_keyboard_can_be_forgiven(typed, accepted, limit):
    assert is_typo(typed, accepted, limit)
    assert not is_typo(typed, accepted, limit - 1)


@pytest.mark.parametrize(
    ("typed", "accepted"),
    [
        ("PTBT", "CTBT"),
        ("SALT", "START"),
        ("STARK", "START"),
        ("NATO treaties", "SATO treaties"),
        ("1986", "1987"),
        ("9M728", "9M729"),
        ("SSC-9", "SSC-8"),
        ("article 5", "article 6"),
        ("the fifth of 1986", "the fifth of 1987"),
        ("Iraq", "Iran"),
        ("no", "on"),
    ],
)
def test_numbers_codes_acronyms_and_short_words_are_taken_at_their_word(typed, accepted):
    assert not is_typo(typed, accepted, 2)


def test_another_number_of_words_is_no_slip():
    assert not is_typo("Screwdriver two", "Screwdriver", 2)


@given(st.text(max_size=12), st.text(max_size=12))
def test_without_an_allowance_nothing_is_a_slip(typed, accepted):
    assert not is_typo(typed, accepted, 0)


@given(st.text(max_size=12), st.integers(0, 2))
def test_what_is_the_same_is_no_slip(text, limit):
    assert not is_typo(text, text, limit)


@given(st.text("0123456789", min_size=1, max_size=6), st.text("0123456789", max_size=6))
def test_no_number_is_ever_a_slip_of_another(typed, accepted):
    assert not is_typo(typed, accepted, 2)


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    folded = normalised(text)

    assert normalised(folded) in (folded, folded.removeprefix("the"))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1987", {"1987"}),
        (" 1 987 ", {"1987"}),
        ("1'987", {"1987"}),
        ("-3", {"-3"}),
        ("−3", {"-3"}),
        ("+0.5", {"0.5"}),
        (".5", {"0.5"}),
        ("0,5", {"0.5"}),
        ("12.", {"12"}),
        ("1,550", {"1550", "1.55"}),
        ("1.550", {"1550", "1.55"}),
        ("1,234,567", {"1234567"}),
        ("1,234.5", {"1234.5"}),
        ("1.234,5", {"1234.5"}),
        ("3e8", {"300000000"}),
        ("５", {"5"}),
        ("٣", {"3"}),
        ("", set()),
        ("many", set()),
        ("12 or 13", set()),
        ("1,55,0", set()),
        ("--3", set()),
        ("½", set()),
    ],
)
def test_a_number_is_read_as_people_write_it(text, numbers):
    assert numbers_in(text) == {Decimal(n) for n in numbers}


@pytest.mark.parametrize("text", ["500 km", "500km", "500", "500 KM"])
def test_a_unit_may_be_typed(text):
    assert numbers_in(text, "km") == {Decimal(500)}


def test_another_unit_makes_it_no_number():
    assert numbers_in("500 miles", "km") == set()


@given(st.floats(-1e12, 1e12, allow_nan=False))
def test_a_number_of_a_file_is_shown_so_that_it_reads_back(number):
    assert float(Decimal(shown_number(number))) == number


@given(st.text(max_size=30), st.none() | st.text(max_size=3))
def test_any_text_is_read_as_numbers_or_none(text, unit):
    assert all(n.is_finite() for n in numbers_in(text, unit))
