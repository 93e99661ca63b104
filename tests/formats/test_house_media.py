"""The names of pictures in a bank's text, changed where they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.formats.house_media import media_names, with_media
from tests.world import BANK

TEXT = """\
# map.png is a map
questions:
  - id: one
    stem: What does map.png show?
    media: {file: map.png, alt: A map of map.png}
  - media:
      alt: "Ein Bär \N{FISH}"
      file: 'map.png'   # the same
    id: two
    type: nonsense
  - {media: {alt: Bär, file: "flag.png"}, id: three}
  - media: map.png
"""


def test_only_the_names_of_files_are_changed():
    assert media_names(TEXT) == {"map.png", "flag.png"}
    assert with_media(TEXT, {"map.png": "0b1c.webp", "flag.png": "2d.webp"}) == (
        TEXT.replace("{file: map.png,", "{file: 0b1c.webp,")
        .replace("file: 'map.png'", "file: '0b1c.webp'")
        .replace('"flag.png"', '"2d.webp"')
    )


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_stay_as_they_are(end):
    text = TEXT.replace("\n", end)

    changed = with_media(text, {"flag.png": "2d.webp"})

    assert changed == text.replace('"flag.png"', '"2d.webp"')


@given(st.sampled_from([TEXT, BANK, "title: [", ""]))
def test_without_new_names_a_text_is_as_it_was(text):
    assert with_media(text, {}) == text
    assert with_media(text, {name: name for name in media_names(text) or ()}) == text


def test_a_text_that_cannot_be_read_names_nothing():
    assert media_names("title: [") is None
    assert media_names("42") == set()
    assert with_media("media: [map.png", {"map.png": "0b.webp"}) == "media: [map.png"
