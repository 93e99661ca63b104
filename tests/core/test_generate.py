"""Questions made from the shipped ledger: sound, many, the same again, and true to the ledger."""

from collections import Counter

import pytest

from quizapp.core.bank import (
    Bank,
    Categorise,
    Cloze,
    Highlight,
    Matching,
    Multiple,
    Numeric,
    ShortText,
    Single,
    TrueFalse,
)
from quizapp.core.generate import TEMPLATES, generate
from quizapp.core.grading import grade
from quizapp.core.judge import judge
from quizapp.core.judge.options import judged_options
from quizapp.core.ledger import STANCES
from quizapp.core.passage import marked_spans
from quizapp.lint.runner import check_bank
from quizapp.services.generated import generated
from tests.answers import right_answer
from tests.shipped import LEDGER

SEEDS = ("", "1", "spring")
MADE = {seed: generated(LEDGER, seed) for seed in SEEDS}
ALL = [pytest.param(m.question, id=m.question.id) for m in MADE[""]]


def bank(made):
    header = {"schema": 1, "id": "g", "title": "G", "description": "D", "sources": (LEDGER.id,)}
    return Bank.model_validate({**header, "questions": tuple(m.question for m in made)})


# Enough, and of many sorts


def test_there_are_at_least_300_over_at_least_15_templates():
    counts = Counter(m.template for m in MADE[""])

    assert counts.total() >= 300
    assert len(counts) >= 15
    assert max(counts.values()) <= 0.15 * counts.total()
    assert set(counts) == set(TEMPLATES)


def test_no_two_questions_have_one_id_or_one_wording():
    questions = [m.question for m in MADE[""]]
    wordings = [(q.stem, str(q.model_dump(exclude={"id", "evidence"}))) for q in questions]

    assert len({q.id for q in questions}) == len(questions)
    assert len(set(wordings)) == len(questions)


def test_statements_are_about_as_often_true_as_false():
    answers = [q.answer for m in MADE[""] if isinstance(q := m.question, TrueFalse)]

    assert 0.4 < sum(answers) / len(answers) < 0.6


# Each one sound


@pytest.mark.parametrize("question", ALL)
def test_a_question_teaches_and_shows_its_evidence(question):
    assert question.explanation
    assert question.evidence
    for evidence in question.evidence:
        claim = LEDGER.claim(evidence.claim)
        assert claim
        assert evidence.paragraph in {a.paragraph for a in claim.anchors}
    assert grade(question, right_answer(question)).credit == 1


@pytest.mark.parametrize("seed", SEEDS)
def test_exactly_the_keyed_options_hold(seed):
    for made in MADE[seed]:
        question = made.question
        if isinstance(question, Single | Multiple):
            assert question.asks
            for choice in question.choices:
                assert choice.means
                verdict = judge(LEDGER, question.asks, choice.means).value
                assert verdict == ("holds" if choice.correct else "fails"), (question.id, choice)
        if isinstance(question, TrueFalse):
            assert question.asks
            assert question.means
            verdict = judge(LEDGER, question.asks, question.means).value
            assert verdict == ("holds" if question.answer else "fails"), question.id


@pytest.mark.parametrize("seed", SEEDS)
def test_exactly_the_keyed_parts_heaps_fillings_and_numbers_hold(seed):
    judged = 0
    for question in (m.question for m in MADE[seed]):
        if isinstance(question, Highlight | Categorise | Cloze | Numeric):
            for option in judged_options({LEDGER.id: LEDGER}, LEDGER.id, question):
                assert option.verdict
                wanted = "holds" if option.is_key else "fails"
                assert option.verdict.value == wanted, (question.id, option)
                judged += 1
    assert judged > 500


def test_what_may_be_marked_has_ids_that_tell_nothing():
    for question in (m.question for m in MADE[""]):
        if isinstance(question, Highlight):
            ids = [span.id for span in marked_spans(question.passage) if span.id]
            assert ids == [f"part-{letter}" for letter in "abcdefgh"[: len(ids)]]


@pytest.mark.parametrize("seed", SEEDS)
def test_no_option_stands_twice(seed):
    for question in (m.question for m in MADE[seed]):
        texts = []
        if isinstance(question, Single | Multiple):
            texts = [c.text for c in question.choices]
        if isinstance(question, Matching):
            texts = [p.right for p in question.pairs]
        if isinstance(question, ShortText):
            texts = [*question.accept, *(r.text for r in question.reject)]
        assert len({t.casefold() for t in texts}) == len(texts), question.id


@pytest.mark.parametrize("seed", SEEDS)
def test_the_linter_has_nothing_to_say_of_any_question(seed):
    problems = check_bank(bank(MADE[seed]), {LEDGER.id: LEDGER}, {}, "g")

    assert [str(p) for p in problems if not p.code.startswith("BANK")] == []
    assert [p for p in problems if p.severity == "error"] == []


@pytest.mark.parametrize("seed", SEEDS)
def test_the_linter_had_hardly_anything_to_take_out(seed):
    assert len(generate(LEDGER, seed)) - len(MADE[seed]) <= 3


# The same again


def test_one_seed_gives_the_same_questions():
    assert generate(LEDGER, "1") == generate(LEDGER, "1")


def test_another_seed_keeps_the_ids_and_changes_options():
    one, other = generate(LEDGER, "1"), generate(LEDGER, "2")

    assert len({m.question.id for m in one} & {m.question.id for m in other}) > 0.95 * len(one)
    assert one != other


def test_a_draw_is_spread_over_claims_and_templates():
    drawn = generated(LEDGER, "x", count=20)

    assert len(drawn) == 20
    assert len({m.question.evidence[0].claim for m in drawn}) >= 15
    assert len({m.template for m in drawn}) >= 10


def test_an_edit_that_has_nothing_to_do_with_them_leaves_the_questions_as_they_are():
    weapons = tuple(e for e in LEDGER.entities if e.kind == "place")
    place = weapons[0].model_copy(update={"id": "somewhere", "name": "a pier"})
    note = LEDGER.claims[0].model_copy(update={"note": "A remark for whoever edits this next."})
    edited = LEDGER.model_copy(
        update={"entities": (place, *LEDGER.entities), "claims": (note, *LEDGER.claims[1:])}
    )

    assert generate(edited) == generate(LEDGER)


def test_a_new_claim_leaves_the_ids_of_all_others_alone():
    last = LEDGER.claims[-1]
    new = last.model_copy(
        update={"id": "C99", "content": "The report has fourteen paragraphs.", "content_key": "new"}
    )
    edited = LEDGER.model_copy(update={"claims": (new, *LEDGER.claims)})

    before = {m.question.id for m in generate(LEDGER)}
    after = {m.question.id for m in generate(edited)}

    assert before <= after
    assert after > before


# True to the ledger (rule 7)


def with_claim(index, **fields):
    claims = list(LEDGER.claims)
    claims[index] = claims[index].model_copy(update=fields)
    return LEDGER.model_copy(update={"claims": tuple(claims)})


def with_link(index, anchor, link, **fields):
    claim = LEDGER.claims[index]
    chain = list(claim.anchors[anchor].chain)
    chain[link] = chain[link].model_copy(update=fields)
    anchors = list(claim.anchors)
    anchors[anchor] = anchors[anchor].model_copy(update={"chain": tuple(chain)})
    return with_claim(index, anchors=tuple(anchors))


def mutations():
    """One change each of a source, relay, addressee or stance."""
    for i, claim in enumerate(LEDGER.claims):
        stance = next(s for s in STANCES if s != claim.stance)
        yield pytest.param(with_claim(i, stance=stance), id=f"{claim.id} {stance}")
        for a, anchor in enumerate(claim.anchors):
            for k, link in enumerate(anchor.chain):
                name = f"{claim.id} {anchor.paragraph} link {k}"
                other = {"relay": ("reuters", "tass"), "source": ("putin", "trump")}[link.role]
                who = other[link.speaker == other[0]]
                yield pytest.param(with_link(i, a, k, speaker=who), id=f"{name} by {who}")
                whom = "voa" if link.addressee != "voa" else "trump"
                if link.addressee:
                    yield pytest.param(with_link(i, a, k, addressee=whom), id=f"{name} to {whom}")


BEFORE = {template: generate(LEDGER, template=template) for template in TEMPLATES}


@pytest.mark.parametrize("mutant", list(mutations()))
def test_a_change_of_source_relay_addressee_or_stance_changes_the_questions(mutant):
    assert any(generate(mutant, template=t) != made for t, made in BEFORE.items())
