"""One running game in memory: its table, and how each stored change alters it.

Only the journal's thread calls what changes a room, after the commit; readers on other threads
see a table that is whole at any time.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

from quizapp.core.game import Event, Game, Rules, fold
from quizapp.core.grading import grade
from quizapp.core.response import Response, decode
from quizapp.core.scoring import points, ranking
from quizapp.core.seats import Shared, Table, seen_by_all
from quizapp.services.library import Library
from quizapp.store import games
from quizapp.store.database import Session

Kept = TypeVar("Kept")
RETENTION = timedelta(hours=24)
"""How long a game and its names are kept."""


class NoSuchGame(Exception):
    """No running game has this PIN or id."""

    def __init__(self) -> None:
        super().__init__("No game is running under that PIN. Check the number on the screen.")


class Room:
    """A game in memory. `round_ids` gives each opened round's row."""

    def __init__(self, row: games.GameRow, table: Table) -> None:
        self.id = row.id
        self.pin = row.pin
        self.recovery_digest = row.recovery_digest
        self.created_at = row.created_at
        self.expires_at = row.expires_at
        self.round_ids: dict[int, int] = {}
        self.players: dict[str, str] = {}
        self._answers: dict[str, Response] = {}
        self._totals: dict[str, int] = {}
        self.table = replace(table, players=self.players, answers=self._answers)
        self._shared: tuple[Table, Shared] | None = None

    @property
    def shared(self) -> Shared:
        """What every seat may see now; made once for each state."""
        table, known = self.table, self._shared
        if known is None or known[0] is not table:
            self._shared = known = (table, seen_by_all(table))
        return known[1]

    def seat(self, player_id: str, nickname: str) -> None:
        """A player came in."""
        self.players[player_id] = nickname
        self._totals[player_id] = 0
        self._rank()

    def unseat(self, player_id: str) -> None:
        """A player was removed; nothing of theirs counts."""
        self.players = _without(self.players, player_id)  # readers may be half-way through it
        self._answers = _without(self._answers, player_id)
        self._totals = _without(self._totals, player_id)
        self.table = replace(self.table, players=self.players, answers=self._answers)
        self._rank()

    def keep(self, round_number: int, player_id: str, response: Response) -> None:
        """An answer to that round was stored; the first one counts."""
        if round_number == self.table.game.round and player_id in self.players:
            self._answers.setdefault(player_id, response)

    def move(self, after: Game) -> None:
        """The game went on."""
        before = self.table.game
        if after.round != before.round:
            self._answers = {}
        self.table = replace(self.table, game=after, answers=self._answers)
        if after.phase == "revealed" or (after.phase == "ended" and _is_unscored(before)):
            self._score(self._answers)

    def recount(self, answers: Sequence[tuple[int, games.AnswerRow]]) -> None:
        """Take the answers and points from the log, up to the last round that is revealed."""
        game = self.table.game
        revealed = game.round - 1 if _is_unscored(game) else game.round
        for number in range(1, game.round + 1):
            given = {
                row.player_id: decode(row.response)
                for n, row in answers
                if n == number and row.player_id in self.players
            }
            if number <= revealed:
                self._score(given, number)
            if number == game.round:
                self._answers.update(given)

    def _score(self, answers: dict[str, Response], number: int | None = None) -> None:
        question = self.table.questions[(number or self.table.game.round) - 1]
        for player_id, response in answers.items():
            self._totals[player_id] += points(grade(question, response).credit)
        self._rank()

    def _rank(self) -> None:
        self.table = replace(self.table, standings=ranking(self._totals))


def _without(kept: dict[str, Kept], player_id: str) -> dict[str, Kept]:
    return {i: value for i, value in kept.items() if i != player_id}


def load(session: Session, library: Library, game_id: str) -> Room:
    """The room as the database has it. Raises NoSuchGame."""
    row = session.get(games.GameRow, game_id)
    if row is None:
        raise NoSuchGame
    bank = library.version(session, row.bank_digest)
    questions = tuple(q for i in row.question_ids if (q := bank.question(i)))
    events = [
        Event(e.kind, e.round, e.at)  # type: ignore[arg-type]
        for e in games.events_of(session, game_id)
    ]
    game = fold(Game(rounds=len(questions), rules=Rules(**row.rules)), events)
    room = Room(row, Table(game, bank, questions, row.seed, {}, ledgers=library.shelf().ledgers))
    for player in games.players_of(session, game_id):
        room.seat(player.id, player.nickname)
    room.round_ids = {r.number: r.id for r in games.rounds_of(session, game_id)}
    room.recount(games.answers_of(session, game_id))
    return room


def _is_unscored(game: Game) -> bool:
    """The answers of the present round do not count in the standings yet."""
    return game.phase in ("open", "closed")
