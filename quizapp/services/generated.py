"""Generated questions as banks and as a list to read."""

from collections import Counter
from collections.abc import Iterable, Sequence

from quizapp.core.bank import (
    Bank,
    Categorise,
    Cloze,
    Highlight,
    Matching,
    Multiple,
    Numeric,
    Ordering,
    Question,
    ShortText,
    Single,
    TrueFalse,
)
from quizapp.core.generate import TEMPLATES, Made, generate
from quizapp.core.ledger import Ledger
from quizapp.core.passage import gapped_spans, marked_spans, plain
from quizapp.core.shuffle import ranked
from quizapp.formats.house_text import bank_text
from quizapp.lint.runner import check_bank


class NoSuchTemplate(Exception):
    """No template has this name."""

    def __init__(self, template: str) -> None:
        super().__init__(
            f"There is no template “{template}”. The templates are: {', '.join(TEMPLATES)}."
        )


def generated(
    ledger: Ledger, seed: str = "", template: str | None = None, count: int | None = None
) -> tuple[Made, ...]:
    """The questions over a ledger; `count` of them drawn by the seed, spread over its claims."""
    if template is not None and template not in TEMPLATES:
        raise NoSuchTemplate(template)
    made = _clean(ledger, generate(ledger, seed, template))
    return made if count is None or count >= len(made) else spread(made, seed, count)


def _clean(ledger: Ledger, made: Sequence[Made]) -> tuple[Made, ...]:
    """Those in which no rule of the linter finds anything."""
    bank = bank_with(ledger, made, "generated")
    found = check_bank(bank, {ledger.id: ledger}, {}, "generated")
    flawed = {p.question for p in found if not p.code.startswith("BANK")}
    return tuple(m for m in made if m.question.id not in flawed)


def spread(made: Sequence[Made], seed: str, count: int) -> tuple[Made, ...]:
    """A draw in which no claim, and then no template, comes twice before all had their turn."""
    by_id = {m.question.id: m for m in made}
    claims: Counter[str] = Counter()
    templates: Counter[str] = Counter()
    turns: list[tuple[int, int, Made]] = []
    for drawn in ranked(by_id, f"{seed}/draw"):
        one = by_id[drawn]
        claim = one.question.evidence[0].claim if one.question.evidence else ""
        turns.append((max(claims[claim], templates[one.template]), len(turns), one))
        claims[claim] += 1
        templates[one.template] += 1
    turns.sort(key=lambda turn: turn[:2])
    return tuple(one for _, _, one in turns[:count])


def bank_of(ledger: Ledger, made: Iterable[Made], slug: str) -> str:
    """The questions as a bank of the house format."""
    return bank_text(bank_with(ledger, made, slug))


def bank_with(ledger: Ledger, made: Iterable[Made], slug: str, title: str | None = None) -> Bank:
    """A bank that holds these questions; without `title` it is named after the source."""
    return Bank.model_validate(
        {
            "schema": 1,
            "id": slug,
            "title": title or f"Questions on “{ledger.title}”",
            "description": "Made from the ledger by templates. Every wrong option is proved wrong "
            "by the ledger; the wording is that of a machine.",
            "language": ledger.language,
            "sources": (ledger.id,),
            "questions": tuple(m.question for m in made),
        }
    )


def reading_list(ledger: Ledger, made: Sequence[Made]) -> str:
    """The questions in full words, by template, in Markdown."""
    counts = Counter(m.template for m in made)
    head = (
        f"# Generated questions: {ledger.title}\n\n"
        f"{len(made)} questions by {len(counts)} templates, written by "
        f"`./quiz generate {ledger.id} --as-list -o docs/generated-questions.md`; a test keeps "
        "them the same. The right options are marked with [x].\n"
    )
    parts = [head]
    for template, count in counts.items():
        parts.append(f"\n## {template} ({count})\n")
        parts += [_entry(m.question) for m in made if m.template == template]
    return "".join(parts)


def _entry(question: Question) -> str:
    evidence = ", ".join(f"{e.claim} {e.paragraph}" for e in question.evidence)
    lines = [f"**{question.stem}** ({question.id}; {question.difficulty}; {evidence})", ""]
    lines += [f"- {line}" for line in _answers(question)]
    return "\n" + "\n".join([*lines, "", f"*{question.explanation}*"]) + "\n"


def _answers(question: Question) -> list[str]:
    match question:
        case Single() | Multiple():
            return [
                f"[{'x' if c.correct else ' '}] {c.text}"
                + (f" ({c.feedback})" if c.feedback else "")
                for c in question.choices
            ]
        case TrueFalse():
            said = question.feedback.true or question.feedback.false
            return [f"{'True' if question.answer else 'False'}. {said}"]
        case Highlight():
            parts = [(s.text, s.id) for s in marked_spans(question.passage) if s.id]
            return [plain(marked_spans(question.passage))] + [
                f"[{'x' if i in question.correct else ' '}] {text}"
                + (f" ({question.feedback[i]})" if i in question.feedback else "")
                for text, i in parts
            ]
        case Categorise():
            heaps = {c.id: c.text for c in question.categories}
            return [f"{i.text} → {heaps[i.category]} ({i.feedback})" for i in question.items]
        case Cloze():
            return [plain(gapped_spans(question.text))] + [
                f"[{'x' if c.correct else ' '}] {c.text}"
                + (f" ({c.feedback})" if c.feedback else "")
                for gap in question.in_order
                for c in gap.choices
            ]
        case Numeric():
            wrong = [f"{r.value:g}: {r.feedback}" for r in question.reject]
            return [f"{question.value:g}", *wrong]
        case Matching():
            return [f"{p.left} = {p.right}" for p in question.pairs]
        case Ordering():
            return [f"{i}. {item.text}" for i, item in enumerate(question.items, start=1)]
        case ShortText():
            wrong = [f"{r.text}: {r.feedback}" for r in question.reject]
            return [f"accepted: {', '.join(question.accept)}", *wrong]
        case _:
            raise TypeError(f"no template makes a question of the kind {question.type}")
