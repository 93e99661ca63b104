"""A form for every kind of question. What stands in it is stored whatever state it is in.

A row of a form is an entry of a list: an option, a pair, a gap. A row that is left empty is none.
What takes a sentence is a text area, which grows with it. The description of a list says what one
row of it is called.
"""

from typing import get_args

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    FieldList,
    FileField,
    Form,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice

from quizapp.core.question import SKILL_WORDS, Difficulty

KIND_WORDS = {
    "single": "One right answer",
    "multiple": "Several right answers",
    "true_false": "True or false",
    "highlight": "Mark words in a passage",
    "poll": "Poll, nothing is right",
    "matching": "Match pairs",
    "ordering": "Put in order",
    "categorise": "Sort into categories",
    "chain": "Who told whom",
    "short_text": "Type a few words",
    "numeric": "Type a number",
    "cloze": "Fill the gaps",
    "open": "Write freely, nothing is scored",
}
"""How each kind of question is called on a page."""


class Row(Form):  # type: ignore[misc]
    """An entry that keeps its id, by which answers know it."""

    id = HiddenField()


class TextRow(Row):
    """Words alone."""

    text = TextAreaField("Words")


class ChoiceRow(TextRow):
    """An option, and what to tell those who picked it; which one is right is said beside."""

    feedback = TextAreaField("If picked, say")


class TickedRow(ChoiceRow):
    """An option that says itself whether it is right."""

    correct = BooleanField("Right")


class PairRow(Row):
    """Two sides that belong together."""

    left = TextAreaField("Left")
    right = TextAreaField("Right")


class SortedRow(TextRow):
    """Something to sort; the category by its words."""

    category = StringField("Belongs to")
    feedback = TextAreaField("If elsewhere, say")


class RejectedRow(Form):  # type: ignore[misc]
    """A wrong answer that many will type."""

    text = StringField("Wrong answer")
    feedback = TextAreaField("Tell them")


class PartRow(Row):
    """A part of a passage that can be marked."""

    correct = BooleanField("Is to be marked")
    feedback = TextAreaField("If marked, say")


class GapRow(Row):
    """A gap: to be typed, or a menu where there are wrong answers."""

    answers = TextAreaField("Right answers, one a line")
    wrong = TextAreaField("For a menu: the wrong ones, one a line")


class EvidenceRow(Form):  # type: ignore[misc]
    """A claim that settles the question, as `source/claim/paragraph`."""

    claim = SelectField("Claim", validate_choice=False)


class QuestionForm(FlaskForm):  # type: ignore[misc]
    """What every kind has."""

    stem = TextAreaField("Question")
    explanation = TextAreaField("Explanation")
    evidence = FieldList(
        FormField(EvidenceRow), "Evidence: the claims that settle it", description="claim"
    )
    skill = SelectField(
        "What it trains",
        choices=[SelectChoice(*pair) for pair in SKILL_WORDS.items()],
        validate_choice=False,
    )
    difficulty = SelectField(
        "How hard",
        choices=[SelectChoice(d, d.capitalize()) for d in get_args(Difficulty)],
        validate_choice=False,
    )
    hint = TextAreaField("Hint")
    tags = StringField("Tags")
    picture = SelectField("Picture", validate_choice=False)
    file = FileField("A new picture")
    alt = TextAreaField("What the picture shows")
    credit = StringField("Whose work it is")


class SingleForm(QuestionForm):
    """`key` is the place of the right option, from 0."""

    key = HiddenField("Right answer")
    choices = FieldList(FormField(ChoiceRow), "Options, one of them right", description="option")


class MultipleForm(QuestionForm):
    """Any option may be right."""

    choices = FieldList(FormField(TickedRow), "Options", description="option")


class PollForm(QuestionForm):
    """Options without a key."""

    choices = FieldList(FormField(TextRow), "Options", description="option")


class TrueFalseForm(QuestionForm):
    """A statement."""

    answer = RadioField(
        "The statement is",
        choices=[SelectChoice("true", "True"), SelectChoice("false", "False")],
        validate_choice=False,
    )
    if_true = TextAreaField("To those who say true")
    if_false = TextAreaField("To those who say false")


class HighlightForm(QuestionForm):
    """A passage with parts in double brackets."""

    passage = TextAreaField("Passage")
    parts = FieldList(FormField(PartRow), "Parts", description="part")


class MatchingForm(QuestionForm):
    """Pairs, and right sides that belong to none."""

    pairs = FieldList(FormField(PairRow), "Pairs", description="pair")
    distractors = FieldList(
        FormField(TextRow), "Right sides that belong to none", description="spare"
    )


class OrderingForm(QuestionForm):
    """Items in the right order."""

    items = FieldList(FormField(TextRow), "Items, in the right order", description="item")


class CategoriseForm(QuestionForm):
    """Categories, and what to sort into them."""

    categories = FieldList(FormField(TextRow), "Categories", description="category")
    items = FieldList(FormField(SortedRow), "What to sort", description="item")


class ChainForm(QuestionForm):
    """The links, outermost first, and some that do not belong."""

    content = TextAreaField("What was said in the end")
    links = FieldList(FormField(TextRow), "Links, the outermost voice first", description="link")
    distractors = FieldList(FormField(TextRow), "Links that do not belong", description="spare")


class ShortTextForm(QuestionForm):
    """Answers to type."""

    accept = TextAreaField("Right answers, one a line")
    typos = SelectField(
        "Slips of the keyboard that pass",
        choices=[SelectChoice("0", "None"), SelectChoice("1", "One"), SelectChoice("2", "Two")],
        validate_choice=False,
    )
    reject = FieldList(FormField(RejectedRow), "Wrong answers that many type", description="answer")


class NumericForm(QuestionForm):
    """A number, or a range of numbers."""

    value = StringField("The number")
    tolerance = StringField("Give or take")
    least = StringField("Or from")
    most = StringField("To")
    unit = StringField("Unit")
    reject = FieldList(FormField(RejectedRow), "Wrong numbers that many type", description="answer")


class ClozeForm(QuestionForm):
    """A text with gaps in double braces."""

    text = TextAreaField("Text")
    gaps = FieldList(FormField(GapRow), "Gaps", description="gap")


FORMS: dict[str, type[QuestionForm]] = {
    "single": SingleForm,
    "multiple": MultipleForm,
    "true_false": TrueFalseForm,
    "highlight": HighlightForm,
    "poll": PollForm,
    "matching": MatchingForm,
    "ordering": OrderingForm,
    "categorise": CategoriseForm,
    "chain": ChainForm,
    "short_text": ShortTextForm,
    "numeric": NumericForm,
    "cloze": ClozeForm,
    "open": QuestionForm,
}

TOGETHER = {
    "key": "choices", "parts": "passage", "gaps": "text", "items": "categories",
    "tolerance": "value", "least": "value", "most": "value", "unit": "value",
    "alt": "picture", "credit": "picture",
}  # fmt: skip
"""Fields that say nothing without another one: whoever chooses, chooses both."""

ROOM = {
    "choices": (2, 6), "pairs": (2, 8), "categories": (2, 6), "links": (1, 6), "items": (2, 10),
    "distractors": (0, 4), "reject": (0, 30), "evidence": (1, 12),
}  # fmt: skip
"""Rows that are shown at least, and that there may be."""
