"""A ledger whose ids all lead somewhere, and what is said of one whose do not."""

import pytest
import yaml
from pydantic import ValidationError

from quizapp.core.ledger import Ledger
from tests import world


def tupled(node):
    """Lists as tuples: the values are strict and hold tuples only."""
    if isinstance(node, dict):
        return {name: tupled(part) for name, part in node.items()}
    return tuple(map(tupled, node)) if isinstance(node, list) else node


def ledger_with(*path, value):
    """The small ledger with one part changed; `path` leads to it."""
    fields = yaml.safe_load(world.LEDGER)
    part = fields
    for name in path[:-1]:
        part = part[name]
    part[path[-1]] = value
    return Ledger.model_validate(tupled(fields))


def test_a_claim_answers_to_its_id_and_its_aliases():
    ledger = world.ledger()

    assert ledger.claim("C02") == ledger.claim("C09") == ledger.claims[1]
    assert ledger.claim("C03") is None


def test_an_entity_is_found_by_its_id():
    entity = world.ledger().entity("reuters")

    assert entity
    assert (entity.kind, entity.name) == ("outlet", "Reuters")
    assert world.ledger().entity("tass") is None


def test_a_changed_copy_finds_what_it_has_itself():
    ledger = world.ledger()
    claim = ledger.claims[0]
    assert ledger.claim(claim.id) is claim

    copy = ledger.model_copy(update={"claims": ledger.claims[1:]})

    assert copy.claim(claim.id) is None
    assert ledger.claim(claim.id) is claim


def test_an_entity_is_found_by_any_of_its_names_however_they_are_written():
    ledger = world.ledger()
    entity = ledger.entities[0]

    assert ledger.entity_called(f"“{entity.name.upper()}.”") is entity
    assert ledger.entity_called("nobody of that name") is None


def test_a_claim_stands_in_the_paragraph_asked_for_or_in_its_first():
    claim = world.ledger().claims[0]

    assert claim.anchor("b1").paragraph == "b1"
    assert claim.anchor("p2").paragraph == "p1"
    assert claim.anchor(None).paragraph == "p1"


def test_depth_counts_the_acts_of_speech():
    anchors = world.ledger().claims[0].anchors

    assert [(a.paragraph, a.depth) for a in anchors] == [("p1", 2), ("b1", 0)]


def test_a_relation_may_name_a_claim_by_its_alias():
    relation = {"type": "supports", "claim": "C09"}

    assert ledger_with("claims", 0, "relations", value=[relation])


# Refusals


ANCHOR = {"paragraph": "p1", "start": 0, "end": 9, "sha256": "0123456789abcdef"}


def link(**fields):
    said = {"speaker": "minister", "cue": "said", "cue_type": "say", **fields}
    return [{**ANCHOR, "chain": [said]}]


def quote(**fields):
    return [{"speaker": "minister", "text": "So.", "paragraph": "p1", **fields}]


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("entities", 0, "id"), "reuters", "two entity entries share the id 'reuters'"),
        (("paragraphs", 0, "id"), "p1", "two paragraph entries share the id 'p1'"),
        (("claims", 1, "id"), "C01", "two claim entries share the id 'C01'"),
        (("claims", 1, "aliases"), ["C01"], "two claim entries share the id 'C01'"),
        (("claims", 0, "held_by"), {"tass": "CT+"}, "C01: no entity 'tass'"),
        (("claims", 0, "entities"), ["tass"], "C01: no entity 'tass'"),
        (("claims", 0, "quotes"), quote(speaker="tass"), "C01: no entity 'tass'"),
        (("claims", 0, "quotes"), quote(relay="tass"), "C01: no entity 'tass'"),
        (("claims", 0, "quotes"), quote(paragraph="p9"), "C01: no paragraph 'p9'"),
        (("claims", 0, "anchors"), link(speaker="tass"), "C01: no entity 'tass'"),
        (("claims", 0, "anchors"), link(addressee="tass"), "C01: no entity 'tass'"),
        (("claims", 0, "anchors"), link(with_speakers=["tass"]), "C01: no entity 'tass'"),
        (("claims", 1, "relations", 0, "claim"), "C03", "C02: no claim 'C03'"),
        (("claims", 1, "anchors", 0, "paragraph"), "p9", "C02: no paragraph 'p9'"),
        (("claims", 1, "anchors", 0, "end"), 115, "the anchor 0 to 115 is not within p1"),
        (("claims", 0, "anchors", 0, "start"), 114, "the anchor 114 to 114 is not within p1"),
        (("event_order",), [["talks", "minister"]], "event order: no entity 'talks'"),
        (("entities", 2, "speaks_for"), "ruritania", "minister: no entity 'ruritania'"),
        (("entities", 0, "owned_by"), "ruritania", "the-wire: no entity 'ruritania'"),
        (("entities", 5, "members"), ["ruritania"], "utopia: no entity 'ruritania'"),
    ],
)
def test_an_id_that_leads_nowhere_is_refused(path, value, message):
    with pytest.raises(ValidationError, match=message):
        ledger_with(*path, value=value)


@pytest.mark.parametrize(
    ("field", "message"),
    [("parties", "ban: no entity 'ruritania'"), ("abbreviation_basis", "Input should be 'source'")],
)
def test_a_treaty_whose_parties_are_unknown_is_refused(field, message):
    value = ["ruritania"] if field == "parties" else "rumour"
    treaty = {"id": "ban", "kind": "treaty", "name": "The ban", field: value}
    entities = [*yaml.safe_load(world.LEDGER)["entities"], treaty]

    with pytest.raises(ValidationError, match=message):
        ledger_with("entities", value=entities)


@pytest.mark.parametrize("field", ["owner", "developer"])
def test_a_weapon_of_an_unknown_maker_is_refused(field):
    weapon = {"id": "rocket", "kind": "weapon", "name": "The rocket", field: "ruritania"}
    entities = [*yaml.safe_load(world.LEDGER)["entities"], weapon]

    with pytest.raises(ValidationError, match="rocket: no entity 'ruritania'"):
        ledger_with("entities", value=entities)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("by", ["tass"], "when: no entity 'tass'"),
        ("claims", ["C05"], "when: no claim 'C05'"),
    ],
)
def test_a_side_of_an_issue_that_leads_nowhere_is_refused(field, value, message):
    one = {"by": ["minister"], "claims": ["C01"]}
    group = {"id": "when", "issue": "When?", "positions": [one, {**one, field: value}]}

    with pytest.raises(ValidationError, match=message):
        ledger_with("balance_groups", value=[group])


def test_all_faults_are_told_at_once():
    held_by = {"tass": "CT+", "ria": "CT+"}

    with pytest.raises(ValidationError, match="no entity 'ria'; C01: no entity 'tass'"):
        ledger_with("claims", 0, "held_by", value=held_by)
