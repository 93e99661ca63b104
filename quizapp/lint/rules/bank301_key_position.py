"""BANK301: the key stands in each place of the file about equally often."""

from collections import Counter
from collections.abc import Iterator

from quizapp.lint.bias import FLOOR, LEVEL, menus_with_one_key
from quizapp.lint.literature import haladyna
from quizapp.lint.rule import Finding, Paper, Rule, Why
from quizapp.lint.statistics import chi_square_tail

EXPECTED = 5
"""Keys that chance gives each place; with fewer, chi-square is no approximation (Cochran 1954)."""


def _findings(paper: Paper) -> Iterator[Finding]:
    menus = menus_with_one_key(paper)
    sizes = Counter(len(menu.options) for menu in menus)
    for size in sorted(sizes):
        expected = sizes[size] / size
        if expected < EXPECTED:
            continue
        places = Counter(m.options.index(m.keys[0]) for m in menus if len(m.options) == size)
        statistic = sum((places[i] - expected) ** 2 / expected for i in range(size))
        place, most = places.most_common(1)[0]
        is_cue = most / sizes[size] >= 1 / size + FLOOR
        if is_cue and chi_square_tail(statistic, size - 1) < LEVEL:
            message = (
                f"of {sizes[size]} questions with {size} options the key of {most} is number "
                f"{place + 1}; shuffled on our pages, but not in every export: mix them"
            )
            yield Finding(("questions",), message)


BANK301 = Rule(
    "BANK301",
    "warning",
    Why(
        title="The key keeps to one place",
        reason="Our pages shuffle the options, so this is a hint on the file: printed or exported, "
        "it gives keys away. Chi-square at 1 %, at least ten points above chance, at least five "
        "keys expected in each place.",
        mend="Mix the order in the file.",
        source=haladyna("20"),
    ),
    _findings,
)
