"""JUDGE401 and JUDGE402: questions that are put to the ledger as well."""

import pytest

from quizapp import paths
from quizapp.core.bank import (
    Categorise,
    Choice,
    Cloze,
    Gap,
    Highlight,
    Item,
    Numeric,
    Ordering,
    Single,
    Sorted,
    TrueFalse,
)
from quizapp.core.judge.options import judged_options
from quizapp.core.query import Query
from quizapp.lint.rule import Paper
from quizapp.lint.rules import RULES
from quizapp.services.library import content_files, read_shelf
from tests.lint.desk import bank
from tests.shipped import LEDGER


def agency(*options, key="Reuters", **asks):
    """Which agency: the claim that a sale would balance things, unless `asks` says otherwise."""
    choices = tuple(
        Choice(id=f"o{i}", text=text, correct=text == key) for i, text in enumerate(options)
    )
    query = Query(**{"ask": "relay", "claim": "C04", **asks})
    return Single(id="q", type="single", stem="Which agency?", choices=choices, asks=query)


def found(rule_id, question):
    rule = next(rule for rule in RULES if rule.id == rule_id)
    paper = Paper(bank(question, sources=("missile-offer",)), {"missile-offer": LEDGER})
    return [(f.path[2:], f.message) for f in rule.findings(paper)]


def test_an_option_that_another_claim_makes_right_is_told_with_that_claim():
    question = agency("Reuters", "TASS", "Voice of America")

    assert found("JUDGE401", question) == [
        (("choices", 1), "'TASS' is right as well: Claim C07 also makes TASS right")
    ]


def test_narrowed_to_a_paragraph_the_same_options_are_sound():
    question = agency("Reuters", "TASS", "Voice of America", paragraph="p2")

    assert found("JUDGE401", question) == found("JUDGE402", question) == []


def test_a_wrong_key_is_told_with_the_reason():
    question = agency("Voice of America", "NATO", key="Voice of America", claim="C27")

    assert found("JUDGE401", question) == [
        (
            ("choices", 0),
            "'Voice of America' is keyed, and wrong by the ledger: "
            "The article does not credit Voice of America with this",
        )
    ]


def test_an_option_that_can_be_defended_is_told():
    question = agency("TASS", "Russian state media", key="TASS", paragraph="p3")

    assert found("JUDGE401", question) == []
    assert found("JUDGE402", question) == [
        (
            ("choices", 1),
            "'Russian state media' can be defended: TASS and Russian state media may be one; "
            "replace it",
        )
    ]


def test_a_text_that_no_entity_has_for_a_name_wants_its_meaning():
    question = agency("Reuters", "An agency in Moscow", paragraph="p2")

    assert found("JUDGE402", question) == [
        (
            ("choices", 1),
            "the ledger knows nothing called 'An agency in Moscow'; "
            "say what it 'means', or drop 'asks'",
        )
    ]


@pytest.mark.parametrize("answer", [True, False])
def test_a_statement_is_judged_by_what_it_means(answer):
    question = TrueFalse(
        id="q",
        type="true_false",
        stem="The article gives it as a fact that Russia began the race.",
        answer=answer,
        means="asserted",
        asks=Query(ask="stance", claim="C25"),
    )

    assert bool(found("JUDGE401", question)) is answer


def test_a_question_that_asks_no_ledger_is_let_be():
    question = agency("Reuters", "TASS").model_copy(update={"asks": None})

    assert found("JUDGE401", question) == found("JUDGE402", question) == []


def highlight(passage, correct, means, **asks):
    query = Query(**{"ask": "part", "claim": "C06", "paragraph": "p2", **asks})
    return Highlight(
        id="q", type="highlight", stem="Mark it.", passage=passage, correct=correct, means=means,
        asks=query,
    )  # fmt: skip


def test_a_part_that_should_have_been_keyed_is_told():
    passage = "[[a|Reuters]] [[b|reported]] that [[c|Putin]] [[d|said]] so."
    means = {"a": "1-voice", "b": "1-cue", "c": "2-voice", "d": "2-cue"}

    assert found("JUDGE401", highlight(passage, ("b",), means, field="cue")) == [
        (("passage",), "'said' is right as well: These words show that somebody speaks")
    ]


def test_words_of_doubt_are_judged_as_printed():
    passage = "It is [[a|unclear]] which [[b|Trump]] [[c|might]] have meant, as it [[d|has said]]."

    assert found("JUDGE401", highlight(passage, ("a", "c"), {}, ask="hedge", claim="C44")) == []
    assert found("JUDGE401", highlight(passage, ("a", "b"), {}, ask="hedge", claim="C44")) == [
        (
            ("passage",),
            "'Trump' is keyed, and wrong by the ledger: "
            "“Trump” is not among the words that keep it open",
        ),
        (
            ("passage",),
            "'might' is right as well: “might” keeps it open in paragraph 13",
        ),
    ]


def test_what_is_sorted_into_the_wrong_heap_is_told_where_it_stands():
    question = Categorise(
        id="q",
        type="categorise",
        stem="How is each presented?",
        categories=(
            Item(id="plain", text="As a fact", means="asserted"),
            Item(id="owned", text="As a claim", means="attributed"),
        ),
        items=(
            Sorted(id="a", text="An exit", category="plain", asks=Query(ask="stance", claim="C14")),
            Sorted(id="b", text="A race", category="plain", asks=Query(ask="stance", claim="C24")),
        ),
    )

    assert [place for place, _ in found("JUDGE401", question)] == [("items", 1, "category")] * 2


def test_events_put_in_a_wrong_order_are_told():
    items = (
        Item(id="t", text="The tweet", means="tweet"),
        Item(id="a", text="The accident", means="accident"),
    )
    question = Ordering(id="q", type="ordering", stem="In what order?", items=items)

    assert found("JUDGE401", question) == [
        (
            ("items", 0),
            "'The tweet before The accident' is keyed, and wrong by the ledger: "
            "The article puts the missile accident in Russia first",
        )
    ]


def test_what_fills_a_gap_is_judged():
    gap = Gap(
        id="who",
        asks=Query(ask="relay", claim="C27", paragraph="p8"),
        choices=(
            Choice(id="a", text="Reuters", correct=True),
            Choice(id="b", text="TASS"),
        ),
    )
    question = Cloze(id="q", type="cloze", stem="Fill it.", text="{{who}} reports it.", gaps=(gap,))

    assert [place for place, _ in found("JUDGE401", question)] == [
        ("gaps", 0, "choices", 0),
        ("gaps", 0, "choices", 1),
    ]


def test_a_count_of_voices_is_judged():
    query = Query(ask="voices", claim="C06", paragraph="p2")
    question = Numeric(id="q", type="numeric", stem="How many voices?", value=2, asks=query)

    assert found("JUDGE401", question) == [
        (
            ("value",),
            "'2' is keyed, and wrong by the ledger: "
            "The voices in paragraph 2 are: Reuters, Vladimir Putin, Donald Trump",
        )
    ]


def test_many_of_the_shipped_questions_are_put_to_the_ledger():
    shelf = read_shelf(content_files([paths.questions_dir()]))
    bound = {
        slug: sum(any(judged_options(shelf.ledgers, "missile-offer", q)) for q in b.bank.questions)
        for slug, b in shelf.banks.items()
    }

    assert min(bound.values()) >= 3
    assert sum(bound.values()) >= 37
