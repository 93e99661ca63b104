"""A question's picture: what its author says of it, what is shown of it, what hashes tell of it."""

import pytest
from pydantic import ValidationError

from quizapp.core.bank import QUESTION_TYPES, content_hash, with_pictures
from quizapp.core.media import Media, Picture
from quizapp.core.presentation import Exhibit, present
from quizapp.formats.house_text import bank_text
from tests import world

MEDIA = Media(file="right-answer-a.png", alt="Two envelopes", credit="Ada")
PICTURE = Picture(address="0123456789abcdef.png", width=30, height=20)
QUESTION = world.bank().questions[0].model_copy(update={"media": MEDIA})
BANK = world.bank().model_copy(update={"questions": (QUESTION, *world.bank().questions[1:])})


def test_every_kind_of_question_may_have_a_picture():
    assert all("media" in kind.model_fields for kind in QUESTION_TYPES.values())


def test_a_picture_that_was_found_is_shown_with_its_text_under_an_address_of_its_own():
    found = with_pictures(BANK, {"right-answer-a.png": PICTURE}).questions[0]

    shown = present(found, "seed")

    assert shown.media == Exhibit("Two envelopes", "Ada", PICTURE)
    assert "right-answer" not in repr(shown)


def test_without_its_file_a_picture_is_shown_by_its_text_alone():
    shown = present(with_pictures(BANK, {"another.png": PICTURE}).questions[0], "seed")

    assert shown.media == Exhibit("Two envelopes", "Ada", None)


def test_a_question_without_a_picture_shows_none():
    assert present(BANK.questions[1], "seed").media is None


def test_what_was_found_is_not_written_into_the_text_of_a_bank():
    assert bank_text(with_pictures(BANK, {"right-answer-a.png": PICTURE})) == bank_text(BANK)


def test_the_hash_of_a_question_changes_with_its_picture_and_the_text_of_it():
    others = [
        QUESTION.model_copy(update={"media": media})
        for media in (
            None,
            MEDIA.model_copy(update={"file": "b.png"}),
            MEDIA.model_copy(update={"alt": "Three envelopes"}),
        )
    ]

    assert len({content_hash(q) for q in (QUESTION, *others)}) == 4


def test_the_hash_of_a_question_stays_with_another_credit_and_with_a_picture_that_was_found():
    credited = QUESTION.model_copy(update={"media": MEDIA.model_copy(update={"credit": "Bo"})})
    found = with_pictures(BANK, {"right-answer-a.png": PICTURE}).questions[0]

    assert content_hash(credited) == content_hash(found) == content_hash(QUESTION)


# Refusals


@pytest.mark.parametrize(
    "name",
    [
        "map.svg", "map.gif", "map", ".png", "-map.png", "Map.png", "map.PNG", "my map.png",
        "../map.png", "media/map.png", "a\\map.png", "map.png\n", "map.png.exe", "karte_1.png",
        "größe.png", "a" * 96 + ".png",
    ],
)  # fmt: skip
def test_a_name_that_is_no_plain_name_of_a_picture_is_refused(name):
    with pytest.raises(ValidationError, match="match pattern"):
        Media(file=name, alt="A map")


@pytest.mark.parametrize("name", ["map.png", "a.b-2.jpg", "7.jpeg", "x..y.webp"])
def test_a_plain_name_is_taken(name):
    assert Media(file=name, alt="A map").file == name


@pytest.mark.parametrize("alt", ["", "   ", "x" * 501])
def test_a_text_that_is_empty_or_too_long_is_refused(alt):
    with pytest.raises(ValidationError, match="String should have"):
        Media(file="map.png", alt=alt)
