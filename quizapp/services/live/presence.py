"""Who is here: has a stream open, or asked within the last seconds.

A phone that reloads, or changes from Wi-Fi to mobile data, is not gone at once.
"""

import time

GRACE_S = 8.0
"""Seconds for which somebody who was last seen still counts as here."""
TYPING_S = 120.0
"""The same for a page without script, which asks for nothing while an answer is typed."""


class Presence:
    """Until when each player counts as here, by game; each entry is written and read whole."""

    def __init__(self, grace_s: float = GRACE_S) -> None:
        self.grace_s = grace_s
        self._until: dict[str, dict[str, float]] = {}
        self._elsewhere: dict[str, frozenset[str]] = {}

    def note(self, game_id: str, player_id: str, for_s: float | None = None) -> None:
        """This player is here at this moment, and counts as such for a while."""
        until = time.monotonic() + (self.grace_s if for_s is None else for_s)
        players = self._until.setdefault(game_id, {})
        players[player_id] = max(until, players.get(player_id, until))

    def lately(self, game_id: str) -> set[str]:
        """Who still counts as here."""
        now = time.monotonic()
        return {player for player, end in list(self._until.get(game_id, {}).items()) if end >= now}

    def elsewhere(self, game_id: str) -> frozenset[str]:
        """Who is at other processes."""
        return self._elsewhere.get(game_id, frozenset())

    def note_elsewhere(self, game_id: str, players: frozenset[str]) -> bool:
        """These are at other processes now; whether that is news."""
        before = self._elsewhere.pop(game_id, frozenset())
        if players:
            self._elsewhere[game_id] = players
        return players != before

    def is_here(self, game_id: str, player_id: str) -> bool:
        """This player still counts as here, or is at another process."""
        was_here = self._until.get(game_id, {}).get(player_id, 0.0) >= time.monotonic()
        return was_here or player_id in self.elsewhere(game_id)

    def forget(self, game_id: str) -> None:
        """The game is gone."""
        self._until.pop(game_id, None)
        self._elsewhere.pop(game_id, None)
