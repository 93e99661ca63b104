"""A draft as it would be played: a game of one question that nobody is in."""

from quizapp.core.bank import Question
from quizapp.core.game import Game, Phase
from quizapp.core.rules import Rules
from quizapp.core.table import Table
from quizapp.services.library import Library
from quizapp.services.live.people import People
from quizapp.services.workspace.margin import bank_of

NOBODY = People((), found=0, waiting=0, here=0, away=0, answered=0, is_locked=False)
"""Who is in a preview."""


def table_of(question: Question, sources: tuple[str, ...], library: Library, phase: Phase) -> Table:
    """The game in that phase of its only question. Raises ValidationError as `bank_of`."""
    bank = library.as_shown(bank_of(question, sources))
    game = Game(1, Rules(), phase=phase, round=1, question=1)
    return Table(game, bank, bank.questions, question.id, {}, ledgers=library.ledgers_of(bank))
