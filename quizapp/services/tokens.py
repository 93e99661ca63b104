"""Signed tokens: who holds which seat of a game, and which learner a browser belongs to.

Both the pages and the two hot routes read them, without Flask's session.
"""

from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Literal, get_args

from itsdangerous import BadSignature, URLSafeSerializer, URLSafeTimedSerializer

Role = Literal["host", "screen", "player"]
REMOTE_S = 15 * 60
"""How long a link works that makes another device of the host's own a remote."""


SEATS_KNOWN = 20_000
"""Tokens whose proof is remembered; an answer then costs no signature."""


@dataclass(frozen=True)
class Seat:
    """A place in a game; `player` is the player's id, None for host and screen.

    `device` counts the devices that the player came back on; only the last one holds the seat.
    """

    role: Role
    game: str
    player: str | None = None
    device: int = 0


@dataclass(frozen=True)
class Turn:
    """A card's question as it was put to a learner, when the card had been seen `reps` times.

    `content` is the question's hash; `name` tells this turn from every other.
    """

    learner: str
    card: str
    reps: int
    content: str
    name: str
    shown_at: datetime


class Tokens:
    """Makes and reads tokens with the server's key; `prefix` begins the names of cookies."""

    def __init__(self, secret_key: str, *, is_https: bool) -> None:
        self.prefix = "__Host-" if is_https else ""
        self._seats = URLSafeSerializer(secret_key, salt="seat")
        self.seat = lru_cache(maxsize=SEATS_KNOWN)(self._seat)
        self._learners = URLSafeSerializer(secret_key, salt="learner")
        self._teachers = URLSafeSerializer(secret_key, salt="teacher known here")
        self._turns = URLSafeSerializer(secret_key, salt="turn")
        self._remotes = URLSafeTimedSerializer(secret_key, salt="remote")

    def for_seat(self, seat: Seat) -> str:
        """The token that proves this seat."""
        device = [seat.device] if seat.device else []
        return str(self._seats.dumps([seat.role, seat.game, seat.player, *device]))

    def _seat(self, token: str | None) -> Seat | None:
        """The seat that the token proves, or None; what was proved once is remembered."""
        try:
            role, game, player, *device = self._seats.loads(token or "")
        except (BadSignature, ValueError, TypeError):
            return None
        return Seat(role, game, player, *device) if role in get_args(Role) else None

    def for_remote(self, game: str) -> str:
        """The token that makes whoever holds it a host of this game, for REMOTE_S."""
        return str(self._remotes.dumps(game))

    def remote(self, token: str, *, age_s: int = REMOTE_S) -> str | None:
        """The game whose host the token makes; None where it is forged or older than `age_s`."""
        try:
            found = self._remotes.loads(token, max_age=age_s)
        except (BadSignature, ValueError):
            return None
        return found if isinstance(found, str) else None

    def for_learner(self, learner_id: str) -> str:
        """The token of an anonymous profile."""
        return str(self._learners.dumps(learner_id))

    def learner(self, token: str | None) -> str | None:
        """The profile's id, or None where the token is missing or forged."""
        return _text_in(self._learners, token)

    def for_known(self, teacher_id: str) -> str:
        """The token of a browser that the teacher was signed in with."""
        return str(self._teachers.dumps(teacher_id))

    def known(self, token: str | None) -> str | None:
        """The teacher whom this browser was signed in as, or None."""
        return _text_in(self._teachers, token)

    def for_turn(self, turn: Turn) -> str:
        """The token that brings the turn back with its answer."""
        return str(self._turns.dumps([*astuple(turn)[:-1], turn.shown_at.timestamp()]))

    def turn(self, token: str | None, learner_id: str) -> Turn | None:
        """The turn of this learner's that the token proves, or None."""
        try:
            learner, card, reps, content, name, shown = self._turns.loads(token or "")
        except (BadSignature, ValueError, TypeError):
            return None
        if learner != learner_id:
            return None
        return Turn(learner, card, reps, content, name, datetime.fromtimestamp(shown, UTC))

    def cookie(self, role: Role, game: str) -> str:
        """The cookie for a seat's token: one a role and game, so that tabs do not mix."""
        return f"{self.prefix}{role}-{game}"


def _text_in(tokens: URLSafeSerializer, token: str | None) -> str | None:
    try:
        found = tokens.loads(token or "")
    except (BadSignature, ValueError):
        return None
    return found if isinstance(found, str) else None
