"""How a claim reaches the reader: the voices of its chain, put in order."""

from collections.abc import Iterator

from quizapp.core.citation import paragraph_label
from quizapp.core.generate.desk import Desk, Draft, Sheet, evidence, ordering, slot_id
from quizapp.core.generate.wording import chain, name, opened, sentence, step
from quizapp.core.judge import kin

_ASK = "At each step you can ask how that voice knows."


def whole_chain(desk: Desk) -> Iterator[Draft]:
    """The outlet and every voice behind it, outermost first."""
    for claim in desk.ledger.claims:
        for anchor in claim.anchors:
            is_sure = all(link.is_explicit and link.speaker for link in anchor.chain)
            if anchor.depth < 2 or not is_sure or kin.leaves_open(claim, "addressee"):
                continue
            sheet = Sheet(
                slot_id("chain", claim.id, anchor.paragraph),
                f"{opened(paragraph_label(anchor.paragraph))} hands on a claim: {sentence(claim)}. "
                "Put its voices in order, outermost first.",
                "attribution",
                f"{chain(desk.ledger, anchor)} {_ASK}",
                evidence(claim, anchor),
                "hard" if anchor.depth > 2 else "medium",
            )
            outlet = f"{opened(name(desk.ledger, desk.ledger.outlet))} printed it"
            yield ordering(sheet, [outlet, *(step(desk.ledger, link) for link in anchor.chain)])
