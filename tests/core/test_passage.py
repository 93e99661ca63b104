"""Texts with gaps and passages with marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.passage import Span, gapped_spans, marked_spans, plain


def test_a_text_is_told_apart_from_its_gaps():
    assert gapped_spans("{{who}} said {{ what }}.") == (
        Span("", "who"), Span(" said "), Span("", "what"), Span("."),
    )  # fmt: skip


def test_a_passage_is_told_apart_from_its_marks():
    assert marked_spans("[[who|Two officials]] said so.") == (
        Span("Two officials", "who"),
        Span(" said so."),
    )


def test_a_reader_without_marks_gets_the_words():
    assert plain(marked_spans("[[who|Two officials]] said so.")) == "Two officials said so."
    assert plain(gapped_spans("{{who}} said so.")) == "____ said so."


@pytest.mark.parametrize("text", ["{{", "{{a", "a}}", "{{a}} {{", "{{A}}", "{{a b}}", "{{}}"])
def test_braces_that_make_no_gap_are_refused_with_the_form(text):
    with pytest.raises(ValueError, match=r"write \{\{id\}\}"):
        gapped_spans(text)


@pytest.mark.parametrize("text", ["[[a]]", "[[a|", "a]]", "[[a|b|c]]", "[[|x]]", "[[a| ]]"])
def test_brackets_that_mark_nothing_are_refused_with_the_form(text):
    with pytest.raises(ValueError, match=r"write \[\[id\|words\]\]"):
        marked_spans(text)


@given(st.text("ab{}[]| "))
def test_any_text_is_read_or_refused(text):
    for read in (gapped_spans, marked_spans):
        try:
            spans = read(text)
        except ValueError:
            continue
        assert all(span.text or span.id for span in spans)
