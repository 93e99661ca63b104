"""Banks and ledgers as their authors write them; `test_malformed` has what goes wrong in a bank."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from quizapp.core.bank import QUESTION_TYPES, Bank
from quizapp.core.ledger import Ledger
from quizapp.formats.house import LIMIT_PROBLEMS, read_bank, read_ledger
from quizapp.formats.house_words import _FORMS

BANK = b"""\
schema: 1
id: npt
title: The treaty and the report
description: All kinds of questions.
sources: [wire]
questions:
  - id: who-said
    type: single
    stem: Who said so?
    skill: attribution
    explanation: The second paragraph names him.
    evidence: [{claim: C01, paragraph: p2}]
    choices:
      - {id: a, text: The minister, correct: true}
      - {id: b, text: The agency, feedback: It only reports.}
  - id: which
    type: multiple
    stem: Which are named?
    choices: [{id: a, text: INF, correct: true}, {id: b, text: ABM, correct: true}]
  - id: told
    type: true_false
    stem: The report says when.
    answer: false
    feedback: {true: "No, it does not.", false: Right}
  - id: names
    type: matching
    stem: Match the names.
    pairs: [{id: a, left: 9M729, right: SSC-8}, {id: b, left: RS-28, right: SS-X-29}]
    distractors: [{id: c, text: SS-18}]
  - id: order
    type: ordering
    stem: What came first?
    items: [{id: a, text: The offer}, {id: b, text: The reply}]
  - id: name
    type: short_text
    stem: Name the treaty.
    accept: [INF, "1987"]
    reject: [{text: START, feedback: A later one.}]
    typos: 1
    void: {as: disregard, on: 2026-03-02, why: The report gives two names.}
  - id: sort
    type: categorise
    stem: How is it said?
    categories: [{id: a, text: Asserted}, {id: b, text: Doubted}]
    items: [{id: x, text: It flew., category: a}, {id: y, text: It fell., category: b}]
  - id: when
    type: numeric
    stem: In which year?
    value: 1987
    reject: [{value: 1988.5, feedback: Too late.}]
  - id: how-far
    type: numeric
    stem: How far?
    range: {min: 500, max: 5500.0}
    unit: km
  - id: gaps
    type: cloze
    stem: Fill the gaps.
    text: "{{who}} {{cue}} so."
    gaps:
      - {id: who, accept: [Putin], typos: 1}
      - {id: cue, choices: [{id: a, text: said, correct: true}, {id: b, text: knew}]}
  - id: mark
    type: highlight
    stem: Mark the attribution.
    passage: "[[who|Two officials]] [[cue|said]] that [[what|it flew]]."
    correct: [who, cue]
    feedback: {what: That is what is claimed.}
  - id: through
    type: chain
    stem: Who told whom?
    content: It flew.
    links: [{id: a, text: The agency reports}, {id: b, text: the minister said}]
    distractors: [{id: c, text: a reader wrote}]
  - id: vote
    type: poll
    stem: Do you trust it?
    choices: [{id: a, text: A little}, {id: b, text: Not at all}]
  - id: ask
    type: open
    stem: What would you ask?
"""
LEDGER = b"""\
schema: 1
id: wire
title: A report
publisher: The Wire
date: {stated: Thursday}
rights: Paraphrases of our own.
outlet: the-wire
paragraphs:
  - {id: p1, length: 100, sha256: "0123456789abcdef"}
entities:
  - {id: the-wire, kind: outlet, name: The Wire, form: agency}
  - {id: minister, kind: person, name: The minister}
claims:
  - id: C01
    content: The treaty holds.
    content_key: treaty-holds
    type: assertion
    stance: attributed
    factuality: Uu
    held_by: {minister: CT+}
    anchors:
      - paragraph: p1
        start: 0
        end: 20
        sha256: "0123456789abcdef"
        chain: [{speaker: minister, cue: said, cue_type: say}]
event_order: []
"""


def told(problems):
    return [f"{p.line}:{p.column} {p.code}" for p in problems]


def test_a_bank_is_read_with_all_kinds_of_questions():
    file = read_bank(BANK, "questions/banks/npt.yaml")

    assert file.problems == ()
    assert file.bank is not None
    assert {q.type for q in file.bank.questions} == set(QUESTION_TYPES)
    assert file.bank.questions[0].evidence[0].paragraph == "p2"


def test_the_places_of_a_bank_lead_to_its_parts():
    places = read_bank(BANK, "npt.yaml").places

    assert places["title",] == (3, 8)
    assert places["questions", 0] == (7, 5)
    assert places["questions", 0, "evidence", 0, "claim"] == (12, 24)
    assert places["questions", 5, "accept", 1] == (37, 19)


def test_places_are_counted_over_the_questions_that_were_kept():
    bad = BANK.replace(b"type: multiple", b"type: many")

    file = read_bank(bad, "npt.yaml")

    assert told(file.problems) == ["17:11 BANK008"]
    assert file.bank is not None
    assert file.bank.questions[1].id == "told"
    assert file.places["questions", 1, "id"] == (20, 9)
    assert ("questions", 13) not in file.places


def test_problems_show_the_path_that_was_given():
    problems = read_bank(b"", "questions/banks/npt.yaml").problems

    assert problems[0].file == "questions/banks/npt.yaml"


def test_a_repeated_field_gives_no_bank_but_the_rest_is_judged():
    file = read_bank(BANK + b"    hint: a\n    hint: b\n    hnt: c\n", "npt.yaml")

    assert file.bank is None
    assert told(file.problems) == ["83:5 YAML013", "84:5 BANK002"]


def test_a_bank_without_one_good_question_is_none():
    file = read_bank(BANK[: BANK.index(b"  - id: who")] + b"  - x\n  - y\n", "npt.yaml")

    assert file.bank is None
    assert file.places == {}
    assert told(file.problems) == ["7:5 BANK003", "8:5 BANK003"]


def test_of_very_many_problems_the_first_hundred_are_told():
    problems = read_bank(BANK + b"  - x\n" * 5000, "npt.yaml").problems

    assert len(problems) == LIMIT_PROBLEMS + 1
    assert told(problems)[:2] == ["0:0 BANK013", "82:5 BANK003"]


def test_a_newer_file_is_not_judged_by_older_rules():
    newer = BANK.replace(b"schema: 1", b"schema: 2").replace(b"single", b"hologram")

    problems = read_bank(newer, "npt.yaml").problems

    assert told(problems) == ["1:9 BANK011"]
    assert "too old" in problems[0].message


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("singel", "single"), ("truefalse", "true_false"), ("Ordering", "ordering")],
)
def test_a_slip_in_the_kind_is_answered_with_what_was_meant(wrong, right):
    data = BANK.replace(b"type: single", b"type: " + wrong.encode())

    message = read_bank(data, "npt.yaml").problems[0].message

    assert message == f"'{wrong}' is not a kind of question; did you mean '{right}'?"


def test_every_form_that_the_models_ask_for_is_explained():
    patterns = set(re.findall(r"'pattern': '(.*?)'", str(_schemas(Bank) + _schemas(Ledger))))

    assert patterns
    assert patterns <= set(_FORMS)


def _schemas(model: type[BaseModel]):
    return [model.model_json_schema()]


# Ledgers


def ledger_told(data):
    return told(read_ledger(data, "wire.yaml").problems)


def test_a_ledger_is_read_with_its_places():
    file = read_ledger(LEDGER, "questions/sources/wire.yaml")

    assert file.problems == ()
    assert file.ledger is not None
    assert file.ledger.claims[0].held_by == {"minister": "CT+"}
    assert file.places["claims", 0, "stance"] == (18, 13)


def test_an_unknown_kind_of_entity_is_told_in_one_problem():
    data = LEDGER.replace(b"kind: person", b"kind: persn")

    file = read_ledger(data, "wire.yaml")

    assert file.ledger is None
    assert told(file.problems) == ["12:26 LEDGER008"]
    assert file.problems[0].message == "'persn' is not a kind of entity; did you mean 'person'?"


def test_a_broken_reference_is_told_at_its_claim():
    data = LEDGER.replace(b"speaker: minister", b"speaker: ministr").replace(
        b"end: 20", b"end: 200"
    )

    assert ledger_told(data) == ["14:5 LEDGER007", "14:5 LEDGER007"]


def test_a_broken_reference_of_an_event_is_told_at_the_order_of_events():
    data = LEDGER.replace(b"event_order: []", b"event_order: [[the-wire, offer]]")

    assert ledger_told(data) == ["27:14 LEDGER007"]


def test_a_repeated_claim_is_told_at_the_second():
    claim = LEDGER[LEDGER.index(b"  - id: C01") : LEDGER.index(b"event_order")]
    data = LEDGER.replace(b"event_order: []\n", claim)

    assert ledger_told(data) == ["27:5 LEDGER007"]


@pytest.mark.parametrize(
    ("good", "bad", "expected"),
    [
        (b"id: wire\n", b"id: wires\n", ["2:5 LEDGER010"]),
        (b"schema: 1", b"schema: 9", ["1:9 LEDGER011"]),
        (b"publisher: The Wire\n", b"\n", ["1:1 LEDGER001"]),
        (b"stated:", b"state:", ["5:8 LEDGER002"]),
        (b'"0123456789abcdef"}', b"1234567890123456}", ["9:35 LEDGER003"]),
        (b'"0123456789abcdef"}', b"0123456789ABCDEF}", ["9:35 LEDGER005"]),
        (b"length: 100", b"length: 0", ["9:22 LEDGER006"]),
        (b"id: minister", b"id: the-wire", ["12:10 LEDGER009"]),
        (b"form: agency", b"form: agent", ["11:56 LEDGER004"]),
        (b"stance: attributed", b"stance: atributed", ["18:13 LEDGER004"]),
        (b"{minister: CT+}", b"{The Minister: CT+}", ["20:15 LEDGER005"]),
        (b"{minister: CT+}", b"{minister: certain}", ["20:25 LEDGER004"]),
        (b"cue: said", b"queue: said", ["26:17 LEDGER001", "26:37 LEDGER002"]),
        (b"event_order: []", b"event_order: [[minister]]", ["27:15 LEDGER001"]),
        (b"event_order: []", b"event_order: [[a, b, c]]", ["27:15 LEDGER006"]),
        (b"  - id: C01\n", b"  - id: C1\n", ["14:9 LEDGER005"]),
        (b"entities:\n", b"entities: none\nentitles:\n", ["10:11 LEDGER003", "11:1 LEDGER002"]),
    ],
)
def test_a_fault_in_a_ledger_is_told_at_its_place(good, bad, expected):
    assert ledger_told(LEDGER.replace(good, bad)) == expected
    assert read_ledger(LEDGER.replace(good, bad), "wire.yaml").ledger is None


# Whatever comes in


@st.composite
def edited(draw, data):
    """The file after a few slips: a stretch of it deleted, doubled or written over."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 30)))
        put = draw(
            st.just(data[start:end] * 2)
            | st.binary(max_size=4)
            | st.sampled_from(
                [b"", b"\n", b": ", b"- ", b"\t", b"  ", b"~", b"[", b"{}", b"5", b"'"]
            )
        )
        data = data[:start] + put + data[end:]
    return data


def is_within(problem, data):
    lines = re.split("\r\n|\r|\n", data.decode("utf-8", "replace").removeprefix("\ufeff"))
    if problem.line == 0:
        return problem.column == 0
    return problem.line <= len(lines) and 1 <= problem.column <= len(lines[problem.line - 1]) + 1


@settings(deadline=None, max_examples=500)
@given(edited(BANK))
def test_a_bank_with_slips_is_read_or_told_about_within_the_file(data):
    file = read_bank(data, "npt.yaml")

    assert file.bank is not None or file.problems
    assert all(is_within(problem, data) for problem in file.problems)
    assert (file.bank is None) == (not file.places)


@settings(deadline=None, max_examples=500)
@given(edited(LEDGER))
def test_a_ledger_with_slips_is_read_or_told_about_within_the_file(data):
    file = read_ledger(data, "wire.yaml")

    assert (file.ledger is None) == bool(file.problems)
    assert all(is_within(problem, data) for problem in file.problems)


@settings(deadline=None)
@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_are_read_or_told_about(data):
    assert read_bank(data, "npt.yaml").problems
    assert read_ledger(data, "npt.yaml").problems
