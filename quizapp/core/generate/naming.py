"""Which treaty, which label, whose name: questions over treaties and weapons."""

import re
from collections.abc import Iterator

from quizapp.core.generate.desk import (
    Card,
    Desk,
    Draft,
    Sheet,
    evidence,
    matching,
    single,
    slot_id,
    true_false,
    typed,
)
from quizapp.core.generate.people import cards
from quizapp.core.generate.wording import chain, clause, name
from quizapp.core.judge.naming import OTHER_TREATIES, is_natos, nato_label
from quizapp.core.ledger import Body, Claim, Treaty, Weapon
from quizapp.core.query import UNSAID, Query

_SPEAKS_OF_ONE = re.compile(r"\b(?:treaty|agreement|pact)\b", re.IGNORECASE)
_CARRY = "News texts name a treaty once and then say agreement or pact: carry the name along."
_PAIR = "One weapon can go by several labels, so note them as a pair."
_NO_LABEL = Card(UNSAID, "The article gives none", is_fixed=True)


def treaty(desk: Desk) -> Iterator[Draft]:
    """Which treaty a claim means that does not name it."""
    for claim, found in _unnamed(desk):
        query = Query(ask="treaty", claim=claim.id)
        pool = [Card(found.id, found.name), *(Card(t, t) for t in OTHER_TREATIES[:5])]
        yield single(desk, _treaty_sheet(desk, "treaty", claim), query, found.id, pool)


def treaty_typed(desk: Desk) -> Iterator[Draft]:
    """The same: type its name."""
    for claim, found in _unnamed(desk):
        spelt = [found.name, *found.aliases, found.name.removesuffix(" Treaty")]
        if found.abbreviation:
            spelt += [found.abbreviation, f"{found.abbreviation} Treaty"]
        query = Query(ask="treaty", claim=claim.id)
        sheet = _treaty_sheet(desk, "treaty-typed", claim)
        pool = [Card(found.id, found.name), *(Card(t, t) for t in OTHER_TREATIES[:3])]
        yield typed(desk, sheet, query, {found.id: spelt}, pool)


def _unnamed(desk: Desk) -> Iterator[tuple[Claim, Treaty]]:
    """Claims that speak of a treaty without its name; of two, nobody could tell which is meant."""
    treaties = [e for e in desk.ledger.entities if isinstance(e, Treaty)]
    for claim in desk.ledger.claims:
        meant = [t for t in treaties if t.id in claim.entities and t.name not in claim.content]
        if len(meant) == 1 and _SPEAKS_OF_ONE.search(claim.content):
            yield claim, meant[0]


def _treaty_sheet(desk: Desk, template: str, claim: Claim) -> Sheet:
    ask = "Type its name in full or in short." if template.endswith("typed") else ""
    return Sheet(
        slot_id(template, claim.id),
        f"One claim in the article is that {clause(desk.ledger, claim)}. Which treaty is meant? "
        f"{ask}".strip(),
        "instrument",
        f"{chain(desk.ledger, claim.anchors[0])} {_CARRY}",
        evidence(claim),
        "medium",
    )


def label(desk: Desk) -> Iterator[Draft]:
    """What NATO calls a weapon."""
    weapons = [e for e in desk.ledger.entities if isinstance(e, Weapon)]
    names = dict.fromkeys(n for w in weapons for n in (nato_label(w), *_own(w)) if n)
    for weapon in weapons:
        sheet = _weapon_sheet(
            desk,
            slot_id("label", weapon.id),
            weapon,
            f"What does NATO call {name(desk.ledger, weapon.id)}, according to the article?",
        )
        query = Query(ask="designation", weapon=weapon.id, system="nato")
        pool = [*(Card(n, n) for n in names), _NO_LABEL]
        pool = [c for c in pool if c.text not in weapon.name]
        if sheet:
            yield single(desk, sheet, query, nato_label(weapon) or UNSAID, pool)


def label_typed(desk: Desk) -> Iterator[Draft]:
    """The same: type it."""
    weapons = [e for e in desk.ledger.entities if isinstance(e, Weapon)]
    for weapon in weapons:
        found = nato_label(weapon)
        sheet = _weapon_sheet(
            desk,
            slot_id("label-typed", weapon.id),
            weapon,
            f"Type NATO’s whole label for {name(desk.ledger, weapon.id)}, as the article gives it.",
        )
        query = Query(ask="designation", weapon=weapon.id, system="nato")
        pool = [Card(n, n) for w in weapons for n in (nato_label(w), *_parts(w)) if n]
        if sheet and found:
            yield typed(desk, sheet, query, {found: (found, f"NATO {found}")}, pool)


def bearer(desk: Desk) -> Iterator[Draft]:
    """Which weapon bears a label."""
    for weapon, value in _labels(desk):
        sheet = _weapon_sheet(
            desk,
            slot_id("bearer", weapon.id, value),
            weapon,
            f"To which weapon in the article does {_what(value)} {value} belong?",
        )
        pool = cards(desk, [e for e in desk.ledger.entities if isinstance(e, Weapon)])
        if sheet:
            yield single(desk, sheet, Query(ask="designation", name=value), weapon.id, pool)


def bearer_typed(desk: Desk) -> Iterator[Draft]:
    """The same: type what the article calls it besides."""
    for weapon, value in _labels(desk):
        own = _own(weapon)
        sheet = _weapon_sheet(
            desk,
            slot_id("bearer-typed", weapon.id, value),
            weapon,
            f"Type the other name or number that the article has for what NATO calls {value}.",
        )
        pool = cards(desk, [e for e in desk.ledger.entities if isinstance(e, Weapon)])
        spelt = (*own, weapon.name, *weapon.aliases)
        if sheet and own:
            query = Query(ask="designation", name=value)
            yield typed(
                desk, sheet, query, {weapon.id: spelt}, [c for c in pool if len(c.text) < 30]
            )


def label_match(desk: Desk) -> Iterator[Draft]:
    """Weapons with NATO's labels, and one that has none."""
    weapons = [e for e in desk.ledger.entities if isinstance(e, Weapon)]
    labelled = [w for w in weapons if nato_label(w)]
    for bare in [w for w in weapons if labelled and not nato_label(w)]:
        pairs = [
            (
                Query(ask="designation", weapon=w.id, system="nato"),
                name(desk.ledger, w.id),
                Card(nato_label(w) or UNSAID, nato_label(w) or "No label in the article"),
            )
            for w in (*labelled, bare)
        ]
        sheet = _weapon_sheet(
            desk,
            slot_id("label-match", labelled[0].id, bare.id),
            labelled[0],
            "Match each weapon with the label that the article gives as NATO’s.",
        )
        if sheet and len(pairs) > 2:
            yield matching(desk, sheet, pairs)


def scheme(desk: Desk) -> Iterator[Draft]:
    """Whose name it is."""
    bodies = [e for e in desk.ledger.entities if isinstance(e, Body)]
    for weapon in (e for e in desk.ledger.entities if isinstance(e, Weapon)):
        for designation in weapon.designations:
            value = designation.value
            query = Query(ask="scheme", name=value)
            keys = [e.id for e in bodies if desk.verdict(query, e.id).value == "holds"]
            sheet = _weapon_sheet(
                desk,
                slot_id("scheme", weapon.id, value),
                weapon,
                f"Whose name for the missile is {value}, going by the article alone?",
            )
            pool = (
                *cards(desk, bodies),
                Card(UNSAID, "The article leaves that open", is_fixed=True),
            )
            if sheet:
                yield single(desk, sheet, query, keys[0] if keys else UNSAID, pool)


def scheme_open(desk: Desk) -> Iterator[Draft]:
    """Whether it can be told whose name it is."""
    for weapon in (e for e in desk.ledger.entities if isinstance(e, Weapon)):
        for value in (d.value for d in weapon.designations):
            sheet = _weapon_sheet(
                desk,
                slot_id("scheme-open", weapon.id, value),
                weapon,
                f"The article leaves open whose name for the missile {value} is.",
            )
            if sheet:
                yield true_false(desk, sheet, Query(ask="scheme", name=value), UNSAID)


def _weapon_sheet(desk: Desk, slot: str, weapon: Weapon, stem: str) -> Sheet | None:
    """A sheet that rests on the claim that names the weapon, or speaks of it where none does."""
    own = [c for c in desk.ledger.claims if weapon.id in c.entities]
    own.sort(key=lambda c: c.type != "naming")
    if not own:
        return None
    return Sheet(
        slot,
        stem,
        "designation",
        f"{chain(desk.ledger, own[0].anchors[0])} {_PAIR}",
        evidence(own[0]),
        "medium",
    )


def _labels(desk: Desk) -> list[tuple[Weapon, str]]:
    """Each of NATO's labels, whole and in its parts, with its weapon."""
    found = []
    for weapon in (e for e in desk.ledger.entities if isinstance(e, Weapon)):
        parts = [d.value for d in weapon.designations if is_natos(d)]
        whole = [nato_label(weapon)] if len(parts) > 1 else []
        found += [(weapon, value) for value in (*parts, *whole)]
    return found


def _own(weapon: Weapon) -> list[str]:
    """Its names that are not NATO's."""
    return [d.value for d in weapon.designations if not is_natos(d)]


def _parts(weapon: Weapon) -> list[str]:
    return [d.value for d in weapon.designations]


def _what(value: str) -> str:
    return "the label" if any(c.isdigit() for c in value) else "the name"
