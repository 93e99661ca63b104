"""What each seat of a live game may see: host, projector screen, player; never the key too early.

`seen_by_all` is the part that everybody shares; `seen_by_player` adds what is one player's own.
Templates get these values and nothing else.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from quizapp.core.bank import Bank, Numeric, Open, Question
from quizapp.core.citation import Citation, citations
from quizapp.core.game import Game, Phase
from quizapp.core.grading import Grade, OptionMark, Verdict, grade
from quizapp.core.ledger import Ledger
from quizapp.core.presentation import Presented, describe, present, shown_ids, slots_of
from quizapp.core.response import Response
from quizapp.core.scoring import Standing, points

BOARD_LENGTH = 10
"""How many places the leaderboard names."""
NUMBERS = 6
"""How many different numbers are told apart at the reveal of a numeric question."""


@dataclass(frozen=True)
class Table:
    """All that there is to know about a running game; no page ever gets this.

    `questions` in the order of the rounds; `players` maps ids to nicknames, those who were
    removed left out; `answers` are those of the current round by player id; `standings` count the
    rounds up to the last reveal.
    """

    game: Game
    bank: Bank
    questions: tuple[Question, ...]
    seed: str
    players: Mapping[str, str]
    answers: Mapping[str, Response] = field(default_factory=dict)
    standings: tuple[Standing, ...] = ()
    ledgers: Mapping[str, Ledger] = field(default_factory=dict)

    @property
    def question(self) -> Question | None:
        """The question of the current round; None in the lobby."""
        return self.questions[self.game.round - 1] if self.game.round else None

    @cached_property
    def standing_of(self) -> Mapping[str, Standing]:
        """Each player's standing."""
        return {standing.player_id: standing for standing in self.standings}

    @property
    def round_seed(self) -> str:
        """What the order of options in this round comes from; the same for every seat."""
        return f"{self.seed}/{self.game.round}"


@dataclass(frozen=True)
class Bar:
    """One bar of the distribution: how many gave this answer."""

    label: str
    count: int
    share: float
    is_key: bool
    slot: int | None = None


@dataclass(frozen=True)
class Reveal:
    """What a round shows once it is revealed.

    `bars` say how the answers spread: by option where there are any, by number for a number, else
    by verdict; none for what was written freely, since a wall is no place for it. `right` counts,
    for each place of the solution, how many had it right.
    """

    solution: Grade
    bars: tuple[Bar, ...]
    right: tuple[int, ...]
    answered: int
    explanation: str | None
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class Place:
    """A line of the leaderboard; `sharing` is how many players have this rank."""

    rank: int
    nickname: str
    points: int
    sharing: int = 1


@dataclass(frozen=True)
class Shared:
    """What every seat may see."""

    title: str
    phase: Phase
    seq: int
    round: int
    rounds: int
    limit_s: int | None
    opened_at: datetime | None
    deadline: datetime | None
    players: int
    question: Presented | None
    reveal: Reveal | None
    board: tuple[Place, ...]


@dataclass(frozen=True)
class Crowd:
    """What host and projector see besides: who is here, how many have answered."""

    nicknames: tuple[str, ...]
    answered: int


@dataclass(frozen=True)
class Own:
    """What one player sees besides: nobody else's page holds it."""

    nickname: str
    has_answered: bool
    answer: str | None = None
    slots: tuple[int, ...] = ()
    verdict: Verdict | None = None
    grade: Grade | None = None
    points: int = 0
    total: int = 0
    rank: int | None = None


def seen_by_all(table: Table) -> Shared:
    """The shared part, the same for every seat."""
    game, question = table.game, table.question
    shows_question = question and game.phase in ("open", "closed", "revealed")
    return Shared(
        title=table.bank.title,
        phase=game.phase,
        seq=game.seq,
        round=game.round,
        rounds=game.rounds,
        limit_s=game.rules.limit_s,
        opened_at=game.opened_at,
        deadline=game.deadline if game.phase == "open" else None,
        players=len(table.players),
        question=present(question, table.round_seed) if question and shows_question else None,
        reveal=_reveal(table, question) if question and game.phase == "revealed" else None,
        board=_board(table) if game.phase in ("board", "podium", "ended") else (),
    )


def seen_by_crowd(table: Table) -> Crowd:
    """What host and projector see besides the shared part: names and counts, no answer."""
    return Crowd(tuple(table.players.values()), len(table.answers))


def written(table: Table) -> tuple[tuple[str, int], ...]:
    """What players wrote freely and how many did, for the host alone once it is revealed."""
    question = table.question
    if not isinstance(question, Open) or table.game.phase != "revealed":
        return ()
    given = Counter(describe(question, table.round_seed, r) for r in list(table.answers.values()))
    return tuple(given.most_common())


def seen_by_player(table: Table, player_id: str) -> Own:
    """A player's own part: the answer as given; right or wrong only once it is revealed."""
    game, question = table.game, table.question
    nickname = table.players[player_id]
    response = table.answers.get(player_id)
    answer = describe(question, table.round_seed, response) if question and response else None
    slots = slots_of(question, table.round_seed, response) if question and response else ()
    standing = table.standing_of.get(player_id)
    own = Own(
        nickname=nickname,
        has_answered=response is not None,
        answer=answer,
        slots=slots,
        total=standing.points if standing else 0,
        rank=standing.rank if standing else None,
    )
    if question is None or game.phase in ("open", "closed"):
        return own
    graded = grade(question, response)
    return replace(own, verdict=graded.verdict, grade=graded, points=points(graded.credit))


def _reveal(table: Table, question: Question) -> Reveal:
    solution = grade(question, None)
    grades = [grade(question, response) for response in list(table.answers.values())]
    return Reveal(
        solution=solution,
        bars=_bars(table, question, grades),
        right=tuple(sum(g.places[n].is_right for g in grades) for n in range(len(solution.places))),
        answered=len(table.answers),
        explanation=question.explanation,
        citations=citations(question, table.bank, table.ledgers),
    )


def _bars(table: Table, question: Question, grades: list[Grade]) -> tuple[Bar, ...]:
    if isinstance(question, Open):
        return ()
    if isinstance(question, Numeric):
        return _bars_by_number(grades)
    marks = {m.id: m for m in grade(question, None).options}
    return _bars_by_option(table, question, grades, marks) if marks else _bars_by_verdict(grades)


def _bars_by_option(
    table: Table, question: Question, grades: list[Grade], marks: Mapping[str, OptionMark]
) -> tuple[Bar, ...]:
    picked = Counter(m.id for g in grades for m in g.options if m.is_given)
    total = max(len(grades), 1)
    return tuple(
        Bar(marks[i].text, picked[i], picked[i] / total, marks[i].is_key, slot)
        for slot, i in enumerate(shown_ids(question, table.round_seed), start=1)
    )


def _bars_by_number(grades: list[Grade]) -> tuple[Bar, ...]:
    """The numbers given most often, then how many gave others."""
    given = Counter((g.places[0].given or "", g.places[0].is_right) for g in grades)
    total = max(len(grades), 1)
    first = sorted(given.items(), key=lambda item: (-item[1], item[0]))[:NUMBERS]
    bars = [Bar(text, n, n / total, is_right) for (text, is_right), n in first]
    if others := len(grades) - sum(bar.count for bar in bars):
        bars.append(Bar("Other numbers", others, others / total, is_key=False))
    return tuple(bars)


def _bars_by_verdict(grades: list[Grade]) -> tuple[Bar, ...]:
    labels: tuple[tuple[Verdict, str], ...] = (
        ("right", "Right"), ("partly", "Partly right"), ("wrong", "Not right"),
    )  # fmt: skip
    counts = Counter(g.verdict for g in grades)
    total = max(len(grades), 1)
    return tuple(Bar(label, counts[v], counts[v] / total, v == "right") for v, label in labels)


def _board(table: Table) -> tuple[Place, ...]:
    sharing = Counter(s.rank for s in table.standings if s.player_id in table.players)
    return tuple(
        Place(s.rank, table.players[s.player_id], s.points, sharing[s.rank])
        for s in table.standings
        if s.player_id in table.players
    )[:BOARD_LENGTH]
