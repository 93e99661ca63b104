"""BANK305: the answer to a question does not stand in the stem of another on the same matter."""

from collections.abc import Iterator, Mapping, Sequence

from quizapp.lint.anatomy import Anatomy, Part
from quizapp.lint.literature import haladyna
from quizapp.lint.rule import Finding, Paper, Rule, Why

WORDS, LETTERS, SHARED = 2, 10, 3
"""An answer says enough to give away from this length on; two stems on one matter share so many."""


def _findings(paper: Paper) -> Iterator[Finding]:
    stems = _by_word(paper.questions)
    for anatomy in paper.questions:
        for answer in anatomy.answers:
            other = _giving_away(anatomy, answer, paper.questions, stems)
            if other:
                message = f"this holds '{answer.text}', the answer to '{anatomy.question.id}'"
                yield Finding(other.stem.path, f"{message}; word one of the two otherwise")
                break


def _by_word(questions: Sequence[Anatomy]) -> Mapping[str, set[int]]:
    """Which stems hold a word."""
    found: dict[str, set[int]] = {}
    for index, anatomy in enumerate(questions):
        for word in anatomy.stem.topic:
            found.setdefault(word, set()).add(index)
    return found


def _giving_away(
    anatomy: Anatomy, answer: Part, questions: Sequence[Anatomy], stems: Mapping[str, set[int]]
) -> Anatomy | None:
    """The first other question whose stem holds the answer and is on the same matter."""
    if len(answer.topic) < WORDS or len(answer.folded) < LETTERS:
        return None
    if answer.folded in anatomy.stem.folded:
        return None  # the stem lists what to choose from
    holders = set.intersection(*(stems.get(word, set()) for word in answer.topic))
    for other in (questions[i] for i in sorted(holders)):
        shared = (anatomy.stem.topic & other.stem.topic) - answer.topic
        if other is not anatomy and len(shared) >= SHARED and answer.folded in other.stem.folded:
            return other
    return None


BANK305 = Rule(
    "BANK305",
    "warning",
    Why(
        title="One question answers another",
        reason="In a quiz that draws both, the second stem tells the first answer. Told only where "
        "the answer has two telling words and the stems share three more.",
        mend="Word one of the two otherwise.",
        source=haladyna("4"),
    ),
    _findings,
)
