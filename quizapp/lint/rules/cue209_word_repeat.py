"""CUE209: a telling word of the stem does not come back in the key alone (clang)."""

from collections.abc import Iterator

from quizapp.lint.literature import haladyna
from quizapp.lint.names import name_stems
from quizapp.lint.rule import Finding, Paper, Rule, Why


def _findings(paper: Paper) -> Iterator[Finding]:
    names = name_stems(paper)
    for anatomy in paper.questions:
        for menu in anatomy.menus:
            if not menu.takes_one or not menu.keys:
                continue
            asked = anatomy.stem.topic - names
            shared = asked & menu.keys[0].topic
            for option in menu.distractors if shared else ():
                echo = asked & option.topic
                shared = shared - echo if echo <= menu.keys[0].topic else frozenset()
            telling = sorted(word for word in shared if len(word) >= 5)
            if telling:
                message = f"only the key repeats '{telling[0]}' from the stem"
                advice = "use another word, or let a wrong option repeat it too"
                yield Finding(menu.keys[0].path, f"{message}; {advice}")


CUE209 = Rule(
    "CUE209",
    "warning",
    Why(
        title="The key alone repeats the stem",
        reason="An echo leads to the key without knowledge. Names of a ledger's entities are left "
        "out: they have to come back.",
        mend="Use another word in one of the two, or let a wrong option repeat it as well.",
        source=haladyna("28b"),
    ),
    _findings,
)
