"""Somebody who reviews what is due, each step in a transaction of its own, as a page does it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from quizapp.core.bank import Question
from quizapp.services import profile, reviews, schedule
from quizapp.services.catalogue import Catalogue, Catalogues
from quizapp.services.transaction import reading, transaction
from quizapp.store.database import Database
from tests.answers import form_of, right_answer, wrong_answer
from tests.world import NOW


@dataclass
class Learner:
    """A learner with a clock that only the test moves."""

    database: Database
    catalogues: Catalogues
    id: str = "anna"
    now: datetime = field(default=NOW)

    @property
    def catalogue(self) -> Catalogue:
        return self.catalogues.now()

    def wait(self, **time: float) -> None:
        """Let time go by: `days=1`, `minutes=10`."""
        self.now += timedelta(**time)

    def choose(self, **changes: object) -> None:
        with transaction(self.database) as session:
            profile.choose(session, self.id, changes, self.now)

    def overview(self) -> reviews.Overview:
        with reading(self.database) as session:
            return reviews.overview(session, self.catalogue, self.id, self.now)

    def asked(self) -> reviews.Asked | None:
        with reading(self.database) as session:
            return reviews.next_asked(session, self.catalogue, self.id, self.now)

    def question(self, asked: reviews.Asked) -> Question:
        """The question with its key, which only the test knows."""
        topic = self.catalogue.topic(asked.turn.card)
        assert topic
        return topic.form(asked.turn.reps).question

    def give(
        self, asked: reviews.Asked, *, right: bool, sure: int | None = None, after_s: float = 5
    ) -> int:
        """Answer a question that was put; the review's number."""
        question = self.question(asked)
        response = right_answer(question) if right else wrong_answer(question)
        fields: dict[str, Sequence[str]] = dict(form_of(question, asked.question, response))
        if sure is not None:
            fields["sure"] = [str(sure)]
        return self.send(asked, fields, after_s)

    def send(
        self, asked: reviews.Asked, fields: Mapping[str, Sequence[str]], after_s: float = 5
    ) -> int:
        self.wait(seconds=after_s)
        with transaction(self.database) as session:
            return reviews.answer(session, self.catalogue, asked.turn, fields, self.now)

    def review(self, *, right: bool = True, sure: int | None = None) -> int:
        """Answer what is due first."""
        asked = self.asked()
        assert asked, "nothing is due"
        return self.give(asked, right=right, sure=sure)

    def review_all(self, *, right: bool = True) -> int:
        """Answer until nothing is due; how many there were."""
        count = 0
        while asked := self.asked():
            self.give(asked, right=right)
            count += 1
        return count

    def told(self, number: int) -> reviews.Told:
        with reading(self.database) as session:
            return reviews.told(session, self.catalogue, self.id, number, self.now)

    def undo(self) -> bool:
        with transaction(self.database) as session:
            return schedule.undo(session, self.id, self.now)
