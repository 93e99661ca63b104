"""All that there is to know about a running game at one moment; no page ever gets this."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from quizapp.core.bank import Bank, Question
from quizapp.core.game import Game, Timing
from quizapp.core.grading import Grade, grade
from quizapp.core.ledger import Ledger
from quizapp.core.response import Response
from quizapp.core.scoring import Mark, Standing, Tally, mark_of, ranking


class Answer(NamedTuple):
    """A stored answer: what was said, how long it took, how sure it was said to be.

    `is_shown`: the host lets everybody read it (what was written freely).
    """

    response: Response
    timing: Timing | None = None
    sure: int | None = None
    is_shown: bool = False


def grades_of(question: Question, answers: Mapping[str, Answer]) -> list[Grade]:
    """The grade of each answer; those that are alike share one, since a class gives few."""
    known: dict[Response, Grade] = {}
    grades = []
    for answer in list(answers.values()):
        graded = known.get(answer.response)
        if graded is None:
            graded = known[answer.response] = grade(question, answer.response)
        grades.append(graded)
    return grades


def marks_of(question: Question, answers: Mapping[str, Answer]) -> dict[str, Mark]:
    """What of each answer the score depends on, by player id."""
    given = dict(answers)
    grades = zip(given.items(), grades_of(question, given), strict=True)
    return {player: mark_of(graded, a.timing, a.sure) for (player, a), graded in grades}


@dataclass(frozen=True)
class Table:
    """A game with its quiz, its people and their answers.

    `questions` in the order in which they are asked; `players` maps ids to nicknames, those
    who were removed left out; `answers` are those of the current round by player id, `first`
    those of its first vote where it is the second.

    `totals` count the rounds up to the last reveal, `tallies` those before it; who is missing has
    none. `marks` has, for each question (from 1) that counts, the answers by player id. `factors`
    says how much of the time to answer each has; None: as long as the round is open.
    """

    game: Game
    bank: Bank
    questions: tuple[Question, ...]
    seed: str
    players: Mapping[str, str]
    answers: Mapping[str, Answer] = field(default_factory=dict)
    first: Mapping[str, Answer] = field(default_factory=dict)
    totals: Mapping[str, int] = field(default_factory=dict)
    tallies: Mapping[str, Tally] = field(default_factory=dict)
    marks: Mapping[int, Mapping[str, Mark]] = field(default_factory=dict)
    factors: Mapping[str, float | None] = field(default_factory=dict)
    teams: Mapping[str, int] = field(default_factory=dict)
    ledgers: Mapping[str, Ledger] = field(default_factory=dict)

    @property
    def question(self) -> Question | None:
        """The question that stands; None in the lobby before the first."""
        return self.questions[self.game.question - 1] if self.game.question else None

    @property
    def is_over(self) -> bool:
        """All questions of this quiz are done."""
        return self.game.phase in ("podium", "ended")

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """How everybody stands, best first."""
        return ranking({player: self.totals.get(player, 0) for player in list(self.players)})

    @cached_property
    def standing_of(self) -> Mapping[str, Standing]:
        """Each player's standing."""
        return {standing.player_id: standing for standing in self.standings}

    @property
    def round_seed(self) -> str:
        """What the order of options comes from; the same for every seat and for both votes."""
        return f"{self.seed}/{self.game.question}"

    def all_marks(self) -> Iterator[Mark]:
        """Every answer that counts, of those who play."""
        for given in self.marks.values():
            yield from (mark for player, mark in given.items() if player in self.players)
