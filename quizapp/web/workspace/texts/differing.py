"""What is different between two fillings of a form: of a text, or of a claim in it."""

from collections.abc import Collection, Iterator
from itertools import groupby

from wtforms import Field, FieldList, Form, HiddenField, SelectField

from quizapp.core.difference import difference
from quizapp.core.notebook import paragraphs_of
from quizapp.web.workspace.questions.differing import FieldChange

PARAGRAPHS = 200
"""Paragraphs that are told at most, with those around them."""


def differing(theirs: Form, mine: Form, but: Collection[str] = ()) -> list[FieldChange]:
    """The places where they differ, in the order of the form; rows are compared by their number.

    `but` are fields that are left out.
    """
    before, after = dict(_said(theirs)), dict(_said(mine))
    return [
        FieldChange(name, label, old, new)
        for name, label in before | after
        if name not in but
        and (old := before.get((name, label), "")) != (new := after.get((name, label), ""))
    ]


def differing_paragraphs(theirs: str, mine: str) -> tuple[list[FieldChange], bool]:
    """The places of a text where paragraphs differ, by their numbers; whether there are more."""
    old, new = ("\n".join(paragraphs_of(text)) for text in (theirs, mine))
    found = difference(old, new, PARAGRAPHS)
    changes: list[FieldChange] = []
    for hunk in found.hunks:
        for is_kept, lines in groupby(hunk, lambda line: line.fate == "kept"):
            if not is_kept:
                run = list(lines)
                gone = "\n\n".join(line.text for line in run if line.fate == "gone")
                came = "\n\n".join(line.text for line in run if line.fate == "new")
                number = next(line.new or line.old for line in reversed(run))
                changes.append(FieldChange("text", f"Paragraph {number}", gone, came))
    return changes, found.is_cut


def _said(form: Form) -> Iterator[tuple[tuple[str, str], str]]:
    """Each place by its name and label, with what stands there in the words of the form."""
    for field in form:
        if isinstance(field, FieldList):
            for number, row in enumerate(field, start=1):
                yield from _said_in_row(row, number)
        elif not isinstance(field, HiddenField):
            yield (field.name, field.label.text), _words(field)


def _said_in_row(row: Field, number: int) -> Iterator[tuple[tuple[str, str], str]]:
    """A row is one only where something is typed into it."""
    cells = list(row.form)
    if any(cell.data for cell in cells if not isinstance(cell, SelectField)):
        for cell in cells:
            yield (cell.name, f"{cell.label.text}, line {number}"), _words(cell)


def _words(field: Field) -> str:
    if isinstance(field, SelectField):
        return next((c.label for c in field.choices if c.value == field.data), "")
    return str(field.data or "").replace("\r\n", "\n").strip()
