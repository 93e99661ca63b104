"""Which words were left out and put in."""

from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.rewording import AROUND, LONGEST, in_short, reworded

TEXTS = st.text("ab ,.\n\u0301é", max_size=40)


def side(stretches, fate):
    return "".join(s.text for s in stretches if s.fate in ("kept", fate))


def test_words_that_changed_stand_between_those_that_stayed():
    found = reworded("Who says that the talks go on?", "Who said that the talks go on now?")

    assert found == (
        ("kept", "Who "), ("gone", "says"), ("new", "said"),
        ("kept", " that the talks go on"), ("new", " now"), ("kept", "?"),
    )  # fmt: skip


def test_a_text_written_anew_is_shown_whole_before_and_after():
    found = reworded("The minister of trade", "A spokesman of theirs")

    assert found == (("gone", "The minister of trade"), ("new", "A spokesman of theirs"))


def test_a_word_keeps_the_accents_that_combine_with_its_letters():
    assert reworded("the cafe\u0301 is open", "the cafe is open")[1] == ("gone", "cafe\u0301")


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_it(old, new):
    found = reworded(old, new)

    assert (side(found, "gone"), side(found, "new")) == (old, new)


@given(TEXTS)
def test_a_text_differs_from_itself_in_no_word(text):
    assert all(s.fate == "kept" for s in reworded(text, text))


def test_a_million_words_fall_back_to_before_and_after():
    old, new = "so " * 1_000_000, "no so " * 500_000

    found = reworded(old, new)

    assert len(found) <= 4
    assert (side(found, "gone"), side(found, "new")) == (old, new)


def test_of_what_stayed_as_much_is_shown_as_tells_the_place():
    stayed = "same " * 100

    before, gone, new, after = in_short(reworded(f"{stayed}one {stayed}", f"{stayed}two {stayed}"))

    assert (gone.text, new.text) == ("one", "two")
    assert len(before.text) == len(after.text) == AROUND + len(" … ")
    assert len(in_short(reworded("", "x" * 5_000))[0].text) == LONGEST + len(" …")
