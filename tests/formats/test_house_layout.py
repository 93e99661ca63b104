"""The house layout: the same values, the same comments, and nothing left to do a second time."""

import math
from pathlib import Path
from textwrap import indent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.formats import restricted_yaml
from quizapp.formats.house_layout import formatted
from quizapp.formats.restricted_yaml import Node
from quizapp.services.generated import bank_of, generated
from tests.shipped import LEDGER

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = sorted((ROOT / "questions").glob("*/*.yaml"))

UNTIDY = """\


# A bank

schema:   1
questions:
- id: one   # the first
  stem: A question
    over two lines
  choices: [ {id: a,text: NO},
    {id:  b, text: "12:30"} ]



- id:  two
  # what a person said
  stem: |
     'One'

     two
  year: 010


"""
TIDY = """\
# A bank

schema: 1
questions:
  - id: one # the first
    stem: A question over two lines
    choices: [{id: a, text: NO}, {id: b, text: "12:30"}]

  - id: two
    # what a person said
    stem: |
      'One'

      two
    year: 010
"""


def values(text: str) -> Node:
    tree, problems = restricted_yaml.read(text.encode(), "a.yaml")
    assert tree, problems
    return tree.value


def layout(text: str) -> str:
    made, problems = formatted(text.encode(), "a.yaml")
    assert made is not None, problems
    return made


def refusal(text: str) -> tuple[str, int]:
    made, (problem,) = formatted(text.encode(), "a.yaml")
    assert made is None
    return problem.code, problem.line


def test_what_is_untidy_gets_the_layout_of_the_house():
    assert layout(UNTIDY) == TIDY


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_what_is_shipped_is_formatted_to_the_byte(path):
    data = path.read_bytes()

    made, problems = formatted(data, path.name)

    assert problems == ()
    assert made is not None
    assert made.encode() == data


def test_what_the_generator_writes_is_formatted():
    text = bank_of(LEDGER, generated(LEDGER, count=60), "fresh")

    assert layout(text) == text


@pytest.mark.parametrize(
    "scalar",
    ["010", "0o10", "1_000", "1e3", "1.50", "+1", "12:30", "2026-03-02", "NO", "~", "True", "null",
     "'it''s'", '"a\\tb"', "2026-03-02 10:00:00+02:00", ".inf", "<", "=", "a#b", "''"],
)  # fmt: skip
@pytest.mark.parametrize("form", ["a: {}\n", "a:\n  - {}\n", "a: [{}, b]\n", "a: {{b: {}}}\n"])
def test_a_scalar_is_not_touched(scalar, form):
    text = form.format(scalar)

    assert layout(text) == text


@pytest.mark.parametrize(
    "text",
    ["a: |\n  x  \n\n\n  y\n", "a: |-\n  x\nb: 1\n", "a: |2\n    x\n",
     "a: |+\n  x\n\nb: 1\n", "a: 1\n\n# end\n"],
)  # fmt: skip
def test_literal_text_and_comments_are_not_touched(text):
    assert layout(text) == text


def test_folded_text_becomes_literal_since_no_line_is_broken_here():
    assert layout("a: >-\n  x\n  y\n\n  z\nb: 1\n") == "a: |-\n  x y\n  z\nb: 1\n"


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_lines_of_other_systems_become_ours(end):
    assert layout("\ufeff" + TIDY.replace("\n", end)) == TIDY


@pytest.mark.parametrize(
    ("text", "line"),
    [("a: {id: x, feedback: Words, in paragraph 2.}\n", 1), ("a:\n  - {b: [{c, d: e}]}\n", 2),
     ("a: {b: }\n", None), ("a: {b: null, c: ~, d: ''}\n", None),
     ("a:\n  - b\n  -\n  - c\n", None), ("a:\nb: {}\n", None)],
)  # fmt: skip
def test_a_comma_that_ends_a_text_is_told_and_nothing_is_put_there(text, line):
    """Else `: null` would be written behind the author's words."""
    made, problems = formatted(text.encode(), "a.yaml")

    assert [(p.code, p.line) for p in problems] == ([("FORMAT003", line)] if line else [])
    assert (made is None) == bool(line)


# Whatever somebody typed


@st.composite
def scalars(draw: st.DrawFn) -> str:
    plain = st.sampled_from(["a", "NO", "12:30", "010", "1.50", "two words", "x#y", "~", "true"])
    single = st.text("ab' #:-é", max_size=8).map(lambda s: "'" + s.replace("'", "''") + "'")
    double = st.text("ab' #:-é", max_size=8).map(lambda s: f'"{s}"')
    return draw(st.one_of(plain, single, double))


@st.composite
def flows(draw: st.DrawFn, depth: int = 0) -> str:
    if depth == 2 or draw(st.booleans()):
        return draw(scalars())
    space, comma = draw(st.sampled_from(["", " ", "  "])), draw(st.sampled_from([", ", " ,  "]))
    parts = draw(st.lists(flows(depth + 1), max_size=3))
    if draw(st.booleans()):
        return "[" + space + comma.join(parts) + space + "]"
    fields = (f"k{n}: {part}" for n, part in enumerate(parts))
    return "{" + space + comma.join(fields) + space + "}"


@st.composite
def gaps(draw: st.DrawFn) -> str:
    """What may stand between lines."""
    lines = ["", "   ", "# c", "  # deep", "#", "# it's: [a"]
    return "".join(f"{line}\n" for line in draw(st.lists(st.sampled_from(lines), max_size=3)))


@st.composite
def literals(draw: st.DrawFn) -> str:
    sign = draw(st.sampled_from(["|", "|-", "|+", ">", ">-", "|  # why"]))
    lines = draw(st.lists(st.sampled_from(["a", "b  ", "", "# no comment", "- d: e"]), max_size=4))
    return f" {sign}\n" + "".join(f"   {line}\n" for line in ["first", *lines])


@st.composite
def blocks(draw: st.DrawFn, depth: int = 0) -> str:
    """A block of fields or entries, laid out in whatever way; it ends with a line's end."""
    is_list, step = draw(st.booleans()), draw(st.integers(1, 4))
    text = ""
    for n in range(draw(st.integers(1, 3))):
        text += draw(gaps()) + ("-" if is_list else f"k{n}:")
        kind = draw(st.sampled_from(["flow", "literal", "block"]))
        if kind == "block" and depth < 2:
            text += draw(st.sampled_from(["\n", " # why\n", "\n\n"]))
            text += indent(draw(blocks(depth + 1)), " " * step, lambda line: bool(line.strip()))
        elif kind == "literal":
            text += draw(literals())
        else:
            space, why = draw(st.sampled_from([" ", "   "])), st.sampled_from(["", " # why", "  "])
            text += space + draw(flows()) + draw(why) + "\n"
    return text + draw(gaps())


@given(blocks())
@settings(max_examples=300, deadline=None)
def test_any_layout_keeps_its_values_and_is_done_at_once(text):
    read, problems = restricted_yaml.read(text.encode(), "a.yaml")
    assert read, problems

    made, problems = formatted(text.encode(), "a.yaml")

    if made is None:  # refused rather than changed
        assert {p.code for p in problems} <= {"FORMAT001", "FORMAT002"}
        return
    assert repr(values(made)) == repr(read.value)
    assert made.count("# why") == text.count("# why")
    assert layout(made) == made


@given(flows())
@settings(max_examples=200, deadline=None)
def test_without_comments_any_layout_can_be_had(flow):
    text = f"schema:  1\nquestions:\n-   id: a\n    b:   {flow}\n\n\n\n-   id: c\n"

    made = layout(text)

    assert repr(values(made)) == repr(values(text))
    assert layout(made) == made
    assert "\n\n\n" not in made


# Refusals


def test_a_comment_that_would_be_lost_is_shown_and_nothing_made():
    assert refusal("a: 1\nb: [c, # one\n  d]\n") == ("FORMAT001", 2)


def test_a_comment_behind_the_sign_of_a_text_is_shown():
    assert refusal("a: 1\nb: | # why\n  c\n") == ("FORMAT001", 2)


def test_what_is_not_read_is_not_formatted():
    assert refusal("a: &x 1\n")[0] == "YAML009"
    assert refusal("a: [1\n")[0] == "YAML004"
    assert refusal("a: 1\na: 2\n") == ("YAML013", 2)


def test_a_number_that_is_none_is_no_reason_to_refuse():
    made = layout("a:  .nan\n")

    assert made == "a: .nan\n"
    assert isinstance(values(made), dict)
    assert math.isnan(values(made)["a"])  # type: ignore[index, call-overload, arg-type]
