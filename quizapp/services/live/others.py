"""The other processes that serve the same games: what they did, and who is there.

The bus says when to look; a look once a second makes up for whatever it did not say. With the same
beat each process writes which players it has, and reads the same of the others: hosts see who is
here at any of them, and a round that closes early waits for all of them.
"""

import logging
from collections.abc import Collection
from datetime import datetime, timedelta

from quizapp.services import chance
from quizapp.services.live.rooms import Rooms
from quizapp.store import games, presence
from quizapp.store.database import Session
from quizapp.store.promise import Promise

SEEN_WITHIN = timedelta(seconds=5)
"""A process that was not seen for as long is gone, and its players with it."""

log = logging.getLogger(__name__)


class Others:
    """What this process knows of the others. Where no others can be, it does nothing."""

    def __init__(self, rooms: Rooms) -> None:
        self.process_id = chance.new_id()
        self._rooms = rooms
        self._written: dict[str, frozenset[str]] = {}
        self._version = 0
        self._read: dict[tuple[str, str], tuple[int, frozenset[str]]] = {}
        self._beating: Promise[None] | None = None
        self._is_failing = False

    def heard(self, game_id: str, number: int) -> None:
        """Another process says that the game is at that number, or that answers came."""
        room = self._rooms.in_memory.get(game_id)
        if room and (number > room.number or self._rooms.hub.has_listeners(game_id)):
            self._rooms.look(room)

    def beat(self, now: datetime) -> None:
        """Look at the database, and say who is here; once a second."""
        if not self._rooms.is_shared or (self._beating and not self._beating.done()):
            return
        self._beating = self._rooms.journal.run(
            lambda session: self._look(session, list(self._rooms.in_memory), now)
        )
        self._beating.add_done_callback(self._note_fault)

    def read(self, session: Session, game_ids: Collection[str], now: datetime) -> None:
        """Know who is at the other processes."""
        if not self._rooms.is_shared:
            return
        since = now - SEEN_WITHIN
        found = presence.versions(session, game_ids, self.process_id, since)
        kept = {key: known for key, known in self._read.items() if key[0] not in game_ids}
        for (game_id, process_id), version in found.items():
            known = self._read.get((game_id, process_id))
            if known is None or known[0] != version:
                known = version, frozenset(presence.players(session, game_id, process_id))
            kept[game_id, process_id] = known
        self._read = kept
        for game_id in game_ids:
            there = [players for key, (_, players) in kept.items() if key[0] == game_id]
            if self._rooms.hub.presence.note_elsewhere(game_id, frozenset().union(*there)):
                self._rooms.hub.publish(game_id, "crowd")

    def leave(self) -> None:
        """This process stops, so nobody is here any more."""
        if self._rooms.is_shared:
            self._rooms.journal.run(lambda session: presence.leave(session, self.process_id))

    def _look(self, session: Session, game_ids: list[str], now: datetime) -> None:
        standing = games.standing(session, game_ids)
        self._read = {key: known for key, known in self._read.items() if key[0] in standing}
        for game_id in game_ids:
            room = self._rooms.in_memory.get(game_id)
            if room is None:
                continue
            if game_id not in standing:
                self._rooms.forget(game_id)
            elif standing[game_id] != (room.table.game.seq, room.changes) or (
                room.table.game.phase == "open" and self._rooms.hub.has_listeners(game_id)
            ):
                self._rooms.look(room)
        self._write(session, list(standing), now)
        self.read(session, list(standing), now)

    def _write(self, session: Session, game_ids: list[str], now: datetime) -> None:
        here = {game_id: frozenset(self._rooms.hub.here(game_id)) for game_id in game_ids}
        rows = []
        for game_id, players in here.items():
            if players != self._written.get(game_id, frozenset()):
                self._version += 1
                row = presence.PresenceRow(
                    game_id=game_id,
                    process_id=self.process_id,
                    players=sorted(players),
                    version=self._version,
                    seen_at=now,
                )
                rows.append(row)
        presence.write(session, rows)
        if any(here.values()):
            presence.seen(session, self.process_id, now)
        self._written = here

    def _note_fault(self, done: Promise[None]) -> None:
        """Say once that the look failed; the next one comes in a second."""
        fault = done.exception()
        if fault:
            self._written = {}  # who knows what is stored
            if not self._is_failing:
                log.error("the look at the other processes failed", exc_info=fault)
        self._is_failing = fault is not None
