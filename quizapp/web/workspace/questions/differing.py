"""What is different between two texts of one question, in the words of its form.

Both are filled into the form, and what stands in its fields is compared: so a category is called by
its words, and a part of a passage by what it says. What no form shows is named apart.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from wtforms.fields.core import UnboundField

from quizapp.core.pairing import longest_row, paired
from quizapp.core.rewording import Stretch, in_short, reworded
from quizapp.formats.house_cards import Fields, is_same
from quizapp.formats.restricted_yaml import Node
from quizapp.services.kept_pictures import is_kept_name
from quizapp.web.workspace.questions.filling import Filled, fields_from, filled
from quizapp.web.workspace.questions.forms import FORMS, KIND_WORDS, TOGETHER, QuestionForm
from quizapp.web.workspace.questions.marks import words_of
from quizapp.web.workspace.questions.sayings import FIELD_WORDS

SayClaim = Callable[[str], str]
"""A claim in words, by what the form has for it: `source/claim/paragraph`."""

_NO, _YES = "No", "Yes"


@dataclass(frozen=True)
class FieldChange:
    """One place of a form where two texts differ; empty: nothing stands there.

    `field` is the form's field, or `type`; `label` says which place of it.
    """

    field: str
    label: str
    before: str
    after: str

    @cached_property
    def words(self) -> tuple[Stretch, ...]:
        """What was left out and put in, no longer than anybody reads."""
        return in_short(reworded(self.before, self.after))


@dataclass(frozen=True)
class QuestionChange:
    """All that differs; `unsaid` are parts in which something differs that no form shows."""

    fields: tuple[FieldChange, ...]
    unsaid: tuple[str, ...] = ()

    @property
    def groups(self) -> dict[str, tuple[str, list[FieldChange]]]:
        """The changes by what can only be chosen together, each with its legend."""
        found: dict[str, tuple[str, list[FieldChange]]] = {}
        for change in self.fields:
            name = TOGETHER.get(change.field, change.field)
            found.setdefault(name, (_legend(change), []))[1].append(change)
        return found


def changed(before: Fields, after: Fields, say_claim: SayClaim = str) -> QuestionChange:
    """What differs from one text of a question to another one."""
    old, new = filled(before), filled(after)
    fields: list[FieldChange] = []
    unsaid = _unsaid(before, after)
    if not is_same(before.get("type"), after.get("type")):
        kinds = (
            KIND_WORDS.get(str(q.get("type")), str(q.get("type") or "")) for q in (before, after)
        )
        fields.append(FieldChange("type", "Kind", *kinds))
    for name, both in _form_fields(before, after).items():
        field = both[-1]
        if name == "key":
            fields += _right_one(_label(field), old, new)
        elif _is_list(field):
            table = _Table(name, both, old, new, say_claim)
            fields += table.changes()
            unsaid += [FIELD_WORDS.get(name, name)] if table.has_new_ids else []
        else:
            say = _saying(name, field)
            one, other = (say(str(data.get(name) or "")) for data in (old, new))
            fields += [FieldChange(name, _label(field), one, other)] if one != other else []
    return QuestionChange(tuple(fields), tuple(dict.fromkeys(unsaid)))


def claims_in_words(ledgers: Mapping[str, Any]) -> SayClaim:
    """Claims as these ledgers have them; by their numbers where they are in none."""

    def say(said: str) -> str:
        source, _, rest = said.partition("/")
        name, _, paragraph = rest.partition("/")
        named = [ledgers[source]] if source in ledgers else [] if source else ledgers.values()
        claim = next((c for ledger in named if (c := ledger.claim(name))), None)
        words = " ".join(part for part in (name, paragraph) if part)
        return f"{words}: {claim.content}" if claim else words

    return say


# The form


def _form_fields(before: Fields, after: Fields) -> dict[str, list[UnboundField]]:
    """The fields of both kinds' forms: the question, what its kind has, what every kind has.

    What two kinds have is there as each of them has it. Where one form has the right option apart
    and the other one at each option, it is told at each.
    """
    found: dict[str, list[UnboundField]] = {}
    for form in dict.fromkeys((_form(before), _form(after))):
        for name in dir(form):
            field = getattr(form, name)
            if isinstance(field, UnboundField) and name != "file":
                found.setdefault(name, []).append(field)
    if "correct" in _columns(found.get("choices", ())):
        found.pop("key", None)

    def place(name: str) -> tuple[bool, bool, int]:
        return name != "stem", hasattr(QuestionForm, name), found[name][0].creation_counter

    return {name: found[name] for name in sorted(found, key=place)}


def _form(fields: Fields) -> type[QuestionForm]:
    return FORMS.get(str(fields.get("type")), QuestionForm)


def _columns(lists: Iterable[UnboundField]) -> dict[str, str]:
    """What a row of any of these lists has besides its id, each by its label."""
    found = {
        name: field
        for each in lists
        for name in dir(each.args[0].args[0])
        if isinstance(field := getattr(each.args[0].args[0], name), UnboundField) and name != "id"
    }
    in_order = sorted(found, key=lambda name: found[name].creation_counter)
    return {name: _label(found[name]) for name in in_order}


def _label(field: UnboundField) -> str:
    return str(field.args[0]).partition(", one a line")[0]


def _is_list(field: UnboundField) -> bool:
    return isinstance(field.args[0], UnboundField)


def _legend(change: FieldChange) -> str:
    """What is chosen with this place: its list, its passage, or the place itself."""
    names = (change.field, TOGETHER.get(change.field, ""))
    return next((FIELD_WORDS[name] for name in names if name in FIELD_WORDS), change.label)


def _saying(name: str, field: UnboundField) -> Callable[[str], str]:
    """How a value of the field is said: by its words in a menu, a brought picture by its digits."""
    menu = {c.value: c.label for c in field.kwargs.get("choices", ())}
    if name == "picture":
        return lambda file: f"A picture of yours ({file[:6]})" if is_kept_name(file) else file
    return lambda value: str(menu.get(value, value))


def _right_one(label: str, old: Filled, new: Filled) -> Iterator[FieldChange]:
    """Another option is right; that the words of the right one changed is said at the option."""
    before, after = old.get("choices") or [], new.get("choices") or []
    pairs = _paired(before, after, "text")
    if any(_is_right(before, i) != _is_right(after, j) for i, j in pairs):
        words = ("; ".join(r["text"] for r in rows if r["correct"]) for rows in (before, after))
        yield FieldChange("key", label, *words)


def _is_right(rows: list[Filled], place: int | None) -> bool:
    return place is not None and bool(rows[place]["correct"])


# Lists


class _Table:
    """A list of the form before and after."""

    def __init__(
        self,
        name: str,
        lists: list[UnboundField],
        old: Filled,
        new: Filled,
        say_claim: SayClaim,
    ) -> None:
        self._name, self._one = name, str(lists[-1].kwargs["description"]).capitalize()
        self._before, self._after = old.get(name) or [], new.get(name) or []
        self._columns = _columns(lists)
        self._first = next(column for column in self._columns if column != "correct")
        self._marked = {**words_of(old.get("passage", "")), **words_of(new.get("passage", ""))}
        self._say_claim = say_claim
        self._pairs = _paired(self._before, self._after, self._first)

    @property
    def has_new_ids(self) -> bool:
        """Whether a row says the same under another id, which no form shows."""
        both = [
            (self._before[i], self._after[j])
            for i, j in self._pairs
            if i is not None and j is not None
        ]
        return any(
            b.get("id") != a.get("id")
            and all(self._said(c, b) == self._said(c, a) for c in self._columns)
            for b, a in both
        )

    def changes(self) -> Iterator[FieldChange]:
        """What differs row by row, in the new order; rows that are gone come last."""
        both = [(i, j) for i, j in self._pairs if i is not None and j is not None]
        kept = longest_row([i for i, _ in both])
        moved = {j for place, (_, j) in enumerate(both) if place not in kept}
        for i, j in self._pairs:
            base = self._called(i, j)
            if i is not None and j is not None and j in moved and self._name != "parts":
                words = self._said(self._first, self._after[j])
                yield FieldChange(
                    self._name,
                    f"{base}, moved",
                    f"{words} (place {i + 1})",
                    f"{words} (place {j + 1})",
                )
            for column, label in self._columns.items():
                before = self._said(column, self._before[i]) if i is not None else ""
                after = self._said(column, self._after[j]) if j is not None else ""
                if before != after and {before, after} != {"", _NO}:
                    place = (
                        base if self._is_main(column) else f"{base}, {label[0].lower()}{label[1:]}"
                    )
                    yield FieldChange(self._name, place, before, after)

    def _is_main(self, column: str) -> bool:
        """Whether the row is called by this column."""
        return len(self._columns) == 1 or self._columns[column] == "Words"

    def _called(self, i: int | None, j: int | None) -> str:
        """What a row is called; one that is gone by its place, which another one may have now."""
        row = self._after[j] if j is not None else self._before[i or 0]
        name = row.get("id", "")
        if self._name == "gaps":
            return f"{self._one} “{name}”"
        if self._name == "parts":
            return f"{self._one} “{self._marked.get(name, name)}”"
        if j is not None:
            return f"{self._one} {j + 1}"
        place = i or 0
        return f"{self._one} {place + 1}{' before' if place < len(self._after) else ''}"

    def _said(self, column: str, row: Filled) -> str:
        if column == "correct":
            return _YES if row.get("correct") else _NO
        value = str(row.get(column) or "")
        return self._say_claim(value) if column == "claim" and value else value


def _paired(
    before: list[Filled], after: list[Filled], first: str
) -> list[tuple[int | None, int | None]]:
    """The places of each row before and after: by its id, then its words, then its place."""
    found = paired(
        list(enumerate(before)),
        list(enumerate(after)),
        lambda row: row[1].get("id") or None,
        lambda row: row[1].get(first) or None,
        lambda row: row[0],
    )
    stayed = set(found.values())
    gone = [(i, None) for i in range(len(before)) if i not in stayed]
    return [*((found.get(j), j) for j in range(len(after))), *gone]


# What no form shows


def _unsaid(before: Fields, after: Fields) -> list[str]:
    """The parts that differ still once the old text has all that the new one's form shows.

    Of another kind: those that differ, of which one of the two forms does not show all.
    """
    if is_same(before.get("type"), after.get("type")):
        made = fields_from(filled(after), before)
        names = list(dict.fromkeys([*made, *after]))
    else:
        made = before
        names = [*dict.fromkeys([*_unshown(before), *_unshown(after)])]
    return [
        FIELD_WORDS.get(name, name)
        for name in names
        if name != "type" and not is_same(_bare(made.get(name)), _bare(after.get(name)))
    ]


def _unshown(fields: Fields) -> Iterator[str]:
    """The parts of which the form of that kind does not show all."""
    form = _form(fields)
    made = fields_from(filled(fields), {"type": fields.get("type")})
    for name, value in fields.items():
        field = getattr(form, name, None)
        is_shown = isinstance(field, UnboundField) and not _is_list(field)
        if not is_shown and not is_same(_bare(made.get(name)), _bare(value)):
            yield name


def _bare(value: Node) -> Node:
    """A value without the space around its texts, which no form keeps."""
    match value:
        case str():
            return value.strip()
        case dict():
            return {name: _bare(each) for name, each in value.items()}
        case tuple():
            return tuple(_bare(each) for each in value)
    return value
