"""Which words were left out and put in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.rewording import AROUND, LONGEST, STRETCHES, in_short, reworded

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


def test_a_sign_that_stayed_is_no_word_that_stayed():
    assert reworded("Theirs?", "Mine?") == (("gone", "Theirs?"), ("new", "Mine?"))
    assert reworded("Is it on?", "Is it off?")[1:] == (
        ("gone", "on"),
        ("new", "off"),
        ("kept", "?"),
    )


def test_a_word_keeps_the_accents_that_combine_with_its_letters():
    assert reworded("the cafe\u0301 is open", "the cafe is open")[1] == ("gone", "cafe\u0301")


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_it(old, new):
    found = reworded(old, new)

    assert (side(found, "gone"), side(found, "new")) == (old, new)


@given(TEXTS)
def test_a_text_differs_from_itself_in_no_word(text):
    assert all(s.fate == "kept" for s in reworded(text, text))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("so " * 300_000, "no so " * 150_000),
        (
            " ".join(f"w{n} a{n}" for n in range(8_000)),
            " ".join(f"w{n} b{n}" for n in range(8_000)),
        ),
        (" ".join(f"w {n}a" for n in range(200)), " ".join(f"w {n}b" for n in range(200))),
    ],
    ids=["one word", "every second word of many", "one word between others"],
)
def test_what_would_take_long_falls_back_to_before_and_after(old, new):
    found = reworded(old, new)

    assert len(found) <= 4
    assert (side(found, "gone"), side(found, "new")) == (old, new)


def test_a_long_text_with_many_changes_is_marked_word_by_word():
    old = " ".join(f"the word number {n} stays" for n in range(300))

    found = reworded(old, old.replace("number 10 ", "number ten ").replace("290", "more"))

    assert [s.text for s in found if s.fate != "kept"] == ["10", "ten", "290", "more"]


def test_a_passage_written_anew_is_marked_and_not_what_stands_before_it():
    stayed = "This stays as it is. " * 100

    found = in_short(reworded(f"{stayed}Nobody knows it.", f"{stayed}All were told yesterday."))

    assert [(s.fate, s.text[-20:]) for s in found] == [
        ("kept", "his stays as it is. "), ("gone", "Nobody knows it"),
        ("new", "All were told yesterday"[-20:]), ("kept", "."),
    ]  # fmt: skip


def test_no_more_stretches_are_shown_than_anybody_reads():
    old, new = (" ".join(f"word{n} {v}{n}" for n in range(500)) for v in "ab")

    assert len(reworded(old, new)) > STRETCHES
    assert len(in_short(reworded(old, new))) == STRETCHES + 1


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("a  b", "a b", [("gone", "[space]")]),
        ("a\nb", "a b", [("gone", "[new line]"), ("new", "[space]")]),
        ("one b", "one \n\n\tb", [("new", "[2 new lines, tab]")]),
        ("a\u00a0b", "a b", [("gone", "[other space]"), ("new", "[space]")]),
    ],
)
def test_spaces_that_changed_are_told_in_words(old, new, told):
    assert [s for s in in_short(reworded(old, new)) if s.fate != "kept"] == told


def test_of_what_stayed_as_much_is_shown_as_tells_the_place():
    stayed = "same " * 100

    before, gone, new, after = in_short(reworded(f"{stayed}one {stayed}", f"{stayed}two {stayed}"))

    assert (gone.text, new.text) == ("one", "two")
    assert len(before.text) == len(after.text) == AROUND + len(" … ")
    assert len(in_short(reworded("", "x" * 5_000))[0].text) == LONGEST + len(" …")
