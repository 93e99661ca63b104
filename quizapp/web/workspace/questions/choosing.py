"""Two people changed one question: what one of them sent, and what is taken from whom.

What was sent stays as it was until all is chosen, also where a third one saves meanwhile: so every
choice can be offered again. A choice is a field `take-…` of the form, by what can only be chosen
together; questions of different kinds are chosen as a whole.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from wtforms import BooleanField, FieldList, Form, FormField

from quizapp.formats.house_cards import Block, Fields, is_same
from quizapp.services.workspace.deck import Card, Deck
from quizapp.services.workspace.rights import OwnBank
from quizapp.web.workspace.questions.differing import FieldChange, SayClaim, changed
from quizapp.web.workspace.questions.filling import Filled, fields_from, filled
from quizapp.web.workspace.questions.forms import TOGETHER

TAKE = "take-"
WHOLE = "whole"
"""The choice between two kinds of question."""

SAVES = ("", "done", "mine")
"""Buttons that save what is chosen; every other one leaves the choice open."""


@dataclass(frozen=True)
class Sent:
    """A question's form as it was sent: what stands in it, and what that makes of the question.

    `taken` says "theirs" or "mine" by what was chosen; it is empty where there was no choice.
    """

    data: Filled
    fields: Fields
    taken: Mapping[str, str]

    def touching(self, field: str) -> "Sent":
        """The same after a button changed that field: so mine is wanted."""
        name = TOGETHER.get(field, field)
        changes = {n: "mine" for n in (name, WHOLE) if n in self.taken}
        return replace(self, taken={**self.taken, **changes})

    def says_which(self, theirs: Fields) -> bool:
        """Whether both are of one kind, or one of both was chosen."""
        return WHOLE in self.taken or _is_one_kind(self.fields, theirs)

    def merged(self, theirs: Fields) -> Fields:
        """The question with what was taken from theirs."""
        if WHOLE in self.taken:
            return theirs if self.taken[WHOLE] == "theirs" else self.fields
        names = {n for n in self.data if self.taken.get(TOGETHER.get(n, n)) == "theirs"}
        other = {n: value for n, value in filled(theirs).items() if n in names}
        return fields_from({**self.data, **other}, theirs)


@dataclass(frozen=True)
class Group:
    """What can only be chosen together: the `fields` of the form, and whose text is `picked`."""

    name: str
    legend: str
    changes: list[FieldChange]
    fields: tuple[str, ...]
    picked: str


def taken(said: Mapping[str, str]) -> dict[str, str]:
    """What was chosen, of all that a form says."""
    return {
        name.removeprefix(TAKE): value
        for name, value in said.items()
        if name.startswith(TAKE) and value in ("theirs", "mine")
    }


def groups(
    sent: Sent, theirs: Fields, opened: Fields | None, say_claim: SayClaim
) -> tuple[Group, ...]:
    """What differs from theirs, with what was chosen before, else what only one of both changed.

    `opened` is the question as it was when the form was made; None where nobody knows any more.
    """
    change = changed(theirs, sent.fields, say_claim)
    touched = None
    if opened is not None and _is_one_kind(opened, sent.fields):
        touched = changed(opened, fields_from(sent.data, opened)).groups
    if not _is_one_kind(theirs, sent.fields):
        usual = "theirs" if touched == {} else "mine"
        picked = sent.taken.get(WHOLE, usual)
        return (Group(WHOLE, "The whole question", list(change.fields), (WHOLE,), picked),)
    return tuple(
        Group(
            name,
            legend,
            changes,
            (name, *(n for n, other in TOGETHER.items() if other == name)),
            sent.taken.get(name, "mine" if touched is None or name in touched else "theirs"),
        )
        for name, (legend, changes) in change.groups.items()
    )


@dataclass(frozen=True)
class Both:
    """What was sent, beside the question as it is `now` (None: it is gone, or has a `new` id).

    `opened` is what it was when the form was made; None where nobody knows any more.
    """

    held: OwnBank
    deck: Deck
    key: str
    sent: Sent
    now: Card | None
    new: Card | None
    opened: Fields | None
    say_claim: SayClaim

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """What has to be chosen."""
        if self.now is None:
            return ()
        return groups(self.sent, self.now.fields, self.opened, self.say_claim)

    def told(self, author: str, *, is_own: bool) -> str:
        """What happened, in a sentence; an empty `author` is not known."""
        if self.new:
            said = "This question got another id while you were writing."
        elif self.now is None:
            said = "This question was deleted, or got another id, while you were writing."
        elif is_own:
            said = "You changed this question in another window."
        else:
            said = f"{author or 'Somebody'} changed this question while you were writing."
        return f"{said} Nothing is lost."

    @property
    def mine(self) -> Card:
        """What was sent as a card, in the place of the other one, or at the end."""
        other = self.now or self.new
        number = other.number if other else len(self.deck) + 1
        return Card(self.key, number, Block("", self.sent.fields))

    @property
    def written(self) -> tuple[FieldChange, ...]:
        """Everything that was sent, in words."""
        return changed({}, self.sent.fields, self.say_claim).fields


def fields_of(deck: Deck | None, key: str) -> Fields | None:
    """The question of that key; None where there is none."""
    found = deck.find(key) if deck else None
    return found.fields if found else None


def pairs(form: Form) -> Iterator[tuple[str, str]]:
    """What a browser would send of a form that nobody touched, without its picture's file."""
    for field in form:
        if isinstance(field, FieldList):
            for row in field:
                yield from pairs(row.form)
        elif isinstance(field, FormField):
            yield from pairs(field.form)
        elif isinstance(field, BooleanField):
            yield from [(field.name, "y")] if field.data else []
        elif field.short_name not in ("file", "csrf_token"):
            yield field.name, str(field.data or "")


def _is_one_kind(one: Fields, other: Fields) -> bool:
    return is_same(one.get("type"), other.get("type"))
