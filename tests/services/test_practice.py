"""Endless practice: attempts of questions that are made from a ledger."""

import pytest

from quizapp import paths
from quizapp.core.question import SKILL_WORDS, SKILLS
from quizapp.services import practice, study
from quizapp.services.library import Library
from quizapp.services.practice import Drill, NoSuchDrill, Practice, drill_named, drill_of
from quizapp.services.transaction import reading, transaction
from tests.world import NOW, seconds, write


@pytest.fixture(scope="module")
def shipped():
    """The library with the shipped ledger."""
    return Library((paths.questions_dir(),))


@pytest.fixture(scope="module")
def made(shipped):
    """Its pools, made once for all these tests."""
    return Practice(shipped)


def pool_of(made, skill=None):
    """The pool over the shipped ledger."""
    return made.pool(Drill("missile-offer", skill))


def begin(database, library, pool, now=NOW):
    """Anna's next attempt."""
    with transaction(database) as session:
        return practice.start(session, library, "anna", pool, now)


def asked_in(database, library, attempt):
    """The ids of the questions of an attempt, and the bank that it was kept with."""
    with reading(database) as session:
        row, bank, _ = study.load(session, library, "anna", attempt)
        return list(row.question_ids), bank


@pytest.mark.parametrize("skill", SKILLS)
def test_a_pool_holds_the_questions_of_its_skill_alone(made, skill):
    pool = pool_of(made, skill)

    assert {m.question.skill for m in pool.made} == {skill}
    assert pool.shelved.bank.title == f"Endless practice: {SKILL_WORDS[skill]}"


def test_every_skill_together_is_all_that_can_be_made(made):
    assert len(pool_of(made).made) == sum(len(pool_of(made, s).made) for s in SKILLS)


def test_a_pool_is_made_once_for_each_version_of_the_ledger(questions):
    write(questions / "sources" / "missile-offer.yaml", LEDGER)
    library = Library((questions,))
    made = Practice(library)
    first = pool_of(made)

    assert pool_of(made) is first
    write(questions / "banks" / "none.yaml", "schema: 1\n")
    assert pool_of(made) is first
    write(
        questions / "sources" / "missile-offer.yaml",
        LEDGER.replace("Putin tells of", "Putin speaks of"),
    )
    assert pool_of(made) is not first


def test_an_attempt_is_kept_as_it_was_made(database, made, shipped):
    attempt = begin(database, shipped, pool_of(made, "chronology"))

    ids, bank = asked_in(database, Library((paths.questions_dir(),)), attempt)

    assert len(set(ids)) == practice.ATTEMPT_LENGTH
    assert bank == pool_of(made, "chronology").shelved.bank


def test_nothing_comes_twice_before_all_has_come(database, made, shipped):
    pool = pool_of(made, "designation")

    attempts = [begin(database, shipped, pool, seconds(n)) for n in range(len(pool.made) // 10)]

    ids = [i for attempt in attempts for i in asked_in(database, shipped, attempt)[0]]
    assert len(set(ids)) == len(ids)
    assert set(asked_in(database, shipped, begin(database, shipped, pool))[0]) <= {
        m.question.id for m in pool.made
    }


def test_an_attempt_of_all_skills_does_not_stay_with_one_claim(database, made, shipped):
    ids, bank = asked_in(database, shipped, begin(database, shipped, pool_of(made)))

    claims = [bank.question(i).evidence[0].claim for i in ids]
    assert len(set(claims)) == len(claims)


@pytest.mark.parametrize("skill", [None, *SKILLS])
def test_the_name_of_an_attempt_says_what_was_drilled(skill):
    drill = Drill("missile-offer", skill)

    assert drill_of(drill.slug) == drill
    assert drill_of("which-treaty") is None


@pytest.mark.parametrize("skill", ["", "juggling", "ALL", "a/b", "\0"])
def test_an_unknown_skill_is_refused(skill):
    with pytest.raises(NoSuchDrill, match="Pick a skill"):
        drill_named("missile-offer", skill)


def test_an_unknown_source_is_refused(made):
    with pytest.raises(NoSuchDrill):
        made.pool(Drill("nothing", None))


def test_a_skill_that_a_ledger_has_no_question_for_is_refused(library):
    with pytest.raises(NoSuchDrill):
        Practice(library).pool(Drill("wire", "instrument"))


LEDGER = (paths.questions_dir() / "sources" / "missile-offer.yaml").read_text("utf-8")
