"""The rules on the text of a picture."""

import pytest

from quizapp.core.media import Media
from tests.lint.desk import found, places, single, typed

SOUND = "Two envelopes, the outer one with the letter A"


def asked(alt, file="envelopes.png", **fields):
    return single("Whose voice is A?", media=Media(file=file, alt=alt), **fields)


@pytest.mark.parametrize("rule", ["ALT601", "ALT602", "ALT603", "ALT604"])
def test_a_text_that_says_what_is_shown_is_fine(rule):
    assert found(rule, asked(SOUND), single()) == []


@pytest.mark.parametrize(
    ("alt", "fault"),
    [
        ("envelopes.png", "the name of a file"),
        ("Envelopes", "the name of a file"),
        ("IMG_2041.JPG", "the name of a file"),
        ("Whose voice is A", "the stem again"),
        ("Map", "1 word"),
        ("Two envelopes", "2 words"),
        ("…", "0 words"),
    ],
)
def test_a_text_that_says_nothing_is_told(alt, fault):
    assert fault in found("ALT601", asked(alt))[0]
    assert places("ALT601", asked(alt)) == [("questions", 0, "media", "alt")]


def test_the_name_of_the_file_is_known_however_it_is_spelt():
    assert found("ALT601", asked("Two closed envelopes", file="two-closed.envelopes.png"))


@pytest.mark.parametrize(
    "alt",
    [
        "Image of two envelopes", "A picture of two envelopes", "picture: two envelopes",
        "This is a photo of two envelopes", "The graphic shows two envelopes",
    ],
)  # fmt: skip
def test_a_picture_need_not_be_announced(alt):
    assert "begin with what is shown" in found("ALT602", asked(alt))[0]


@pytest.mark.parametrize(
    "alt",
    ["A map of the coast", "Picturesque harbour at dusk", "Envelopes, in an image of a desk"],
)
def test_a_sort_of_picture_may_be_named(alt):
    assert found("ALT602", asked(alt)) == []


def test_a_long_text_is_told():
    assert found("ALT603", asked("word " * 49 + "words")) == []
    assert "251 characters" in found("ALT603", asked("word " * 49 + "worded"))[0]


def test_a_text_that_names_only_the_right_answer_gives_it_away():
    assert "“Putin”" in found("ALT604", asked("An envelope, on it the name Putin"))[0]


@pytest.mark.parametrize(
    "alt", ["Three envelopes: Putin, Trump, NATO", "An envelope from Trump", "An input box"]
)
def test_a_text_that_names_others_too_or_none_is_fine(alt):
    assert found("ALT604", asked(alt)) == []


def test_what_is_never_printed_is_not_printed_in_a_picture_s_text_either():
    alt = "A warhead, with a yield of 150 kilotons below it"
    question = typed().model_copy(update={"media": Media(file="a.png", alt=alt)})

    assert places("SAFE501", question) == [("questions", 0, "media", "alt")]
