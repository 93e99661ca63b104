"""The judge of options: whether this answers that, by the ledger.

It is asked one option at a time and never learns which one is the key. The seven rules are those
of docs/decisions/0007-the-judge.md. A `fails` is a proof; where the ledger leaves any
room the verdict is `unclear`, and such an option is neither a key nor a distractor. The idea that
a knowledge base proves a distractor wrong is that of D. Seyler, M. Yahya & K. Berberich, "Knowledge
questions from knowledge graphs" (2017), and E. V. Vinu & P. S. Kumar, "A novel approach to generate
MCQs from domain ontology" (2015); that voices, relays and hedges have to be widened first is ours.
"""

from collections.abc import Callable

from quizapp.core.judge.manner import hedge, relation, stance
from quizapp.core.judge.naming import designation, scheme, treaty
from quizapp.core.judge.presence import earlier, order, stated
from quizapp.core.judge.retelling import part, voice_count
from quizapp.core.judge.verdict import Verdict
from quizapp.core.judge.voices import (
    addressee,
    content,
    position,
    quoted,
    relay,
    relayed_quote,
    speaker,
)
from quizapp.core.ledger import Ledger
from quizapp.core.query import Ask, Query

__all__ = ["Verdict", "judge"]

_ASKS: dict[Ask, Callable[[Ledger, Query, str], Verdict]] = {
    "speaker": speaker,
    "addressee": addressee,
    "relay": relay,
    "quoted": quoted,
    "relayed_quote": relayed_quote,
    "stance": stance,
    "hedge": hedge,
    "content": content,
    "relation": relation,
    "treaty": treaty,
    "designation": designation,
    "scheme": scheme,
    "earlier": earlier,
    "order": order,
    "position": position,
    "stated": stated,
    "part": part,
    "voices": voice_count,
}


def judge(ledger: Ledger, query: Query, option: str) -> Verdict:
    """Whether `option` answers `query` by this ledger, and why."""
    named = [c for c in (query.claim, query.other) if c is not None]
    missing = next((c for c in named if ledger.claim(c) is None), None)
    if missing:
        return Verdict("unclear", f"The ledger has no claim {missing}.")
    return _ASKS[query.ask](ledger, query, option)
