"""A quiz draws what it says, from whatever the banks hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.bank import Bank, with_voids_of
from quizapp.core.quiz import CannotDraw, Draw, Quiz, pool

HEADER = {"schema": 1, "title": "T", "description": "D", "sources": ("wire",)}


def question(name, skill="attribution", difficulty="easy", **more):
    """A statement to judge."""
    return {
        "id": name, "type": "true_false", "stem": f"{name}?", "answer": True, "skill": skill,
        "difficulty": difficulty, "evidence": ({"claim": "C01"},), **more,
    }  # fmt: skip


def bank(slug, *questions):
    return Bank.model_validate({**HEADER, "id": slug, "questions": questions})


def quiz(*draws, **more):
    return Quiz.model_validate(
        {"schema": 1, "id": "q", "title": "Q", "description": "D", "draws": draws, **more}
    )


BANKS = {
    "voices": bank(
        "voices",
        *(question(f"v{n}", difficulty=("easy", "hard")[n % 2]) for n in range(8)),
        question("same"),
    ),
    "doubts": bank("doubts", *(question(f"d{n}", "certainty") for n in range(4)), question("same")),
}


@given(seed=st.text(max_size=8), order=st.sampled_from(["shuffled", "as_listed"]))
def test_each_draw_gives_its_number_and_nothing_comes_twice(seed, order):
    made = quiz({"bank": "voices", "count": 3}, {"bank": "doubts", "count": 2}, order=order)
    found = pool(made, BANKS)

    ids = found.drawn(made, seed)

    assert len(ids) == len(set(ids)) == made.count == 5
    assert sum(i in found.draws[0] for i in ids) == 3
    assert all(found.bank.question(i) for i in ids)


def test_as_listed_means_one_draw_after_the_other():
    made = quiz({"bank": "voices", "count": 3}, {"bank": "doubts", "count": 2}, order="as_listed")
    found = pool(made, BANKS)

    ids = found.drawn(made, "any")

    assert [i in found.draws[0] for i in ids] == [True, True, True, False, False]


def test_another_seed_draws_others():
    made = quiz({"bank": "voices", "count": 3})
    found = pool(made, BANKS)

    assert len({tuple(sorted(found.drawn(made, str(n)))) for n in range(20)}) > 3


def test_a_draw_keeps_to_its_skills_and_difficulties():
    made = quiz({"bank": "voices", "count": 4, "skills": ("attribution",), "difficulty": ("hard",)})
    found = pool(made, BANKS)

    drawn = [found.bank.question(i) for i in found.drawn(made, "x")]

    assert {q.difficulty for q in drawn if q} == {"hard"}


def test_two_draws_from_one_bank_do_not_give_the_same_question():
    made = quiz({"bank": "doubts", "count": 3}, {"bank": "doubts", "count": 2})

    ids = pool(made, BANKS).drawn(made, "x")

    assert len(set(ids)) == 5


def test_questions_of_one_name_in_two_banks_stay_apart():
    made = quiz({"bank": "voices", "count": 9}, {"bank": "doubts", "count": 5})
    found = pool(made, BANKS)

    assert {"same", "same-2"} <= set(found.drawn(made, "x"))


def test_evidence_still_leads_to_its_source():
    found = pool(quiz({"bank": "voices", "count": 1}), BANKS)

    assert {e.source for q in found.bank.questions for e in q.evidence} == {"wire"}


def test_a_void_question_is_not_drawn():
    flawed = question("old", void={"as": "disregard", "on": "2026-03-02", "why": "It is wrong."})
    banks = {"one": bank("one", flawed, question("new"))}
    made = quiz({"bank": "one", "count": 1})

    assert pool(made, banks).drawn(made, "x") == ["new"]


def test_what_is_void_in_a_bank_is_void_in_what_a_quiz_drew_from_it():
    made = quiz({"bank": "voices", "count": 9}, {"bank": "doubts", "count": 5})
    drawn = pool(made, BANKS).bank
    void = {"as": "disregard", "on": "2026-03-02", "why": "It is wrong."}
    today = {**BANKS, "doubts": bank("doubts", question("same", void=void), question("d0"))}

    found = with_voids_of(today, drawn)

    assert [q.id for q in found.questions if q.void] == ["same-2"]


# Refusals


def test_a_bank_that_is_not_there_is_named():
    with pytest.raises(CannotDraw, match="there is no bank 'none' here") as fault:
        pool(quiz({"bank": "voices", "count": 1}, {"bank": "none", "count": 1}), BANKS)

    assert fault.value.draw == 1


@pytest.mark.parametrize(
    "draws",
    [
        [{"bank": "doubts", "count": 6}],
        [{"bank": "doubts", "count": 3}, {"bank": "doubts", "count": 3}],
        [{"bank": "doubts", "count": 1, "skills": ("designation",)}],
    ],
)
def test_more_than_there_is_cannot_be_drawn(draws):
    with pytest.raises(CannotDraw, match="ask for fewer"):
        pool(quiz(*draws), BANKS)


def test_a_draw_takes_what_it_does_not_exclude():
    asked = BANKS["voices"].questions[1]

    assert Draw(bank="voices", count=1).takes(asked)
    assert Draw(bank="voices", count=1, difficulty=("hard",)).takes(asked)
    assert not Draw(bank="voices", count=1, skills=("certainty",)).takes(asked)
