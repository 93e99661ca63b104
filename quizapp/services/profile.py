"""A learner's profile: what was chosen, carrying it to another device, export, deletion."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from pydantic import ValidationError

from quizapp.core.preferences import Preferences
from quizapp.services import chance
from quizapp.services.days import zones
from quizapp.store import attempts, exporting
from quizapp.store.database import Session

CODE_LASTS = timedelta(minutes=15)


class NoSuchCode(Exception):
    """The code is unknown, used up or too old; one cannot be told from the other."""

    def __init__(self) -> None:
        super().__init__(
            "That code does not work: it may have a slip in it, be older than 15 minutes, or have "
            "been used already. Make a new one on the other device."
        )


class HasProgress(Exception):
    """The device that takes a profile over has one already."""

    def __init__(self) -> None:
        super().__init__(
            "This device has progress of its own, which would be lost. Save it as a file and "
            "delete it first, then type the code again."
        )


class PreferencesRefused(Exception):
    """Something was chosen that there is not."""

    def __init__(self) -> None:
        super().__init__("One of these choices does not exist. Pick from the lists, then save.")


@dataclass(frozen=True)
class Carried:
    """A code to type on another device, and until when it works."""

    code: str
    expires_at: datetime


def preferences(session: Session, learner_id: str) -> Preferences:
    """What the learner chose, or what is usual."""
    return Preferences.of(attempts.preferences_of(session, learner_id))


def choose(
    session: Session, learner_id: str, changes: Mapping[str, Any], now: datetime
) -> Preferences:
    """Change some preferences; all of them as they are then. Raises PreferencesRefused."""
    known = preferences(session, learner_id).stored()
    try:
        chosen = Preferences.of({**known, **changes})
    except ValidationError as fault:
        raise PreferencesRefused from fault
    if chosen.zone not in zones():
        raise PreferencesRefused
    attempts.ensure_learner(session, learner_id, now)
    attempts.prefer(session, learner_id, chosen.stored())
    return chosen


def note_zone(session: Session, learner_id: str, zone: str, now: datetime) -> None:
    """Where the learner is, as the browser says; what is no zone is left aside."""
    if zone in zones() and zone != preferences(session, learner_id).zone:
        choose(session, learner_id, {"zone": zone}, now)


def new_code(session: Session, learner_id: str, now: datetime) -> Carried:
    """A code for another device; an earlier one works no more."""
    attempts.ensure_learner(session, learner_id, now)
    carried = Carried(chance.new_code(), now + CODE_LASTS)
    attempts.put_code(session, learner_id, chance.code_digest(carried.code), carried.expires_at)
    return carried


def take_over(session: Session, own_id: str, code: str, now: datetime) -> str:
    """The id of the profile that the code brings; the code is used up. NoSuchCode, HasProgress."""
    learner_id = attempts.take_code(session, chance.code_digest(code), now)
    if learner_id is None:
        raise NoSuchCode
    if learner_id != own_id and attempts.has_progress(session, own_id):
        raise HasProgress
    if learner_id != own_id:
        attempts.forget(session, own_id)  # it holds nothing but choices
    return learner_id


def export(session: Session, learner_id: str) -> dict[str, Any]:
    """All that is kept of the learner, as JSON values."""
    return exporting.rows_of(session, learner_id)


def forget(session: Session, learner_id: str) -> None:
    """Delete the profile with all that hangs on it."""
    attempts.forget(session, learner_id)
