"""CUE214: two options differ by more than a slip of the pen."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from quizapp.lint.anatomy import Part
from quizapp.lint.literature import haladyna
from quizapp.lint.rule import Finding, Paper, Rule, Why
from quizapp.lint.words import distance

_AND = re.compile(r" (?:and|or|&) ")
_ORDER = re.compile(r"\b(?:order|rank|sequence|respective|first|correspond|before|after)")
"""What makes the order of names the very thing that is asked."""


def _findings(paper: Paper) -> Iterator[Finding]:
    for anatomy in paper.questions:
        asks_order = bool(_ORDER.search(anatomy.stem.own))
        if "spell" in anatomy.stem.own or "spelt" in anatomy.stem.own:
            continue
        for parts in anatomy.lists:
            near = [p for p in combinations(parts, 2) if _is_near(*p, asks_order=asks_order)]
            if len(near) == 1:  # several: then the letters or the order are what is asked
                one, other = near[0]
                message = f"'{other.text}' is hardly another answer than '{one.text}'"
                yield Finding(other.path, f"{message}; make them differ, or leave one out")


def _is_near(one: Part, other: Part, *, asks_order: bool) -> bool:
    if len(one.words) != len(other.words) or one.folded == other.folded:
        return False  # the same text is a matter of ITEM003
    if not asks_order and _are_the_same_names(one, other):
        return True
    return _differ_by_a_slip(one.words, other.words)


def _differ_by_a_slip(one: Sequence[str], other: Sequence[str]) -> bool:
    """One word differs, by one letter, neither at its start nor in a short word, code or number."""
    differing = [index for index, word in enumerate(one) if word != other[index]]
    if len(differing) != 1:
        return False
    a, b = one[differing[0]], other[differing[0]]
    return (
        min(len(a), len(b)) >= 7
        and abs(len(a) - len(b)) <= 1
        and a[:3] == b[:3]
        and not any(c.isdigit() for c in a + b)
        and distance(a, b, 1) == 1
    )


def _are_the_same_names(one: Part, other: Part) -> bool:
    """The same names in another order: "Russia and China", "China and Russia"."""
    ours = _AND.split(one.folded)
    return len(ours) == 2 and set(ours) == set(_AND.split(other.folded))


CUE214 = Rule(
    "CUE214",
    "warning",
    Why(
        title="Nearly the same option",
        reason="Options that differ by one letter, or list the same names in another order, test "
        "eyesight. Codes, numbers and short names are exempt: PTBT and CTBT differ on purpose.",
        mend="Make them differ, or leave one out.",
        source=haladyna("22"),
    ),
    _findings,
)
