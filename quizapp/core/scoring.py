"""Points for a graded answer, and the ranking; recomputable at any time from the answers.

Accuracy is the rule: a wholly right answer earns FULL, a part of it that part. What a host may
choose besides is a small rule each, and they add up:

speed      a bonus for a wholly right answer, of at most FULL - 1 over a whole quiz, so that who
           has more right answers is always ahead (Sendsteps has such a rule; FIELD.md)
kahoot     round((1 - (t/T)/2) * points), all of them below half a second, 1,000 a question
           (Kahoot's help page 115002303908)
streaks    a tenth of a question's points more for each right answer in a row after the first, at
           most half of them; what counts 0 times builds a streak and earns nothing (same page)
takes away a wholly wrong answer costs a quarter
marks      certainty-based: sure 1, 2 or 3 gives +1, +2, +3 when right and 0, -2, -6 when not
           (Gardner-Medwin 1995, "Confidence assessment in the teaching of basic science")
brier      1 - (p - o)^2 for the p that was named and what came out (Brier 1950, "Verification of
           forecasts expressed in terms of probability"), so that an honest p earns most
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean

from quizapp.core.game import Timing
from quizapp.core.grading import Grade, Verdict
from quizapp.core.rules import Rules

FULL = 100
"""Points for a wholly right answer where time does not count."""
KAHOOT_FULL = 1000
KAHOOT_GRACE_S = 0.5
STREAK_PARTS = 10
STREAK_LIMIT = 5
AWAY = 0.25
"""What part of a question's points a wholly wrong answer costs where wrong answers cost."""
MARKS: Mapping[int, tuple[int, int]] = {1: (1, 0), 2: (2, -2), 3: (3, -6)}
"""Level of certainty -> marks when right and when not."""
MARK = FULL / 3
"""Points for one mark: sure and right is worth a whole question."""
CHANCES: tuple[int, ...] = (20, 40, 60, 80, 100)
"""How sure an answer may be said to be, in per cent."""


@dataclass(frozen=True)
class Mark:
    """What of one answer the score depends on; `sure` is a level of MARKS or one of CHANCES."""

    credit: float
    is_scored: bool = True
    timing: Timing | None = None
    sure: int | None = None

    @property
    def is_right(self) -> bool:
        """The answer was wholly right."""
        return self.is_scored and self.credit >= 1

    @property
    def verdict(self) -> Verdict:
        """The credit in a word."""
        if not self.is_scored:
            return "unscored"
        return "right" if self.credit >= 1 else "partly" if self.credit > 0 else "wrong"


@dataclass(frozen=True)
class Points:
    """What an answer earned; `base` may be below zero."""

    base: int = 0
    speed: int = 0
    streak: int = 0

    @property
    def total(self) -> int:
        """All of it."""
        return self.base + self.speed + self.streak


@dataclass(frozen=True)
class Tally:
    """A player's score so far: points, and how many right answers came last in a row."""

    total: int = 0
    in_a_row: int = 0


@dataclass(frozen=True)
class Standing:
    """A player's place; those with equal points share the better rank (1, 2, 2, 4)."""

    rank: int
    player_id: str
    points: int


def mark_of(graded: Grade, timing: Timing | None = None, sure: int | None = None) -> Mark:
    """What the score depends on, of a graded answer."""
    return Mark(graded.credit, graded.is_scored, timing, sure)


def points(
    mark: Mark | None, rules: Rules, *, questions: int = 1, weight: int = 1, in_a_row: int = 0
) -> Points:
    """Points for an answer; none where there is no answer or nothing is scored.

    `questions` is how many the quiz has, `in_a_row` how many right answers came just before.
    """
    if mark is None or not mark.is_scored or not rules.is_scored or weight == 0:
        return Points()
    base = _rounded(_base(mark, rules) * weight)
    if not mark.is_right:
        return Points(base)
    return Points(base, _speed(mark, rules, questions), _streak(rules, in_a_row) * weight)


def add(before: Tally, mark: Mark | None, earned: Points) -> Tally:
    """The tally after one more round; a question that is not scored breaks no streak."""
    if mark is not None and not mark.is_scored:
        return before
    in_a_row = before.in_a_row + 1 if mark is not None and mark.is_right else 0
    return Tally(before.total + earned.total, in_a_row)


def score_round(
    players: Iterable[str],
    before: Mapping[str, Tally],
    given: Mapping[str, Mark],
    rules: Rules,
    *,
    number: int,
    questions: int,
) -> tuple[dict[str, Tally], dict[str, Points]]:
    """Everybody's tally after the question at that place (from 1), and what each answer earned.

    Who has no points and no streak is left out of the tallies, who gave no answer of the points.
    """
    weight, nothing = rules.weight(number), Tally()
    after: dict[str, Tally] = {}
    earned: dict[str, Points] = {}
    for player in players:
        so_far, mark = before.get(player, nothing), given.get(player)
        won = points(mark, rules, questions=questions, weight=weight, in_a_row=so_far.in_a_row)
        if mark is not None:
            earned[player] = won
        if (tally := add(so_far, mark, won)) != nothing:
            after[player] = tally
    return after, earned


def ranking(totals: Mapping[str, int]) -> tuple[Standing, ...]:
    """Everybody's standing, best first; equal ones by id, so that the order is stable."""
    standings: list[Standing] = []
    by_id = sorted(totals)
    for place, player_id in enumerate(sorted(by_id, key=totals.__getitem__, reverse=True), start=1):
        total = totals[player_id]
        tied = standings and standings[-1].points == total
        standings.append(Standing(standings[-1].rank if tied else place, player_id, total))
    return tuple(standings)


def team_totals(totals: Mapping[str, int], teams: Mapping[str, int]) -> dict[int, int]:
    """The mean of its members' points for each team that has any, so that size does not matter."""
    members: dict[int, list[int]] = {}
    for player_id, total in totals.items():
        if team := teams.get(player_id):
            members.setdefault(team, []).append(total)
    return {team: _rounded(mean(members[team])) for team in sorted(members)}


def levels(rules: Rules) -> tuple[int, ...]:
    """What may be said to "how sure?", from least to most; none where it is not asked."""
    if rules.certainty is None:
        return ()
    return tuple(MARKS) if rules.certainty == "marks" else CHANCES


@dataclass(frozen=True)
class Stake:
    """What an answer earns that is said to be this sure, when right and when not."""

    sure: int
    right: int
    wrong: int


def stakes(rules: Rules, weight: int = 1) -> tuple[Stake, ...]:
    """What each level of "how sure?" is worth; none where it is not asked."""

    def worth(credit: float, sure: int) -> int:
        return points(Mark(credit, sure=sure), rules, weight=weight).total

    return tuple(Stake(sure, worth(1.0, sure), worth(0.0, sure)) for sure in levels(rules))


def _base(mark: Mark, rules: Rules) -> float:
    if rules.certainty == "marks" and mark.sure is not None:
        right, wrong = MARKS[mark.sure]
        return MARK * (right if mark.is_right else wrong)
    credit = mark.credit if rules.gives_part or mark.is_right else 0.0
    if rules.certainty == "brier" and mark.sure is not None:
        return FULL * (1 - (mark.sure / 100 - credit) ** 2)
    if rules.takes_away and mark.credit == 0:
        return -AWAY * _full(rules)
    return _full(rules) * credit * _pace(mark, rules)


def _full(rules: Rules) -> int:
    return KAHOOT_FULL if rules.scoring == "kahoot" and not rules.certainty else FULL


def _streak(rules: Rules, in_a_row: int) -> int:
    if not rules.has_streaks:
        return 0
    return _full(rules) // STREAK_PARTS * min(in_a_row, STREAK_LIMIT)


def _pace(mark: Mark, rules: Rules) -> float:
    """The part of the points that Kahoot's formula leaves for an answer at this pace."""
    timing = mark.timing
    if rules.scoring != "kahoot" or timing is None or not timing.allowed_s:
        return 1.0
    if timing.elapsed_s < KAHOOT_GRACE_S:
        return 1.0
    return 1 - min(1.0, timing.elapsed_s / timing.allowed_s) / 2


def _speed(mark: Mark, rules: Rules, questions: int) -> int:
    """The bounded bonus: all of them over a quiz stay below FULL, whatever the weights are."""
    timing = mark.timing
    if rules.scoring != "speed" or rules.certainty or timing is None or not timing.allowed_s:
        return 0
    left = max(0.0, 1 - timing.elapsed_s / timing.allowed_s)
    return int((FULL - 1) * left / max(1, questions))


def _rounded(points: float) -> int:
    """The nearest whole number, halves away from zero."""
    return int(points + 0.5) if points >= 0 else -int(-points + 0.5)


@dataclass(frozen=True)
class Level:
    """How often an answer that was said to be this sure was right: one bar of a calibration."""

    sure: int
    count: int
    right: int

    @property
    def share(self) -> float:
        """How many of them were right, 0..1."""
        return self.right / self.count if self.count else 0.0


@dataclass(frozen=True)
class Calibration:
    """How well "how sure?" fits what was right; `brier` is the mean of (p - o)^2, 0 the best.

    None where levels were named rather than chances, or nothing.
    """

    levels: tuple[Level, ...]
    brier: float | None


def calibration(marks: Iterable[Mark], rules: Rules) -> Calibration:
    """The calibration of all these answers."""
    given = [m for m in marks if m.is_scored and m.sure is not None]
    found = tuple(
        Level(sure, len(at), sum(m.is_right for m in at))
        for sure in levels(rules)
        if (at := [m for m in given if m.sure == sure])
    )
    return Calibration(found, _brier(given) if rules.certainty == "brier" else None)


def _brier(given: Sequence[Mark]) -> float | None:
    """Brier 1950, with what came out as 1 or 0."""
    if not given:
        return None
    return mean(((m.sure or 0) / 100 - m.is_right) ** 2 for m in given)
