"""Answers that a device kept until it was connected again; each counts exactly once.

What the device's clock says is never believed, only how long before sending an answer was given:
a clock that is a year off is off by the same at both ends. Between the moment at which the
question was packed and now it is taken as said.
"""

from datetime import datetime, timedelta
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from quizapp.core.answering import AnswerRefused
from quizapp.services import reviews, study
from quizapp.services.catalogue import Catalogue
from quizapp.services.feedback import sure_kept
from quizapp.services.reviews import Given, QuestionIsGone
from quizapp.services.study import NoSuchAttempt, TimeIsUp
from quizapp.services.tokens import Tokens
from quizapp.store.database import Session

AT_ONCE = 20
"""Answers of one request at most: each is a transaction."""
REFUSALS = (AnswerRefused, QuestionIsGone, NoSuchAttempt, TimeIsUp)
"""What ends an answer for good: to send it again would change nothing."""

Name = Annotated[str, StringConstraints(max_length=20)]
Words = Annotated[str, StringConstraints(max_length=700)]


class Queued(BaseModel):
    """An answer as a device sends it.

    `name` and `turn` as in `packs.Packed`; `ago_s`: so long before sending it was given.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    name: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    turn: Annotated[str, StringConstraints(max_length=2000)] | None
    fields: Annotated[dict[Name, list[Words]], Field(max_length=100)]
    ago_s: Annotated[float, Field(ge=0, le=10**9)]
    elapsed_s: Annotated[float, Field(ge=0, le=10**9)] | None


class Sent(BaseModel):
    """All of one request."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    answers: Annotated[list[Queued], Field(max_length=AT_ONCE)]


class NotReadable(Exception):
    """What was sent are no answers."""

    def __init__(self) -> None:
        super().__init__("Those answers could not be read. Reload the page and try again.")


def read_sent(data: bytes) -> list[Queued]:
    """The answers of a request. Raises NotReadable."""
    try:
        return Sent.model_validate_json(data).answers
    except ValidationError as fault:
        raise NotReadable from fault


def take(  # noqa: PLR0917
    session: Session,
    catalogue: Catalogue,
    tokens: Tokens,
    learner_id: str,
    queued: Queued,
    now: datetime,
) -> None:
    """Store the answer, unless it is stored already. Raises one of REFUSALS."""
    if queued.turn is None:
        _take_practice(session, catalogue, learner_id, queued, now)
        return
    turn = tokens.turn(queued.turn, learner_id)
    if turn is None or turn.name != queued.name:
        raise QuestionIsGone
    at = _at(queued, turn.shown_at, now)
    given = Given(queued.fields, at, queued.elapsed_s, sure_kept)
    reviews.store(session, catalogue, turn, given, now)


def _take_practice(
    session: Session, catalogue: Catalogue, learner_id: str, queued: Queued, now: datetime
) -> None:
    attempt_id, _, number = queued.name.rpartition("/")
    if not number.isascii() or not number.isdigit():
        raise NoSuchAttempt
    attempt, _, _ = study.load(session, catalogue.library, learner_id, attempt_id)
    if study.is_told_at_end(catalogue.library, attempt):
        raise NoSuchAttempt
    at = _at(queued, attempt.started_at, now)
    study.answer(
        session, catalogue.library, learner_id, attempt_id, int(number), queued.fields, at,
        read_sure=sure_kept,
    )  # fmt: skip


def _at(queued: Queued, earliest: datetime, now: datetime) -> datetime:
    """When it was given, as far as that can be."""
    span_s = max(0.0, (now - earliest).total_seconds())
    return now - timedelta(seconds=min(queued.ago_s, span_s))
