"""A learner alone, from the first question to the last mistake repeated; on both databases."""

import pytest
from sqlalchemy import func, select

from quizapp.core.answering import AnswerRefused
from quizapp.services import profile, results, study
from quizapp.services.library import Library, NoSuchBank
from quizapp.services.transaction import reading, transaction
from quizapp.store import attempts
from tests import answers, world
from tests.world import BANK, MORE, seconds, write

QUESTIONS = {q.id: q for q in world.bank().questions}
ALL = QUESTIONS | {q.id: q for q in world.more().questions}
VOID = "    void: {as: %s, on: 2026-03-02, why: Two of them fit.}\n"


class Learner:
    """Somebody who practises: every step in a transaction of its own, as a page does it."""

    def __init__(self, database, library, learner_id="anna"):
        self.database, self.library, self.id = database, library, learner_id
        self.elapsed_s = 0.0

    @property
    def now(self):
        return seconds(self.elapsed_s)

    def tick(self, elapsed_s=1):
        """The time after so many seconds more."""
        self.elapsed_s += elapsed_s
        return self.now

    def do(self, what, *args, **options):
        with transaction(self.database) as session:
            return what(session, self.library, self.id, *args, **options)

    def start(self, length=None, slug="test-ban", **options):
        return self.do(study.start, slug, self.tick(), length, **options)

    def step(self, attempt, position=1):
        return self.do(study.step_at, attempt, position, self.now)

    def answer(self, attempt, position=1, *, right=True):
        """Answer as a browser would: by the slots of the words that are shown."""
        question = ALL[asked_in(self.step(attempt, position))]
        response = answers.right_answer(question) if right else answers.wrong_answer(question)
        shown = self.step(attempt, position).question
        fields = answers.form_of(question, shown, response)
        self.do(study.answer, attempt, position, fields, self.tick())

    def practise(self, attempt, wrong=()):
        """Answer everything, the questions with these ids wrongly."""
        for position in range(1, self.step(attempt).total + 1):
            question_id = asked_in(self.step(attempt, position))
            self.answer(attempt, position, right=question_id not in wrong)

    def result(self, attempt):
        return self.do(results.result, attempt, self.now)


@pytest.fixture
def anna(database, library):
    return Learner(database, library)


@pytest.fixture
def boris(database, library):
    return Learner(database, library, "boris")


def test_an_attempt_asks_every_question_once(anna):
    attempt = anna.start()

    asked = {asked_in(anna.step(attempt, position)) for position in range(1, 7)}

    assert asked == set(QUESTIONS)
    assert anna.step(attempt).total == 6


def test_an_attempt_may_be_shorter(anna):
    assert anna.step(anna.start(length=2)).total == 2


def test_before_the_answer_there_is_no_feedback(anna):
    step = anna.step(anna.start())

    assert step.feedback is None
    assert step.verdicts == (None,) * 6
    assert step.title == "The talks on a test ban"


def test_after_the_answer_there_is_the_key_the_reason_and_who_said_it(anna):
    attempt = anna.start()
    position = place_of(anna, attempt, "who-said")

    anna.answer(attempt, position, right=False)

    step = anna.step(attempt, position)
    assert step.feedback
    assert step.feedback.answer == "The agency"
    assert step.feedback.grade.verdict == "wrong"
    assert step.feedback.explanation == "The agency passes it on; the words are the minister's."
    assert [c.claim for c in step.feedback.citations] == ["C01"]
    assert step.verdicts[position - 1] == "wrong"


def test_a_second_answer_changes_nothing(anna):
    attempt = anna.start()
    anna.answer(attempt, 3, right=True)

    anna.answer(attempt, 3, right=False)

    assert anna.step(attempt, 3).verdicts == (None, None, "right", None, None, None)


def test_the_options_stay_where_they_are_when_the_page_is_loaded_again(anna):
    attempt = anna.start()

    assert anna.step(attempt, 2) == anna.step(attempt, 2)


def test_the_next_question_is_the_next_without_an_answer(anna):
    attempt = anna.start()
    for position in (1, 2, 4, 6):
        anna.answer(attempt, position)

    following = [anna.step(attempt, position).next_position for position in (2, 4, 6)]

    assert following == [3, 5, 3]
    assert anna.do(study.first_open, attempt, anna.now) == 3


def test_a_whole_attempt_ends_with_its_result(anna):
    attempt = anna.start()
    anna.practise(attempt, wrong={"who-said", "what-is-named"})

    found = anna.result(attempt)

    assert (found.right, found.count) == (4, 6)
    assert found.share == pytest.approx(4 / 6)
    assert {m.stem for m in found.mistakes} == {
        "Who says that the talks go on?",
        "What does the report name?",
    }
    assert [(s.skill, s.credit, s.count) for s in found.skills] == [
        ("attribution", 0.0, 1),
        ("instrument", 0.0, 1),
        ("designation", 1.0, 1),
        ("chronology", 1.0, 2),
        ("comprehension", 1.0, 1),
    ]
    assert anna.do(study.first_open, attempt, anna.now) is None
    assert anna.step(attempt, 6).next_position is None


def test_an_unfinished_attempt_has_no_result_and_waits(anna):
    attempt = anna.start()
    anna.answer(attempt, 1)

    waiting = anna.do(study.waiting, anna.now)

    assert anna.result(attempt) is None
    assert [(w.attempt, w.title, w.answered, w.count) for w in waiting] == [
        (attempt, "The talks on a test ban", 1, 6)
    ]


def test_mistakes_can_be_repeated_until_there_are_none(anna):
    first = anna.start()
    anna.practise(first, wrong={"who-said", "in-order"})

    second = anna.do(study.repeat_mistakes, first, seconds(100))
    asked = {asked_in(anna.step(second, position)) for position in (1, 2)}
    anna.practise(second)
    third = anna.do(study.repeat_mistakes, second, seconds(200))

    assert asked == {"who-said", "in-order"}
    assert anna.result(second).share == 1
    assert third is None


def test_the_history_shows_earlier_scores_oldest_first(anna):
    attempts_made = [anna.start(length=2) for _ in range(3)]
    for attempt in attempts_made:
        anna.practise(attempt, wrong=set(QUESTIONS) if attempt == attempts_made[0] else ())

    found = anna.result(attempts_made[-1]).history

    assert [(s.attempt, s.count) for s in found] == [(a, 2) for a in attempts_made]
    assert [s.share for s in found][1:] == [1, 1]
    assert found == anna.do(results.history, anna.now)
    assert anna.do(results.history, anna.now, "which-treaty") == ()


def test_the_history_keeps_the_last_twenty(anna):
    for _ in range(results.HISTORY_LENGTH + 2):
        anna.practise(anna.start(length=1))

    assert len(anna.do(results.history, anna.now)) == results.HISTORY_LENGTH == 20


def test_an_attempt_goes_on_as_it_began_when_the_file_changes(anna, questions):
    attempt = anna.start()
    before = anna.step(attempt, 1)

    world.write(questions / "banks" / "test-ban.yaml", world.BANK.replace("stem: ", "stem: So, "))

    assert anna.step(attempt, 1) == before
    assert Learner(anna.database, Library((questions,))).step(attempt, 1) == before


def test_who_is_forgotten_leaves_no_row(anna, boris):
    anna.practise(anna.start(length=2))
    anna.start()
    kept = boris.start()

    with transaction(anna.database) as session:
        profile.forget(session, "anna")

    with reading(anna.database) as session:
        rows = [
            session.scalar(select(func.count()).select_from(table))
            for table in (attempts.Learner, attempts.Attempt, attempts.AttemptAnswer)
        ]
    assert rows == [1, 1, 0]
    assert boris.step(kept)


# Refusals


def test_the_attempt_of_another_looks_like_none(anna, boris):
    attempt = anna.start()

    for look in (
        lambda: boris.do(study.step_at, attempt, 1, seconds(9)),
        lambda: boris.do(study.answer, attempt, 1, {"choice": ["1"]}, seconds(9)),
        lambda: boris.do(results.result, attempt, seconds(9)),
        lambda: boris.do(study.first_open, attempt, seconds(9)),
        lambda: boris.do(study.repeat_mistakes, attempt, seconds(9)),
    ):
        with pytest.raises(study.NoSuchAttempt, match="Start again from the list"):
            look()


@pytest.mark.parametrize("position", [0, -1, 7, 10**20])
def test_a_question_outside_the_attempt_is_refused(anna, position):
    attempt = anna.start()

    with pytest.raises(study.NoSuchAttempt):
        anna.step(attempt, position)


@pytest.mark.parametrize("attempt", ["none", "", "a\0b", "x" * 5000])
def test_an_attempt_that_does_not_exist_is_refused(anna, attempt):
    with pytest.raises(study.NoSuchAttempt):
        anna.step(attempt)


def test_a_form_without_an_answer_stores_nothing(anna):
    attempt = anna.start()
    with pytest.raises(AnswerRefused):
        anna.do(study.answer, attempt, 1, {}, seconds(9))

    assert anna.step(attempt).verdicts == (None,) * 6


def test_a_bank_that_does_not_exist_cannot_be_practised(anna):
    with pytest.raises(NoSuchBank):
        anna.start(slug="none")


def place_of(learner, attempt, question_id):
    """The position at which the attempt asks this question."""
    return next(p for p in range(1, 7) if asked_in(learner.step(attempt, p)) == question_id)


def asked_in(step):
    """The id of the question that a step shows."""
    return next(i for i, question in ALL.items() if question.stem == step.question.stem)


# What is neither right nor wrong


def voided(how):
    """The bank after its first question was found flawed."""
    head, tail = BANK.split("    choices:\n", 1)
    return head + VOID % how + "    choices:\n" + tail


def test_polls_and_free_words_count_in_no_score(anna, questions):
    write(questions / "banks" / "test-ban-more.yaml", MORE)
    attempt = anna.start(slug="test-ban-more")

    anna.practise(attempt, wrong={"how-many", "your-view", "your-words"})

    found = anna.result(attempt)
    assert (found.share, found.right, found.count) == (4 / 5, 4, 5)
    assert [m.stem for m in found.mistakes] == [ALL["how-many"].stem]
    assert [(score.share, score.count) for score in found.history] == [(4 / 5, 5)]
    verdicts = [anna.step(attempt).verdicts[n] for n in range(7)]
    assert sorted(verdicts) == ["right"] * 4 + ["unscored"] * 2 + ["wrong"]


def test_an_attempt_at_polls_alone_has_no_score(anna, questions):
    head, tail = MORE.split("  - id: how-sure", 1)
    write(
        questions / "banks" / "test-ban-more.yaml", head + tail[tail.index("  - id: your-view") :]
    )
    attempt = anna.start(slug="test-ban-more")

    anna.practise(attempt)

    found = anna.result(attempt)
    assert (found.share, found.count, found.skills, found.history) == (None, 0, (), ())
    assert anna.do(study.repeat_mistakes, attempt, seconds(99)) is None


def test_a_question_declared_void_later_counts_no_more(anna, questions):
    attempt = anna.start()
    anna.practise(attempt, wrong={"who-said"})
    before = anna.result(attempt)

    write(questions / "banks" / "test-ban.yaml", voided("disregard"))

    after = anna.result(attempt)
    assert (before.share, before.right, before.count) == (5 / 6, 5, 6)
    assert (after.share, after.right, after.count) == (1.0, 5, 5)
    assert after.mistakes == ()
    assert [score.share for score in after.history] == [1.0]
    assert anna.step(anna.start()).total == 5


def test_a_question_declared_void_later_may_count_as_right_for_all(anna, questions):
    attempt = anna.start()
    anna.practise(attempt, wrong={"who-said"})

    write(questions / "banks" / "test-ban.yaml", voided("all_correct"))

    assert (anna.result(attempt).share, anna.result(attempt).right) == (1.0, 6)


QUIZ = """\
schema: 1
id: short
title: A short one
description: Six statements of one bank.
draws:
  - {bank: test-ban, count: 6}
"""


def test_a_question_declared_void_later_counts_no_more_in_a_quiz_that_drew_it(anna, questions):
    write(questions / "quizzes" / "short.yaml", QUIZ)
    attempt = anna.start(slug="short")
    anna.practise(attempt, wrong={"who-said"})
    before = anna.result(attempt)

    write(questions / "banks" / "test-ban.yaml", voided("disregard"))

    after = anna.result(attempt)
    assert (before.share, before.count) == (5 / 6, 6)
    assert (after.share, after.count) == (1.0, 5)
    assert [score.share for score in after.history] == [1.0]
