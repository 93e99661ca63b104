"""CUE216: a stem asks something."""

import re
from collections.abc import Iterator

from quizapp.lint.literature import haladyna
from quizapp.lint.rule import Finding, Paper, Rule, Why

_ASKS = re.compile(r"\?|_{2,}|…|\.{3}|\{\{|\[\[|:\s*$|[^.!\"”’)\s]\s*$")
"""A question mark, a gap, a colon at the end, or an end that is left open for the options."""

_ORDERS = re.compile(
    r"(?:^|[.:;!,]\s+|\b(?:and|then)\s+)(?:add|arrange|assemble|assign|build|calculate|check|choose"
    r"|click|compare|complete|correct|count|decide|describe|discuss|drag|enter|estimate|explain"
    r"|fill|find|finish|follow|give|group|guess|highlight|identify|indicate|judge|label|link|list"
    r"|look|mark|match|name|number|order|pair|pick|place|point|put|rank|rate|read|rearrange|say"
    r"|select|set|show|solve|sort|state|suggest|summari[sz]e|tap|tell|think|tick|translate|type"
    r"|underline|use|vote|write)\b",
    re.IGNORECASE,
)


def _findings(paper: Paper) -> Iterator[Finding]:
    for anatomy in paper.questions:
        text = anatomy.stem.text
        if not (anatomy.is_statement or _ASKS.search(text) or _ORDERS.search(text)):
            message = "this stem states something and asks nothing"
            advice = "ask ('Who ...?'), leave a gap ('____'), or tell what to do ('Match ...')"
            yield Finding(anatomy.stem.path, f"{message}; {advice}")


CUE216 = Rule(
    "CUE216",
    "warning",
    Why(
        title="A stem that is no question",
        reason="Who covers the options should still know what is wanted.",
        mend="Ask, leave a gap, or tell what to do. Statements belong to `true_false`.",
        source=f"{haladyna('14')} and 15",
    ),
    _findings,
)
