"""What to answer to any question, rightly or wrongly, and the form that a browser then sends."""

from quizapp.core.bank import (
    Categorise,
    Chain,
    Cloze,
    Gap,
    Highlight,
    Matching,
    Multiple,
    Numeric,
    Open,
    Ordering,
    Poll,
    Question,
    ShortText,
    Single,
    TrueFalse,
)
from quizapp.core.passage import marked_spans
from quizapp.core.presentation import Presented
from quizapp.core.response import Chosen, Filled, Judged, Matched, Ordered, Response, Typed

Form = dict[str, list[str]]


def right_answer(question: Question) -> Response:  # noqa: C901  (a case a kind)
    """The key of a question; some answer where there is none."""
    match question:
        case Single() | Multiple():
            return Chosen(tuple(c.id for c in question.choices if c.correct))
        case Highlight():
            return Chosen(tuple(i for i in _marked(question) if i in question.correct))
        case Poll():
            return Chosen((question.choices[0].id,))
        case TrueFalse():
            return Judged(question.answer)
        case Matching():
            return Matched(tuple((p.id, p.id) for p in question.pairs))
        case Categorise():
            return Matched(tuple((i.id, i.category) for i in question.items))
        case Ordering():
            return Ordered(tuple(i.id for i in question.items))
        case Chain():
            return Ordered(tuple(link.id for link in question.links))
        case Cloze():
            return Filled(tuple((gap.id, _filling(gap, right=True)) for gap in question.gaps))
        case ShortText() | Numeric() | Open():
            return Typed(_words(question))


def wrong_answer(question: Question) -> Response:  # noqa: C901  (a case a kind)
    """A response that has nothing right; some answer where there is no key."""
    match question:
        case Single() | Multiple():
            return Chosen((next(c.id for c in question.choices if not c.correct),))
        case Highlight():
            return Chosen(tuple(i for i in _marked(question) if i not in question.correct))
        case Poll():
            return Chosen((question.choices[-1].id,))
        case TrueFalse():
            return Judged(not question.answer)
        case Matching():
            ids = [p.id for p in question.pairs]
            return Matched(tuple(zip(ids, ids[1:] + ids[:1], strict=True)))
        case Categorise():
            wrong = {
                i.id: next(c.id for c in question.categories if c.id != i.category)
                for i in question.items
            }
            return Matched(tuple(wrong.items()))
        case Ordering():
            return Ordered(tuple(i.id for i in reversed(question.items)))
        case Chain():
            return Ordered((question.distractors[0].id,))
        case Cloze():
            return Filled(tuple((gap.id, _filling(gap, right=False)) for gap in question.gaps))
        case ShortText() | Open():
            return Typed("nothing of the kind")
        case Numeric():
            return Typed("-999999999999999")


def _marked(question: Highlight) -> list[str]:
    return [span.id for span in marked_spans(question.passage) if span.id]


def _filling(gap: Gap, *, right: bool) -> str:
    if gap.choices:
        return next(c.id for c in gap.choices if c.correct is right)
    return gap.accept[0] if right else "nothing of the kind"


def _words(question: ShortText | Numeric | Open) -> str:
    match question:
        case ShortText():
            return question.accept[0]
        case Numeric():
            return f"{question.range.min if question.range else question.value:.9f}"
        case Open():
            return "How do you know?"


def form_of(question: Question, shown: Presented, response: Response) -> Form:
    """The form that a browser sends where somebody gives this response, found by the words shown.

    Written without `core.presentation`'s own tables of ids, so that it can be held against them.
    """
    slots = {option.text: str(option.slot) for option in shown.options}
    prompts = {prompt.text: prompt.slot for prompt in shown.prompts}
    match question, response:
        case ((Single() | Multiple() | Poll()), Chosen(ids)):
            return {"choice": [slots[c.text] for c in question.choices if c.id in ids]}
        case Highlight(), Chosen(ids):  # the same words may stand there twice
            return {"choice": [str(n) for n, i in enumerate(_marked(question), 1) if i in ids]}
        case TrueFalse(), Judged(value):
            return {"choice": [slots[str(value)]]}
        case Matching(), Matched(pairs):
            rights = {p.id: p.right for p in question.pairs}
            rights |= {d.id: d.text for d in question.distractors}
            lefts = {p.id: prompts[p.left] for p in question.pairs}
            return {f"match-{lefts[left]}": [slots[rights[right]]] for left, right in pairs}
        case Categorise(), Matched(pairs):
            names = {c.id: c.text for c in question.categories}
            items = {i.id: prompts[i.text] for i in question.items}
            return {f"match-{items[item]}": [slots[names[to]]] for item, to in pairs}
        case ((Ordering() | Chain()), Ordered(ids)):
            parts = (
                question.items
                if isinstance(question, Ordering)
                else (*question.links, *question.distractors)
            )
            texts = {part.id: part.text for part in parts}
            return {f"place-{slots[texts[i]]}": [str(n)] for n, i in enumerate(ids, start=1)}
        case Cloze(), Filled(gaps):
            return _filled_form(question, shown, dict(gaps))
        case ((ShortText() | Numeric() | Open()), Typed(text)):
            return {"text": [text]}
    raise AssertionError(f"{response} is no response to a {question.type}")


def _filled_form(question: Cloze, shown: Presented, given: dict[str, str]) -> Form:
    form: Form = {}
    for gap in question.gaps:
        texts = {c.id: c.text for c in gap.choices}
        number = 1 + sum(
            question.text.index(f"{{{{{g.id}}}}}") < question.text.index(f"{{{{{gap.id}}}}}")
            for g in question.gaps
        )
        piece = next(p for p in shown.pieces if p.slot == number)
        slots = {option.text: str(option.slot) for option in piece.options}
        words = given[gap.id]
        form[f"gap-{number}"] = [slots[texts[words]] if gap.choices else words]
    return form
