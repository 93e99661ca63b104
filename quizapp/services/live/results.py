"""The saved result of a game: who got how much, question by question; as a table and as CSV."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from quizapp.core.bank import SKILLS, Bank, Question, Skill
from quizapp.core.game import Game, Leg
from quizapp.core.presentation import Exhibit, describe, exhibit
from quizapp.core.rules import Rules
from quizapp.core.scoring import (
    Calibration,
    Mark,
    Points,
    Tally,
    calibration,
    ranking,
    score_round,
)
from quizapp.core.table import Answer, marks_of
from quizapp.core.teams import TeamPlace, team_name, team_places
from quizapp.core.voting import flow
from quizapp.marked import plain
from quizapp.services.library import Library
from quizapp.services.live import log
from quizapp.services.live.room import NoSuchGame, Room, answer_from, asked, game_row
from quizapp.store import games
from quizapp.store.database import Session

FORMULA = re.compile(r"((?:^|[;,\t|])\s*)(?=[=+\-@＝＋－＠])")
"""Where a cell begins that a spreadsheet runs as a formula: at the start, or after what separates
cells in some countries (OWASP, CSV injection)."""


@dataclass(frozen=True)
class Line:
    """A player's row; `cells` has one entry a question, None where there was no answer.

    An entry is the points; of a question that is not scored, the answer in words.
    """

    rank: int
    nickname: str
    total: int
    cells: tuple[int | str | None, ...]
    team: str | None = None


@dataclass(frozen=True)
class Column:
    """A question's column; `share` is the mean credit of those who answered, None of none.

    `said` are the answers to a question that is not scored, for which `share` is None too, each
    with how many gave it. `first_share` and `gain` tell of a first vote, where there was one.
    """

    number: int
    stem: str
    skill: Skill
    answered: int
    share: float | None
    said: tuple[tuple[str, int], ...] = ()
    first_share: float | None = None
    gain: float | None = None
    media: Exhibit | None = None


@dataclass(frozen=True)
class GameResult:
    """All that is kept of one quiz of a game.

    `titles` are those of all quizzes of the room, `quiz` says which of them this is, from 1.
    """

    game: str
    title: str
    played_at: datetime
    kept_until: datetime
    rules: Rules
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    skills: tuple[tuple[Skill, float], ...]
    teams: tuple[TeamPlace, ...]
    calibration: Calibration | None
    titles: tuple[str, ...] = ()
    quiz: int = 1


def result(session: Session, library: Library, room: Room, leg: int | None = None) -> GameResult:
    """The result so far of one quiz of the room (from 1; None: the present one).

    It is worked out from the stored answers alone. Raises NoSuchGame where there is no such quiz.
    """
    row = game_row(session, room.id)
    events = log.events_of(session, room.id)
    game, legs = log.game_of(row, events), log.legs_of(row, events)
    banks = [library.version(session, found.bank_digest) for found in legs]
    number = game.leg if leg is None else leg
    if not 1 <= number <= len(legs):
        raise NoSuchGame
    sheet = _sheet(session, room, game, legs[number - 1], banks[number - 1], number)
    rules = game.rules
    lines = _lines(room, sheet)
    totals = {line_id: line.total for line_id, line in lines}
    return GameResult(
        game=room.id,
        title=banks[number - 1].title,
        played_at=room.created_at,
        kept_until=room.expires_at,
        rules=rules,
        columns=tuple(_column(filled) for filled in sheet),
        lines=tuple(line for _, line in lines),
        skills=_skills(sheet),
        teams=team_places(totals, room.table.teams),
        calibration=_calibration(sheet, rules),
        titles=tuple(bank.title for bank in banks),
        quiz=number,
    )


def as_csv(found: GameResult) -> str:
    """The result as CSV: a line a player, a column a question, then the class's mean.

    Nothing of points is in that of a survey. A cell that a spreadsheet would run as a formula gets
    an apostrophe before it.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    has_points, has_teams = found.rules.is_scored, bool(found.rules.teams)

    def row(rank: int | str, name: str, team: str, total: int | str) -> list[int | str]:
        place, points = ([rank], [total]) if has_points else ([], [])
        return [*place, name, *([team] if has_teams else []), *points]

    heads = [_guarded(f"{c.number}. {plain(c.stem)}") for c in found.columns]
    writer.writerow([*row("Rank", "Nickname", "Team", "Points"), *heads])
    for line in found.lines:
        head = row(line.rank, _guarded(line.nickname), line.team or "", line.total)
        writer.writerow([*head, *(_cell(cell) for cell in line.cells)])
    if has_points:
        shares = ["" if c.share is None else f"{round(c.share * 100)}%" for c in found.columns]
        writer.writerow([*row("", "Right, of those who answered", "", ""), *shares])
    return out.getvalue()


@dataclass(frozen=True)
class _Filled:
    """One question with what was answered and earned, by player."""

    number: int
    question: Question
    words: Mapping[str, str]
    marks: Mapping[str, Mark]
    earned: Mapping[str, Points]
    first: Mapping[str, Mark]


def _sheet(  # noqa: PLR0917
    session: Session, room: Room, game: Game, leg: Leg, bank: Bank, number: int
) -> list[_Filled]:
    """The questions of a quiz that count, in order, with all answers of those who play."""
    questions = asked(bank, leg, game)
    stored: dict[int, dict[str, Answer]] = {}
    for round_number, row in games.answers_of(session, room.id):
        if row.player_id in room.players:
            stored.setdefault(round_number, {})[row.player_id] = answer_from(row)
    found, tallies = [], dict[str, Tally]()
    for counted in game.counted:
        if counted.leg != number:
            continue
        question = questions[counted.question - 1]
        seed = f"{leg.seed}/{counted.question}"
        answers = stored.get(counted.round, {})
        marks = marks_of(question, answers)
        first = stored.get(counted.first, {}) if counted.first else {}
        tallies, earned = score_round(
            room.players,
            tallies,
            marks,
            game.rules,
            number=counted.question,
            questions=len(questions),
        )
        found.append(
            _Filled(
                number=counted.question,
                question=question,
                words={p: describe(question, seed, a.response) for p, a in answers.items()},
                marks=marks,
                earned=earned,
                first=marks_of(question, first),
            )
        )
    return found


def _lines(room: Room, sheet: Sequence[_Filled]) -> list[tuple[str, Line]]:
    """Every player's line with the player's id, best first."""
    totals = {p: sum(f.earned[p].total for f in sheet if p in f.earned) for p in room.players}
    teams = room.table.teams
    return [
        (
            s.player_id,
            Line(
                rank=s.rank,
                nickname=room.players[s.player_id],
                total=s.points,
                cells=tuple(_cell_of(filled, s.player_id) for filled in sheet),
                team=team_name(teams[s.player_id]) if s.player_id in teams else None,
            ),
        )
        for s in ranking(totals)
    ]


def _cell_of(filled: _Filled, player_id: str) -> int | str | None:
    mark = filled.marks.get(player_id)
    if mark is None:
        return None
    return filled.earned[player_id].total if mark.is_scored else filled.words[player_id]


def _column(filled: _Filled) -> Column:
    moved = flow(
        {p: m.is_right for p, m in filled.first.items() if m.is_scored},
        {p: m.is_right for p, m in filled.marks.items() if m.is_scored},
    )
    said = Counter(filled.words[p] for p, m in filled.marks.items() if not m.is_scored)
    return Column(
        number=filled.number,
        stem=filled.question.stem,
        skill=filled.question.skill,
        answered=len(filled.marks),
        share=_share(filled.marks.values()),
        said=tuple(said.most_common()),
        first_share=_share(filled.first.values()),
        gain=moved.gain,
        media=exhibit(filled.question),
    )


def _share(marks: Iterable[Mark]) -> float | None:
    credits = [mark.credit for mark in marks if mark.is_scored]
    return sum(credits) / len(credits) if credits else None


def _skills(sheet: Sequence[_Filled]) -> tuple[tuple[Skill, float], ...]:
    """The mean credit for each skill, over all answers to its questions."""
    found: dict[Skill, list[Mark]] = {}
    for filled in sheet:
        found.setdefault(filled.question.skill, []).extend(filled.marks.values())
    shares = ((skill, _share(found[skill])) for skill in SKILLS if skill in found)
    return tuple((skill, share) for skill, share in shares if share is not None)


def _calibration(sheet: Sequence[_Filled], rules: Rules) -> Calibration | None:
    if rules.certainty is None:
        return None
    return calibration((m for filled in sheet for m in filled.marks.values()), rules)


def _cell(cell: int | str | None) -> int | str:
    match cell:
        case None:
            return ""
        case int():
            return cell
    return _guarded(cell)


def _guarded(text: str) -> str:
    return FORMULA.sub(r"\1'", text)
