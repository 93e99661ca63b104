"""What a reveal shows: the key, how the answers spread, what moved between two votes."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from quizapp.core.bank import Numeric, Open, Question
from quizapp.core.citation import Citation, citations
from quizapp.core.grading import Grade, OptionMark, Verdict, grade
from quizapp.core.presentation import describe, shown_ids
from quizapp.core.scoring import Level, calibration
from quizapp.core.table import Table, grades_of, marks_of
from quizapp.core.voting import Flow, flow

NUMBERS = 6
"""How many different numbers are told apart at the reveal of a numeric question."""


@dataclass(frozen=True)
class Bar:
    """One bar of the distribution: how many gave this answer."""

    label: str
    count: int
    share: float
    is_key: bool
    slot: int | None = None


@dataclass(frozen=True)
class Reveal:
    """What a round shows once it is revealed.

    `bars` say how the answers spread: by option where there are any, by number for a number, else
    by verdict; none for what was written freely, of which `shown` has what the host lets everybody
    read. `right` counts, for each place of the solution, how many had it right, `all_right` how
    many the whole. `sure` says how often each level of certainty was right. After two votes
    `first_bars` say how the first one spread and `flow` who moved where.
    """

    solution: Grade
    bars: tuple[Bar, ...]
    right: tuple[int, ...]
    answered: int
    explanation: str | None
    citations: tuple[Citation, ...]
    shown: tuple[str, ...] = ()
    first_bars: tuple[Bar, ...] = ()
    flow: Flow | None = None
    all_right: int = 0
    sure: tuple[Level, ...] = ()


def reveal_of(table: Table) -> Reveal:
    """The reveal of the question that stands."""
    question = table.question
    assert question is not None
    solution = grade(question, None)
    grades = grades_of(question, table.answers)
    counted = table.marks.get(table.game.question)
    marks = list((marks_of(question, table.answers) if counted is None else counted).values())
    is_second = table.game.vote == 2
    return Reveal(
        solution=solution,
        bars=_bars(table, question, grades),
        right=tuple(sum(g.places[n].is_right for g in grades) for n in range(len(solution.places))),
        answered=len(grades),
        explanation=question.explanation,
        citations=citations(question, table.bank, table.ledgers),
        shown=_shown(table, question),
        first_bars=_bars(table, question, grades_of(question, table.first)) if is_second else (),
        flow=_flow(table, question) if is_second else None,
        all_right=sum(m.is_right for m in marks),
        sure=calibration(marks, table.game.rules).levels,
    )


def bars_without_key(table: Table) -> tuple[Bar, ...]:
    """How the answers spread over the options, without a word on which is right.

    Empty where bars could only be drawn by what is right.
    """
    question = table.question
    if question is None or not grade(question, None).options:
        return ()
    bars = _bars(table, question, grades_of(question, table.answers))
    return tuple(replace(bar, is_key=False) for bar in bars)


def _shown(table: Table, question: Question) -> tuple[str, ...]:
    if not isinstance(question, Open):
        return ()
    texts = (
        describe(question, table.round_seed, a.response)
        for a in list(table.answers.values())
        if a.is_shown
    )
    return tuple(dict.fromkeys(texts))


def _flow(table: Table, question: Question) -> Flow | None:
    """None where nothing is right or wrong."""
    first, second = (marks_of(question, votes) for votes in (table.first, table.answers))
    if not all(mark.is_scored for mark in (*first.values(), *second.values())):
        return None
    return flow(
        {player: mark.is_right for player, mark in first.items()},
        {player: mark.is_right for player, mark in second.items()},
    )


def _bars(table: Table, question: Question, grades: list[Grade]) -> tuple[Bar, ...]:
    if isinstance(question, Open):
        return ()
    if isinstance(question, Numeric):
        return _bars_by_number(grades)
    marks = {m.id: m for m in grade(question, None).options}
    return _bars_by_option(table, question, grades, marks) if marks else _bars_by_verdict(grades)


def _bars_by_option(
    table: Table, question: Question, grades: list[Grade], marks: Mapping[str, OptionMark]
) -> tuple[Bar, ...]:
    picked = Counter(m.id for g in grades for m in g.options if m.is_given)
    total = max(len(grades), 1)
    return tuple(
        Bar(marks[i].text, picked[i], picked[i] / total, marks[i].is_key, slot)
        for slot, i in enumerate(shown_ids(question, table.round_seed), start=1)
    )


def _bars_by_number(grades: list[Grade]) -> tuple[Bar, ...]:
    """The numbers given most often, then how many gave others."""
    given = Counter((g.places[0].given or "", g.places[0].is_right) for g in grades)
    total = max(len(grades), 1)
    first = sorted(given.items(), key=lambda item: (-item[1], item[0]))[:NUMBERS]
    bars = [Bar(text, n, n / total, is_right) for (text, is_right), n in first]
    if others := len(grades) - sum(bar.count for bar in bars):
        bars.append(Bar("Other numbers", others, others / total, is_key=False))
    return tuple(bars)


def _bars_by_verdict(grades: list[Grade]) -> tuple[Bar, ...]:
    labels: tuple[tuple[Verdict, str], ...] = (
        ("right", "Right"), ("partly", "Partly right"), ("wrong", "Not right"),
    )  # fmt: skip
    counts = Counter(g.verdict for g in grades)
    total = max(len(grades), 1)
    return tuple(Bar(label, counts[v], counts[v] / total, v == "right") for v, label in labels)
