"""Faults planted in the shipped ledger, and that each is caught at its line and column."""

import re

import pytest

from quizapp import paths
from quizapp.core.coherence import comes_before, faults
from quizapp.formats.house import read_ledger
from tests.shipped import LEDGER

PATH = paths.questions_dir() / "sources" / "missile-offer.yaml"
SOUND = PATH.read_text("utf-8")


def after(start, old, new):
    """The ledger with the first `old` behind `start` replaced; and the line where it stood."""
    index = SOUND.index(old, SOUND.index(start))
    return SOUND[:index] + new + SOUND[index + len(old) :]


def claim(claim_id, old, new):
    return after(f"  - id: {claim_id}\n", old, new)


PLANTED = {
    # what: the damaged text, the line that has to be pointed at, part of the message
    "a relay that is no medium": (
        claim("C27", "speaker: tass, role", "speaker: trump, role"),
        "speaker: trump, role",
        "C27: only an outlet relays",
    ),
    "an attributed claim without a chain": (
        claim("C14", "stance: asserted", "stance: attributed"),
        "      - paragraph: p5",
        "C14 is attributed: say in 'chain'",
    ),
    "an asserted claim with a chain": (
        claim("C18", "stance: attributed", "stance: asserted"),
        "{speaker: russia, cue: has said",
        "C18 is asserted by the outlet itself",
    ),
    "an asserted claim that is not certain": (
        claim("C14", "factuality: CT+", "factuality: PS+"),
        "factuality: PS+",
        "C14 is asserted, so its factuality is CT+",
    ),
    "a doubted claim that is certain": (
        claim("C32", "factuality: PS-", "factuality: CT+"),
        "factuality: CT+",
        "C32 is doubted, so its factuality cannot be CT+",
    ),
    "a hedged claim without a hedge": (
        claim("C25", "    hedges: [may have]\n", ""),
        "stance: hedged",
        "C25 is hedged: give the words",
    ),
    "a disputed claim in no dispute": (
        claim("C28", "stance: attributed", "stance: disputed").replace(", C27, C28]", ", C27]"),
        "stance: disputed",
        "C28 is disputed: put it into a balance group",
    ),
    "a claim on two sides": (
        SOUND.replace("claims: [C10, C32]", "claims: [C10, C32, C05]"),
        "id: offer-and-refusal",
        "claim C05 is on two sides",
    ),
    "a quotation where the claim does not stand": (
        claim("C27", "paragraph: p8\n        relay", "paragraph: p9\n        relay"),
        "paragraph: p9",
        "C27 does not stand in p9",
    ),
    "a quotation by somebody outside the chain": (
        claim("C27", "      - speaker: putin", "      - speaker: trump"),
        "- speaker: trump",
        "C27: 'trump' is in no chain in p8",
    ),
    "a quotation through another relay": (
        claim("C27", "        relay: tass", "        relay: reuters"),
        "relay: reuters",
        "C27: the chain in p8 names tass as relay",
    ),
    "a quotation through a relay that there is not": (
        claim("C33", "        paragraph: p10\n", "        paragraph: p10\n        relay: tass\n"),
        "relay: tass",
        "C33: the chain in p10 names none as relay",
    ),
    "a relation to itself": (
        claim("C24", "{type: contradicts, claim: C25}", "{type: contradicts, claim: C24}"),
        "{type: contradicts, claim: C24}",
        "C24: a claim stands in no relation to itself",
    ),
    "openness without an ambiguity": (
        claim("C14", "    entities:", "    open: [speaker]\n    entities:"),
        "open: [speaker]",
        "C14: say in 'ambiguous' what can be read in two ways",
    ),
    "somebody who tells themselves": (
        claim("C03", "addressee: trump", "addressee: putin"),
        "addressee: putin",
        "C03: 'putin' is told what it says itself",
    ),
    "an event that speaks": (
        claim("C18", "speaker: russia", "speaker: accident"),
        "speaker: accident",
        "C18: 'accident' is of kind event and can neither speak nor listen",
    ),
    "a circle in the order of events": (
        SOUND.replace("[accident, tweet] ", "[tweet, accident]\n  - [accident, tweet] "),
        "[tweet, accident]",
        "come before each other",
    ),
    "an order of something else than events": (
        SOUND.replace("  - [accident, tweet] ", "  - [accident, trump] "),
        "[accident, trump]",
        "'trump' is of kind person; only events have an order",
    ),
    "a hint at what is stated": (
        SOUND.replace("  - [us-test, reply-to-voa]\n", "  - [accident, tweet]\n"),
        "  - [accident, tweet]\n",
        "is stated, and no mere hint",
    ),
    "a name that two entities share": (
        after("  - id: russia\n", "      - Moscow", "      - Washington"),
        "name: the United States",
        "us: 'Washington' is a name of 'russia' too",
    ),
    "a spokesman of no body": (
        after("  - id: putin\n", "speaks_for: russia", "speaks_for: trump"),
        "speaks_for: trump",
        "putin: 'trump' is of kind person; speaks_for names a body",
    ),
    "an outlet that is none": (
        SOUND.replace("outlet: business-insider\n", "outlet: nato\n"),
        "outlet: nato",
        "the outlet 'nato' is no entity of kind 'outlet'",
    ),
    "a paragraph without a claim": (
        SOUND.replace(
            "      - paragraph: p14\n        start: 0\n        end: 31\n",
            "      - paragraph: p13\n        start: 0\n        end: 31\n",
        ).replace("id: p14, kind: credit", "id: p14, kind: body"),
        "{id: p14",
        "no claim stands in p14",
    ),
}


def test_the_shipped_ledger_is_coherent():
    assert list(faults(LEDGER)) == []


def test_there_are_at_least_16_kinds_of_damage():
    assert len(PLANTED) >= 16
    assert all(text != SOUND for text, _, _ in PLANTED.values())


@pytest.mark.parametrize("what", PLANTED)
def test_a_planted_fault_is_caught_where_it_stands(what):
    text, line_part, message = PLANTED[what]

    found = read_ledger(text.encode(), "missile-offer.yaml")

    problem = next((p for p in found.problems if message in p.message), None)
    assert problem, [str(p) for p in found.problems]
    lines = text.splitlines()
    near = "\n".join(lines[problem.line - 1 : problem.line + 4])
    assert line_part.strip("\n") in near or line_part in f"{near}\n", (problem.line, near)
    assert problem.column >= 1
    assert re.match(r"missile-offer\.yaml:\d+:\d+: (error|warning) LEDGER01[45] ", str(problem))


def test_one_fault_is_told_once():
    text, _, _ = PLANTED["a relay that is no medium"]

    codes = [p.code for p in read_ledger(text.encode(), "missile-offer.yaml").problems]

    assert codes.count("LEDGER014") <= 2  # the quotation's relay goes with it


def test_a_warning_leaves_the_ledger_in_use():
    text, _, _ = PLANTED["a paragraph without a claim"]

    found = read_ledger(text.encode(), "missile-offer.yaml")

    assert found.ledger
    assert [p.severity for p in found.problems] == ["warning"]


def test_an_order_follows_step_by_step_and_in_one_direction():
    assert comes_before(LEDGER, "9m729-development", "us-test")
    assert not comes_before(LEDGER, "us-test", "9m729-development")
    assert not comes_before(LEDGER, "us-test", "accident")
