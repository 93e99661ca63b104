"""How a class does as a whole, question by question: what can be shown without any name."""

from collections.abc import Iterable
from dataclasses import dataclass

from quizapp.core.question import SKILLS, Skill
from quizapp.core.table import Table


@dataclass(frozen=True)
class SkillShare:
    """How many answers there were to the questions of a skill, how many of them wholly right."""

    skill: Skill
    right: int
    answered: int

    @property
    def share(self) -> float:
        """How many of the answers were right, 0..1."""
        return self.right / self.answered if self.answered else 0.0


@dataclass(frozen=True)
class Asked(SkillShare):
    """The same for one question that counts."""

    number: int
    stem: str


@dataclass(frozen=True)
class Progress:
    """What the class has answered so far: `asked` in order, `skills` in theirs."""

    asked: tuple[Asked, ...]
    skills: tuple[SkillShare, ...]

    @property
    def right(self) -> int:
        """All right answers."""
        return sum(a.right for a in self.asked)

    @property
    def answered(self) -> int:
        """All answers."""
        return sum(a.answered for a in self.asked)

    @property
    def best(self) -> Asked | None:
        """The question with the largest share of right answers, the earlier of equal ones."""
        answered = [a for a in self.asked if a.right]
        return max(answered, key=lambda a: (a.share, -a.number), default=None)


def progress_of(table: Table) -> Progress:
    """How the class did in the questions that count and are scored, up to now."""
    asked = []
    for number, given in sorted(table.marks.items()):
        question = table.questions[number - 1]
        marks = [m for player, m in given.items() if player in table.players and m.is_scored]
        if marks:
            right = sum(m.is_right for m in marks)
            asked.append(Asked(question.skill, right, len(marks), number, question.stem))
    return Progress(tuple(asked), _by_skill(asked))


def _by_skill(asked: Iterable[Asked]) -> tuple[SkillShare, ...]:
    found = tuple(asked)
    return tuple(
        SkillShare(skill, sum(a.right for a in of_it), sum(a.answered for a in of_it))
        for skill in SKILLS
        if (of_it := [a for a in found if a.skill == skill])
    )
