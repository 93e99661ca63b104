"""A bank played as a survey: its questions lose their keys, so nothing in the game knows them."""

from quizapp.core.bank import Open, Poll, Question, Single, TrueFalse

ASKABLE = ("single", "true_false", "poll", "open")
"""The kinds that make a survey: one vote each, and what is written freely."""


def can_ask(question: Question) -> bool:
    """Whether the question makes sense without a key."""
    return question.type in ASKABLE


def keyless(question: Question) -> Poll | Open:
    """The question as one without a key, explanation or evidence; ids, stem and options stay."""
    match question:
        case Poll() | Open():
            return question
        case TrueFalse():
            choices = [{"id": "true", "text": "True"}, {"id": "false", "text": "False"}]
        case Single():
            choices = [{"id": c.id, "text": c.text} for c in question.choices]
        case _:
            raise ValueError(f"a {question.type} question cannot be voted on")
    return Poll.model_validate(
        {
            "id": question.id,
            "type": "poll",
            "stem": question.stem,
            "skill": question.skill,
            "media": question.media,
            "choices": tuple(choices),
        }
    )
