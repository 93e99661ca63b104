"""SAFE501: nothing about how a weapon is built, steered, based or how far it really reaches."""

import re
from collections.abc import Iterator

from quizapp.core.ledger import Weapon, names_of
from quizapp.lint.literature import HOUSE
from quizapp.lint.rule import Finding, Paper, Rule, Why

_ARMS = re.compile(r"\b(?:missile|warhead|weapon|bomb|rocket|torpedo|launcher|nuclear|munition)")
_DETAIL = re.compile(
    r"\b(?:\d[\d.,]*[\s-]?(?:(?:kilo|mega)tons?|[km]t)\b"
    r"|(?:explosive|warhead|nuclear|blast|bomb['’]?s?) yield|yields? of \d|blast radius"
    r"|(?:inertial|terminal|satellite|gps|glonass|tercom|radar|laser|infrared)[\s-]"
    r"(?:guid|hom|seek|navigat)\w*|guidance (?:system|unit|package|section)"
    r"|circular error|hit probability|seeker head|mach \d"
    r"|(?:are|is|was|were) (?:based|stationed|stored) (?:at|near|in)\b"
    r"|(?:launch|storage|deployment|basing) (?:site|base|position|coordinate)s?\b"
    r"|missile (?:silo|base|garrison)s?\b|\d{1,2}°\s?\d|implosion|explosive lens"
    r"|plutonium (?:pit|core)|tritium|critical mass|enriched to \d|fuel mixture)"
)
_TRACES = (
    "yield", "blast", "guid", "homing", "seek", "navigat", "circular error", "hit prob", "mach ",
    " based ", "stationed", "stored", " site", "position", "coordinate", "silo", "missile base",
    "garrison", "implosion", "explosive lens", "plutonium", "tritium", "critical mass",
    "enriched", "fuel mix", "ton", "kt", "mt", "km", "kilomet", "mile",
)  # fmt: skip
"""Without one of these no pattern fits: looked for first, since it is twenty times as quick."""

_REACH = re.compile(r"\b\d[\d.,]*[\s-]?(?:km|kilomet(?:re|er)s?|miles?|nautical miles?)\b")
_LIMIT = re.compile(
    r"\b(?:allow|ban|between|bound|cover|forbid|forbad|limit|outlaw|permit|prohibit|restrict"
    r"|threshold|treat(?:y|ies))"
)


def _findings(paper: Paper) -> Iterator[Finding]:
    weapons = _weapons(paper)
    likely = [trace for trace in _TRACES if trace in paper.traces]
    for anatomy in paper.questions:
        text, traces = anatomy.everything, anatomy.traces
        if next(filter(traces.__contains__, likely), None) is None and "°" not in text:
            continue
        if not (_DETAIL.search(text) or _REACH.search(text)) or not _is_about_arms(text, weapons):
            continue
        for part in anatomy.texts:
            text = part.text.casefold()
            match = _DETAIL.search(text) or _reach(text)
            if match:
                message = f"'{match[0]}' tells more of a weapon than the reader of news needs"
                advice = "leave it out; a range may be told as the limit in a treaty"
                yield Finding(part.path, f"{message}: {advice}")


def _reach(text: str) -> re.Match[str] | None:
    match = _REACH.search(text)
    return None if match and _LIMIT.search(text) else match


def _is_about_arms(text: str, weapons: tuple[str, ...]) -> bool:
    return bool(_ARMS.search(text)) or any(weapon in text for weapon in weapons)


def _weapons(paper: Paper) -> tuple[str, ...]:
    return tuple(
        name.casefold()
        for ledger in paper.own_ledgers
        for entity in ledger.entities
        if isinstance(entity, Weapon)
        for name in names_of(entity)
    )


SAFE501 = Rule(
    "SAFE501",
    "warning",
    Why(
        title="Operational detail of a weapon",
        reason="Yield, guidance, basing, speed and design teach nothing about reading news. A "
        "distance is fine where the text speaks of a limit, a ban or a treaty.",
        mend="Leave it out. Ask which weapon, under which name, by whose account.",
        source=HOUSE,
    ),
    _findings,
)
