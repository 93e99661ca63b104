"""What the same form says, worked out once for all who send it.

Of a thousand answers to a question with four choices only four differ.
"""

from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from quizapp.core.answering import Fields, KeptFields, fields_of, read_response
from quizapp.core.bank import Question
from quizapp.core.presentation import describe, slots_of
from quizapp.core.response import Response, encode
from quizapp.core.table import Table
from quizapp.services.live.room import Room

KEPT = 500
"""Forms that are kept of a round; what is typed freely differs from player to player."""
LONG = 300
"""Characters of a form that is not worth keeping."""
EACH_OWN = frozenset({"answer_id", "csrf_token", "round", "sure"})
"""Fields that say nothing of what is answered."""


@dataclass(frozen=True)
class Reading:
    """A response, as it is stored, and as its giver is shown it."""

    response: Response
    encoded: dict[str, Any]
    answer: str
    slots: tuple[int, ...]
    given: KeptFields


@dataclass(frozen=True)
class _Round:
    question: Question
    seed: str
    kept: dict[tuple[tuple[str, ...], ...], Reading] = field(default_factory=dict)


class Readings:
    """What was read of the open round of each room."""

    def __init__(self) -> None:
        self._rounds: WeakKeyDictionary[Room, _Round] = WeakKeyDictionary()

    def read(self, room: Room, table: Table, fields: Fields) -> Reading:
        """What the form says to the present question. Raises AnswerRefused."""
        question, seed = table.questions[table.game.question - 1], table.round_seed
        known = self._rounds.get(room)
        if known is None or known.question is not question or known.seed != seed:
            known = self._rounds[room] = _Round(question, seed)
        key = tuple((name, *values) for name, values in fields.items() if name not in EACH_OWN)
        found = known.kept.get(key)
        if found is None:
            found = reading_of(question, seed, read_response(question, seed, fields))
            if len(known.kept) < KEPT and sum(len(v) for part in key for v in part) < LONG:
                known.kept[key] = found
        return found


def reading_of(question: Question, seed: str, response: Response) -> Reading:
    """A response to a question that stands in the order of this seed."""
    return Reading(
        response,
        encode(response),
        describe(question, seed, response),
        slots_of(question, seed, response),
        tuple(fields_of(question, seed, response).items()),
    )
