"""The saved result of a game: who got how much, question by question; as a table and as CSV."""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from quizapp.core.bank import Question
from quizapp.core.grading import grade
from quizapp.core.presentation import Exhibit, describe, exhibit
from quizapp.core.response import decode
from quizapp.core.scoring import points, ranking
from quizapp.services.live.room import Room
from quizapp.store import games
from quizapp.store.database import Session

FORMULA = re.compile(r"((?:^|[;,\t|])\s*)(?=[=+\-@＝＋－＠])")
"""Where a cell begins that a spreadsheet runs as a formula: at the start, or after what separates
cells in some countries (OWASP, CSV injection)."""


@dataclass(frozen=True)
class Line:
    """A player's row; `cells` has one entry a round, None where there was no answer.

    An entry is the points; of a question that is not scored, the answer in words.
    """

    rank: int
    nickname: str
    total: int
    cells: tuple[int | str | None, ...]


@dataclass(frozen=True)
class Column:
    """A round's column; `share` is the mean credit of those who answered, None of none.

    `said` are the answers to a question that is not scored, for which `share` is None too, each
    with how many gave it.
    """

    number: int
    stem: str
    skill: str
    answered: int
    share: float | None
    said: tuple[tuple[str, int], ...] = ()
    media: Exhibit | None = None


@dataclass(frozen=True)
class GameResult:
    """All that is kept of a game."""

    game: str
    title: str
    played_at: datetime
    kept_until: datetime
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]


def result(session: Session, room: Room) -> GameResult:
    """The result so far, from the stored answers alone."""
    table = room.table
    players = dict(room.players)
    shown = table.game.round - (table.game.phase in ("open", "closed"))
    questions = table.questions[:shown]
    given = [dict[str, _Given]() for _ in questions]
    for number, row in games.answers_of(session, room.id):
        if number <= shown and row.player_id in players:
            seed = f"{table.seed}/{number}"
            given[number - 1][row.player_id] = _given(questions[number - 1], seed, row.response)
    totals = {p: sum(g[p].points for g in given if p in g) for p in players}
    rows = {p: tuple(g[p].cell if p in g else None for g in given) for p in players}
    standings = ranking(totals)
    return GameResult(
        game=room.id,
        title=table.bank.title,
        played_at=room.created_at,
        kept_until=room.expires_at,
        columns=tuple(
            _column(n, q, list(g.values()))
            for n, (q, g) in enumerate(zip(questions, given, strict=True), 1)
        ),
        lines=tuple(
            Line(s.rank, players[s.player_id], s.points, rows[s.player_id]) for s in standings
        ),
    )


def as_csv(found: GameResult) -> str:
    """The result as CSV: a line a player, a column a question, then the class's mean.

    A cell that a spreadsheet would run as a formula gets an apostrophe before it.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        ["Rank", "Nickname", "Points", *(f"{c.number}. {c.stem}" for c in found.columns)]
    )
    for line in found.lines:
        cells: Sequence[object] = [line.rank, _guarded(line.nickname), line.total]
        writer.writerow([*cells, *(_cell(cell) for cell in line.cells)])
    shares = ["" if c.share is None else f"{round(c.share * 100)}%" for c in found.columns]
    writer.writerow(["", "Right, of those who answered", "", *shares])
    return out.getvalue()


@dataclass(frozen=True)
class _Given:
    """One answer, by what it is worth and in words."""

    credit: float
    is_scored: bool
    words: str

    @property
    def points(self) -> int:
        return points(self.credit)

    @property
    def cell(self) -> int | str:
        return self.points if self.is_scored else self.words


def _given(question: Question, seed: str, stored: dict[str, Any]) -> _Given:
    response = decode(stored)
    graded = grade(question, response)
    return _Given(graded.credit, graded.is_scored, describe(question, seed, response))


def _column(number: int, question: Question, given: Sequence[_Given]) -> Column:
    credits = [g.credit for g in given if g.is_scored]
    share = sum(credits) / len(credits) if credits else None
    said = Counter(g.words for g in given if not g.is_scored).most_common()
    picture = exhibit(question)
    return Column(number, question.stem, question.skill, len(given), share, tuple(said), picture)


def _cell(cell: int | str | None) -> int | str:
    match cell:
        case None:
            return ""
        case int():
            return cell
    return _guarded(cell)


def _guarded(text: str) -> str:
    return FORMULA.sub(r"\1'", text)
