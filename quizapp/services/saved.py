"""What a learner saved as a file (`store.exporting`), read back without trusting a word of it."""

from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

FILE_LIMIT = 8 * 1024 * 1024
"""Bytes: some 12,000 answers."""

Short = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Key = Annotated[str, StringConstraints(min_length=1, max_length=140)]
Given = dict[str, bool | str | list[str | list[str]]]
Count = Annotated[int, Field(ge=1, le=10**6)]


class _Row(BaseModel):
    """A row of a table; what it has besides is left aside."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)


class SavedReview(_Row):
    """As `store.cards.Review`, but what can be worked out again."""

    number: Count
    token: Short
    card: Key
    bank_digest: Short
    question_id: Short
    content_hash: Short
    seed: Short
    response: Given
    sure: Annotated[int, Field(ge=1, le=100)] | None
    elapsed_s: Annotated[float, Field(ge=0, le=10**6)] | None
    rating: Annotated[int, Field(ge=1, le=4)]
    reviewed_at: AwareDatetime
    day: Count
    due_day: Count
    undone_at: AwareDatetime | None


class SavedCard(_Row):
    """Of a card, what does not follow from its reviews."""

    key: Key
    is_suspended: bool


class SavedAttempt(_Row):
    """As `store.attempts.Attempt`."""

    id: Short
    bank_digest: Short
    bank_slug: Short
    question_ids: Annotated[list[Short], Field(min_length=1, max_length=1000)]
    seed: Short
    started_at: AwareDatetime
    finished_at: AwareDatetime | None
    is_test: bool
    ends_at: AwareDatetime | None


class SavedAnswer(_Row):
    """As `store.attempts.AttemptAnswer`."""

    attempt_id: Short
    position: Count
    content_hash: Short
    response: Given
    answered_at: AwareDatetime
    card: Key | None
    sure: Annotated[int, Field(ge=1, le=100)] | None


class SavedLearner(_Row):
    """What was chosen."""

    preferences: dict[str, str | int | float | bool]


class Saved(_Row):
    """A whole file."""

    schema_version: Annotated[int, Field(alias="schema", ge=1, le=1)]
    learner: Annotated[list[SavedLearner], Field(max_length=1)]
    card: list[SavedCard]
    review: list[SavedReview]
    attempt: list[SavedAttempt]
    attempt_answer: list[SavedAnswer]


class NoSavedFile(Exception):
    """What was sent is no file that was saved here."""

    def __init__(self) -> None:
        super().__init__(
            "That is not a file that was saved here, or it has been changed. Pick the one that "
            "“Save everything as a file” gave you."
        )


def read_saved(data: bytes) -> Saved:
    """The file's content. Raises NoSavedFile."""
    if b"\\u0000" in data:  # PostgreSQL takes no text that holds it
        raise NoSavedFile
    try:
        return Saved.model_validate_json(data)
    except ValidationError as fault:
        raise NoSavedFile from fault
