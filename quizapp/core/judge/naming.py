"""Which treaty, which name, whose name: the verdicts over treaties and designations."""

from quizapp.core.judge import kin
from quizapp.core.judge.verdict import Verdict, called, fails, holds, unclear
from quizapp.core.ledger import Designation, Ledger, Treaty, Weapon
from quizapp.core.query import UNSAID, Query

OTHER_TREATIES = (
    "Treaty on the Non-Proliferation of Nuclear Weapons",
    "Comprehensive Nuclear-Test-Ban Treaty",
    "Anti-Ballistic Missile Treaty",
    "New START",
    "Treaty on Open Skies",
    "Outer Space Treaty",
    "Chemical Weapons Convention",
    "Treaty on Conventional Armed Forces in Europe",
)
"""Agreements of their own, by the titles of the UN Office for Disarmament Affairs' treaty database
(treaties.unoda.org): where a ledger has none of them, none is another name of one that it has."""


def treaty(ledger: Ledger, query: Query, option: str) -> Verdict:
    """Whether this is the treaty that the claim is about."""
    claim = ledger.claim(query.claim or "")
    assert claim is not None
    known = {n: t for t in _treaties(ledger) for n in (t.id, t.name, *t.aliases)}
    short = {t.abbreviation: t for t in _treaties(ledger) if t.abbreviation}
    found = (known | short).get(option)
    if found is None:
        if option in OTHER_TREATIES:
            return fails(f"the article does not mention the {option}")
        return unclear(f"the ledger knows no treaty “{option}”")
    if kin.leaves_open(claim, "content"):
        return unclear("the article does not say what exactly is meant")
    if found.id not in claim.entities:
        return fails(f"this is not about the {found.name}")
    if option in short and found.abbreviation_basis != "source":
        return unclear(f"the article never uses the abbreviation {found.abbreviation}")
    return holds(f"it is about the {found.name}")


def _treaties(ledger: Ledger) -> list[Treaty]:
    return [e for e in ledger.entities if isinstance(e, Treaty)]


def designation(ledger: Ledger, query: Query, option: str) -> Verdict:
    """Whether the weapon is called so; given a name and no weapon, whether this weapon is."""
    if query.weapon is None:
        return _bearer(ledger, query.name or "", option)
    weapon = ledger.entity(query.weapon)
    if not isinstance(weapon, Weapon):
        return unclear(f"the ledger knows no weapon “{query.weapon}”")
    label = nato_label(weapon)
    if option == UNSAID:
        if label:
            return fails(f"NATO’s label for it is {label}")
        return holds(f"the article gives no label of NATO’s for {weapon.name}")
    if option.casefold() not in _names(weapon):
        if option.casefold() in _all_names(ledger):
            return fails(f"“{option}” belongs to another weapon")
        return unclear(f"the ledger does not know the name “{option}”")
    if query.system is None or (query.system == "nato" and option == label):
        return holds(f"“{option}” is what it is called here")
    return _under(weapon, query.system, option)


def _under(weapon: Weapon, system: str, option: str) -> Verdict:
    """The verdict on a weapon's own name, where names of one sort are asked for.

    A code has figures in it. Whether something without a word of its own is a code or a name is
    not always for the source to say.
    """
    if system == "nato":
        if any(option == d.value for d in weapon.designations if is_natos(d)):
            return unclear(f"“{option}” is a part of NATO’s label for it")
        return fails(f"“{option}” is the same missile, but not what NATO calls it")
    if any(option == d.value and d.system == system for d in weapon.designations):
        return holds(f"“{option}” is its {system.replace('-', ' ')}")
    if system.startswith("nato") and not any(
        option == d.value and is_natos(d) for d in weapon.designations
    ):
        return fails(f"“{option}” is the same missile, but not what NATO calls it")
    if system == "nato-code" and not any(letter.isdigit() for letter in option):
        return fails(f"“{option}” is a word and not a code")
    return unclear(f"the article does not tell codes from names (“{option}”)")


def _bearer(ledger: Ledger, name: str, option: str) -> Verdict:
    """Whether this weapon bears the name."""
    weapon = ledger.entity(option)
    if not isinstance(weapon, Weapon):
        return unclear(f"the ledger knows no weapon “{option}”")
    if name.casefold() in _names(weapon):
        return holds(f"{name} is a name of {weapon.name}")
    if name.casefold() not in _all_names(ledger):
        return unclear(f"the ledger does not know the name “{name}”")
    return fails(f"{name} is not a name of {weapon.name}")


def is_natos(name: Designation) -> bool:
    """Whether NATO gave this name."""
    return name.system.startswith("nato")


def nato_label(weapon: Weapon) -> str:
    """All that NATO calls it, code before name; empty where nothing is given."""
    given = [d for d in weapon.designations if is_natos(d) and d.basis == "source"]
    return " ".join(d.value for d in sorted(given, key=_code_first))


def _code_first(name: Designation) -> str:
    return name.system  # "nato-code" before "nato-name"


def _names(weapon: Weapon) -> set[str]:
    """Everything that a weapon is called, in small letters."""
    given = (weapon.name, nato_label(weapon), *(d.value for d in weapon.designations))
    return {name.casefold() for name in given if name}


def _all_names(ledger: Ledger) -> set[str]:
    weapons = (e for e in ledger.entities if isinstance(e, Weapon))
    return {name for weapon in weapons for name in _names(weapon)}


def scheme(ledger: Ledger, query: Query, option: str) -> Verdict:
    """Whether the name is one of this body's.

    Who uses a name is what the naming claims say: their chain names the namer. A name whose scheme
    is outside knowledge has no owner here (rule 4).
    """
    weapons = [e for e in ledger.entities if isinstance(e, Weapon)]
    asked = (query.name or "").casefold()
    found = [(w, d) for w in weapons for d in w.designations if asked == d.value.casefold()]
    found = found or [(w, d) for w in weapons if asked == nato_label(w).casefold()
                      for d in w.designations if is_natos(d)]  # fmt: skip
    if not found:
        return unclear(f"the ledger does not know the name “{query.name}”")
    namers = _namers(ledger, found[0][0]) if is_natos(found[0][1]) else set()
    if not namers:
        if option == UNSAID:
            return holds(f"the article does not say whose name {query.name} is")
        weapon = found[0][0]
        if option in _namers(ledger, weapon):
            return fails(f"{called(ledger, option)} calls it something else")
        makers = {weapon.owner, weapon.developer, *_named_with(ledger, weapon)} - {None}
        if option in makers or any(kin.are_kin(ledger, m, option) for m in makers if m):
            return unclear(f"the article does not say whose name {query.name} is")
        return fails(f"nothing ties {called(ledger, option)} to this name")
    if option in namers:
        return holds(f"the article gives {query.name} as what {called(ledger, option)} says")
    if any(kin.are_kin(ledger, namer, option) for namer in namers):
        return unclear(f"{called(ledger, option)} is close to who uses this name")
    return fails(f"the article gives {query.name} as somebody else’s name")


def _named_with(ledger: Ledger, weapon: Weapon) -> set[str]:
    """Whatever else the claims on its name speak of."""
    naming = (c for c in ledger.claims if c.type == "naming" and weapon.id in c.entities)
    return {name for claim in naming for name in claim.entities}


def _namers(ledger: Ledger, weapon: Weapon) -> set[str]:
    """Who is said to have a name of their own for the weapon."""
    return {
        name
        for claim in ledger.claims
        if claim.type == "naming" and weapon.id in claim.entities
        for name in kin.sources(claim)
    }
