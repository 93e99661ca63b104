"""Histories of a game in words, for the tests of what may follow what and of its clock."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import cast

from quizapp.core.game import Event, EventKind, Game, Leg, event_of, step
from quizapp.core.rules import Rules
from tests.world import seconds

BETWEEN = "asked>intro opened>open podium_shown>podium quiz_chosen>lobby rules_changed ended>ended"
ALLOWED = {  # written by hand from issue 4; `rules_changed` alone means that the phase stays
    "lobby": BETWEEN,
    "intro": "opened>open skipped>skipped paused resumed rules_changed ended>ended",
    "open": "closed>closed skipped>skipped paused resumed extended rules_changed ended>ended",
    "closed": "discussed>discuss revealed>revealed skipped>skipped rules_changed ended>ended",
    "discuss": "opened>open revealed>revealed skipped>skipped paused resumed extended "
    "rules_changed ended>ended",
    "revealed": f"board_shown>board lobby_shown>lobby {BETWEEN}",
    "skipped": f"lobby_shown>lobby {BETWEEN}",
    "board": f"lobby_shown>lobby {BETWEEN}",
    "podium": "lobby_shown>lobby quiz_chosen>lobby rules_changed ended>ended",
    "ended": "",
}
WAYS = {  # how to get into each phase, so that nearly everything that may follow may do so
    "lobby": "opened closed revealed lobby_shown",
    "intro": "asked",
    "open": "opened",
    "closed": "opened closed",
    "discuss": "opened closed discussed",
    "revealed": "opened closed revealed",
    "skipped": "opened skipped",
    "board": "opened closed revealed board_shown",
    "podium": "opened closed revealed board_shown podium_shown",
    "ended": "ended",
}
TWICE = Rules(votes=2)
NEXT_LEG = Leg("d2", "more", ("a", "b", "c"), "s2")


def moves() -> Iterator[tuple[tuple[str, str], str]]:
    """(phase, kind) -> the next phase, as written above."""
    for phase, words in ALLOWED.items():
        for word in words.split():
            kind, _, then = word.partition(">")
            yield (phase, kind), then or phase


HAND = dict(moves())


def whole(game: Game, kind: EventKind, at: datetime) -> Event:
    """An event of that kind with all that it needs."""
    event = event_of(game, kind, at)
    if kind == "extended":
        return replace(event, seconds=10)
    if kind == "rules_changed":
        return replace(event, rules=replace_rules(game.rules, ranking="never"))
    return replace(event, leg=NEXT_LEG) if kind == "quiz_chosen" else event


def replace_rules(rules: Rules, **changed: object) -> Rules:
    """The rules with these changes."""
    return Rules.of(rules.stored() | changed)


def played(way: str, *, questions: int = 3, rules: Rules = TWICE, game: Game | None = None) -> Game:
    """A game after these events, one a second; `kind@9` happens at second 9."""
    game = game or Game(questions=questions, rules=rules)
    for number, word in enumerate(way.split()):
        kind, _, at = word.partition("@")
        game, _ = step(game, whole(game, cast(EventKind, kind), seconds(float(at or number))))
    return game


def in_phase(phase: str, kind: str) -> Game:
    """A game in that phase; held where the clock is to go on."""
    game = played(WAYS[phase])
    return played("paused", game=game) if kind == "resumed" and (phase, kind) in HAND else game
