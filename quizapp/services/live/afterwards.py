"""What a player can do with a game that is over: practise alone what went wrong in it."""

from datetime import datetime

from quizapp.core.seats import Own
from quizapp.services import chance, study
from quizapp.services.live import log
from quizapp.services.live.room import Room, game_row
from quizapp.store.database import Session

MISSED = ("partly", "wrong", "none")
"""What is worth another look."""


def missed(room: Room, own: Own) -> list[str]:
    """The questions of the last quiz that this player did not have wholly right, in order."""
    questions = room.table.questions
    return [questions[r.number - 1].id for r in own.review if r.verdict in MISSED]


def practise_missed(
    session: Session, room: Room, own: Own, learner_id: str, now: datetime
) -> str | None:
    """Begin an attempt at those questions, as they were played; its id, None where there are none.

    Nothing in it says which player of the game the learner was.
    """
    ids = missed(room, own)
    if not ids:
        return None
    row = game_row(session, room.id)
    leg = log.legs_of(row, log.events_of(session, room.id))[-1]
    seed = chance.new_seed()
    return study.begin(session, learner_id, leg.bank_digest, leg.bank_slug, ids, seed, now)
