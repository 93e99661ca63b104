"""One running game in memory: its table, and how each stored change alters it.

Only the journal's thread calls what changes a room, after the commit; readers on other threads
see a table that is whole at any time.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

from quizapp.core.bank import Bank, Question
from quizapp.core.game import Counted, Game, Leg, Timing
from quizapp.core.response import decode
from quizapp.core.scoring import Tally, score_round
from quizapp.core.seats import RANKED, Shared, seen_by_all
from quizapp.core.survey import keyless
from quizapp.core.table import Answer, Table, marks_of
from quizapp.services.library import Library
from quizapp.services.live import log, nicknames
from quizapp.services.live.low_water import LowWater
from quizapp.store import games, returns
from quizapp.store.database import Session

Kept = TypeVar("Kept")
RETENTION = timedelta(hours=24)
"""How long a game and its names are kept."""


class NoSuchGame(Exception):
    """No running game has this PIN or id."""

    def __init__(self) -> None:
        super().__init__("No game is running under that PIN. Check the number on the screen.")


@dataclass(frozen=True)
class Member:
    """Someone who plays or waits to be let in, as the host's list has them.

    `device` is the number of the device that holds the seat; each that is let back counts one up.
    """

    id: str
    nickname: str
    joined_at: datetime
    is_admitted: bool = True
    team: int | None = None
    factor: float | None = 1.0
    device: int = 0


@dataclass(frozen=True)
class Return:
    """A device that asks for a player's seat; `player_id` is None where nobody has that name.

    `device` is its number among the player's devices, once it was let back; that is then since
    `asked_at`.
    """

    id: str
    code: str
    player_id: str | None
    asked_at: datetime
    device: int | None = None


@dataclass(frozen=True)
class Opened:
    """A round of the present quiz: the id of its row, and its question (from 1)."""

    id: int
    question: int


class Room:
    """A game in memory. `rounds` has those of the present quiz; `members` all who are in.

    `names` has the keys of all names that the game has or had, `team_sizes` how many members each
    team has, `awaited` somebody for whom the open round was last seen to wait. `changes` is how
    far the room is with what changed in the database besides events, `low_water` with the answers
    to the open round that other processes stored.
    """

    def __init__(self, row: games.GameRow, table: Table) -> None:
        self.id = row.id
        self.pin = row.pin
        self.recovery_digest = row.recovery_digest
        self.created_at = row.created_at
        self.expires_at = row.expires_at
        self.is_locked = row.is_locked
        self.rounds: dict[int, Opened] = {}
        self.members: dict[str, Member] = {}
        self.names: set[str] = set()
        self.team_sizes: Counter[int] = Counter()
        self.returns: tuple[Return, ...] = ()
        self.changes = row.changes
        self.low_water = LowWater()
        self.awaited: str | None = None
        self.is_looked_at = False
        self._players: dict[str, str] = {}
        self._teams: dict[str, int] = {}
        self._factors: dict[str, float | None] = {}
        self._answers: dict[str, Answer] = {}
        self._tallies: dict[str, Tally] = {}
        self.table = table
        self._lay()
        self._shared: tuple[Table, Shared] | None = None

    @property
    def shared(self) -> Shared:
        """What every seat may see now; made once for each state."""
        table, known = self.table, self._shared
        if known is None or known[0] is not table:
            self._shared = known = (table, seen_by_all(table))
        return known[1]

    @property
    def number(self) -> int:
        """How often anything changed; answers do not count."""
        return self.table.game.seq + self.changes

    @property
    def players(self) -> Mapping[str, str]:
        """Those who play, by id, with their nicknames."""
        return self._players

    @property
    def waiting(self) -> int:
        """How many the host has not let in yet."""
        return len(self.members) - len(self._players)

    def looked_at(self) -> None:
        """Whether the open round is over has been seen; the next answer may ask again."""
        self.is_looked_at = False

    def look_ahead(self) -> None:
        """Work out what every stream is about to ask for, so that the event loop need not."""
        _ = self.shared
        if self.table.game.phase in RANKED:
            _ = self.table.standing_of

    def put(self, member: Member) -> None:
        """Somebody came in, was let in, or changed name, team or time."""
        before = self.members.get(member.id)
        if before is not None:
            self.names.discard(nicknames.key(before.nickname))
        self.names.add(nicknames.key(member.nickname))
        if member.team and (before is None or before.team != member.team):
            self.team_sizes[member.team] += 1
        if member.is_admitted:
            self._players[member.id] = member.nickname
            self._factors[member.id] = member.factor
            if member.team:
                self._teams[member.id] = member.team
        self._lay()
        self.members[member.id] = member  # last: who is let in is found at the table

    def unseat(self, player_ids: Sequence[str]) -> None:
        """These were removed; nothing of theirs counts."""
        gone = [m for i in set(player_ids) if (m := self.members.get(i))]
        self.team_sizes.subtract(m.team for m in gone if m.team)
        self.members = _without(self.members, player_ids)
        self._players = _without(self._players, player_ids)
        self._teams = _without(self._teams, player_ids)
        self._factors = _without(self._factors, player_ids)
        self._answers = _without(self._answers, player_ids)
        self._tallies = _without(self._tallies, player_ids)
        self._lay(
            replace(
                self.table,
                first=_without(self.table.first, player_ids),
                marks={n: _without(given, player_ids) for n, given in self.table.marks.items()},
                tallies=_without(self.table.tallies, player_ids),
                totals=_without(self.table.totals, player_ids),
            )
        )

    def keep(self, round_number: int, player_id: str, answer: Answer) -> None:
        """An answer to that round was stored; it is what counts."""
        if round_number == self.table.game.round and player_id in self._players:
            self._answers[player_id] = answer

    def show(self, player_id: str, *, is_shown: bool) -> None:
        """Let everybody read what this player wrote, or no longer."""
        if given := self._answers.get(player_id):
            answer = given._replace(is_shown=is_shown)
            self._answers[player_id] = answer
            self._lay()

    def move(self, after: Game) -> None:
        """The game went on."""
        before = self.table.game
        first: Mapping[str, Answer] = self.table.first
        if after.round != before.round:
            first = self._answers if after.vote == 2 else {}
            self._answers = {}
        table = replace(self.table, game=after, answers=self._answers, first=first)
        if len(after.counted) > len(before.counted):
            table = self._counted(table, after.counted[-1], self._answers)
        if after.rules != before.rules:
            table = self._tallied_anew(table)
        self.table = table

    def choose(self, leg: Leg, bank: Bank, after: Game) -> None:
        """Another quiz begins in this room; points begin anew."""
        self._answers = {}
        self.rounds = {}
        table = replace(
            self.table,
            game=after,
            bank=bank,
            questions=asked(bank, leg, after),
            seed=leg.seed,
            answers=self._answers,
            first={},
            marks={},
        )
        self.table = self._tallied_anew(table)

    def recount(self, stored: Sequence[tuple[int, games.AnswerRow]]) -> None:
        """Take the answers and points from the log, up to the last round that counts."""
        game = self.table.game
        by_round: dict[int, dict[str, Answer]] = {}
        for number, row in stored:
            if row.player_id in self._players:
                by_round.setdefault(number, {})[row.player_id] = answer_from(row)
        if game.question:
            self._answers = by_round.get(game.round, {})
        first = by_round.get(game.first_round, {}) if game.first_round else {}
        table = replace(self.table, answers=self._answers, first=first)
        for counted in game.counted:
            if counted.leg == game.leg:
                table = self._counted(table, counted, by_round.get(counted.round, {}))
        self.table = table

    def _counted(self, table: Table, counted: Counted, answers: Mapping[str, Answer]) -> Table:
        """The table once the answers of that round count too."""
        question = table.questions[counted.question - 1]
        given = marks_of(question, {p: a for p, a in answers.items() if p in self._players})
        marked = replace(table, marks={**table.marks, counted.question: given})
        return self._tallied(marked, counted.question)

    def _tallied(self, table: Table, number: int) -> Table:
        """The table with one more question added up for everybody."""
        before, game = self._tallies, table.game
        self._tallies, _ = score_round(
            self.players,
            before,
            table.marks[number],
            game.rules,
            number=number,
            questions=game.questions,
        )
        totals = {player: tally.total for player, tally in self._tallies.items() if tally.total}
        return replace(table, tallies=before, totals=totals)

    def _tallied_anew(self, table: Table) -> Table:
        self._tallies = {}
        table = replace(table, tallies={}, totals={})
        for number in table.marks:
            table = self._tallied(table, number)
        return table

    def _lay(self, table: Table | None = None) -> None:
        """A new table with the people and answers of now.

        What is in it only grows; where something goes, `_without` makes a new one.
        """
        self.table = replace(
            table or self.table,
            players=self._players,
            teams=self._teams,
            factors=self._factors,
            answers=self._answers,
        )


def member_of(row: games.PlayerRow) -> Member:
    """The member that the row tells of."""
    return Member(
        id=row.id,
        nickname=row.nickname,
        joined_at=row.joined_at,
        is_admitted=row.admitted_at is not None,
        team=row.team,
        factor=row.time_factor,
        device=row.device,
    )


def returns_of(session: Session, game_id: str) -> tuple[Return, ...]:
    """The requests to come back, the oldest first."""
    return tuple(
        Return(row.id, row.code, row.player_id, row.asked_at, row.device)
        for row in returns.of_game(session, game_id)
    )


def answer_from(row: games.AnswerRow) -> Answer:
    """The answer that the row holds."""
    timing = Timing(row.elapsed_s, row.allowed_s)
    return Answer(decode(row.response), timing, row.sure, row.is_shown)


def asked(bank: Bank, leg: Leg, game: Game) -> tuple[Question, ...]:
    """The questions of this quiz in order; without their keys in a survey."""
    found = (q for i in leg.question_ids if (q := bank.question(i)))
    return tuple(keyless(q) if game.rules.is_survey else q for q in found)


def game_row(session: Session, game_id: str) -> games.GameRow:
    """The game's row. Raises NoSuchGame where it is past its retention, be it for a moment."""
    row = session.get(games.GameRow, game_id)
    if row is None:
        raise NoSuchGame
    return row


def locked_row(session: Session, game_id: str) -> games.GameRow:
    """The game's row, locked until the commit. Raises NoSuchGame."""
    row = games.locked(session, game_id)
    if row is None:
        raise NoSuchGame
    return row


def load(session: Session, library: Library, game_id: str) -> Room:
    """The room as the database has it. Raises NoSuchGame."""
    row = locked_row(session, game_id)  # or a command of another process might come in between
    events = log.events_of(session, game_id)
    game, leg = log.game_of(row, events), log.legs_of(row, events)[-1]
    bank = library.version(session, leg.bank_digest)
    ledgers = library.ledgers_of(bank)
    room = Room(row, Table(game, bank, asked(bank, leg, game), leg.seed, {}, ledgers=ledgers))
    for player in games.players_of(session, game_id):
        room.put(member_of(player))
    room.names |= games.names_in(session, game_id)
    room.returns = returns_of(session, game_id)
    began = max((e.round for e in events if e.leg), default=0)
    room.rounds = {
        row.number: Opened(row.id, leg.question_ids.index(row.question_id) + 1)
        for row in games.rounds_of(session, game_id)
        if row.number > began
    }
    room.recount(games.answers_of(session, game_id))
    return room


def _without(kept: Mapping[str, Kept], player_ids: Sequence[str]) -> dict[str, Kept]:
    """What is left; a new one, since readers may be half-way through the old."""
    gone = set(player_ids)
    return {i: value for i, value in kept.items() if i not in gone}
