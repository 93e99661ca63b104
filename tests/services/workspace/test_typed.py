"""Text from forms and files: kept to the character, or refused with what to do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.services.workspace.faults import TextRefused
from quizapp.services.workspace.typed import as_written, from_file, shown_again, storable

ANY = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1)


def through_a_form(text: str) -> str:
    """What a browser sends for a text area: every line ends alike (HTML, 4.10.22)."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")


@given(ANY)
def test_a_form_that_nobody_touched_gives_the_very_text(text):
    assert as_written(through_a_form(text), text) == text


@given(ANY.filter(str.strip))
def test_a_file_gives_the_very_text(text):
    assert from_file(text.encode()).encode() == text.encode()


def test_line_ends_stay_those_of_the_version_before():
    assert as_written("a\r\nb\r\n", "a\nb") == "a\nb\n"
    assert as_written("a\r\nb\r\n", "a\r\nb") == "a\r\nb\r\n"


def test_text_from_right_to_left_is_kept():
    text = "title: שלום \u202e מ\n"

    assert as_written(text) == text


# Refusals


def test_five_megabytes_are_refused_with_the_numbers():
    with pytest.raises(TextRefused, match="5,000,000 bytes, and at most 1,000,000"):
        storable("x" * 5_000_000)
    with pytest.raises(TextRefused, match="5,000,000"):
        from_file(b"x" * 5_000_000)


def test_a_nul_is_refused_with_its_line_and_seen_in_the_form():
    with pytest.raises(TextRefused, match="in line 2"):
        storable("a\nb\0c")

    assert shown_again("b\0c") == "b\N{REPLACEMENT CHARACTER}c"


@pytest.mark.parametrize("data", [b"", b" \n", b"\xff\xfea\0", b"caf\xe9", b"\x89PNG\r\n\x1a\n\0"])
def test_a_file_that_holds_no_text_is_refused(data):
    with pytest.raises(TextRefused):
        from_file(data)
