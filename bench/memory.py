"""How well our schedule foretells what a learner recalls, on a real log of reviews.

    python bench/memory.py FOLDER

FOLDER has `review_logs_josh.csv` (a test fixture of py-fsrs, MIT) and `expected.json`, the figures
that were once measured on it by other code; exit 1 where ours differ from them.

Only reviews a whole day or more after the last one are foretold, as in the public benchmark
(github.com/open-spaced-repetition/srs-benchmark); all of them change the card. Less is better for
log loss and RMSE(bins), more for AUC. RMSE(bins) alone can be had by foretelling the mean of each
bin, so the three belong together.

constant    the share recalled, over the whole log: known only afterwards
moving      a log-odds that moves by MOVING_STEP of its error with each review, over all cards
SM-2        SuperMemo 2 (Wozniak 1990) with recall 0.9^(days/interval)
FSRS-6      core.memory with the library's published parameters
"""

import csv
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import exp, floor, log, sqrt
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from quizapp.core.memory import Memory, Rating, Recall, after, fading

MOVING_STEP = 0.3
LEAST = 1e-7
"""A chance is kept so far from 0 and 1, since one miss would cost without end."""
TOLERANCE = 2e-6


@dataclass(frozen=True)
class Review:
    """A row of the log; `days` since the card's last review, None for the first."""

    card: str
    rating: Rating
    at: datetime
    days: int | None


@dataclass(frozen=True)
class Foretold:
    """A chance that was foretold, what came of it, and the bin that it belongs to."""

    chance: float
    recalled: bool
    bin: tuple[int, float, int]


def read(path: Path) -> list[Review]:
    """The log in the order of time."""
    with path.open(newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: row["review_time"])
    last: dict[str, datetime] = {}
    found = []
    for row in rows:
        at, card = datetime.fromisoformat(row["review_time"]), row["card_id"]
        days = (at - last[card]).days if card in last else None
        found.append(Review(card, Rating(int(row["review_rating"])), at, days))
        last[card] = at
    return found


def bins(reviews: Iterable[Review]) -> Iterator[tuple[Review, tuple[int, float, int] | None]]:
    """Each review with its bin: by lapses, days and reviews before it, on scales that widen.

    The bins are those of the benchmark; None where nothing is foretold.
    """
    seen: dict[str, int] = defaultdict(int)
    lapses: dict[str, int] = defaultdict(int)
    for review in reviews:
        where = None
        if review.days:
            where = (
                round(_scale(lapses[review.card], 1.65, 1.73)),
                round(_scale(review.days, 2.48, 3.62), 2),
                round(_scale(seen[review.card], 1.99, 1.89)),
            )
        yield review, where
        seen[review.card] += 1
        lapses[review.card] += review.rating == Rating.Again and bool(review.days)


def _scale(number: int, factor: float, base: float) -> float:
    return float(factor * base ** floor(log(number, base))) if number else 0.0


class Constant:
    """Always the same chance."""

    def __init__(self, chance: float) -> None:
        self._chance = chance

    def chance(self, _review: Review) -> float:
        """What it foretells."""
        return self._chance

    def see(self, review: Review) -> None:
        """Nothing is learnt."""


class Moving:
    """The learner's recent success, whatever the card."""

    def __init__(self) -> None:
        self._odds = 1.2

    def chance(self, _review: Review) -> float:
        """What it foretells."""
        return 1 / (1 + exp(-self._odds))

    def see(self, review: Review) -> None:
        """What it learns from it."""
        if review.days:
            self._odds += MOVING_STEP * ((review.rating != Rating.Again) - self.chance(review))


class Sm2:
    """SuperMemo 2; ratings 1 to 4 stand for its grades 2 to 5."""

    def __init__(self) -> None:
        self._cards: dict[str, tuple[float, float, int]] = defaultdict(lambda: (0.0, 2.5, 0))

    def chance(self, review: Review) -> float:
        """What it foretells."""
        return float(0.9 ** ((review.days or 0) / max(1.0, self._cards[review.card][0])))

    def see(self, review: Review) -> None:
        """What it learns from it."""
        interval, ease, reps = self._cards[review.card]
        grade = int(review.rating) + 1
        if grade > 2:
            interval = (1.0, 6.0)[reps] if reps < 2 else interval * ease
            reps += 1
        else:
            interval, reps = 1.0, 0
        ease = max(1.3, ease + 0.1 - (5 - grade) * (0.08 + (5 - grade) * 0.02))
        self._cards[review.card] = (float(max(1, round(interval + 0.01))), ease, reps)


class Fsrs:
    """What the app does."""

    def __init__(self) -> None:
        self._cards: dict[str, Memory] = {}

    def chance(self, review: Review) -> float:
        """What it foretells."""
        memory = self._cards[review.card]
        return fading(memory, memory.last_day + (review.days or 0))

    def see(self, review: Review) -> None:
        """What it learns from it."""
        memory = self._cards.get(review.card)
        day = memory.last_day + max(0, review.days or 0) if memory else 0
        self._cards[review.card] = after(memory, Recall(review.rating, review.at, day), 0.9, None)


Model = Constant | Moving | Sm2 | Fsrs


def foretell(model: Model, log: Sequence[Review]) -> list[Foretold]:
    """What the model says of each review before it sees it."""
    found = []
    for review, where in bins(log):
        if where:
            chance = min(max(model.chance(review), LEAST), 1 - LEAST)
            found.append(Foretold(chance, review.rating != Rating.Again, where))
        model.see(review)
    return found


def log_loss(found: Sequence[Foretold]) -> float:
    """The mean of -ln(chance of what came)."""
    return -sum(log(f.chance if f.recalled else 1 - f.chance) for f in found) / len(found)


def rmse_bins(found: Sequence[Foretold]) -> float:
    """Root of the mean square, weighted by reviews, of what bins foretell less what came."""
    together: dict[tuple[int, float, int], list[Foretold]] = defaultdict(list)
    for one in found:
        together[one.bin].append(one)
    squares = (sum(f.chance - f.recalled for f in b) ** 2 / len(b) for b in together.values())
    return sqrt(sum(squares) / len(found))


def auc(found: Sequence[Foretold]) -> float:
    """How often a recalled review had a higher chance than a missed one; a tie counts half."""
    ranks: dict[float, list[int]] = defaultdict(lambda: [0, 0])
    for one in found:
        ranks[one.chance][one.recalled] += 1
    below = won = 0.0
    for _, (missed, recalled) in sorted(ranks.items()):
        won += recalled * (below + missed / 2)
        below += missed
    return won / (below * (len(found) - below))


def measure(found: Sequence[Foretold]) -> dict[str, float]:
    """The three figures."""
    return {"logloss": log_loss(found), "rmse_bins": rmse_bins(found), "auc": auc(found)}


def main(folder: Path) -> bool:
    """Print a line for each model; whether all is as it was recorded."""
    log = read(folder / "review_logs_josh.csv")
    expected = json.loads((folder / "expected.json").read_text())
    asked = [review for review in log if review.days]
    share = sum(review.rating != Rating.Again for review in asked) / len(asked)
    models: dict[str, tuple[Model, str]] = {
        "constant": (Constant(share), "constant_average"),
        "moving average": (Moving(), ""),
        "SM-2": (Sm2(), "sm2_R=0.9^(t/ivl)"),
        "FSRS-6, defaults": (Fsrs(), "default_params"),
    }
    print(f"{len(log)} reviews, {len(asked)} foretold, {share:.4f} recalled")
    print(f"{'':18}{'log loss':>10}{'RMSE(bins)':>12}{'AUC':>10}")
    is_good = True
    for name, (model, recorded) in models.items():
        figures = measure(foretell(model, log))
        known = expected.get(recorded, {})
        same = all(abs(figures[k] - known[k]) <= TOLERANCE for k in known)
        is_good = is_good and same
        word = "" if not known else "as recorded" if same else f"recorded: {known}"
        print(
            f"{name:18}{figures['logloss']:10.6f}{figures['rmse_bins']:12.6f}"
            f"{figures['auc']:10.6f}  {word}"
        )
    return is_good


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("usage: python bench/memory.py FOLDER")
    raise SystemExit(0 if main(Path(sys.argv[1])) else 1)
