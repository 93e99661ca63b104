"""The log of a game: its events as rows, and the game that they add up to."""

from typing import Any

from quizapp.core.game import Event, Game, Leg, fold
from quizapp.core.rules import Rules
from quizapp.store import games
from quizapp.store.database import Session


def row_of(game_id: str, seq: int, event: Event) -> games.EventRow:
    """The event as a row."""
    return games.EventRow(
        game_id=game_id,
        seq=seq,
        kind=event.kind,
        round=event.round,
        at=event.at,
        change=_change(event),
    )


def legs_of(row: games.GameRow, events: list[Event]) -> list[Leg]:
    """The quizzes that were played in the room so far, the present one last."""
    first = Leg(row.bank_digest, row.bank_slug, tuple(row.question_ids), row.seed)
    return [first, *(e.leg for e in events if e.leg)]


def events_of(session: Session, game_id: str, since: int = 0) -> list[Event]:
    """The game's events after number `since`, in order."""
    return [_event(row) for row in games.events_of(session, game_id, since)]


def game_of(row: games.GameRow, events: list[Event]) -> Game:
    """The game as its log has it."""
    return fold(Game(questions=len(row.question_ids), rules=Rules.of(row.rules)), events)


def _change(event: Event) -> dict[str, Any] | None:
    if event.rules is not None:
        return {"rules": event.rules.stored()}
    if event.leg is not None:
        leg = event.leg
        return {
            "digest": leg.bank_digest,
            "slug": leg.bank_slug,
            "questions": list(leg.question_ids),
            "seed": leg.seed,
        }
    return {"seconds": event.seconds} if event.seconds else None


def _event(row: games.EventRow) -> Event:
    change = row.change or {}
    leg = None
    if "digest" in change:
        ids = tuple(change["questions"])
        leg = Leg(change["digest"], change["slug"], ids, change["seed"])
    return Event(
        kind=row.kind,  # type: ignore[arg-type]
        round=row.round,
        at=row.at,
        seconds=change.get("seconds", 0),
        rules=Rules.of(change["rules"]) if "rules" in change else None,
        leg=leg,
    )
