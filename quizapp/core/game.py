"""The live game: what may happen next, decided by a table and nothing else.

    lobby -> intro -> open -> closed -> revealed -> board -> intro ... -> podium -> ended

Without a reading time `intro` is left out; with two votes `closed -> discuss -> open` comes once
more before the reveal, as a round of its own that is linked to the first. A question can be
skipped, the clock can be held, the room can go back to its lobby and on to another quiz.

A game is the fold of its events; `step` takes one more. Events carry their time; what the clock
has to do is `due`, read off the state, so a timer that fires late finds that it is due no more
and need not be cancelled. Answers are no events: they are stored beside, one row each, and no
transition looks at them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Literal, NamedTuple, get_args

from quizapp.core.rules import Rules

Phase = Literal[
    "lobby", "intro", "open", "closed", "discuss", "revealed", "skipped", "board", "podium", "ended"
]
EventKind = Literal[
    "asked", "opened", "closed", "discussed", "revealed", "skipped", "board_shown", "podium_shown",
    "ended", "lobby_shown", "quiz_chosen", "rules_changed", "paused", "resumed", "extended",
]  # fmt: skip
PHASES: tuple[Phase, ...] = get_args(Phase)
EVENT_KINDS: tuple[EventKind, ...] = get_args(EventKind)

BETWEEN: tuple[Phase, ...] = ("lobby", "revealed", "skipped", "board")
"""Where the next question may follow."""
CLOCKED: tuple[Phase, ...] = ("intro", "open", "discuss")
"""Where a clock may run."""

SHORTEST_S = 5
"""What an open round has at least, also where hardly anything is left of the quiz's time."""

FIXED = ("certainty", "votes", "teams", "picks_team", "is_survey")
"""The rules that stay as they are for the whole game."""

TRANSITIONS: dict[tuple[Phase, EventKind], Phase] = {
    **{(phase, "asked"): "intro" for phase in BETWEEN},
    **{(phase, "opened"): "open" for phase in (*BETWEEN, "intro", "discuss")},
    ("open", "closed"): "closed",
    ("closed", "discussed"): "discuss",
    ("closed", "revealed"): "revealed",
    ("discuss", "revealed"): "revealed",
    **{(phase, "skipped"): "skipped" for phase in ("intro", "open", "closed", "discuss")},
    ("revealed", "board_shown"): "board",
    **{(phase, "podium_shown"): "podium" for phase in BETWEEN},
    **{(phase, "lobby_shown"): "lobby" for phase in ("revealed", "skipped", "board", "podium")},
    **{(phase, "quiz_chosen"): "lobby" for phase in (*BETWEEN, "podium")},
    **{(phase, "rules_changed"): phase for phase in PHASES if phase != "ended"},
    **{(phase, "paused"): phase for phase in CLOCKED},
    **{(phase, "resumed"): phase for phase in CLOCKED},
    **{(phase, "extended"): phase for phase in ("open", "discuss")},
    **{(phase, "ended"): "ended" for phase in PHASES if phase != "ended"},
}
"""(phase, event) -> next phase. A pair that is missing is not allowed."""


@dataclass(frozen=True)
class Leg:
    """One quiz of a room: which version of which bank, which of its questions, in which order."""

    bank_digest: str
    bank_slug: str
    question_ids: tuple[str, ...]
    seed: str


@dataclass(frozen=True)
class Event:
    """Something that happened to the game; `round` is the one it belongs to, 0 before the first.

    `seconds` belongs to `extended`, `rules` to `rules_changed`, `leg` to `quiz_chosen`.
    """

    kind: EventKind
    round: int
    at: datetime
    seconds: int = 0
    rules: Rules | None = None
    leg: Leg | None = None


@dataclass(frozen=True)
class Due:
    """What the clock has to do: let this happen then, unless the game moved on."""

    kind: EventKind
    round: int
    at: datetime


@dataclass(frozen=True)
class Counted:
    """A round whose answers count: the question (from 1) of which quiz of the room (from 1).

    `first` is the round of the first vote, where there were two.
    """

    leg: int
    question: int
    round: int
    first: int | None = None


class Timing(NamedTuple):
    """How long an answer took and how long it could have taken, in seconds; None: as long as."""

    elapsed_s: float
    allowed_s: float | None = None


@dataclass(frozen=True)
class Game:
    """The state of a game. `seq` counts the events folded so far; rounds count from 1.

    `questions` is how many the present quiz has, `question` the one that stands (0: none yet),
    `vote` whether it is voted on for the first or second time. The clock of the phase began at
    `started_at`, ran for `limit_s` by itself, was held for `held` and got `added`; `spent_s` is
    what closed rounds of this quiz took of its time, without what was added to them.
    """

    questions: int
    rules: Rules
    seq: int = 0
    phase: Phase = "lobby"
    leg: int = 1
    round: int = 0
    question: int = 0
    vote: int = 1
    started_at: datetime | None = None
    limit_s: int | None = None
    held: timedelta = timedelta()
    added: timedelta = timedelta()
    paused_at: datetime | None = None
    spent_s: float = 0.0
    counted: tuple[Counted, ...] = field(default=())

    @property
    def is_paused(self) -> bool:
        """The clock is held."""
        return self.paused_at is not None

    @property
    def is_last_question(self) -> bool:
        """No question of this quiz is left after this one, or no time for it."""
        return self.question >= self.questions or self.time_left_s == 0

    @property
    def time_left_s(self) -> int | None:
        """What is left for the next question of a quiz that has a time as a whole; else None."""
        if self.rules.timer == "question" or self.rules.limit_s is None:
            return None
        return max(0, round(self.rules.limit_s - self.spent_s))

    @property
    def first_round(self) -> int | None:
        """The round of the first vote, while or after the second."""
        return self.round - 1 if self.vote == 2 else None

    def deadline(self, factor: float | None = 1.0) -> datetime | None:
        """When the clock of this phase runs out for who has `factor` of the time; None: never.

        A factor of None means that this player's time is not limited.
        """
        if factor == 1.0 or self.phase != "open":
            return self._deadline_of_most
        return None if factor is None else self._deadline(factor)

    @cached_property
    def _deadline_of_most(self) -> datetime | None:  # each answer asks for it
        return self._deadline(1.0)

    def _deadline(self, factor: float) -> datetime | None:
        if self.phase not in CLOCKED or self.started_at is None or self.limit_s is None:
            return None
        return self.started_at + timedelta(seconds=self.limit_s * factor) + self.added + self.held

    def accepts_answer(self, round_number: int, at: datetime, factor: float | None = 1.0) -> bool:
        """An answer to that round, received at that time, counts."""
        if self.phase != "open" or self.round != round_number or self.is_paused:
            return False
        deadline = self.deadline(factor)
        return deadline is None or at <= deadline

    def timing(self, at: datetime, factor: float | None = 1.0) -> Timing:
        """How an answer to the open round that is received now stands in time."""
        assert self.started_at is not None
        elapsed = max(0.0, (at - self.started_at - self.held).total_seconds())
        if self.limit_s is None or factor is None:
            return Timing(elapsed)
        return Timing(elapsed, self.limit_s * factor + self.added.total_seconds())


class NotNow(Exception):
    """An event that the table does not allow in this phase, or for another round."""

    def __init__(self, game: Game, event: Event) -> None:
        self.phase = game.phase
        super().__init__(
            f"'{event.kind}' of round {event.round} cannot follow "
            f"'{game.phase}' of round {game.round}"
        )


def step(game: Game, event: Event) -> tuple[Game, tuple[Due, ...]]:
    """The game after one more event, and what the clock has to do from now on; or NotNow."""
    phase = TRANSITIONS.get((game.phase, event.kind))
    if phase is None or event.round != _round_of(game, event.kind) or not _is_fit(game, event):
        raise NotNow(game, event)
    after = _applied(replace(game, seq=game.seq + 1, phase=phase, round=event.round), game, event)
    return after, due(after)


def fold(game: Game, events: Iterable[Event]) -> Game:
    """The game after all these events; NotNow where they do not follow each other."""
    for event in events:
        game, _ = step(game, event)
    return game


def due(game: Game) -> tuple[Due, ...]:
    """What the clock has to do in this state: what a restart has to set again."""
    at = game.deadline()
    if at is None or game.is_paused:
        return ()
    kind: EventKind = "closed" if game.phase == "open" else "opened"
    return (Due(kind, _round_of(game, kind), at),)


def next_event(game: Game) -> EventKind | None:
    """What the host's one big button does now; None at the end."""
    if game.is_paused:
        return "resumed"
    ways: dict[Phase, EventKind] = {
        "intro": "opened",
        "open": "closed",
        "closed": "discussed" if _has_second_vote(game) else "revealed",
        "discuss": "opened",
        "podium": "ended",
    }
    if game.phase in ways:
        return ways[game.phase]
    if game.phase == "ended":
        return None
    if game.phase == "revealed" and game.rules.shows_board and not game.is_last_question:
        return "board_shown"
    if not game.is_last_question:
        return "asked" if game.rules.reading_s else "opened"
    return "podium_shown" if game.round else "ended"


def event_of(game: Game, kind: EventKind, at: datetime) -> Event:
    """The event of that kind that would follow now."""
    return Event(kind, _round_of(game, kind), at)


def _round_of(game: Game, kind: EventKind) -> int:
    """The round that an event of this kind has to carry."""
    begins = kind == "asked" or (kind == "opened" and game.phase != "intro")
    return game.round + 1 if begins else game.round


def _is_fit(game: Game, event: Event) -> bool:
    """What the table does not say: whether the event has what it needs in this very state."""
    match event.kind:
        case "asked" | "opened" if game.phase in BETWEEN:
            return not game.is_last_question
        case "opened" if game.is_paused:
            return False
        case "extended":
            return event.seconds > 0 and game.limit_s is not None
        case "paused":
            return not game.is_paused
        case "resumed":
            return game.is_paused
        case "discussed":
            return _has_second_vote(game)
        case "rules_changed":
            return event.rules is not None and _keeps_its_kind(game.rules, event.rules)
        case "quiz_chosen":
            return event.leg is not None
        case "podium_shown":
            return game.round > 0
    return True


def _has_second_vote(game: Game) -> bool:
    """The question is voted on once more, and there is time for it."""
    return game.rules.votes > game.vote and game.time_left_s != 0


def _keeps_its_kind(old: Rules, new: Rules) -> bool:
    """What answers and seats depend on cannot change while they are there."""
    return all(getattr(old, name) == getattr(new, name) for name in FIXED)


def _applied(after: Game, before: Game, event: Event) -> Game:
    """What the event changes besides phase and round."""
    match event.kind:
        case "asked":
            return _clock(_next_question(after, before), event.at, after.rules.reading_s)
        case "opened":
            return _opened(after, before, event.at)
        case "discussed":
            return _clock(after, event.at, after.rules.discuss_s)
        case "closed" | "skipped":
            return _still(_spent(after, before, event.at))
        case "revealed":
            return _still(_counted(after))
        case "ended":
            is_unscored = before.phase in ("open", "closed", "discuss")
            return _still(_counted(after) if is_unscored else after)
    return _adjusted(after, event)


def _adjusted(after: Game, event: Event) -> Game:
    """What the event changes where the game does not move on."""
    match event.kind:
        case "paused":
            return replace(after, paused_at=event.at)
        case "resumed":
            return _resumed(after, event.at)
        case "extended":
            return replace(after, added=after.added + timedelta(seconds=event.seconds))
        case "rules_changed":
            assert event.rules is not None
            return replace(after, rules=event.rules)
        case "quiz_chosen":
            assert event.leg is not None
            count = len(event.leg.question_ids)
            rules = after.rules.model_copy(update={"weights": ()})  # they were of the last quiz
            return replace(
                after,
                rules=rules,
                leg=after.leg + 1,
                questions=count,
                question=0,
                vote=1,
                spent_s=0.0,
            )
    return after


def _opened(after: Game, before: Game, at: datetime) -> Game:
    if before.phase == "discuss":
        after = replace(after, vote=2)
    elif before.phase != "intro":
        after = _next_question(after, before)
    whole = after.time_left_s
    return _clock(after, at, after.rules.limit_s if whole is None else max(SHORTEST_S, whole))


def _next_question(after: Game, before: Game) -> Game:
    return replace(after, question=before.question + 1, vote=1)


def _clock(game: Game, at: datetime, limit_s: int | None) -> Game:
    return replace(_still(game), started_at=at, limit_s=limit_s)


def _still(game: Game) -> Game:
    """Without a clock."""
    nothing = timedelta()
    return replace(game, started_at=None, limit_s=None, held=nothing, added=nothing, paused_at=None)


def _resumed(game: Game, at: datetime) -> Game:
    assert game.paused_at is not None
    pause = max(timedelta(), at - game.paused_at)
    return replace(game, held=game.held + pause, paused_at=None)


def _spent(after: Game, before: Game, at: datetime) -> Game:
    """With the time that an open round took, of a quiz that has one as a whole."""
    if before.phase != "open":
        return after
    took_s = before.timing(before.paused_at or at).elapsed_s - before.added.total_seconds()
    if before.limit_s is not None:  # who has more time than others does not take it from them
        took_s = min(took_s, before.limit_s)
    return replace(after, spent_s=before.spent_s + took_s)


def _counted(game: Game) -> Game:
    """With the answers of the present round counted."""
    counted = Counted(game.leg, game.question, game.round, game.first_round)
    return replace(game, counted=(*game.counted, counted))
