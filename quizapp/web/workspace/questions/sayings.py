"""What the check says of a question, in the words of its form.

The reader speaks to whoever writes the file: of fields, entries and `correct: true`. Whoever has
the form before them knows none of these; what has no sentence here is said as it is, with the
fields called as the form calls them.
"""

import re

from quizapp.services.workspace.margin import Note

FIELD_WORDS = {
    "stem": "Question", "choices": "Options", "explanation": "Explanation", "evidence": "Evidence",
    "media": "Picture", "pairs": "Pairs", "items": "Items", "links": "Links", "gaps": "Gaps",
    "accept": "Right answers", "passage": "Passage", "text": "Text", "categories": "Categories",
    "value": "The number", "range": "The range", "correct": "What is to be marked",
    "answer": "True or false", "content": "What was said", "reject": "Wrong answers",
    "tags": "Tags", "hint": "Hint", "skill": "What it trains", "feedback": "What to say",
    "distractors": "What does not belong",
}  # fmt: skip
"""How the parts of a question are called in its form."""

MISSING = "BANK001"
"""A field that has to be there is not."""

SENTENCES = {
    r"a single question needs exactly one choice": "Say which one of the options is right.",
    r"a multiple question needs at least one choice": (
        "Tick at least one option as right. To ask what people think, take a poll."
    ),
    r"2 to (\d+) parts of the passage": r"Put 2 to \1 parts of the passage into double brackets.",
    r"the passage has no part": "A part that is to be marked is not in the passage any more.",
    r"there are no words between the brackets": "There are no words between two of the brackets.",
    r"(\S)\1? and (\S)\2? do not pair up": r"A bracket is left over: \1 and \2 go in pairs.",
    r"'min' has to be less": "“Or from” has to be less than “To”.",
    r"a numeric question has either": "Write the number; or, for a range, from and to.",
    r"'tolerance' goes with": "“Give or take” goes with one number; a range does without it.",
    r"gap '(.*?)' needs either": r"Gap “\1”: write what belongs there.",
    r"gap '(.*?)' needs two": r"Gap “\1”: a menu needs one right answer and at least one wrong.",
    r"the text has a gap '(.*?)'": r"Gap “\1” has no answer yet. Press “Show the gaps”.",
    r"gap '(.*?)' is not in the text": r"Gap “\1” is not in the text any more.",
    r"item '.*?' belongs to '(.*?)', which": r"“\1” is none of the categories.",
    r"'category' cannot be the text '(.*?)'": r"“\1” is none of the categories.",
    r"source 'own-.*?' has no claim '(.*?)'": (
        r"The text has no claim \1 any more, or the claim finds its words there no more. Choose "
        "other words for it in the text, or rest the question on another claim."
    ),
    r"there is no source 'own-": (
        "The text that it rests on was deleted. Bring it back, or rest the question on another "
        "claim."
    ),
    r"a chain needs at least two links": "Write a second link, or one that does not belong.",
}
"""How a sentence of the reader begins, and what it is to whoever fills in a form."""


def said(note: Note) -> str:
    """The sentence in the margin."""
    if note.code == MISSING:
        rows = [part for part in note.path if isinstance(part, int)]
        return f"Row {rows[0] + 1} is half empty." if rows else "This is still empty."
    for begin, sentence in SENTENCES.items():
        if found := re.match(begin, note.message):
            return found.expand(sentence)
    return re.sub(r"'([a-z]+)'", _as_called, note.message, count=1)


def _as_called(match: re.Match[str]) -> str:
    return f"“{FIELD_WORDS[match[1]]}”" if match[1] in FIELD_WORDS else match[0]
