"""Texts as teachers have them: the words of a page or of a Markdown file."""

import pytest

from quizapp.formats.reading_text import from_html, from_markdown, looks_like_html


def test_of_a_page_its_paragraphs_stay():
    page = (
        "<!doctype html><head><title>T</title><style>p {}</style></head><body><nav>Menu</nav>"
        "<h1>The <em>talks</em></h1><p>They go on &amp; on.<br>Really.</p><script>alert(1)</script>"
        "<ul><li>One</li><li>Two</li></ul></body>"
    )

    assert from_html(page) == "The talks\n\nThey go on & on. Really.\n\nOne\n\nTwo"


@pytest.mark.parametrize(
    "page", ["<p>open", "<<p>>a", "<script>never closed", "</p></script>a", ""]
)
def test_a_broken_page_is_read_as_far_as_it_goes(page):
    assert "<" not in from_html(page) or page == "<<p>>a"


def test_of_markdown_the_words_stay():
    text = (
        '# The *talks*\n\n> quoted **words** and `code`\n\n1. [a link](http://x.example "t")\n- b'
    )

    assert from_markdown(text) == "The talks\n\nquoted words and code\n\na link\nb"


@pytest.mark.parametrize(
    ("text", "is_page"),
    [("<p>a</p>", True), (" <!DOCTYPE html>", True), ("a <p> b", False), ("<3 this", False)],
)
def test_a_pasted_page_is_known_by_its_first_tag(text, is_page):
    assert looks_like_html(text) is is_page


@pytest.mark.parametrize("sign", ["[", "[a](", "**", "*a ", "`", "_", "#", "> "])
def test_no_markdown_takes_long(sign):
    assert from_markdown(sign * 30_000) is not None
