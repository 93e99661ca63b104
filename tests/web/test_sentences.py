"""Fields of a question's form that take a sentence: room to grow, and what a line break becomes."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.formats.house_examples import QUESTIONS
from quizapp.services.site import Site
from tests.web.filled import form_of
from tests.web.surfing import submit
from tests.web.teaching import enrol, make_bank
from tests.web.test_questions import ALL, IDS, write


@pytest.fixture
def anna(app: Flask, site: Site) -> FlaskClient:
    return enrol(app.test_client(), site)


@pytest.fixture
def bank(anna: FlaskClient) -> str:
    return make_bank(anna, ALL)


SENTENCES = {
    "single": ("choices-0-text", "choices-0-feedback"),
    "multiple": ("choices-0-text", "choices-0-feedback"),
    "true_false": ("if_true", "if_false"),
    "highlight": ("passage", "parts-0-feedback"),
    "poll": ("choices-0-text",),
    "matching": ("pairs-0-left", "pairs-0-right", "distractors-0-text"),
    "ordering": ("items-0-text",),
    "categorise": ("categories-0-text", "items-0-text", "items-0-feedback"),
    "chain": ("content", "links-0-text", "distractors-0-text"),
    "short_text": ("accept", "reject-0-feedback"),
    "numeric": ("reject-0-feedback",),
    "cloze": ("text", "gaps-0-answers"),
    "open": (),
}
"""The fields of each kind that take a sentence, besides those that every kind has."""


@pytest.mark.parametrize("kind", QUESTIONS)
def test_every_field_for_a_sentence_has_lines_to_grow_into(
    anna: FlaskClient, bank: str, kind: str
) -> None:
    page = anna.get(f"{bank}/questions/{IDS[kind]}").text

    grown = set(re.findall(r'<textarea[^>]*\bname="([^"]+)"', page))

    assert {"stem", "explanation", "hint", "alt", *SENTENCES[kind]} <= grown


@pytest.mark.parametrize("deed", ["done", ""])
def test_the_button_to_save_says_that_it_did(anna: FlaskClient, bank: str, deed: str) -> None:
    page = f"{bank}/questions/{IDS['single']}"

    saved = write(anna, page, stem="Who says so?", do=deed)

    assert "Saved." in anna.get(saved.location).text


def test_a_line_break_is_kept_in_feedback_and_is_a_space_in_an_option(
    anna: FlaskClient, bank: str
) -> None:
    new = submit(anna, f"{bank}/questions", f"{bank}/questions", {"kind": "single"})

    write(
        anna, new.location,
        **{"stem": "Who says so?", "choices-0-text": "A minister\r\n of  one side\r\n",
           "choices-1-text": "Nobody", "choices-1-feedback": "Look again:\r\nsomebody does.",
           "key": "0"},
    )  # fmt: skip
    shown = form_of(anna.get(new.location).text)

    assert shown["choices-0-text"] == "A minister of  one side"
    assert shown["choices-1-feedback"] == "Look again:\nsomebody does."
