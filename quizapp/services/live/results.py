"""The saved result of a game: who got how much, question by question; as a table and as CSV."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from quizapp.core.bank import Question
from quizapp.core.grading import grade
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
    """A player's row; `points` has one entry a round, None where there was no answer."""

    rank: int
    nickname: str
    total: int
    points: tuple[int | None, ...]


@dataclass(frozen=True)
class Column:
    """A round's column; `share` is the mean credit of those who answered, None of none."""

    number: int
    stem: str
    skill: str
    answered: int
    share: float | None


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
    credits = [dict[str, float]() for _ in questions]
    for number, row in games.answers_of(session, room.id):
        if number <= shown and row.player_id in players:
            graded = grade(questions[number - 1], decode(row.response))
            credits[number - 1][row.player_id] = graded.credit
    rows = {p: tuple(_points(c.get(p)) for c in credits) for p in players}
    standings = ranking({p: sum(n or 0 for n in row) for p, row in rows.items()})
    return GameResult(
        game=room.id,
        title=table.bank.title,
        played_at=room.created_at,
        kept_until=room.expires_at,
        columns=tuple(
            _column(n, q, c) for n, (q, c) in enumerate(zip(questions, credits, strict=True), 1)
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
        writer.writerow([*cells, *("" if p is None else p for p in line.points)])
    shares = ["" if c.share is None else f"{round(c.share * 100)}%" for c in found.columns]
    writer.writerow(["", "Right, of those who answered", "", *shares])
    return out.getvalue()


def _column(number: int, question: Question, credits: dict[str, float]) -> Column:
    share = sum(credits.values()) / len(credits) if credits else None
    return Column(number, question.stem, question.skill, len(credits), share)


def _points(credit: float | None) -> int | None:
    return None if credit is None else points(credit)


def _guarded(text: str) -> str:
    return FORMULA.sub(r"\1'", text)
