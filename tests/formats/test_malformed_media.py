"""Pictures that are named wrongly in a bank; the files themselves are judged by the services.

The places were counted by hand.
"""

import pytest

from quizapp.formats import house

GOOD = b"""\
schema: 1
id: faulty
title: Faulty
description: What can go wrong.
questions:
- id: other
  type: true_false
  stem: The report names a treaty.
  answer: true
- id: q
  type: open
  stem: What is there?
"""
CASES = {
    "by its name alone": (b"  media: map.png", "13:10 BANK003"),
    "without its text": (b"  media: {file: map.png}", "13:10 BANK001"),
    "without its file": (b"  media: {alt: A map of it}", "13:10 BANK001"),
    "with an empty text": (b"  media: {file: map.png, alt: ' '}", "13:31 BANK006"),
    "with a text of 501 letters": (
        b"  media: {file: map.png, alt: " + b"x" * 501 + b"}",
        "13:31 BANK006",
    ),
    "with a number for its text": (b"  media: {file: map.png, alt: 5}", "13:31 BANK003"),
    "that is an SVG": (b"  media: {file: a.svg, alt: A}", "13:17 BANK005"),
    "in a folder": (b"  media: {file: ../a.png, alt: A}", "13:17 BANK005"),
    "with a capital": (b"  media: {file: A.png, alt: A}", "13:17 BANK005"),
    "from the web": (b"  media: {file: 'http://x.y/a.png', alt: A}", "13:17 BANK005"),
    "with a field of our own": (b"  media: {file: a.png, alt: A, picture: x}", "13:32 BANK002"),
    "twice": (b"  media: [{file: a.png, alt: A}, {file: b.png, alt: B}]", "13:10 BANK003"),
}


@pytest.mark.parametrize(("media", "expected"), CASES.values(), ids=list(CASES))
def test_a_picture_is_told_once_at_its_place_and_costs_only_its_question(media, expected):
    read = house.read_bank(GOOD + media + b"\n", "faulty.yaml")

    assert ", ".join(f"{p.line}:{p.column} {p.code}" for p in read.problems) == expected
    assert read.bank
    assert [question.id for question in read.bank.questions] == ["other"]


def test_an_svg_is_refused_with_the_reason():
    read = house.read_bank(GOOD + b"  media: {file: a.svg, alt: A}\n", "faulty.yaml")

    assert "SVG, which can carry script" in read.problems[0].message
