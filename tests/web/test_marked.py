"""The marks of a question's texts: what they show, and that no other tag ever comes of a text."""

import csv
import html
import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import example, given
from hypothesis import strategies as st
from jinja2 import Environment

from quizapp import paths
from quizapp.core.bank import Question
from quizapp.marked import link_host, plain
from quizapp.services.generated import generated
from quizapp.services.library import content_files, read_shelf
from quizapp.services.site import Site
from quizapp.web.marked import marked, marked_blocks
from tests.web.lessons import SINGLE, Lesson, site_over
from tests.web.surfing import start_attempt, submit
from tests.web.teaching import enrol, make_bank

ALLOWED = {"em", "strong", "code", "a", "bdi", "br"}
LISTS = {"ul", "ol", "li"}
LINK = '<a href="https://example.org/a" target="_blank" rel="noopener noreferrer">the report</a>'
HOST = '<bdi class="link-host" dir="ltr">(example.org)</bdi>'
MARKED = (
    SINGLE.replace("Who says that the talks go on?", "'Who *says* that `talks` **go** on?'")
    .replace("The agency passes it on.", r'"The **agency**:\n\n- passes\n- reports"')
    .replace("text: Nobody by name", "text: 'Nobody *by* name', feedback: 'That **is** it.'")
    .replace("    skill: attribution", "    hint: 'Read the `cue`.'\n    skill: attribution")
)


class Tags(HTMLParser):
    """The tags of a text with their attributes, and its words."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)


def shown(text: str, name: str = "marked") -> str:
    """The text as a template shows it, with autoescape."""
    jinja = Environment(autoescape=True)
    jinja.filters.update(marked=marked, marked_blocks=marked_blocks)
    return jinja.from_string("{{ text|" + name + " }}").render(text=text)


# What a mark shows


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Who *says* **so**?", "Who <em>says</em> <strong>so</strong>?"),
        ("The `9M729` & `<b>`", "The <code>9M729</code> &amp; <code>&lt;b&gt;</code>"),
        ("See [the report](https://example.org/a).", f"See {LINK} {HOST}."),
        ("One\ntwo\n\nthree", "One<br>two<br><br>three"),
        (r"\*No\* mark, 2 * 3 * 4, a_b_c, ____", "*No* mark, 2 * 3 * 4, a_b_c, ____"),
        ("- no\n- list", "- no<br>- list"),
        ("# Head\n> quote", "# Head<br>&gt; quote"),
        ("![alt](https://example.org/a.png)", None),
        ("&amp; &lt;", "&amp;amp; &amp;lt;"),
    ],
)
def test_a_mark_shows_within_a_line(text: str, expected: str | None) -> None:
    if expected is None:
        assert "<img" not in shown(text)
    else:
        assert shown(text) == expected


def test_an_explanation_has_lists() -> None:
    text = "Two things:\n\n- *who* says it\n- to whom\n\n2. later"

    assert shown(text, "marked_blocks") == (
        "Two things:<ul><li><em>who</em> says it</li><li>to whom</li></ul>"
        '<ol start="2"><li>later</li></ol>'
    )
    assert shown("2010. The treaty is signed.", "marked_blocks") == "2010. The treaty is signed."


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", "ftp://example.org/",
        "//example.org", "/host", "https://example.org@evil.example/", "https:///x",
        r"https://evil.example\@example.org/", "https://exa mple.org", "https://[::1]/",
        "https://example.org:x/", "mailto:a@example.org", "https://%65xample.org/",
    ],
)  # fmt: skip
def test_an_address_whose_host_could_be_another_is_no_link(address: str) -> None:
    assert "<a" not in shown(f"[words]({address})")


def test_a_host_in_other_letters_is_shown_as_it_is_looked_up() -> None:
    assert "(xn--bcher-kva.example)" in shown("[a shop](https://bücher.example/ä)")
    assert link_host("https://xn--bcher-kva.example:8443/") == "xn--bcher-kva.example"


def test_the_plain_text_is_the_words_alone() -> None:
    assert plain("Who *says* `it` in\n[the **report**](https://example.org/a)?") == (
        "Who says it in\nthe report?"
    )


# What no text can do

pieces = st.sampled_from(
    ["*", "**", "_", "`", "``", "[", "](", ")", "\\", "\n", "\n\n", "- ", "1. ", "  ", "<", ">",
     '"', "'", "&", "&lt;", "<script>", "<b>", "<!--", "-->", "]]>", "<?", "![", "https://a.example/",
     "http://b.example", "javascript:alert(1)", "onload=", "\0", "\u202e", "é", "a", "1", " ", ":"]
)  # fmt: skip
texts = st.one_of(st.text(max_size=200), st.lists(pieces, max_size=60).map("".join))


@given(texts)
@example("[a](https://x.example/\"onmouseover='x')")
@example("*" * 2000)
@example("[" * 2000)
@example("`*_[" * 500)
def test_no_text_gives_another_tag(text: str) -> None:
    for name, allowed in (("marked", ALLOWED), ("marked_blocks", ALLOWED | LISTS)):
        tags = Tags(shown(text, name))

        assert tags.open == []
        for tag, attributes in tags.found:
            assert tag in allowed
            if tag == "a":
                assert re.fullmatch(r"https?://[!-~]+", attributes["href"] or "", re.I)
                assert attributes["rel"] == "noopener noreferrer"
                assert set(attributes) == {"href", "rel", "target"}
            elif tag == "bdi":
                assert attributes == {"class": "link-host", "dir": "ltr"}
            else:
                assert set(attributes) <= ({"start"} if tag == "ol" else set())


@given(st.text().filter(lambda text: not set(text) & set("*_`\\[\n\r")))
def test_a_text_without_a_mark_stays_as_it_is_to_the_byte(text: str) -> None:
    plainly = Environment(autoescape=True).from_string("{{ text }}").render(text=text)

    assert plain(text) == text
    assert shown(text) == shown(text, "marked_blocks") == plainly


def _texts_of(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts_of(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts_of(part)


def test_what_is_shipped_and_made_shows_as_before() -> None:
    shelf = read_shelf(content_files([paths.questions_dir()]))
    questions: list[Question] = [q for b in shelf.banks.values() for q in b.bank.questions]
    questions += [made.question for ledger in shelf.ledgers.values() for made in generated(ledger)]

    for text in (text for q in questions for text in _texts_of(q.model_dump())):
        assert plain(text) == text
        assert marked(text) == marked_blocks(text) == text
        assert not hasattr(marked(text), "__html__")


# Where it shows


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    opened = site_over(tmp_path, MARKED)
    yield opened
    opened.close()


STEM = "Who <em>says</em> that <code>talks</code> <strong>go</strong> on?"
LIST = (
    '<div class="explanation">The <strong>agency</strong>:'
    "<ul><li>passes</li><li>reports</li></ul></div>"
)


def test_a_class_sees_the_marks_on_every_screen(app: Flask, site: Site) -> None:
    lesson = Lesson(app, site)
    lesson.step("opened")
    assert STEM in lesson.markup()
    assert STEM in lesson.host_text("/state")

    lesson.vote(0)
    lesson.step("closed", "revealed")

    assert STEM in lesson.markup()
    assert LIST in lesson.host_text("/state")
    assert "The agency : passes reports" in lesson.phone()


def test_the_saved_table_has_the_words_alone(app: Flask, site: Site) -> None:
    lesson = Lesson(app, site)
    lesson.play(1)

    table = csv.reader(io.StringIO(lesson.host_text("/result.csv").removeprefix("\ufeff")))

    assert any("Who says that talks go on?" in cell for row in table for cell in row)


def test_a_learner_sees_the_marks(client: FlaskClient, site: Site) -> None:
    step = f"{start_attempt(client, 'one')}/1"
    page = client.get(step).text
    assert STEM in page
    assert "Read the <code>cue</code>." in page
    assert "<strong>is</strong>" not in page
    assert "passes" not in page
    assert "*" not in re.findall("<title>(.*?)</title>", page, re.S)[0]

    slot = re.search(r'value="(\d)"[^>]*>(?:(?!value=).)*Nobody \*by\* name', page, re.S)
    assert slot
    told = submit(client, step, step, {"choice": slot[1]})
    page = client.get(str(told.location)).text

    assert LIST in page
    assert "That <strong>is</strong> it." in page


def test_a_teacher_finds_and_reads_the_words(app: Flask, site: Site) -> None:
    anna = enrol(app.test_client(), site)
    bank = make_bank(anna, MARKED)

    cards = anna.get(f"{bank}/questions").text
    found = anna.get(f"{bank}/questions?words=says+talks+go").text

    assert "Who says that talks go on?" in cards
    assert "Who says that talks go on?" in found
    assert "Nobody *by* name" in html.unescape(anna.get(f"{bank}/questions/who-said").text)
    assert STEM in anna.get(f"{bank}/questions/who-said").text
