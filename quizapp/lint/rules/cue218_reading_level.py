"""CUE218: stem and options are not harder to read than the source."""

import re
from collections.abc import Iterator

from quizapp.lint.anatomy import Anatomy
from quizapp.lint.literature import haladyna
from quizapp.lint.rule import Finding, Paper, Rule, Why

HARDEST = 65
"""Björnsson's scale: below 30 very easy, 40 to 50 newspapers, above 60 very difficult."""

FEWEST = 30
"""Words below which the index jumps about too much to mean anything."""

_LONG = re.compile(r"(?:^|\b[^\W\dA-Z_])\w{6,}")
_SENTENCE_END = re.compile(r"[.?!:;](?=\s|$)")


def _findings(paper: Paper) -> Iterator[Finding]:
    for anatomy in paper.questions:
        count = sum([len(part.words) for part in anatomy.shown])
        long = sum([len(w) > 6 for part in anatomy.shown for w in part.words])
        if count < FEWEST or count / len(anatomy.shown) + 100 * long / count <= HARDEST:
            continue  # it cannot be higher: there are no fewer sentences and no more long words
        index = lix(anatomy)
        if index > HARDEST:
            message = f"reading index {index:.0f} (LIX; newspapers have 40 to 50)"
            yield Finding(anatomy.stem.path, f"{message}; shorter sentences, shorter words")


def lix(anatomy: Anatomy) -> float:
    """Words a sentence plus the percentage of words of more than six letters.

    C. H. Björnsson, Läsbarhet (1968). Each option counts as a sentence. Names (a capital after
    the first word) are not counted as long, since nobody can shorten them.
    """
    texts = [part.text for part in anatomy.shown]
    sentences = sum(max(1, len(_SENTENCE_END.findall(text))) for text in texts)
    count = sum(len(part.words) for part in anatomy.shown)
    long = sum(len(_LONG.findall(text)) for text in texts)
    return count / sentences + 100 * long / count


CUE218 = Rule(
    "CUE218",
    "warning",
    Why(
        title="Hard to read",
        reason="A question should be no harder to read than the source. The index is rough, so "
        f"only texts of {FEWEST} words and more with a LIX above {HARDEST} are named.",
        mend="Shorter sentences, shorter words.",
        source=f"{haladyna('8')}; C. H. Björnsson, Läsbarhet (1968)",
    ),
    _findings,
)
