"""What is different between two texts, line by line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.difference import LONGEST, MOST_READ, SHOWN, difference

LINES = st.lists(st.sampled_from(["a", "b", "c", ""]), max_size=30).map("\n".join)


def shown(found):
    return [(line.fate, line.text, line.old, line.new) for hunk in found.hunks for line in hunk]


def test_a_change_stands_between_three_lines_on_either_side():
    old = "\n".join("abcdefghij")

    found = difference(old, old.replace("e", "E"))

    assert shown(found) == [
        ("kept", "b", 2, 2), ("kept", "c", 3, 3), ("kept", "d", 4, 4),
        ("gone", "e", 5, None), ("new", "E", None, 5),
        ("kept", "f", 6, 6), ("kept", "g", 7, 7), ("kept", "h", 8, 8),
    ]  # fmt: skip
    assert not found.is_cut


def test_what_is_far_apart_stands_apart():
    old = "\n".join(map(str, range(100)))

    assert len(difference(old, old.replace("9\n", "nine\n", 1).replace("98", "x")).hunks) == 2


@given(LINES)
def test_a_text_differs_from_itself_in_nothing(text):
    assert difference(text, text).hunks == ()


@given(LINES, LINES)
def test_every_line_that_is_gone_or_new_is_one_of_the_text(old, new):
    for fate, text, before, after in shown(difference(old, new)):
        if fate != "new":
            assert old.splitlines()[before - 1] == text
        if fate != "gone":
            assert new.splitlines()[after - 1] == text


@pytest.mark.parametrize("count", [1_000, 1_001, 100_000])
def test_no_more_lines_are_shown_than_anybody_reads(count):
    found = difference("a\n" * count, "b\n" * count)

    assert len(shown(found)) == min(2 * count, SHOWN)
    assert found.is_cut == (2 * count > SHOWN)


def test_lines_of_a_part_are_numbered_as_in_the_whole():
    found = difference("a\nb", "a\nc").below(10, 20)

    assert shown(found) == [
        ("kept", "a", 11, 21), ("gone", "b", 12, None), ("new", "c", None, 22),
    ]  # fmt: skip


def test_of_a_very_long_line_the_beginning_is_shown():
    gone, _ = shown(difference("a" * 5_000, "b"))

    assert len(gone[1]) == LONGEST + len(" …")


def test_of_lines_that_repeat_fewer_are_read():
    lines = [f"k{n % 120}" for n in range(5_000)]
    changed = [line if n % 20 else f"new {n}" for n, line in enumerate(lines)]

    found = difference("\n".join(lines), "\n".join(changed))

    assert found.is_cut
    assert 200 < max(old or 0 for *_, old, _ in shown(found)) < MOST_READ / 2
