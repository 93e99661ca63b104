"""What a device takes along, and its answers when it is back: each counts once."""

import json
from datetime import timedelta

import pytest

from quizapp.core.answering import AnswerRefused
from quizapp.services import packs, queued, study
from quizapp.services.catalogue import Catalogues
from quizapp.services.practice import Practice
from quizapp.services.queued import NotReadable, Queued, read_sent
from quizapp.services.reviews import QuestionIsGone
from quizapp.services.study import NoSuchAttempt
from quizapp.services.tokens import Tokens
from quizapp.services.transaction import reading, transaction
from quizapp.store import cards
from tests import world
from tests.answers import form_of, right_answer, wrong_answer
from tests.services.learning import Learner
from tests.world import BANK, SECRET_KEY, write

TOKENS = Tokens(SECRET_KEY, is_https=False)
QUESTIONS = {q.stem: q for q in (*world.bank().questions, *world.more().questions)}


@pytest.fixture
def anna(database, library):
    return Learner(database, Catalogues(library, Practice(library)))


def pack(learner):
    with reading(learner.database) as session:
        return packs.pack(session, learner.catalogue, learner.id, learner.now)


def question_of(learner, packed):
    if packed.turn is None:
        return QUESTIONS[packed.sheet.question.stem]
    topic = learner.catalogue.topic(packed.turn.card)
    return topic.form(packed.turn.reps).question


def queue(learner, packed, *, right=True, ago_s=0.0, elapsed_s=5.0, **fields):
    """An answer as the device keeps it."""
    question = question_of(learner, packed)
    response = right_answer(question) if right else wrong_answer(question)
    turn = TOKENS.for_turn(packed.turn) if packed.turn else None
    form = form_of(question, packed.sheet.question, response) | fields
    return Queued(name=packed.name, turn=turn, fields=form, ago_s=ago_s, elapsed_s=elapsed_s)


def send(learner, answer, learner_id=None):
    with transaction(learner.database) as session:
        queued.take(
            session, learner.catalogue, TOKENS, learner_id or learner.id, answer, learner.now
        )


def log(learner):
    with reading(learner.database) as session:
        number = cards.last_number(session, learner.id)
        return [cards.review_of(session, learner.id, n + 1) for n in range(number)]


def start(learner, library, **options):
    with transaction(learner.database) as session:
        return study.start(session, library, learner.id, "test-ban", learner.now, 3, **options)


# What is taken along


def test_new_cards_come_for_the_days_ahead_as_many_as_were_chosen(anna):
    anna.choose(new=1)

    found = pack(anna)

    days = sorted((p.from_at - anna.now).days for p in found)
    assert days == [-1, 0]  # from the hour at which the day began, and from the next one on
    assert len({p.group for p in found}) == len(found)


def test_what_is_due_in_a_week_comes_with_its_day(anna):
    anna.choose(new=0)
    assert pack(anna) == ()
    anna.choose(new=10)
    anna.review_all()
    anna.choose(new=0)

    found = pack(anna)

    due = {p.turn.card: p.from_at for p in found}
    assert len(due) == 2
    assert all(at == anna.now.replace(hour=4, minute=0, second=0, day=4) for at in due.values())


def test_what_is_set_aside_stays_here(anna):
    anna.choose(new=10)
    anna.review_all()
    anna.choose(new=0)
    with transaction(anna.database) as session:
        cards.suspend(session, anna.id, pack(anna)[0].turn.card, is_suspended=True)

    assert len(pack(anna)) == 1


def test_practice_that_was_begun_comes_along_with_its_key(anna, library):
    anna.choose(new=0)
    attempt = start(anna, library)

    found = pack(anna)

    assert [p.name for p in found] == [f"{attempt}/{n}" for n in (1, 2, 3)]
    assert all(p.turn is None and p.sheet.solution and p.sheet.feedback.citations for p in found)


def test_a_test_never_comes_along(anna, library):
    anna.choose(new=0)
    start(anna, library, is_test=True)

    assert pack(anna) == ()


def test_a_quiz_that_tells_at_the_end_never_comes_along(anna, library, questions):
    quiz = "schema: 1\nid: late\ntitle: Late\ndescription: Told at the end.\nfeedback: end\n"
    write(questions / "quizzes" / "late.yaml", quiz + "draws: [{bank: test-ban, count: 3}]\n")
    anna.choose(new=0)
    with transaction(anna.database) as session:
        study.start(session, library, anna.id, "late", anna.now)

    assert pack(anna) == ()


# Back again


def test_an_answer_that_waited_counts_when_it_was_given(anna):
    packed = pack(anna)[0]
    anna.wait(days=2)

    send(anna, queue(anna, packed, ago_s=3600.0))

    [review] = log(anna)
    assert review.reviewed_at == anna.now - timedelta(hours=1)
    assert (review.credit, review.elapsed_s, review.token) == (1.0, 5.0, packed.name)
    assert anna.overview().seen == 1


def test_an_answer_sent_again_counts_once(anna, library):
    attempt = start(anna, library)
    review, practice = pack(anna)[0], pack(anna)[-1]
    for packed in (review, practice):
        answer = queue(anna, packed)
        send(anna, answer)
        send(anna, answer)

    assert len(log(anna)) == 1
    with reading(anna.database) as session:
        step = study.step_at(session, library, anna.id, attempt, 3, anna.now)
    assert step.verdicts == (None, None, "right")


def test_an_answer_that_was_taken_back_stays_so_when_it_is_sent_again(anna):
    answer = queue(anna, pack(anna)[0])
    send(anna, answer)
    anna.undo()

    send(anna, answer)

    assert anna.overview().seen == 0


@pytest.mark.parametrize("years", [1, 30])
def test_a_clock_that_is_years_off_moves_no_answer_before_it_was_asked(anna, years):
    packed = pack(anna)[0]
    packed_at = anna.now
    anna.wait(hours=1)

    send(anna, queue(anna, packed, ago_s=years * 365 * 86400.0, elapsed_s=years * 365 * 86400.0))

    [review] = log(anna)
    assert (review.reviewed_at, review.elapsed_s) == (packed_at, None)


def test_how_sure_it_was_counts_whatever_was_chosen_since(anna):
    anna.choose(sure="brier", new=10)
    first, second = pack(anna)
    answers = [queue(anna, first, sure=["80"]), queue(anna, second)]
    anna.choose(sure="marks")

    for answer in answers:
        send(anna, answer)

    assert [review.sure for review in log(anna)] == [80, None]


def test_reviews_given_on_two_devices_are_taken_in_the_order_of_their_time(anna):
    packed = pack(anna)[0]
    anna.wait(hours=2)
    asked = anna.asked()
    assert asked.turn.card == packed.turn.card
    anna.give(asked, right=True)

    send(anna, queue(anna, packed, right=False, ago_s=7000.0))

    assert [r.rating for r in log(anna)] == [3, 1]
    with reading(anna.database) as session:
        card = cards.card_of(session, anna.id, packed.turn.card)
    assert card
    assert (card.reps, card.last_at) == (2, log(anna)[0].reviewed_at)


def test_practice_is_finished_by_what_comes_back(anna, library):
    attempt = start(anna, library)

    for packed in pack(anna):
        if packed.turn is None:
            send(anna, queue(anna, packed, right=packed.name.endswith("1")))

    with reading(anna.database) as session:
        step = study.step_at(session, library, anna.id, attempt, 1, anna.now)
        assert study.first_open(session, library, anna.id, attempt, anna.now) is None
    assert step.verdicts == ("right", "wrong", "wrong")


# Refusals


def test_a_question_that_has_changed_since_refuses_its_answer(anna, questions):
    packed = next(p for p in pack(anna) if p.sheet.question.stem in QUESTIONS)
    answer = queue(anna, packed)
    write(questions / "banks" / "test-ban.yaml", BANK.replace("stem: ", "stem: So, "))

    with pytest.raises(QuestionIsGone, match="changed"):
        send(anna, answer)

    assert log(anna) == []


def test_the_answer_of_another_learner_is_refused(anna, library):
    start(anna, library)
    for packed, fault in ((pack(anna)[0], QuestionIsGone), (pack(anna)[-1], NoSuchAttempt)):
        with pytest.raises(fault):
            send(anna, queue(anna, packed), learner_id="boris")


def test_a_forged_name_or_turn_is_refused(anna):
    answer = queue(anna, pack(anna)[0])

    for forged in ({"name": "other"}, {"turn": "x.y"}, {"turn": ""}):
        with pytest.raises(QuestionIsGone):
            send(anna, answer.model_copy(update=forged))


@pytest.mark.parametrize("name", ["x", "x/y", "/", "x/1", "x/²", "a\0/1"])
def test_practice_that_never_was_is_refused(anna, name):
    with pytest.raises(NoSuchAttempt):
        send(anna, Queued(name=name, turn=None, fields={}, ago_s=0, elapsed_s=None))


def test_a_test_takes_no_answer_from_a_device(anna, library):
    attempt = start(anna, library, is_test=True)

    with pytest.raises(NoSuchAttempt):
        send(anna, Queued(name=f"{attempt}/1", turn=None, fields={}, ago_s=0, elapsed_s=None))


def test_an_empty_form_is_refused_and_stores_nothing(anna):
    answer = queue(anna, pack(anna)[0]).model_copy(update={"fields": {}})

    with pytest.raises(AnswerRefused):
        send(anna, answer)

    assert log(anna) == []


ANSWER: dict[str, object] = {"name": "n", "turn": None, "fields": {}, "ago_s": 0, "elapsed_s": None}


@pytest.mark.parametrize(
    "change",
    [
        {"ago_s": -1}, {"ago_s": "1"}, {"ago_s": 1e300}, {"elapsed_s": True}, {"turn": 1},
        {"fields": {"choice": "1"}}, {"fields": {"x" * 21: []}}, {"name": ""}, {"more": 1},
        {"fields": {"text": ["x" * 701]}},
    ],
)  # fmt: skip
def test_what_is_no_answer_cannot_be_read(change):
    assert read_sent(json.dumps({"answers": [ANSWER]}).encode())

    with pytest.raises(NotReadable):
        read_sent(json.dumps({"answers": [ANSWER | change]}).encode())


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"answers": {}}', b"[" * 99_999])
def test_what_holds_no_answers_cannot_be_read(data):
    with pytest.raises(NotReadable):
        read_sent(data)


def test_no_more_answers_are_taken_at_once_than_are_sent_at_once():
    with pytest.raises(NotReadable):
        read_sent(json.dumps({"answers": [ANSWER] * 21}).encode())
