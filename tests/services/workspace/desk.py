"""Two teachers with nothing yet, and what they do with banks, as plain functions."""

import re
from collections.abc import Callable
from typing import Any

from quizapp.core.problem import Problem
from quizapp.services import accounts
from quizapp.services.accounts import Teacher
from quizapp.services.workspace import editing
from quizapp.store.database import Database
from tests.world import BANK, NOW

IDS = re.findall("^  - id: (.*)$", BANK, re.M)
BROKEN = BANK.replace("title: The talks on a test ban", "title: [")
FAULTY = BANK.replace("correct: true", "correct: maybe", 1)


def teacher(database: Database, name: str) -> Teacher:
    """A teacher who is signed in, which makes no difference here."""
    with database.transaction() as session:
        return Teacher(accounts.add(session, name, NOW), name, "a session")


def make(database: Database, who: Teacher, text: str = BANK) -> str:
    """A bank with that text; its id."""
    with database.transaction() as session:
        return editing.create(session, who, text, "uploaded", NOW)


def save(database: Database, who: Teacher, bank_id: str, base: int, text: str) -> int:
    """The next version; its number."""
    with database.transaction() as session:
        return editing.save(session, who, bank_id, base, text, NOW)


def worded(change: Callable[..., Any], key: str, words: str) -> Any:
    """Change the stem of a question, from its latest text."""

    def deed(c: Any) -> Any:
        card = c.deck.card(key)
        return c.write(key, card.digest, {**card.fields, "stem": words})

    return change(deed)


def titled(title: str, slug: str = "test-ban") -> str:
    """The bank of the tests with another title."""
    text = BANK.replace("title: The talks on a test ban", f"title: {title}")
    return text.replace("id: test-ban", f"id: {slug}", 1)


def told(problem: Problem) -> tuple[int, int, str]:
    """Line, column and code."""
    return problem.line, problem.column, problem.code
