"""Cards that come back: answered, undone, rated, spread over days; on both databases."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import select

from quizapp.core.answering import AnswerRefused
from quizapp.core.memory import Rating, Recall, replayed
from quizapp.services import reviews, schedule
from quizapp.services.catalogue import Catalogues
from quizapp.services.practice import Practice
from quizapp.services.profile import preferences
from quizapp.services.reviews import QuestionIsGone
from quizapp.services.transaction import reading, transaction
from quizapp.store import cards
from tests.services.learning import Learner
from tests.world import BANK, LEDGER, NOW, write


@pytest.fixture
def anna(database, library):
    return Learner(database, Catalogues(library, Practice(library)))


@pytest.fixture
def boris(anna):
    return replace(anna, id="boris")


def rows(learner):
    """The learner's cards as they are stored, by key."""
    with reading(learner.database) as session:
        found = session.scalars(select(cards.CardRow).where(cards.CardRow.learner_id == learner.id))
        names = [c.key for c in cards.CardRow.__mapper__.column_attrs]
        return {row.key: {name: getattr(row, name) for name in names} for row in found}


def log(learner):
    """The learner's log: card, rating, whether it was taken back."""
    with reading(learner.database) as session:
        query = select(cards.Review).where(cards.Review.learner_id == learner.id)
        found = session.scalars(query.order_by(cards.Review.number)).all()
        return [(r.card, Rating(r.rating), r.undone_at is not None) for r in found]


def due_by_log(learner):
    """When each card is due, by the reviews that stand alone."""
    recalls: dict[str, list[Recall]] = {}
    with reading(learner.database) as session:
        query = select(cards.Review).where(cards.Review.undone_at.is_(None))
        for r in session.scalars(query.order_by(cards.Review.reviewed_at, cards.Review.number)):
            recalls.setdefault(r.card, []).append(Recall(Rating(r.rating), r.reviewed_at, r.day))
    found = {key: replayed(seen, 0.9, f"{learner.id}/{key}") for key, seen in recalls.items()}
    return {key: memory.due_at for key, memory in found.items() if memory}


def rate(learner, number, rating):
    """Put the learner's own rating in place of the derived one; the new number."""
    with transaction(learner.database) as session:
        return schedule.rate(session, learner.id, number, rating, learner.now)


def test_a_learner_who_begins_has_new_cards_and_nothing_due(anna):
    found = anna.overview()

    assert (found.seen, found.done, found.queue.reviews) == (0, 0, ())
    assert len(found.queue.fresh) == 2  # one of each claim: siblings wait


def test_a_right_answer_brings_the_card_back_in_two_days(anna):
    number = anna.review()

    found = anna.told(number)
    assert found.rating == Rating.Good
    assert found.due_at == anna.now + timedelta(days=2)
    assert found.feedback.grade.verdict == "right"


def test_a_wrong_answer_brings_it_back_in_ten_minutes(anna):
    asked = anna.asked()
    number = anna.give(asked, right=False)

    assert anna.told(number).in_min == 10
    anna.wait(minutes=10)
    assert anna.asked().turn.card == asked.turn.card


def test_the_form_of_the_question_changes_from_one_time_to_the_next(anna):
    forms = {key: topic.forms for key, topic in anna.catalogue.topics.items()}
    card = next(key for key, found in forms.items() if len(found) > 1)

    topic = anna.catalogue.topics[card]

    asked = [topic.form(reps).question.id for reps in range(len(topic.forms) + 1)]
    assert len(set(asked)) == len(topic.forms)
    assert asked[0] == asked[-1]


def test_what_is_due_is_what_the_scheduler_says_over_a_week(anna):
    history: dict[str, list[Recall]] = {}
    for _ in range(7):
        while asked := anna.asked():
            anna.give(asked, right=True)
            day = anna.now.date().toordinal()
            history.setdefault(asked.turn.card, []).append(Recall(Rating.Good, anna.now, day))
        anna.wait(days=1)

    for key, row in rows(anna).items():
        foretold = replayed(history[key], 0.9, f"anna/{key}")
        assert foretold
        assert row["due_at"] == foretold.due_at


def test_the_same_answer_sent_twice_is_one_review(anna):
    asked = anna.asked()

    numbers = [anna.give(asked, right=True), anna.give(asked, right=False)]

    assert numbers == [1, 1]
    assert len(log(anna)) == 1


def test_two_pages_with_the_same_card_lose_no_answer(anna):
    one, other = anna.asked(), anna.asked()

    anna.give(one, right=True)
    anna.give(other, right=False)

    assert [rating for _, rating, _ in log(anna)] == [Rating.Good, Rating.Again]


def test_undo_takes_back_card_points_and_day_together(anna):
    anna.review()
    before = (rows(anna), anna.overview())
    anna.wait(minutes=1)
    anna.review(right=False)

    assert anna.undo()

    anna.now = anna.now - timedelta(minutes=1)
    assert (rows(anna), anna.overview()) == before
    assert [undone for *_, undone in log(anna)] == [False, True]


def test_undo_of_all_leaves_nothing_but_the_log(anna):
    anna.review()
    anna.review()

    assert [anna.undo(), anna.undo(), anna.undo()] == [True, True, False]
    assert rows(anna) == {}
    assert len(log(anna)) == 2


def test_a_card_that_was_undone_is_asked_in_the_same_words(anna):
    asked = anna.asked()
    anna.give(asked, right=True)
    anna.undo()

    assert anna.asked().question == asked.question


def test_who_knows_better_rates_the_card(anna):
    number = anna.review()

    new = rate(anna, number, Rating.Easy)

    found = anna.told(new)  # 8.2956 days are FSRS-6's for a first Easy, spread by a day at most
    assert rows(anna)[found.card]["stability"] == pytest.approx(8.2956)
    assert abs(found.due_at - anna.now - timedelta(days=8)) <= timedelta(days=1)
    assert [(rating, undone) for _, rating, undone in log(anna)] == [
        (Rating.Good, True),
        (Rating.Easy, False),
    ]


def test_very_sure_and_quick_is_easy_and_a_guess_is_hard(anna):
    anna.choose(sure="brier")
    sure = anna.told(anna.review(sure=100))
    guessed = anna.told(anna.review(sure=20))

    assert (sure.rating, sure.points) == (Rating.Easy, 100)
    assert (guessed.rating, guessed.points) == (Rating.Hard, 36)


def test_a_suspended_card_comes_no_more_until_it_is_resumed(anna):
    number = anna.review()
    card = anna.told(number).card
    anna.wait(days=2)

    def due():
        return card in anna.overview().queue.reviews

    assert due()
    with transaction(anna.database) as session:
        schedule.suspend(session, anna.id, card, is_suspended=True)
    assert not due()
    with transaction(anna.database) as session:
        schedule.suspend(session, anna.id, card, is_suspended=False)
    assert due()


def test_a_limit_of_new_cards_holds_for_the_day(anna):
    anna.choose(new=1)

    assert anna.review_all() == 1
    anna.wait(days=1)
    assert anna.review_all() == 1


def test_the_day_begins_where_the_learner_is(anna):
    # 09:00 UTC is 04:00 in New York, where the day has begun this very minute.
    anna.choose(zone="America/New_York", new=1)
    anna.now = NOW - timedelta(seconds=10)
    anna.review()
    assert anna.asked() is None

    anna.now = NOW

    assert anna.asked() is not None


def test_who_wants_to_recall_more_sees_cards_earlier(anna):
    anna.choose(retention=0.95)

    number = anna.review()

    assert anna.told(number).due_at == anna.now + timedelta(days=1)


def test_a_clock_a_year_off_loses_nothing(anna):
    anna.review()
    anna.wait(days=-365)
    anna.review()
    anna.wait(days=730)

    assert len(rows(anna)) == 2
    assert anna.review_all() >= 2


def test_a_claim_with_a_new_name_keeps_its_card(anna, questions):
    old = LEDGER.replace("    aliases: [C09]\n", "").replace("id: C02", "id: C09")
    write(questions / "sources" / "wire.yaml", old)
    write(questions / "banks" / "test-ban.yaml", BANK.replace("C02", "C09"))
    anna.review_all()
    named = {key for key in rows(anna) if "/C09/" in key}

    write(questions / "sources" / "wire.yaml", LEDGER)
    anna.wait(days=30)

    assert named
    assert named & set(anna.overview().queue.reviews)
    fresh = anna.overview().queue.fresh
    assert not {key.replace("C09", "C02") for key in named} & set(fresh)


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_done_the_cards_are_what_the_log_says(anna, seed):
    anna.choose(new=20)
    random = Random(seed)
    for _ in range(40):
        match random.choice(["review", "review", "review", "undo", "rate", "wait"]):
            case "review" if asked := anna.asked():
                anna.give(asked, right=random.random() < 0.6)
            case "undo":
                anna.undo()
            case "rate" if given := [n for n, kept in enumerate(log(anna), 1) if not kept[2]]:
                rate(anna, given[-1], random.choice(list(Rating)))
            case _:
                anna.wait(hours=random.choice([0.2, 8, 30, 200]))

        assert {key: row["due_at"] for key, row in rows(anna).items()} == due_by_log(anna)


def test_the_same_answer_sent_twice_at_once_is_one_review(anna):
    asked = anna.asked()
    others = [replace(anna) for _ in range(4)]

    with ThreadPoolExecutor(4) as pool:
        numbers = list(pool.map(lambda learner: learner.give(asked, right=True), others))

    assert numbers == [1] * 4
    assert len(log(anna)) == 1


# Refusals


def test_a_card_of_a_deleted_question_waits_without_a_word(anna, questions):
    anna.review_all()
    anna.wait(days=30)
    assert anna.asked()

    (questions / "banks" / "test-ban.yaml").unlink()
    (questions / "sources" / "wire.yaml").unlink()

    assert anna.asked() is None
    assert anna.overview().seen == 2


def test_an_answer_to_a_question_that_was_changed_meanwhile_is_refused(anna, questions):
    asked = anna.asked()
    fields = {"choice": ["1"]}
    write(questions / "banks" / "test-ban.yaml", BANK.replace("stem: ", "stem: So, "))
    gone = replace(asked.turn, content="another")

    with pytest.raises(QuestionIsGone, match="changed since"):
        anna.send(replace(asked, turn=gone), fields)
    assert log(anna) == []


def test_a_form_without_an_answer_stores_nothing(anna):
    with pytest.raises(AnswerRefused):
        anna.send(anna.asked(), {})

    assert log(anna) == []


def test_how_sure_has_to_be_said_where_it_is_asked(anna):
    anna.choose(sure="marks")
    asked = anna.asked()

    assert [stake.sure for stake in asked.stakes] == [1, 2, 3]
    with pytest.raises(AnswerRefused, match="how sure"):
        anna.give(asked, right=True, sure=80)


@pytest.mark.parametrize("number", [0, -1, 2, 2**40])
def test_a_review_that_does_not_exist_is_refused(anna, number):
    anna.review()

    with pytest.raises(schedule.NoSuchReview):
        anna.told(number)


def test_a_review_that_was_taken_back_is_not_there(anna):
    number = anna.review()
    anna.undo()

    with pytest.raises(schedule.NoSuchReview):
        anna.told(number)


def test_one_learners_reviews_are_no_others(anna, boris):
    number = anna.review()

    with pytest.raises(schedule.NoSuchReview):
        boris.told(number)
    assert not boris.undo()
    assert boris.overview().seen == 0


def test_preferences_are_the_usual_ones_until_some_are_chosen(anna):
    with reading(anna.database) as session:
        chosen = preferences(session, anna.id)

    assert (chosen.retention, chosen.new, chosen.sure) == (0.9, 10, "no")
    assert len(anna.overview().forecast) == reviews.FORECAST_DAYS
