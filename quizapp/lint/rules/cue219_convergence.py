"""CUE219: the key is not the option that shares most with the others."""

from collections import Counter
from collections.abc import Iterator

from quizapp.lint.anatomy import Menu
from quizapp.lint.literature import NBME_SHORT, haladyna
from quizapp.lint.rule import Finding, Paper, Rule, Why

LEAD = 1
"""How many sharings the key has to be ahead of every other option."""


def _findings(paper: Paper) -> Iterator[Finding]:
    for anatomy in paper.questions:
        for menu in anatomy.menus:
            if menu.takes_one and menu.keys and len(menu.options) >= 4 and converges(menu):
                message = "the key is put together from what the other options have in common"
                advice = "let the wrong options share as much with each other"
                yield Finding(menu.keys[0].path, f"{message}; {advice}")


def converges(menu: Menu) -> bool:
    """Whether the key shares clearly more words with the other options than any of them does."""
    count = Counter(word for option in menu.options for word in option.topic)
    key = menu.keys[0]
    several = {w for w in key.topic if 2 <= count[w] < len(menu.options)}
    if len(several) < 2:
        return False
    mates = [option.topic & several for option in menu.distractors]
    if any(mate == several for mate in mates):  # one neighbour with all of it explains it
        return False
    score = {
        o.path: sum(count[w] - 1 for w in o.topic if count[w] < len(menu.options))
        for o in menu.options
    }
    best = max(score[o.path] for o in menu.distractors)
    return score[key.path] >= best + LEAD


CUE219 = Rule(
    "CUE219",
    "warning",
    Why(
        title="Convergence on the key",
        reason="Writers vary the key to get wrong options, so the option that shares most with the "
        "others is the key. The rule fires where the key leads clearly.",
        mend="Let the wrong options share as much with each other as with the key.",
        source=f"{NBME_SHORT} (convergence strategy); {haladyna('28e')}",
    ),
    _findings,
)
