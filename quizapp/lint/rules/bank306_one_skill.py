"""BANK306: a bank over a source trains more than one skill."""

from collections import Counter
from collections.abc import Iterator

from quizapp.lint.rule import Finding, Paper, Rule, Why

FEWEST, MOST = 10, 0.8


def _findings(paper: Paper) -> Iterator[Finding]:
    questions = paper.bank.questions
    if not paper.bank.sources or len(questions) < FEWEST:
        return
    skill, count = Counter(q.skill for q in questions).most_common(1)[0]
    if count > MOST * len(questions):
        message = f"{count} of {len(questions)} questions train '{skill}'"
        advice = "mix in others; and see that each names its own skill"
        yield Finding(("questions",), f"{message}; {advice}")


BANK306 = Rule(
    "BANK306",
    "warning",
    Why(
        title="One skill only",
        reason="A bank may lean to a skill, but one that has nothing else is practised in a block: "
        "the learner never has to see which skill is called for. Above "
        f"{MOST:.0%} of at least {FEWEST} questions; banks without a source are not looked at.",
        mend="Mix in questions of other skills; name the skill of each question.",
        source="Rohrer & Taylor, The shuffling of mathematics problems improves learning (2007)",
    ),
    _findings,
)
