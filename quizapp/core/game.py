"""The live game: what may happen next, decided by a table and nothing else.

    lobby -> open -> closed -> revealed -> board -> open ... -> podium -> ended

A game is the fold of its events; `step` takes one more. Events carry their time, effects carry
their round, so a timer that fires late is refused by the table and need not be cancelled.
Answers are no events: they are stored beside, one row each, and no transition looks at them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal, get_args

Phase = Literal["lobby", "open", "closed", "revealed", "board", "podium", "ended"]
EventKind = Literal["opened", "closed", "revealed", "board_shown", "podium_shown", "ended"]
EVENT_KINDS: tuple[EventKind, ...] = get_args(EventKind)

TRANSITIONS: dict[tuple[Phase, EventKind], Phase] = {
    ("lobby", "opened"): "open",
    ("open", "closed"): "closed",
    ("closed", "revealed"): "revealed",
    ("revealed", "board_shown"): "board",
    ("revealed", "opened"): "open",
    ("board", "opened"): "open",
    ("revealed", "podium_shown"): "podium",
    ("board", "podium_shown"): "podium",
    ("lobby", "ended"): "ended",
    ("open", "ended"): "ended",
    ("closed", "ended"): "ended",
    ("revealed", "ended"): "ended",
    ("board", "ended"): "ended",
    ("podium", "ended"): "ended",
}
"""(phase, event) -> next phase. A pair that is missing is not allowed."""


@dataclass(frozen=True)
class Rules:
    """What the host chose: seconds to answer each question, None for no limit."""

    limit_s: int | None = 30


@dataclass(frozen=True)
class Event:
    """Something that happened to the game; `round` is the one it belongs to, 0 before the first."""

    kind: EventKind
    round: int
    at: datetime


@dataclass(frozen=True)
class CloseAt:
    """An effect: close this round at that time, unless it is closed by then."""

    round: int
    at: datetime


@dataclass(frozen=True)
class Game:
    """The state of a game. `seq` counts the events folded so far; rounds count from 1."""

    rounds: int
    rules: Rules
    seq: int = 0
    phase: Phase = "lobby"
    round: int = 0
    opened_at: datetime | None = None
    deadline: datetime | None = None

    @property
    def is_last_round(self) -> bool:
        """No question is left after this one."""
        return self.round >= self.rounds

    def accepts_answer(self, round_number: int, at: datetime) -> bool:
        """An answer to that round, received at that time, counts."""
        return (
            self.phase == "open"
            and self.round == round_number
            and (self.deadline is None or at <= self.deadline)
        )


class NotNow(Exception):
    """An event that the table does not allow in this phase, or for another round."""

    def __init__(self, game: Game, event: Event) -> None:
        self.phase = game.phase
        super().__init__(
            f"'{event.kind}' of round {event.round} cannot follow "
            f"'{game.phase}' of round {game.round}"
        )


def step(game: Game, event: Event) -> tuple[Game, tuple[CloseAt, ...]]:
    """The game after one more event, and what the shell has to do for it; or NotNow."""
    phase = TRANSITIONS.get((game.phase, event.kind))
    if phase is None or event.round < 0 or event.round != _round_of(game, event.kind):
        raise NotNow(game, event)
    after = replace(game, seq=game.seq + 1, phase=phase, round=event.round)
    if event.kind != "opened":
        return after, ()
    deadline = game.rules.limit_s and event.at + timedelta(seconds=game.rules.limit_s)
    after = replace(after, opened_at=event.at, deadline=deadline or None)
    return after, due(after)


def fold(game: Game, events: Iterable[Event]) -> Game:
    """The game after all these events; NotNow where they do not follow each other."""
    for event in events:
        game, _ = step(game, event)
    return game


def due(game: Game) -> tuple[CloseAt, ...]:
    """The timers that a game in this state needs: what a restart has to set again."""
    if game.phase == "open" and game.deadline is not None:
        return (CloseAt(game.round, game.deadline),)
    return ()


def next_event(game: Game) -> EventKind | None:
    """What the host's one big button does now; None at the end."""
    match game.phase:
        case "lobby":
            return "opened"
        case "open":
            return "closed"
        case "closed":
            return "revealed"
        case "revealed":
            return "podium_shown" if game.is_last_round else "board_shown"
        case "board":
            return "podium_shown" if game.is_last_round else "opened"
        case "podium":
            return "ended"
    return None


def event_of(game: Game, kind: EventKind, at: datetime) -> Event:
    """The event of that kind that would follow now."""
    return Event(kind, _round_of(game, kind), at)


def _round_of(game: Game, kind: EventKind) -> int:
    """The round that an event of this kind has to carry; -1, never allowed, after the last."""
    if kind != "opened":
        return game.round
    return -1 if game.is_last_round else game.round + 1
