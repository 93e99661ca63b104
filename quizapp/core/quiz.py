"""A quiz: which questions to draw from which banks, and how to play them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from quizapp.core.bank import Bank, Question
from quizapp.core.question import Difficulty, Evidence, Original, Skill
from quizapp.core.shuffle import order, ranked
from quizapp.core.value import Line, Slug, Text, Value


class Draw(Value):
    """So many questions of a bank; of these skills and difficulties, or of any where none is named.

    No question is drawn twice, also where two draws could both have it.
    """

    bank: Slug
    count: Annotated[int, Field(ge=1, le=50)]
    skills: tuple[Skill, ...] = ()
    difficulty: tuple[Difficulty, ...] = ()

    def takes(self, question: Question) -> bool:
        """Whether the question may be drawn."""
        return (not self.skills or question.skill in self.skills) and (
            not self.difficulty or question.difficulty in self.difficulty
        )


class Quiz(Value):
    """A quiz as its file says it; `id` is the file's name without the ending.

    `order`: `shuffled`, or `as_listed` for one draw after the other. `limit_s`: seconds for each
    question of a game, unless its host says otherwise. `feedback`: after each answer, or at the
    end only (who practises alone; in a game the host reveals).
    """

    schema_version: Annotated[int, Field(alias="schema", ge=1, le=1)]
    id: Slug
    title: Line
    description: Text
    draws: Annotated[tuple[Draw, ...], Field(min_length=1, max_length=12)]
    order: Literal["shuffled", "as_listed"] = "shuffled"
    limit_s: Literal[10, 20, 30, 45, 60, 90, 120] | None = None
    feedback: Literal["each", "end"] = "each"

    @property
    def count(self) -> int:
        """How many questions are asked."""
        return sum(draw.count for draw in self.draws)


class CannotDraw(Exception):
    """A draw that the banks cannot give; `draw` is its position, from 0."""

    def __init__(self, draw: int, message: str) -> None:
        super().__init__(message)
        self.draw = draw


@dataclass(frozen=True)
class Pool:
    """What a quiz draws from, as one bank; `draws` has the ids that each draw may take."""

    bank: Bank
    draws: tuple[tuple[str, ...], ...]

    def drawn(self, quiz: Quiz, seed: str) -> list[str]:
        """The ids of the questions to ask, in the order that `seed` gives."""
        picked: list[str] = []
        for draw, ids in zip(quiz.draws, self.draws, strict=True):
            free = [i for i in ids if i not in picked]
            picked += ranked(free, seed)[: draw.count]
        if quiz.order == "shuffled":
            return [picked[n] for n in order(len(picked), seed)]
        return picked


def pool(quiz: Quiz, banks: Mapping[str, Bank]) -> Pool:
    """All questions that the quiz may ask. Raises CannotDraw."""
    found: dict[tuple[str, str], Question] = {}
    ids: dict[tuple[str, str], str] = {}
    draws = []
    for number, draw in enumerate(quiz.draws):
        bank = banks.get(draw.bank)
        if bank is None:
            raise CannotDraw(number, f"there is no bank '{draw.bank}' here")
        taken = [question for question in bank.asked if draw.takes(question)]
        needed = sum(d.count for d in quiz.draws[: number + 1] if d.bank == draw.bank)
        if len(taken) < needed:
            raise CannotDraw(
                number,
                f"'{draw.bank}' has {len(taken)} such questions, and {needed} are drawn from it "
                "up to here; ask for fewer, or for more skills and difficulties",
            )
        for question in taken:
            key = (draw.bank, question.id)
            ids.setdefault(key, _free_id(question.id, ids.values()))
            found[key] = _moved(question, ids[key], bank)
        draws.append(tuple(ids[draw.bank, question.id] for question in taken))
    used = [banks[slug] for slug in dict.fromkeys(draw.bank for draw in quiz.draws)]
    bank = _bank_of(tuple(found.values()), used, quiz.id, quiz.title, quiz.description)
    return Pool(bank, tuple(draws))


def gathered(parts: Sequence[tuple[Bank, Question]], slug: str, title: str) -> Bank:
    """Questions of several banks as a bank of their own; in their order, each under a free id."""
    questions: dict[str, Question] = {}
    for bank, question in parts:
        new_id = _free_id(question.id, questions)
        questions[new_id] = _moved(question, new_id, bank)
    used = list({bank.id: bank for bank, _ in parts}.values())
    return _bank_of(tuple(questions.values()), used, slug, title, "Gathered from several banks.")


def _bank_of(
    questions: tuple[Question, ...], used: Sequence[Bank], slug: str, title: str, description: str
) -> Bank:
    return Bank.model_validate(
        {
            "schema": 1,
            "id": slug,
            "title": title,
            "description": description,
            "language": used[0].language,
            "sources": tuple(dict.fromkeys(source for bank in used for source in bank.sources)),
            "questions": questions,
        }
    )


def _moved(question: Question, new_id: str, bank: Bank) -> Question:
    """The question as it stands outside its bank: it names its bank, its evidence the source."""
    evidence = tuple(
        Evidence(claim=e.claim, paragraph=e.paragraph, source=e.source or bank.sources[0])
        for e in question.evidence
    )
    copy_of = Original(bank=bank.id, question=question.id)
    return question.model_copy(
        update={"id": new_id, "evidence": evidence, "copy_of": question.copy_of or copy_of}
    )


def _free_id(wanted: str, taken: Iterable[str]) -> str:
    """The id itself, or with a number where another bank's question has it."""
    used = set(taken)
    number, free = 1, wanted
    while free in used:
        number += 1
        free = f"{wanted[:60]}-{number}"
    return free
