"""CUE204: a stem that asks for what is not so, says NOT in a way that cannot be missed."""

from collections.abc import Iterator

from quizapp.lint.literature import haladyna
from quizapp.lint.negation import asked_negative, is_short_form
from quizapp.lint.rule import Finding, Paper, Rule, Why


def _findings(paper: Paper) -> Iterator[Finding]:
    for anatomy in paper.questions:
        written = anatomy.question.stem  # with its marks: **not** is loud
        negative = None if anatomy.is_statement else asked_negative(written)
        if negative and not negative.is_emphasised:
            word = negative.word
            capital = "NOT" if is_short_form(word) else word.upper()
            message = f"'{word}' turns this question round and is easily missed"
            yield Finding(anatomy.stem.path, f"{message}; write '{capital}', or ask what is so")


CUE204 = Rule(
    "CUE204",
    "warning",
    Why(
        title="A negative stem without emphasis",
        reason="Who overlooks the word answers the opposite question, and their score says nothing "
        "about what they know.",
        mend="Ask what is so. Where that is not possible, write the word in capitals: NOT, EXCEPT.",
        source=haladyna("17"),
    ),
    _findings,
)
