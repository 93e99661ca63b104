"""What is shipped in questions/: clean, complete, and fair to whoever answers it."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from quizapp import paths
from quizapp.core.bank import QUESTION_TYPES, Open, Poll, Single, TrueFalse
from quizapp.core.citation import citations
from quizapp.core.grading import grade
from quizapp.core.presentation import present
from quizapp.services.library import content_files, read_shelf
from tests.answers import right_answer

ROOT = Path(__file__).resolve().parents[2]
OWN_WORDS = ROOT.parent / "shared" / "tools" / "own_words.py"
SHELF = read_shelf(content_files([paths.questions_dir()]))
BANKS = {slug: shelved.bank for slug, shelved in SHELF.banks.items()}
QUESTIONS = [(slug, q) for slug, bank in BANKS.items() for q in bank.questions]
SINGLES = [q for _, q in QUESTIONS if isinstance(q, Single)]


def test_no_file_has_a_problem():
    assert [str(problem) for problem in SHELF.problems] == []


def test_the_three_banks_are_there():
    assert {"who-claimed-what", "which-treaty", "which-designation"} <= set(BANKS)
    assert "missile-offer" in SHELF.ledgers


@pytest.mark.parametrize("slug", BANKS)
def test_a_bank_has_enough_to_ask(slug):
    assert len(BANKS[slug].questions) >= 15


@pytest.mark.parametrize("slug", BANKS)
def test_every_question_says_why_and_by_what(slug):
    bank = BANKS[slug]

    bare = [q.id for q in bank.questions if not (q.explanation and q.evidence)]
    unfounded = [
        q.id for q in bank.questions if len(citations(q, bank, SHELF.ledgers)) != len(q.evidence)
    ]

    assert bare == []
    assert unfounded == []


@pytest.mark.parametrize(("slug", "question"), QUESTIONS, ids=lambda v: getattr(v, "id", v))
def test_the_key_of_a_question_is_wholly_right(slug, question):
    graded = grade(question, right_answer(question))

    assert graded.credit == 1.0 or not graded.is_scored
    assert graded.is_scored == (not isinstance(question, Poll | Open))


def test_all_kinds_of_questions_occur():
    assert {q.type for _, q in QUESTIONS} == set(QUESTION_TYPES)


def test_more_is_asked_than_comprehension():
    skills = Counter(q.skill for _, q in QUESTIONS)

    assert {"attribution", "instrument", "designation", "certainty", "chronology"} <= set(skills)
    assert skills["comprehension"] < len(QUESTIONS) / 2


# Nobody gets on by guessing


def test_the_key_has_no_favourite_place_in_the_file():
    places = Counter(
        place
        for question in SINGLES
        for place, choice in enumerate(question.choices, start=1)
        if choice.correct and len(question.choices) == 4
    )

    assert all(0.15 < places[place] / places.total() < 0.4 for place in (1, 2, 3, 4)), places


def test_the_key_has_no_favourite_place_on_the_screen():
    places: Counter[int] = Counter()
    for question in SINGLES:
        key = next(choice.text for choice in question.choices if choice.correct)
        for game in range(200 * (len(question.choices) == 4)):
            shown = present(question, f"game-{game}/1").options
            places[next(o.slot for o in shown if o.text == key)] += 1

    assert all(0.23 < places[place] / places.total() < 0.27 for place in (1, 2, 3, 4)), places


def test_true_and_false_occur_about_as_often():
    answers = [q.answer for _, q in QUESTIONS if isinstance(q, TrueFalse)]

    assert 1 / 3 <= sum(answers) / len(answers) <= 2 / 3


def test_the_longest_option_is_mostly_not_the_key():
    longest = [max(question.choices, key=lambda choice: len(choice.text)) for question in SINGLES]

    assert sum(choice.correct for choice in longest) < len(SINGLES) / 2


# What the source does not say must not be asked as if it did


def test_one_outlet_under_two_names_is_never_offered_against_itself():
    """The ledger: that TASS and "Russian state media" are two is not known."""
    both = []
    for _, question in QUESTIONS:
        shown = " / ".join(o.text for o in present(question, "x").options)
        if "TASS" in shown and "state media" in shown:
            both.append(question.id)

    assert both == []


def test_the_abbreviation_that_the_article_never_uses_is_taken_as_an_answer_and_not_shown():
    shown = [
        f"{slug}: {question.id}"
        for slug, question in QUESTIONS
        for part in (question.stem, *(o.text for o in present(question, "x").options))
        if "INF" in part.split()
    ]

    assert shown == []


def test_the_prose_of_the_article_is_nowhere_copied():
    if not OWN_WORDS.exists():
        pytest.skip("the article and the tool that compares with it are not part of the project")

    done = subprocess.run(
        [sys.executable, OWN_WORDS, ROOT], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout
