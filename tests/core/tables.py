"""Tables of a game of one question, for the tests of what seats see."""

from collections.abc import Mapping

from quizapp.core.bank import Question
from quizapp.core.game import Counted, Game, Phase
from quizapp.core.response import Response
from quizapp.core.rules import Rules
from quizapp.core.scoring import Tally
from quizapp.core.table import Answer, Table, marks_of
from tests import world

QUESTIONS = {q.id: q for q in world.bank().questions + world.more().questions}
PLAYERS = {"a": "Anna", "b": "Boris", "c": "Chen"}
UNTOLD: tuple[Phase, ...] = ("lobby", "intro", "open", "closed", "discuss", "skipped")
"""Where nothing of the key is known yet."""


def table_of(
    question: Question,
    phase: Phase,
    responses: Mapping[str, Response],
    *,
    seed: str = "seed",
    players: Mapping[str, str] = PLAYERS,
    totals: Mapping[str, int] | None = None,
    first: Mapping[str, Response] | None = None,
    sure: int | None = None,
    rules: Rules | None = None,
    **more: Mapping[str, object],
) -> Table:
    """A game of that question in that phase, or waiting for it; `first` makes it a second vote."""
    rules = rules or Rules(votes=1 if first is None else 2)
    number, vote = int(phase != "lobby"), 1 if first is None else 2
    is_counted = phase not in UNTOLD
    answers = {p: Answer(response, sure=sure) for p, response in responses.items()}
    game = Game(
        questions=1,
        rules=rules,
        phase=phase,
        round=number * vote,
        question=number,
        vote=vote,
        started_at=world.NOW if phase in ("intro", "open", "discuss") else None,
        limit_s=30 if phase in ("intro", "open", "discuss") else None,
        counted=(Counted(1, 1, vote),) if is_counted else (),
    )
    return Table(
        game=game,
        bank=world.bank().model_copy(update={"questions": (question,)}),
        questions=(question,),
        seed=seed,
        players=players,
        answers=answers,
        first={p: Answer(response) for p, response in (first or {}).items()},
        totals=totals or {},
        tallies={p: Tally(total) for p, total in (totals or {}).items()},
        marks={1: marks_of(question, answers)} if is_counted else {},
        ledgers={"wire": world.ledger()},
        **more,  # type: ignore[arg-type]
    )
