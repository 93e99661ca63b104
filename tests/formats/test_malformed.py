"""Files that went wrong in every way we could think of, each with what its author is told.

The places were counted by hand. A case is read as a bank called `faulty.yaml`; QUESTION stands on
line 7, its fields from column 3.
"""

import time

import pytest

from quizapp.formats import house

HEADER = b"""\
schema: 1
id: faulty
title: Faulty
description: What can go wrong.
sources: [wire]
questions:
"""
QUESTION = b"""\
- id: q
  type: true_false
  stem: The report names a treaty.
  answer: true
"""
GOOD = HEADER + QUESTION
SINGLE = HEADER + b"- id: q\n  type: single\n  stem: Who?\n"
TWO_CHOICES = b"  choices:\n  - {id: a, text: A, correct: true}\n  - {id: b, text: B}\n"
SORT = (
    HEADER + b"- id: q\n  type: categorise\n  stem: x\n"
    b"  categories: [{id: a, text: A}, {id: b, text: B}]\n"
)
NUMBER = HEADER + b"- id: q\n  type: numeric\n  stem: x\n"
GAPS = HEADER + b"- id: q\n  type: cloze\n  stem: x\n"
MARK = HEADER + b"- id: q\n  type: highlight\n  stem: x\n"
LAUGHS = b"a0: &a0 [lol, lol]\n" + b"".join(
    b"a%d: &a%d [%s]\n" % (n, n, b", ".join([b"*a%d" % (n - 1)] * 9)) for n in range(1, 12)
)

NOT_YAML = {
    "an empty file": (b"", "1:1 YAML006"),
    "only comments": (b"# one\n# two\n", "1:1 YAML006"),
    "only a mark that begins a document": (b"---\n", "2:1 BANK003"),
    "two megabytes": (b"a" * 2_000_000, "0:0 YAML001"),
    "one byte too many": (GOOD + b"#" * (1_000_001 - len(GOOD)), "0:0 YAML001"),
    "Windows-1252": (b"title: caf\xe9\n", "1:11 YAML002"),
    "UTF-16, little end first": ("title: x\n".encode("utf-16"), "1:1 YAML002"),
    "UTF-16, big end first": (b"\xfe\xff\0t\0:", "1:1 YAML002"),
    "UTF-16 without its mark": ("a: b".encode("utf-16-le"), "1:2 YAML003"),
    "half a letter at the end": (b"id: x\ntitle: \xc3", "2:8 YAML002"),
    "half a pair of surrogates": (b"title: \xed\xa0\x80\n", "1:8 YAML002"),
    "a NUL byte": (b"id: x\ntitle: a\0b\n", "2:9 YAML003"),
    "a NUL as an escape": (GOOD.replace(b"Faulty", b'"a\\0b"'), "3:8 YAML003"),
    "a line separator from the web": ("title: a\u2028b\n".encode(), "1:9 YAML003"),
    "a byte order mark in the middle": ("title: a\ufeffb\n".encode(), "1:9 YAML003"),
    "a tab as indentation": (HEADER + b"- id: q\n\ttype: single\n", "8:1 YAML005"),
    "a tab after a hyphen": (HEADER + b"-\tid: q\n", "7:2 YAML005"),
    "two documents": (GOOD + b"---\n" + GOOD, "11:1 YAML007"),
    "an alias": (GOOD + b"  hint: *h\n", "11:9 YAML010"),
    "an alias as a name": (GOOD + b"  *h : x\n", "11:3 YAML010"),
    "an anchor": (GOOD + b"  hint: &h x\n", "11:9 YAML009"),
    "a tag of YAML": (GOOD + b"  hint: !!str x\n", "11:9 YAML011"),
    "a tag of Python": (GOOD + b"  hint: !!python/name:os.system x\n", "11:9 YAML011"),
    "a tag on a list": (GOOD + b"  tags: !!set [x]\n", "11:9 YAML011"),
    "a tag of nobody": (GOOD + b"  hint: !foo!bar x\n", "11:9 YAML004"),
    "a directive": (b"%YAML 1.1\n---\n" + GOOD, "1:1 YAML012"),
    "a directive of nobody": (b"%FOO\n---\n" + GOOD, "1:5 YAML004"),
    "a merge key": (GOOD + b"  <<: {hint: x}\n", "11:3 YAML014"),
    "a repeated field": (GOOD + b"  stem: Another.\n", "11:3 YAML013"),
    "a repeated field, once quoted": (GOOD + b'  "stem": Another.\n', "11:3 YAML013"),
    "a list as a name": (GOOD + b"  [a, b]: x\n", "11:3 YAML015"),
    "fields as a name": (GOOD + b"  ? {a: b}\n  : x\n", "11:5 YAML015"),
    "no name on a line": (GOOD + b"  : x\n", "11:3 YAML004"),
    "no name": (GOOD + b"  feedback: {? : y}\n", "11:16 YAML015"),
    "a number of 31 digits": (GOOD + b"  hint: " + b"9" * 31 + b"\n", "11:9 YAML016"),
    "100,000 brackets": (b"[" * 100_000, "1:13 YAML008"),
    "100,000 brackets, one a line": (b"[\n" * 100_000, "13:1 YAML008"),
    "100,000 braces": (b"{a: " * 100_000, "1:49 YAML008"),
    "100,000 hyphens": (b"- " * 100_000, "1:25 YAML008"),
    "1,000 levels by indentation": (
        b"".join(b" " * n + b"a:\n" for n in range(1000)),
        "13:13 YAML008",
    ),
    "thirteen levels": (b"[" * 13 + b"]" * 13, "1:13 YAML008"),
    "an unclosed quote": (b"title: 'It is\nid: x\n", "1:8 YAML004"),
    "an unclosed double quote": (b'id: x\ntitle: "It is\n', "2:8 YAML004"),
    "quotes within quotes": (b'title: "He said "no" to it"\n', "1:18 YAML004"),
    "an apostrophe within quotes": (b"title: 'It's so'\n", "1:12 YAML004"),
    "text after a quotation": (b"title: 'No' he said\n", "1:13 YAML004"),
    "a code of no character": (b'title: "\\ud800"\n', "1:11 YAML004"),
    "a backslash in double quotes": (b'title: "C:\\quiz"\n', "1:11 YAML004"),
    "a colon in a text": (b"title: Treaties: a start\n", "1:16 YAML004"),
    "a field without a colon": (b"id: x\ntitle\nlanguage: en\n", "2:1 YAML004"),
    "an unclosed bracket": (b"sources: [a, b\ntitle: x\n", "1:10 YAML004"),
    "an unclosed brace": (b"date: {a: b\ntitle: x\n", "1:7 YAML004"),
    "a bracket that closes nothing": (b"title: ]\n", "1:8 YAML004"),
    "a text that begins with @": (b"title: @home\n", "1:8 YAML004"),
    "a text that begins with a backtick": (b"title: `home`\n", "1:8 YAML004"),
    "a text that begins with %": (b"title: %home\n", "1:8 YAML004"),
    "a text in asterisks": (b"title: *home*\n", "1:13 YAML004"),
    "a list on the line of its name": (b"sources: - a\n", "1:10 YAML004"),
    "a field among the entries of a list": (b"- a\nb: c\n", "2:1 YAML004"),
    "an entry among fields": (b"a: b\n- c\n", "2:1 YAML004"),
    "fields that step back too little": (b"a:\n    b: c\n  d: e\n", "3:3 YAML004"),
    "a block of text that starts too soon": (b"a: | text\n", "1:6 YAML004"),
}
BAD_HEADER = {
    "a list at the top": (b"- a\n- b\n", "1:1 BANK003"),
    "a text at the top": (b"Dear quiz,\n", "1:1 BANK003"),
    "no schema": (GOOD.replace(b"schema: 1\n", b"# none\n"), "2:1 BANK001"),
    "a newer schema": (GOOD.replace(b"schema: 1", b"schema: 2"), "1:9 BANK011"),
    "a schema of zero": (GOOD.replace(b"schema: 1", b"schema: 0"), "1:9 BANK006"),
    "a schema as text": (GOOD.replace(b"schema: 1", b"schema: '1'"), "1:9 BANK003"),
    "a schema that is true": (GOOD.replace(b"schema: 1", b"schema: true"), "1:9 BANK003"),
    "another bank's id": (GOOD.replace(b"id: faulty", b"id: npt"), "2:5 BANK010"),
    "an id that is a number": (GOOD.replace(b"id: faulty", b"id: 7"), "2:5 BANK003"),
    "a title that is a number": (GOOD.replace(b": Faulty", b": 1984"), "3:8 BANK003"),
    "a title of 301 letters": (GOOD.replace(b"Faulty", b"x" * 301), "3:8 BANK006"),
    "no description": (GOOD.replace(b" What can go wrong.", b""), "4:13 BANK003"),
    "a source that is a text": (GOOD.replace(b"[wire]", b"wire"), "5:10 BANK003"),
    "a source with capitals": (GOOD.replace(b"[wire]", b"[TASS]"), "5:11 BANK005"),
    "evidence without a source": (
        GOOD.replace(b"sources: [wire]", b"license: x") + b"  evidence: [{claim: C01}]\n",
        "1:1 BANK007",
    ),
    "a language by its name": (GOOD + b"language: English\n", "11:11 BANK005"),
    "a field slip": (GOOD + b"licence: CC0-1.0\n", "11:1 BANK002"),
    "no list of questions": (HEADER.replace(b"questions:\n", b"\n"), "1:1 BANK001"),
    "an empty list of questions": (HEADER.replace(b":\n", b": []\n"), "6:12 BANK012"),
    "questions that are fields": (HEADER + b"  q: {type: single}\n", "7:3 BANK003"),
    "questions that are nothing": (HEADER, "6:11 BANK003"),
}
BAD_QUESTION = {
    "a question that is text": (GOOD + b"- What is a treaty?\n", "11:3 BANK003"),
    "a question without a kind": (GOOD + b"- {id: p, stem: x}\n", "11:3 BANK001"),
    "an unknown kind": (GOOD + b"- {id: p, type: singel}\n", "11:17 BANK008"),
    "a kind that is a list": (GOOD + b"- {id: p, type: [single]}\n", "11:17 BANK008"),
    "a repeated id": (GOOD + QUESTION, "11:7 BANK009"),
    "no id": (HEADER + QUESTION.replace(b"id: q", b"hint: q"), "7:3 BANK001"),
    "an id with a space": (HEADER + QUESTION.replace(b"id: q", b"id: q 1"), "7:7 BANK005"),
    "an id that is a date's year": (HEADER + QUESTION.replace(b": q", b": 1968"), "7:7 BANK003"),
    "a field slip": (GOOD + b"  explanaton: x\n", "11:3 BANK002"),
    "a field of another kind": (GOOD + TWO_CHOICES, "11:3 BANK002"),
    "a level slip": (GOOD + b"  difficulty: hrad\n", "11:15 BANK004"),
    "a level that is a number": (GOOD + b"  difficulty: 3\n", "11:15 BANK004"),
    "a skill slip": (GOOD + b"  skill: atribution\n", "11:10 BANK004"),
    "a stem that is a number": (HEADER + QUESTION.replace(b"The", b"5 #"), "9:9 BANK003"),
    "a stem that is fields": (HEADER + QUESTION.replace(b"The", b"{a: b} #"), "9:9 BANK003"),
    "an empty stem": (HEADER + QUESTION.replace(b"The", b'"  " #'), "9:9 BANK006"),
    "a stem left out": (HEADER + QUESTION.replace(b"The", b" #"), "9:8 BANK003"),
    "yes for true": (HEADER + QUESTION.replace(b"answer: true", b"answer: yes"), "10:11 BANK003"),
    "tags that are a text": (GOOD + b"  tags: npt\n", "11:9 BANK003"),
    "a tag with a capital": (GOOD + b"  tags: [npt, NPT]\n", "11:15 BANK005"),
    "evidence that is an id": (GOOD + b"  evidence: [C01]\n", "11:14 BANK003"),
    "a claim's id in small letters": (GOOD + b"  evidence: [{claim: c01}]\n", "11:22 BANK005"),
    "feedback for maybe": (GOOD + b"  feedback: {maybe: x}\n", "11:14 BANK002"),
    "no choices": (SINGLE, "7:3 BANK001"),
    "choices that are nothing": (SINGLE + b"  choices:\n", "10:11 BANK003"),
    "one choice": (SINGLE + b"  choices: [{id: a, text: A, correct: true}]\n", "10:12 BANK006"),
    "seven choices": (
        SINGLE + TWO_CHOICES + b"".join(b"  - {id: c%d, text: C%d}\n" % (n, n) for n in range(5)),
        "11:3 BANK006",
    ),
    "no key": (SINGLE + TWO_CHOICES.replace(b", correct: true", b""), "7:3 BANK007"),
    "two keys": (SINGLE + TWO_CHOICES.replace(b"B}", b"B, correct: true}"), "7:3 BANK007"),
    "two choices of one id": (SINGLE + TWO_CHOICES.replace(b"id: b", b"id: a"), "7:3 BANK007"),
    "a choice without a text": (SINGLE + TWO_CHOICES.replace(b", text: B", b""), "12:5 BANK001"),
    "a choice that is a text": (SINGLE + TWO_CHOICES + b"  - Perhaps\n", "13:5 BANK003"),
    "a choice that is a number": (SINGLE + TWO_CHOICES.replace(b": B", b": 12"), "12:19 BANK003"),
    "a choice that is null": (SINGLE + TWO_CHOICES + b"  -\n", "13:4 BANK003"),
    "a key that is a text": (SINGLE + TWO_CHOICES.replace(b"true", b"'true'"), "11:31 BANK003"),
    "a choice's field slip": (
        SINGLE + TWO_CHOICES.replace(b", text: B", b", text: B, ok: x"),
        "12:22 BANK002",
    ),
    "several without a key": (
        SINGLE.replace(b"single", b"multiple") + TWO_CHOICES.replace(b", correct: true", b""),
        "7:3 BANK007",
    ),
    "an order of one": (
        HEADER + b"- {id: q, type: ordering, stem: x, items: [{id: a, text: A}]}\n",
        "7:43 BANK006",
    ),
    "an order of twins": (
        HEADER + b"- id: q\n  type: ordering\n  stem: x\n"
        b"  items: [{id: a, text: A}, {id: b, text: A}]\n",
        "7:3 BANK007",
    ),
    "a pair without its right side": (
        HEADER + b"- id: q\n  type: matching\n  stem: x\n  pairs:\n"
        b"  - {id: a, left: A, right: 1}\n  - {id: b, left: B}\n",
        "11:29 BANK003, 12:5 BANK001",
    ),
    "nothing to accept": (
        HEADER + b"- {id: q, type: short_text, stem: x, accept: []}\n",
        "7:46 BANK006",
    ),
    "an answer that is a number": (
        HEADER + b"- {id: q, type: short_text, stem: x, accept: [INF, 010]}\n",
        "7:52 BANK003",
    ),
    "a wrong answer without feedback": (
        HEADER + b"- {id: q, type: short_text, stem: x, accept: [a], reject: [{text: b}]}\n",
        "7:60 BANK001",
    ),
    "a category that is not there": (
        SORT + b"  items: [{id: x, text: X, category: c}, {id: y, text: Y, category: a}]\n",
        "7:3 BANK007",
    ),
    "an item without its category": (
        SORT + b"  items: [{id: x, text: X}, {id: y, text: Y, category: a}]\n",
        "11:11 BANK001",
    ),
    "one category": (
        SORT.replace(b", {id: b, text: B}", b"")
        + b"  items: [{id: x, text: X, category: a}, {id: y, text: Y, category: a}]\n",
        "10:15 BANK006",
    ),
    "a number in words": (NUMBER + b"  value: ten\n", "10:10 BANK003"),
    "a number in quotes": (NUMBER + b"  value: '10'\n", "10:10 BANK003"),
    "a number that is true": (NUMBER + b"  value: true\n", "10:10 BANK003"),
    "a number that is none": (NUMBER + b"  value: .nan\n", "10:10 BANK003"),
    "an endless number": (NUMBER + b"  value: .inf\n", "10:10 BANK003"),
    "a number beyond all": (NUMBER + b"  value: 1e13\n", "10:10 BANK006"),
    "a tolerance below zero": (NUMBER + b"  value: 5\n  tolerance: -1\n", "11:14 BANK006"),
    "neither value nor range": (NUMBER + b"  unit: km\n", "7:3 BANK007"),
    "both value and range": (
        NUMBER + b"  value: 5\n  range: {min: 1, max: 9}\n",
        "7:3 BANK007",
    ),
    "a range with a tolerance": (
        NUMBER + b"  range: {min: 1, max: 9}\n  tolerance: 1\n",
        "7:3 BANK007",
    ),
    "a range turned round": (NUMBER + b"  range: {min: 9, max: 1}\n", "10:10 BANK007"),
    "a range as a list": (NUMBER + b"  range: [1, 9]\n", "10:10 BANK003"),
    "a gap that is not in the text": (
        GAPS + b"  text: A {{a}}.\n  gaps: [{id: a, accept: [x]}, {id: b, accept: [y]}]\n",
        "7:3 BANK007",
    ),
    "a gap that is only in the text": (
        GAPS + b"  text: A {{a}} {{b}}.\n  gaps: [{id: a, accept: [x]}]\n",
        "7:3 BANK007",
    ),
    "a gap that is there twice": (
        GAPS + b"  text: A {{a}} {{a}}.\n  gaps: [{id: a, accept: [x]}]\n",
        "7:3 BANK007",
    ),
    "a gap of one brace": (
        GAPS + b"  text: A {a} {{b}.\n  gaps: [{id: a, accept: [x]}]\n",
        "7:3 BANK007",
    ),
    "a gap both typed and picked": (
        GAPS + b"  text: A {{a}}.\n  gaps:\n  - id: a\n    accept: [x]\n    choices: "
        b"[{id: a, text: A, correct: true}, {id: b, text: B}]\n",
        "12:5 BANK007",
    ),
    "a gap neither typed nor picked": (
        GAPS + b"  text: A {{a}}.\n  gaps: [{id: a}]\n",
        "11:10 BANK007",
    ),
    "a gap with a key too many": (
        GAPS + b"  text: A {{a}}.\n  gaps:\n  - id: a\n    choices: "
        b"[{id: a, text: A, correct: true}, {id: b, text: B, correct: true}]\n",
        "12:5 BANK007",
    ),
    "three slips allowed": (
        HEADER + b"- {id: q, type: short_text, stem: x, accept: [a], typos: 3}\n",
        "7:58 BANK006",
    ),
    "a passage without marks": (MARK + b"  passage: It flew.\n  correct: [a]\n", "7:3 BANK007"),
    "a mark without words": (
        MARK + b"  passage: '[[a|]] [[b|x]]'\n  correct: [a]\n",
        "7:3 BANK007",
    ),
    "a mark without an id": (
        MARK + b"  passage: '[[Two]] [[b|x]]'\n  correct: [b]\n",
        "7:3 BANK007",
    ),
    "a mark with a capital id": (
        MARK + b"  passage: '[[A|x]] [[b|x]]'\n  correct: [b]\n",
        "7:3 BANK007",
    ),
    "a key that is not marked": (
        MARK + b"  passage: '[[a|x]] [[b|x]]'\n  correct: [c]\n",
        "7:3 BANK007",
    ),
    "feedback on what is not marked": (
        MARK + b"  passage: '[[a|x]] [[b|x]]'\n  correct: [a]\n  feedback: {c: y}\n",
        "7:3 BANK007",
    ),
    "no key among the marks": (
        MARK + b"  passage: '[[a|x]] [[b|x]]'\n  correct: []\n",
        "11:12 BANK006",
    ),
    "a chain with nothing to pick": (
        HEADER + b"- {id: q, type: chain, stem: x, content: y, links: [{id: a, text: A}]}\n",
        "7:3 BANK007",
    ),
    "a chain of twins": (
        HEADER + b"- id: q\n  type: chain\n  stem: x\n  content: y\n"
        b"  links: [{id: a, text: A}]\n  distractors: [{id: b, text: A}]\n",
        "7:3 BANK007",
    ),
    "a poll with a key": (
        HEADER + b"- id: q\n  type: poll\n  stem: x\n" + TWO_CHOICES,
        "11:22 BANK002",
    ),
    "a poll of one": (
        HEADER + b"- {id: q, type: poll, stem: x, choices: [{id: a, text: A}]}\n",
        "7:41 BANK006",
    ),
    "an answer to an open question": (
        HEADER + b"- {id: q, type: open, stem: x, accept: [y]}\n",
        "7:32 BANK002",
    ),
    "void on no day": (GOOD + b"  void: {as: disregard, on: 2026-02-30, why: x}\n", "11:9 BANK007"),
    "void on a day in words": (
        GOOD + b"  void: {as: disregard, on: Monday, why: x}\n",
        "11:29 BANK005",
    ),
    "void as something else": (
        GOOD + b"  void: {as: wrong, on: 2026-02-03, why: x}\n",
        "11:14 BANK004",
    ),
    "void for no reason": (GOOD + b"  void: {as: disregard, on: 2026-02-03}\n", "11:9 BANK001"),
    "many faults at once": (
        SINGLE.replace(b"Who?", b"5") + TWO_CHOICES + b"  hnt: x\n  skill: none\n"
        b"- {id: q, type: essay}\n- {id: r, type: true_false, stem: x}\n",
        "9:9 BANK003, 13:3 BANK002, 14:10 BANK004, 15:8 BANK009, 15:17 BANK008, 16:3 BANK001",
    ),
}
CASES = [
    (*case, name) for table in (NOT_YAML, BAD_HEADER, BAD_QUESTION) for name, case in table.items()
]


def told(data: bytes) -> str:
    """Where the problems of a bank are, and which."""
    problems = house.read_bank(data, "faulty.yaml").problems
    return ", ".join(f"{p.line}:{p.column} {p.code}" for p in problems)


@pytest.mark.parametrize(("data", "expected"), [c[:2] for c in CASES], ids=[c[2] for c in CASES])
def test_each_fault_is_told_once_at_its_place(data, expected):
    assert told(data) == expected


@pytest.mark.parametrize("data", [c[0] for c in CASES], ids=[c[2] for c in CASES])
def test_each_message_is_one_plain_sentence(data):
    for problem in house.read_bank(data, "faulty.yaml").problems:
        assert "\n" not in problem.message
        assert len(problem.message) < 250
        for jargon in ("expected <", "token", "scalar", "node", "mapping", "Input", "tuple"):
            assert jargon not in problem.message


@pytest.mark.parametrize("data", [c[0] for c in NOT_YAML.values()], ids=list(NOT_YAML))
def test_a_file_that_is_not_restricted_yaml_gives_no_bank(data):
    assert house.read_bank(data, "faulty.yaml").bank is None


@pytest.mark.parametrize("data", [c[0] for c in BAD_HEADER.values()], ids=list(BAD_HEADER))
def test_a_bad_header_gives_no_bank(data):
    assert house.read_bank(data, "faulty.yaml").bank is None


@pytest.mark.parametrize("data", [c[0] for c in BAD_QUESTION.values()], ids=list(BAD_QUESTION))
def test_a_bad_question_costs_only_itself(data):
    good = b"- {id: last, type: true_false, stem: x, answer: true}\n"

    bank = house.read_bank(data + good, "faulty.yaml").bank

    assert bank is not None
    assert bank.questions[-1].id == "last"


def test_the_billion_laughs_are_refused_at_the_first_hundred():
    problems = house.read_bank(LAUGHS, "faulty.yaml").problems

    assert {p.code for p in problems} == {"YAML009", "YAML010", "YAML017"}
    assert len(problems) == 101


def test_hostile_files_are_refused_quickly():
    files = [LAUGHS, b"[" * 100_000, b"- " * 100_000, b"{a: " * 100_000, b"? " * 100_000,
             b"[\n" * 100_000, b"a:\n" * 300_000, b"9" * 1_000_000, b"\0" * 1_000_000]  # fmt: skip

    began = time.process_time()
    for data in files:
        assert house.read_bank(data, "faulty.yaml").bank is None

    assert time.process_time() - began < 5  # 0.2 s when it was written; libyaml alone needs 18 s
