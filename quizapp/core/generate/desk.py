"""Where questions are put together: options drawn, judged, and kept only if every one is proved.

A template says which options it takes for right. The judge, who is not told, has to find that
these hold and that no other card does; wrong options are then drawn from the cards that fail.
Otherwise there is no question (None). Draws depend on the seed, the question's id and the option,
never on a position, so that an edit elsewhere in the ledger leaves them as they are.
"""

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from quizapp.core.bank import (
    Choice,
    Difficulty,
    Evidence,
    Item,
    Matching,
    Multiple,
    Ordering,
    Pair,
    Question,
    Rejected,
    ShortText,
    Single,
    Skill,
    TrueFalse,
    TrueFalseFeedback,
)
from quizapp.core.generate.wording import opened
from quizapp.core.judge import Verdict, judge
from quizapp.core.ledger import Anchor, Claim, Ledger
from quizapp.core.query import Query
from quizapp.core.shuffle import ranked
from quizapp.core.spelling import normalised

FEWEST_WRONG, MOST_WRONG = 2, 3


@dataclass(frozen=True)
class Card:
    """An option on offer: what it is in the ledger's terms, and how it reads.

    One that `is_fixed` is offered in any case, so that its presence tells nothing.
    """

    means: str
    text: str
    is_fixed: bool = False


@dataclass(frozen=True)
class Sheet:
    """What every question has, whatever its kind."""

    id: str
    stem: str
    skill: Skill
    explanation: str
    evidence: tuple[Evidence, ...]
    difficulty: Difficulty = "medium"


@dataclass(frozen=True)
class Desk:
    """A ledger and the seed of all draws."""

    ledger: Ledger
    seed: str

    def verdict(self, query: Query, option: str) -> Verdict:
        """What the judge says of the option."""
        return judge(self.ledger, query, option)

    def draw(self, names: Iterable[str], slot: str) -> tuple[str, ...]:
        """The names in an order of chance."""
        return ranked(names, f"{self.seed}/{slot}")


def slot_id(template: str, *parts: str) -> str:
    """An id from what is asked, never from a position; a long one ends in a digest."""
    whole = "-".join(re.sub(r"[^a-z0-9]+", "-", p.casefold()).strip("-") for p in parts if p)
    if len(template) + len(whole) > 60:
        whole = hashlib.sha256(whole.encode()).hexdigest()[:12]
    return f"{template}-{whole}"


def evidence(claim: Claim, anchor: Anchor | None = None) -> tuple[Evidence, ...]:
    """The claim at that anchor, or at its first."""
    return (Evidence(claim=claim.id, paragraph=(anchor or claim.anchors[0]).paragraph),)


def single(
    desk: Desk, sheet: Sheet, query: Query, key: str, cards: Sequence[Card]
) -> Single | None:
    """A question with one right option."""
    choices = _choices(desk, sheet, query, {key}, cards)
    if not choices:
        return None
    return Single.model_validate(
        {**_fields(sheet), "type": "single", "choices": choices, "asks": query}
    )


def multiple(
    desk: Desk, sheet: Sheet, query: Query, keys: Collection[str], cards: Sequence[Card]
) -> Multiple | None:
    """A question with several right options."""
    choices = _choices(desk, sheet, query, set(keys), cards)
    if not choices:
        return None
    return Multiple.model_validate(
        {**_fields(sheet), "type": "multiple", "choices": choices, "asks": query}
    )


def _choices(
    desk: Desk, sheet: Sheet, query: Query, keys: set[str], cards: Sequence[Card]
) -> tuple[Choice, ...]:
    """The right options and as many proved wrong ones; none if anything is amiss."""
    verdicts = {card.means: desk.verdict(query, card.means) for card in cards}
    if keys != {means for means, v in verdicts.items() if v.value == "holds"}:
        return ()
    offered_first = {card.means for card in cards if card.is_fixed}
    wrong = [m for m in desk.draw(verdicts, sheet.id) if verdicts[m].value == "fails"]
    wrong.sort(key=lambda means: means not in offered_first)
    if len(wrong) < (FEWEST_WRONG if len(keys) == 1 else 1):
        return ()
    texts = {card.means: card.text for card in cards}
    taken = desk.draw([*keys, *wrong[:MOST_WRONG]], f"{sheet.id}/order")
    return tuple(
        Choice(
            id=slot_id("o", means).removeprefix("o-"),
            text=opened(texts[means]),
            means=means,
            correct=means in keys,
            feedback=None if means in keys else verdicts[means].reason,
        )
        for means in taken
    )


def typed(
    desk: Desk,
    sheet: Sheet,
    query: Query,
    accept: Mapping[str, Sequence[str]],
    cards: Sequence[Card],
) -> ShortText | None:
    """A question with a typed answer; `accept` has for each right option all its spellings."""
    verdicts = {card.means: desk.verdict(query, card.means) for card in cards}
    if set(accept) != {m for m, v in verdicts.items() if v.value == "holds"}:
        return None
    spellings = tuple(dict.fromkeys(s for spelt in accept.values() for s in spelt))
    taken = {normalised(s) for s in spellings}
    wrong = {normalised(c.text): c for c in reversed(cards) if normalised(c.text) not in taken}
    reject = tuple(
        Rejected(text=card.text, feedback=verdicts[card.means].reason)
        for card in cards
        if wrong.get(normalised(card.text)) is card
    )
    return ShortText.model_validate(
        {
            **_fields(sheet),
            "type": "short_text",
            "accept": spellings,
            "reject": reject,
            "asks": query,
        }
    )


def true_false(desk: Desk, sheet: Sheet, query: Query, means: str) -> TrueFalse | None:
    """A statement that is true if the option holds, and false if it is proved not to."""
    verdict = desk.verdict(query, means)
    if verdict.value == "unclear":
        return None
    answer = verdict.value == "holds"
    missed = TrueFalseFeedback(false=verdict.reason) if answer else None
    return TrueFalse.model_validate(
        {
            **_fields(sheet),
            "type": "true_false",
            "answer": answer,
            "means": means,
            "asks": query,
            "feedback": missed or TrueFalseFeedback(true=verdict.reason),
        }
    )


def matching(desk: Desk, sheet: Sheet, pairs: Sequence[tuple[Query, str, Card]]) -> Matching | None:
    """Left sides (a query each, and its text) with the cards that belong to them and no other."""
    for query, _, own in pairs:
        for _, _, card in pairs:
            wanted = "holds" if card == own else "fails"
            if desk.verdict(query, card.means).value != wanted:
                return None
    made = tuple(
        Pair(id=f"p{i}", left=opened(left), right=opened(card.text))
        for i, (_, left, card) in enumerate(pairs, start=1)
    )
    return Matching.model_validate({**_fields(sheet), "type": "matching", "pairs": made})


def ordering(sheet: Sheet, texts: Sequence[str]) -> Ordering | None:
    """Items in their right order; None where two read the same or there are too few."""
    if len(set(texts)) < max(len(texts), 3):
        return None
    items = tuple(Item(id=f"i{i}", text=opened(t)) for i, t in enumerate(texts, start=1))
    return Ordering.model_validate({**_fields(sheet), "type": "ordering", "items": items})


def _fields(sheet: Sheet) -> dict[str, object]:
    return {
        "id": sheet.id,
        "stem": sheet.stem,
        "skill": sheet.skill,
        "difficulty": sheet.difficulty,
        "explanation": sheet.explanation,
        "evidence": sheet.evidence,
    }


Draft = Question | None
"""What a template yields; None where no sound question can be made."""
