"""CUE220: questions with one key offer three to five options, and the same number throughout."""

from collections import Counter
from collections.abc import Iterator

from quizapp.lint.literature import haladyna
from quizapp.lint.rule import Finding, Paper, Rule, Why

FEWEST, MOST = 3, 5
BANK = 10
"""Questions with one key from which on a bank can be said to have a usual number of options."""


def _findings(paper: Paper) -> Iterator[Finding]:
    menus = [m for a in paper.questions for m in a.menus if m.takes_one and m.keys]
    counts = Counter(len(m.options) for m in menus)
    usual, share = counts.most_common(1)[0] if counts else (0, 0)
    has_usual = len(menus) >= BANK and share >= 0.9 * len(menus)
    for menu in menus:
        count, path = len(menu.options), menu.options[0].path[:-2]
        if count < FEWEST:
            message = f"{count} options leave a guess at one in {count}"
            yield Finding(path, f"{message}; add a believable one, or make it 'true_false'")
        elif count > MOST:
            message = f"{count} options are more than anybody finds believable wrong answers for"
            yield Finding(path, f"{message}; leave out what nobody would pick")
        elif has_usual and count < usual:
            message = f"{count} options where nearly all questions of this bank have {usual}"
            yield Finding(path, f"{message}; bring it into line, since it is easier to guess")


CUE220 = Rule(
    "CUE220",
    "warning",
    Why(
        title="Uneven number of options",
        reason="Three believable options are enough; more are seldom believed. Where nine in ten "
        "questions of a bank have the same number, one with fewer is easier to guess.",
        mend="Add a believable option, or leave out what nobody would pick.",
        source=f"{haladyna('18')}; M. C. Rodriguez, Three options are optimal (2005)",
    ),
    _findings,
)
