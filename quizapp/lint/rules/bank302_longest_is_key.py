"""BANK302: the longest option is the key no more often than chance has it."""

from collections.abc import Iterator

from quizapp.lint.bias import bias, menus_with_one_key
from quizapp.lint.literature import TRIVIA, haladyna
from quizapp.lint.rule import Finding, Paper, Rule, Why


def _findings(paper: Paper) -> Iterator[Finding]:
    outcomes = []
    for menu in menus_with_one_key(paper):
        lengths = [len(option.text) for option in menu.options]
        if lengths.count(max(lengths)) == 1:
            is_hit = menu.options[lengths.index(max(lengths))].is_key
            outcomes.append((is_hit, 1 / len(lengths)))
    found = bias(outcomes)
    if found:
        message = f"the longest option is the key in {found.percent} of {found.trials} questions"
        yield Finding(("questions",), f"{message}; lengthen wrong options or shorten keys")


BANK302 = Rule(
    "BANK302",
    "warning",
    Why(
        title="The longest option is the key",
        reason="Writers qualify what has to be right. In one question that proves nothing; over a "
        "bank it is a strategy. One-sided binomial at 1 %, at least ten points above chance, at "
        "least 20 questions with one longest option.",
        mend="Lengthen wrong options or shorten keys until a guess by length gains nothing.",
        source=f"{haladyna('24')} and 28d; {TRIVIA}",
    ),
    _findings,
)
