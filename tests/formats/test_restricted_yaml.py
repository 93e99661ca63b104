"""What of YAML is read, and as what; `test_malformed` has what is refused."""

import json
import math
import re

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quizapp.formats.restricted_yaml import LIMIT_DEPTH, read, shortened


def tree_of(data):
    """The tree of a document that has no problems."""
    tree, problems = read(data, "x.yaml")
    assert problems == ()
    assert tree is not None
    return tree


def value(text):
    """The value of a document that has no problems."""
    return tree_of(text.encode()).value


@pytest.mark.parametrize("text", ["true", "True", "TRUE"])
def test_true_is_a_truth_value(text):
    assert value(f"a: {text}") == {"a": True}


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL"])
def test_nothing_is_none(text):
    assert value(f"a: {text}") == {"a": None}


@pytest.mark.parametrize(
    ("text", "number"),
    [("7", 7), ("-7", -7), ("+7", 7), ("0", 0), ("010", 10), ("0o10", 8), ("0x1F", 31)],
)  # YAML 1.2.2, 10.3.2
def test_whole_numbers_are_those_of_the_core_schema(text, number):
    assert value(f"a: {text}") == {"a": number}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.5", 1.5),
        (".5", 0.5),
        ("5.", 5.0),
        ("1e3", 1000.0),
        ("-1.5E-1", -0.15),
        (".inf", math.inf),
    ],
)  # YAML 1.2.2, 10.3.2
def test_fractions_are_those_of_the_core_schema(text, number):
    assert value(f"a: {text}") == {"a": number}


@pytest.mark.parametrize(
    "text",
    ["NO", "no", "Yes", "on", "off", "y", "tRUE", "nil", "12:30", "1968-07-01", "1_000", "1,550",
     "1.2.3", "0b11", "0x", "-0x10", "1e", "٣", "SS-N-30", "9M729", "--", ".", "=", "<<"],
)  # fmt: skip
def test_everything_else_is_text(text):
    assert value(f"- {text} #\n- x") == (text, "x")


@pytest.mark.parametrize("text", ["true", "null", "7", "1.5", "", "*x", "!x", "<<"])
def test_what_is_quoted_is_text(text):
    assert value(f"['{text}', \"{text}\"]") == (text, text)


def test_names_of_fields_are_always_text():
    assert value("true: Yes\nfalse: No\nnull: x\n1968: x\n") == {
        "true": "Yes",
        "false": "No",
        "null": "x",
        "1968": "x",
    }


def test_lists_are_read_as_tuples():
    assert value("- [a, [1]]\n- {b: []}\n") == (("a", (1,)), {"b": ()})


def test_prose_may_run_over_lines():
    assert value("a: |\n  one\n  two\nb: >\n  one\n  two\nc: one\n  two\n") == {
        "a": "one\ntwo\n",
        "b": "one two\n",
        "c": "one two",
    }


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_in_any_usual_way(end):
    tree = tree_of(f"a: 1{end}b:{end}  - x{end}".encode())

    assert tree.value == {"a": 1, "b": ("x",)}
    assert tree.place(("b", 0)) == (3, 5)


def test_a_byte_order_mark_is_tolerated_and_counts_for_nothing():
    tree = tree_of(b"\xef\xbb\xbfa: 1\n")

    assert tree.value == {"a": 1}
    assert tree.place(("a",)) == (1, 4)


def test_a_document_may_have_its_marks():
    assert value("---\na: 1\n...\n") == {"a": 1}


def test_a_value_and_its_name_have_each_a_place():
    tree = tree_of("a:\n  - b: é🎉\n    c: {d: x}\n".encode())

    assert tree.place(()) == (1, 1)
    assert tree.place(("a",)) == (2, 3)
    assert tree.place(("a", 0)) == (2, 5)
    assert tree.place(("a", 0, "b")) == (2, 8)
    assert tree.place(("a", 0, "c", "d")) == (3, 12)
    assert tree.key_place(("a", 0, "c", "d")) == (3, 9)


def test_columns_count_letters_not_bytes():
    tree = tree_of("{é🎉: x, b: y}".encode())

    assert tree.key_place(("b",)) == (1, 9)


def test_what_is_missing_has_the_place_of_what_is_around_it():
    tree = tree_of(b"a:\n  - b: 1\n")

    assert tree.place(("a", 0, "nix", 3)) == (2, 5)


def test_twelve_levels_are_read():
    assert value("[" * LIMIT_DEPTH + "]" * LIMIT_DEPTH)


def test_a_megabyte_is_read():
    data = b"a: " + b"x" * 999_997

    assert read(data, "x.yaml")[1] == ()


def test_all_faults_that_can_be_known_are_told():
    data = b"a: &a 1\nb: !t x\na: 2\n<<: {c: 3}\n"

    tree, problems = read(data, "x.yaml")

    assert [p.code for p in problems] == ["YAML009", "YAML011", "YAML013", "YAML014"]
    assert tree is not None
    assert tree.value == {"a": 1, "b": "x"}


def test_faults_before_a_fault_of_syntax_are_told_too():
    tree, problems = read(b"a: &a 1\nb: @x\n", "x.yaml")

    assert tree is None
    assert [p.code for p in problems] == ["YAML009", "YAML004"]


def test_an_alias_leaves_nothing_to_judge():
    assert read(b"a: *b\n", "x.yaml")[0] is None


def test_after_a_hundred_faults_reading_stops():
    _, problems = read(b"a: 1\n" * 1000, "x.yaml")

    assert len(problems) == 101
    assert problems[-1].code == "YAML017"


def test_a_message_shows_no_more_than_forty_letters():
    assert shortened("x" * 1000) == "x" * 39 + "…"
    assert shortened("two\n lines") == "two lines"


# Whatever comes in

PRINTABLE = st.characters(
    exclude_categories=("Cc", "Cs", "Cn"), exclude_characters="\u2028\u2029\ufeff"
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False)
    | st.text(PRINTABLE | st.sampled_from("\n\t:-#'\"[]{}&*!|>%@"), max_size=40)
    | st.sampled_from(["NO", "12:30", "010", "1968-07-01", "true", "~", "<<", "1e3", "0o7"])
)
NAMES = st.text(PRINTABLE, min_size=1, max_size=20)
DATA = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=20,
)


class Dumper(yaml.SafeDumper):
    """PyYAML speaks YAML 1.1, so text is always quoted; and nothing is an alias."""

    def ignore_aliases(self, data):
        return True


Dumper.add_representer(
    str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"')
)


def frozen(data):
    """The data as it is read: tuples for lists."""
    if isinstance(data, dict):
        return {name: frozen(inner) for name, inner in data.items()}
    return tuple(frozen(inner) for inner in data) if isinstance(data, list) else data


def depth(data):
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else None
    return 0 if inner is None else 1 + max(map(depth, inner), default=0)


@settings(deadline=None)
@given(DATA.filter(lambda data: depth(data) <= LIMIT_DEPTH))
@example({"a": [{"b": "NO"}, 1e300, -0.0]})
def test_simple_data_reads_back_in_lines_and_in_braces(data):
    lines = yaml.dump(data, Dumper=Dumper, sort_keys=False, allow_unicode=True)
    braces = yaml.dump(data, Dumper=Dumper, sort_keys=False, default_flow_style=True)

    assert value(lines) == frozen(data)
    assert value(braces) == frozen(data)


@settings(deadline=None)
@given(DATA.filter(lambda data: depth(data) <= LIMIT_DEPTH and "Infinity" not in json.dumps(data)))
def test_json_is_read(data):
    assert value(json.dumps(data, ensure_ascii=False)) == frozen(data)


def is_within(problem, text):
    """Whether the place is in the file; just after a line's end counts, 0:0 is the file."""
    lines = re.split("\r\n|\r|\n", text.removeprefix("\ufeff"))
    if problem.line == 0:
        return problem.column == 0
    return problem.line <= len(lines) and 1 <= problem.column <= len(lines[problem.line - 1]) + 1


@settings(deadline=None, max_examples=300)
@given(st.binary() | st.text().map(lambda text: text.encode("utf-16")))
def test_any_bytes_give_a_tree_or_problems_within_them(data):
    tree, problems = read(data, "x.yaml")

    assert tree is not None or problems
    assert all(is_within(p, data.decode("utf-8", "replace")) for p in problems)


@settings(deadline=None, max_examples=1000)
@given(
    st.text(st.sampled_from("ab1é\n\r\n  \t::--,[]{}#&*!|>'\"%@`?~<\\0\ufeff.") | st.characters())
)
def test_any_text_gives_a_tree_or_problems_within_it(text):
    data = text.encode("utf-8", "surrogatepass")

    tree, problems = read(data, "x.yaml")

    assert tree is not None or problems
    assert all(is_within(p, data.decode("utf-8", "replace")) for p in problems)
    assert all(place >= (1, 1) for place in (tree.places.values() if tree else ()))
