"""SRC102: the sources, claims and paragraphs that a bank names exist.

A claim answers to its aliases too. The paragraph has to be one where the claim stands.
"""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from quizapp.core.bank import Bank, Evidence
from quizapp.core.ledger import Ledger
from quizapp.lint.anatomy import Path
from quizapp.lint.literature import HOUSE
from quizapp.lint.rule import Finding, Paper, Rule, Why


def _findings(paper: Paper) -> Iterator[Finding]:
    bank, ledgers, claims = paper.bank, paper.ledgers, paper.claims
    for index, source in enumerate(bank.sources):
        if source not in ledgers:
            yield Finding(("sources", index), _no_source(source, ledgers))
    for number, question in enumerate(bank.questions):
        for index, evidence in enumerate(question.evidence):
            claim = claims.get((evidence.source or bank.sources[0], evidence.claim))
            if claim and evidence.paragraph in (None, claim.anchors[0].paragraph):
                continue  # nearly all of them
            path = ("questions", number, "evidence", index)
            yield from _of_evidence(evidence, bank, ledgers, path)


def _of_evidence(
    evidence: Evidence, bank: Bank, ledgers: Mapping[str, Ledger], path: Path
) -> Iterator[Finding]:
    source = evidence.source or bank.sources[0]
    if source not in ledgers:
        if evidence.source is not None:  # else it is reported where the bank lists it
            yield Finding((*path, "source"), _no_source(source, ledgers))
        return
    claim = ledgers[source].claim(evidence.claim)
    if claim is None:
        message = f"source '{source}' has no claim '{evidence.claim}'"
        yield Finding((*path, "claim"), f"{message}; look its id up in the source's ledger")
        return
    paragraphs = list(dict.fromkeys(anchor.paragraph for anchor in claim.anchors))
    if evidence.paragraph is not None and evidence.paragraph not in paragraphs:
        message = f"claim '{evidence.claim}' does not stand in paragraph '{evidence.paragraph}'"
        yield Finding((*path, "paragraph"), f"{message}; it stands in {', '.join(paragraphs)}")


def _no_source(source: str, ledgers: Mapping[str, Ledger]) -> str:
    close = get_close_matches(source, ledgers, n=1)
    hint = f"did you mean '{close[0]}'?" if close else "add its ledger, or name another"
    return f"there is no source '{source}'; {hint}"


SRC102 = Rule(
    "SRC102",
    "error",
    Why(
        title="Evidence that does not exist",
        reason="A question that names a missing source, claim or paragraph leads the reader "
        "nowhere.",
        mend="Look the id up in the ledger; a claim that was split keeps its old id as an alias. "
        "One that you deleted from a text of your own can be brought back there for 30 days.",
        source=HOUSE,
    ),
    _findings,
)
