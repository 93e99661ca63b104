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
from string import ascii_lowercase
from typing import TypeVar, get_args

from pydantic import ValidationError

from quizapp.core.bank import (
    Categorise,
    Choice,
    Cloze,
    Difficulty,
    Evidence,
    Gap,
    Highlight,
    Item,
    Matching,
    Multiple,
    Numeric,
    Ordering,
    Pair,
    Question,
    Rejected,
    RejectedNumber,
    ShortText,
    Single,
    Skill,
    Sorted,
    TrueFalse,
    TrueFalseFeedback,
)
from quizapp.core.generate.retelling import Piece
from quizapp.core.generate.wording import opened
from quizapp.core.judge import Verdict, judge
from quizapp.core.ledger import Anchor, Claim, Ledger
from quizapp.core.query import Query
from quizapp.core.question import QuestionBase
from quizapp.core.shuffle import ranked
from quizapp.core.spelling import normalised

FEWEST_WRONG, MOST_WRONG = 2, 3

Kind = TypeVar("Kind", bound=QuestionBase)


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
    return _made(Single, sheet, {"choices": choices, "asks": query})


def multiple(
    desk: Desk, sheet: Sheet, query: Query, keys: Collection[str], cards: Sequence[Card]
) -> Multiple | None:
    """A question with several right options."""
    choices = _choices(desk, sheet, query, set(keys), cards)
    if not choices:
        return None
    return _made(Multiple, sheet, {"choices": choices, "asks": query})


def _choices(
    desk: Desk, sheet: Sheet, query: Query, keys: set[str], cards: Sequence[Card]
) -> tuple[Choice, ...]:
    """The same as options of a question: with a capital first."""
    found = options(desk, sheet.id, query, keys, cards)
    return tuple(c.model_copy(update={"text": opened(c.text)}) for c in found)


def options(
    desk: Desk, slot: str, query: Query, keys: Collection[str], cards: Sequence[Card]
) -> tuple[Choice, ...]:
    """The right options and as many proved wrong ones; none if anything is amiss."""
    verdicts = {card.means: desk.verdict(query, card.means) for card in cards}
    if set(keys) != {means for means, v in verdicts.items() if v.value == "holds"}:
        return ()
    offered_first = {card.means for card in cards if card.is_fixed}
    wrong = [m for m in desk.draw(verdicts, slot) if verdicts[m].value == "fails"]
    wrong.sort(key=lambda means: means not in offered_first)
    if len(wrong) < (FEWEST_WRONG if len(keys) == 1 else 1):
        return ()
    texts = {card.means: card.text for card in cards}
    taken = desk.draw([*keys, *wrong[:MOST_WRONG]], f"{slot}/order")
    return tuple(
        Choice(
            id=slot_id("o", means).removeprefix("o-"),
            text=texts[means],
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
    return _made(ShortText, sheet, {"accept": spellings, "reject": reject, "asks": query})


def true_false(desk: Desk, sheet: Sheet, query: Query, means: str) -> TrueFalse | None:
    """A statement that is true if the option holds, and false if it is proved not to."""
    verdict = desk.verdict(query, means)
    if verdict.value == "unclear":
        return None
    answer = verdict.value == "holds"
    missed = TrueFalseFeedback(false=verdict.reason) if answer else None
    return _made(
        TrueFalse,
        sheet,
        {
            "answer": answer,
            "means": means,
            "asks": query,
            "feedback": missed or TrueFalseFeedback(true=verdict.reason),
        },
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
    return _made(Matching, sheet, {"pairs": made})


def highlight(
    desk: Desk, sheet: Sheet, query: Query, keys: Collection[str], pieces: Sequence[Piece]
) -> Highlight | None:
    """A passage in which the parts that hold are to be marked, and no other."""
    parts = [piece.part for piece in pieces if piece.part]
    verdicts = {part: desk.verdict(query, part) for part in parts}
    wrong = [part for part in parts if verdicts[part].value == "fails"]
    right = [part for part in parts if verdicts[part].value == "holds"]
    if set(right) != set(keys) or not wrong or len(right) + len(wrong) < len(parts):
        return None
    ids = {part: f"part-{letter}" for part, letter in zip(parts, ascii_lowercase, strict=False)}
    passage = "".join(f"[[{ids[p.part]}|{p.text}]]" if p.part else p.text for p in pieces)
    return _made(
        Highlight,
        sheet,
        {
            "asks": query,
            "passage": passage,
            "correct": tuple(ids[part] for part in right),
            "means": {ids[part]: part for part in parts},
            "feedback": {ids[part]: verdicts[part].reason for part in wrong},
        },
    )


def categorise(
    desk: Desk, sheet: Sheet, cards: Sequence[Card], sorted_: Sequence[tuple[Query, str, str]]
) -> Categorise | None:
    """Texts (a query each) to sort: each under the card, by what it means, that alone holds."""
    for query, _, own in sorted_:
        for card in cards:
            wanted = "holds" if card.means == own else "fails"
            if desk.verdict(query, card.means).value != wanted:
                return None
    ids = {card.means: slot_id("in", card.means) for card in cards}
    items = tuple(
        Sorted(
            id=f"i{i}",
            text=opened(text),
            category=ids[own],
            asks=query,
            feedback=desk.verdict(query, own).reason,
        )
        for i, (query, text, own) in enumerate(sorted_, start=1)
    )
    categories = tuple(Item(id=ids[c.means], text=opened(c.text), means=c.means) for c in cards)
    return _made(Categorise, sheet, {"categories": categories, "items": items})


def cloze(sheet: Sheet, text: str, gaps: Sequence[Gap]) -> Cloze | None:
    """A text with gaps; None where it has none."""
    if not gaps:
        return None
    return _made(Cloze, sheet, {"text": text, "gaps": tuple(gaps)})


def numeric(
    desk: Desk, sheet: Sheet, query: Query, value: int, reject: Mapping[int, str]
) -> Numeric | None:
    """A number to type, with what to tell those who type another."""
    wrong = [n for n in reject if desk.verdict(query, str(n)).value != "fails"]
    if wrong or desk.verdict(query, str(value)).value != "holds":
        return None
    told = tuple(RejectedNumber(value=n, feedback=text) for n, text in reject.items())
    return _made(Numeric, sheet, {"value": value, "reject": told, "asks": query})


def ordering(sheet: Sheet, texts: Sequence[str]) -> Ordering | None:
    """Items in their right order; None where two read the same or there are too few."""
    if len(set(texts)) < max(len(texts), 3):
        return None
    items = tuple(Item(id=f"i{i}", text=opened(t)) for i, t in enumerate(texts, start=1))
    return _made(Ordering, sheet, {"items": items})


def _made(kind: type[Kind], sheet: Sheet, own: Mapping[str, object]) -> Kind | None:
    """The question; None where words make none, as when two claims say the same."""
    (name,) = get_args(kind.model_fields["type"].annotation)
    shared = {
        "id": sheet.id,
        "type": name,
        "stem": sheet.stem,
        "skill": sheet.skill,
        "difficulty": sheet.difficulty,
        "explanation": sheet.explanation,
        "evidence": sheet.evidence,
    }
    try:
        return kind.model_validate({**shared, **own})
    except ValidationError:
        return None


Draft = Question | None
"""What a template yields; None where no sound question can be made."""
