"""A second, slower telling of the live game, to hold the first one against.

It keeps a diary instead of a state: every question of time is answered by walking through what
was written down. Nothing of `core.game` but its names of events is used.
"""

from dataclasses import dataclass, field

STOPS = {"lobby", "revealed", "skipped", "board"}
HAS_CLOCK = {"intro", "open", "discuss"}


@dataclass
class Vote:
    """One round: when it was asked, opened and closed, in seconds."""

    question: int
    leg: int
    is_second: bool = False
    counts: bool = False


@dataclass
class Diary:
    """A game as somebody in the room would note it down; times in seconds."""

    questions: int
    limit: int | None
    reading: int
    votes: int
    talk: int | None
    is_whole: bool
    phase: str = "lobby"
    leg: int = 1
    asked: int = 0
    votes_cast: list[Vote] = field(default_factory=list)
    began: float = 0.0
    length: float | None = None
    pauses: list[list[float]] = field(default_factory=list)
    extra: int = 0
    used: float = 0.0

    def is_held(self) -> bool:
        """A clock stands: its last pause has no end yet."""
        return self.phase in HAS_CLOCK and bool(self.pauses) and len(self.pauses[-1]) == 1

    def left(self) -> float | None:
        """What is left of the whole quiz, where it has a time."""
        if not self.is_whole or self.limit is None:
            return None
        return max(0, round(self.limit - self.used))

    def has_next(self) -> bool:
        """Another question may be asked."""
        return self.asked < self.questions and self.left() != 0

    def is_second(self) -> bool:
        """The present round, if any, is a second vote."""
        return bool(self.votes_cast) and self.votes_cast[-1].is_second and self.asked > 0

    def votes_again(self) -> bool:
        """The question may be talked over and voted on again."""
        return self.votes == 2 and not self.is_second() and self.left() != 0

    def ends(self, factor: float | None = 1.0) -> float | None:
        """When the present clock runs out."""
        if self.phase not in HAS_CLOCK or self.length is None:
            return None
        if self.phase == "open":
            if factor is None:
                return None
            return self.began + self.length * factor + self.extra + self.paused()
        return self.began + self.length + self.extra + self.paused()

    def paused(self) -> float:
        """The length of all pauses that are over."""
        return sum(p[1] - p[0] for p in self.pauses if len(p) == 2)

    def may(self, kind: str) -> bool:  # noqa: C901, PLR0912  (a sentence a kind)
        """Whether this may happen now."""
        phase = self.phase
        match kind:
            case "asked":
                return phase in STOPS and self.has_next()
            case "opened":
                if phase in STOPS:
                    return self.has_next()
                return phase in ("intro", "discuss") and not self.is_held()
            case "closed":
                return phase == "open"
            case "discussed":
                return phase == "closed" and self.votes_again()
            case "revealed":
                return phase in ("closed", "discuss")
            case "skipped":
                return phase in ("intro", "open", "closed", "discuss")
            case "board_shown":
                return phase == "revealed"
            case "podium_shown":
                return phase in STOPS and bool(self.votes_cast)
            case "lobby_shown":
                return phase in ("revealed", "skipped", "board", "podium")
            case "quiz_chosen":
                return phase in (*STOPS, "podium")
            case "paused":
                return phase in HAS_CLOCK and not self.is_held()
            case "resumed":
                return phase in HAS_CLOCK and self.is_held()
            case "extended":
                return phase in ("open", "discuss") and self.length is not None
        return phase != "ended"

    def note(self, kind: str, at: float) -> None:  # noqa: C901, PLR0912  (a sentence a kind)
        """It happened; to be asked only where it may."""
        if self.phase == "open" and kind in ("closed", "skipped"):
            self.spend(self.pauses[-1][0] if self.is_held() else at)
        match kind:
            case "asked":
                self.next_vote(is_second=False)
                self.clock(at, self.reading)
                self.phase = "intro"
            case "opened":
                if self.phase != "intro":
                    self.next_vote(is_second=self.phase == "discuss")
                left = self.left()
                self.clock(at, self.limit if left is None else max(5, left))
                self.phase = "open"
            case "discussed":
                self.clock(at, self.talk)
                self.phase = "discuss"
            case "paused":
                self.pauses.append([at])
            case "resumed":
                self.pauses[-1].append(max(at, self.pauses[-1][0]))
            case "extended":
                self.extra += 10
            case "quiz_chosen":
                self.leg, self.asked, self.used, self.questions = self.leg + 1, 0, 0.0, 2
                self.phase = "lobby"
            case "ended" if self.phase in ("open", "closed", "discuss"):
                self.votes_cast[-1].counts = True
                self.phase = "ended"
            case "revealed":
                self.votes_cast[-1].counts = True
                self.phase = "revealed"
            case "rules_changed":
                pass
            case _:
                self.phase = kind.removesuffix("_shown")

    def next_vote(self, *, is_second: bool) -> None:
        """A new round."""
        self.asked += not is_second
        self.votes_cast.append(Vote(self.asked, self.leg, is_second))

    def clock(self, at: float, length: float | None) -> None:
        """A clock starts."""
        self.began, self.length, self.pauses, self.extra = at, length, [], 0

    def spend(self, until: float) -> None:
        """A round took its part of the quiz's time."""
        took = max(0.0, until - self.began - self.paused()) - self.extra
        self.used += took if self.length is None else min(took, self.length)
