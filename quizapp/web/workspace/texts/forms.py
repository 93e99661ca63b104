"""The forms of a text and of a claim in it."""

from flask_wtf import FlaskForm
from wtforms import (
    FieldList,
    Form,
    FormField,
    HiddenField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice

from quizapp.core.citation import STANCE_WORDS
from quizapp.core.notebook import ENTITY_KINDS, SPEAKERS

KIND_WORDS = {
    "person": "a person",
    "body": "a state or body",
    "outlet": "a medium",
    "treaty": "a treaty",
    "weapon": "a weapon",
    "event": "an event",
    "place": "a place",
}
VOICES = 3
"""Links of a chain that the form shows at least."""
MENTIONS = 2


class TextForm(FlaskForm):  # type: ignore[misc]
    """A text and where it is from; `base` says which text it was edited from."""

    base = HiddenField()
    title = StringField("Title")
    publisher = StringField("Publisher")
    text = TextAreaField("Text")


class VoiceRow(Form):  # type: ignore[misc]
    """One link: who, by which word, to whom, through what."""

    speaker = StringField("Who says so")
    kind = SelectField(
        "This is", choices=[SelectChoice(k, KIND_WORDS[k]) for k in SPEAKERS], default="person"
    )
    cue = StringField("By the word")
    addressee = StringField("To whom")
    channel = StringField("Through what")


class MentionRow(Form):  # type: ignore[misc]
    """Something that the claim is about."""

    name = StringField("Name")
    kind = SelectField(
        "This is", choices=[SelectChoice(k, KIND_WORDS[k]) for k in ENTITY_KINDS], default="treaty"
    )


class ClaimForm(FlaskForm):  # type: ignore[misc]
    """A claim at words of a paragraph; `start` is where they were selected, from 0.

    `base` says which text of the claim it was made from, `seen` in which text the words were
    selected.
    """

    base = HiddenField()
    seen = HiddenField()
    paragraph = StringField("In paragraph")
    start = HiddenField()
    words = TextAreaField("The words of the text")
    content = TextAreaField("What is claimed, in your own words")
    stance = SelectField(
        "How the text presents it",
        choices=[SelectChoice(s, f"{s.replace('_', ' ').capitalize()}: {w}")
                 for s, w in STANCE_WORDS.items()],
        default="attributed",
    )  # fmt: skip
    hedge = StringField("The word that softens it")
    voices = FieldList(FormField(VoiceRow), min_entries=VOICES)
    mentions = FieldList(FormField(MentionRow), min_entries=MENTIONS)
