"""The pages that show two texts of a bank beside each other, without script."""

import html
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.services.site import Site
from tests.web.filled import form_of
from tests.web.surfing import submit
from tests.web.teaching import download, enrol, make_bank, save_text
from tests.world import BANK

QUESTION = """\
  - id: question-{n}
    type: single
    stem: Who says that offer number {n} still stands today?
    explanation: The agency carries it; the words are another person's.
    choices:
      - {{id: tass, text: TASS in report {n}, correct: true}}
      - {{id: reuters, text: Reuters in report {n}}}
"""
HEAD = "schema: 1\nid: large\ntitle: Large\ndescription: Many.\nquestions:\n"
TEXT = BANK.replace("sources: [wire]\n", "").replace(
    "    evidence: [{claim: C01, paragraph: p1}]\n", ""
)


@pytest.fixture
def anna(app: Flask, site: Site) -> FlaskClient:
    return enrol(app.test_client(), site)


@pytest.fixture
def bank(anna: FlaskClient) -> str:
    return make_bank(anna, TEXT)


def main(page: str) -> str:
    """What is read on a page, without the lines of the file and without tags."""
    shown = re.sub(r'<details class="more" id="lines".*?</details>', "", page, flags=re.S)
    words = re.sub(r"<[^>]+>", " ", shown[shown.index("<main") :])
    return " ".join(html.unescape(words).split())


def lines(page: str) -> str:
    """The lines of the file that a page shows."""
    return page.partition('id="lines"')[2].partition("</details>")[0]


def change(client: FlaskClient, bank: str, *replaced: tuple[str, str], base: int = 1) -> str:
    """The page of the next version, in which these words are others."""
    text = TEXT
    for old, new in replaced:
        assert old in text
        text = text.replace(old, new, 1)
    assert save_text(client, bank, base, text).status_code == 303
    return client.get(f"{bank}/versions/{base + 1}").text


def test_a_change_is_told_by_question_and_field(anna: FlaskClient, bank: str) -> None:
    page = change(
        anna, bank, ("Who says that", "Who denies that"), ("title: The talks", "title: All talks")
    )

    assert "1 question changed, title of the bank changed." in main(page)
    assert f'href="{bank}/questions/who-said"' in page
    assert re.search(
        r"<dt><bdi>Question</bdi></dt>.*<del>.*says.*</del><ins>.*denies.*</ins>", page
    )
    assert "stem:" not in main(page).partition("The whole text")[0]
    assert '<details class="more" id="lines">' in page


def test_a_question_moved_up_is_one_question_moved(anna: FlaskClient, bank: str) -> None:
    page = f"{bank}/questions"
    submit(anna, page, f"{page}/says-when/do", {"do": "up", "place": "3"})

    assert "1 question moved." in main(anna.get(f"{bank}/versions/2").text)


def test_a_deleted_question_says_what_it_said_and_leads_nowhere(
    anna: FlaskClient, bank: str
) -> None:
    page = f"{bank}/questions"
    submit(anna, page, f"{page}/says-when/do", {"do": "delete", "place": "3"})
    shown = anna.get(f"{bank}/versions/2").text

    assert "1 question deleted." in main(shown)
    assert "The report says when the talks began." in main(shown)
    assert "questions/says-when" not in shown


def test_comments_alone_are_told_as_lines(anna: FlaskClient, bank: str) -> None:
    page = change(anna, bank, ("  - id: says-when", "  # look again\n  - id: says-when"))

    assert "Every question says the same." in main(page)
    assert '<details class="more" id="lines" open>' in page
    assert "# look again" in page


def test_what_cannot_be_told_apart_is_told_as_lines(anna: FlaskClient, bank: str) -> None:
    page = change(anna, bank, ("title: The talks", "title: [The talks"))

    assert "cannot be told apart" in main(page)
    assert '<details class="more" id="lines" open>' in page


def test_all_lines_are_a_link_away(anna: FlaskClient) -> None:
    text = HEAD + "".join(QUESTION.format(n=n) for n in range(60))
    bank = make_bank(anna, text)
    save_text(anna, bank, 1, text.replace("says", "said"))
    page = anna.get(f"{bank}/versions/2").text
    link = re.search(r'href="([^"]*lines=all[^"]*)"', page)

    assert link
    assert "offer number 59" not in lines(page)
    assert "offer number 59" in lines(anna.get(html.unescape(link[1]).partition("#")[0]).text)


def test_of_2000_changed_questions_the_page_shows_some_and_says_so(anna: FlaskClient) -> None:
    text = HEAD + "".join(QUESTION.format(n=n) for n in range(2000))
    bank = make_bank(anna, text)
    save_text(
        anna, bank, 1, text.replace("still stands", "no longer stands").replace("TASS", "Tass")
    )

    page = anna.get(f"{bank}/versions/2").text

    assert "2,000 questions changed." in main(page)
    assert "1,960 more questions are different." in main(page)
    assert len(page) < 100_000


def test_a_viewer_reads_what_changed_and_gets_no_link_to_edit(
    app: Flask, site: Site, anna: FlaskClient, bank: str
) -> None:
    boris = enrol(app.test_client(), site, "Boris")
    submit(anna, f"{bank}/sharing", f"{bank}/sharing", {"name": "boris", "right": "read"})
    change(anna, bank, ("Who says that", "Who denies that"))

    page = boris.get(f"{bank}/versions/2").text

    assert "1 question changed." in main(page)
    assert "/questions/who-said" not in page


def test_markup_in_a_question_is_only_text(anna: FlaskClient, bank: str) -> None:
    page = change(anna, bank, ("Who says that", "<script>alert(1)</script> \u202eWho says that"))

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


# Two who edit


def test_two_texts_of_a_bank_are_told_by_question(anna: FlaskClient, bank: str) -> None:
    change(anna, bank, ("Who says that", "Who denies that"))

    both = save_text(anna, bank, 1, TEXT.replace("Who says that", "Who doubts that"))

    assert both.status_code == 409
    assert "1 question changed." in main(both.text)
    assert re.search(r"<del>.*denies.*</del><ins>.*doubts.*</ins>", both.text)


def conflict(client: FlaskClient, bank: str) -> tuple[str, dict[str, str | list[str]], str]:
    """Two tabs with a question: its page, what the second one sent, and the answer."""
    page = f"{bank}/questions/who-said"
    mine = form_of(client.get(page).text)
    submit(
        client,
        page,
        page,
        {
            **mine,
            "stem": "Theirs?",
            "explanation": "Their reason.",
            "choices-1-text": "Their agency",
        },
    )
    mine |= {"stem": "Mine?", "explanation": "My reason.", "choices-1-text": "My agency"}
    return page, mine, submit(client, page, page, mine).text


def test_the_fields_that_differ_stand_side_by_side(anna: FlaskClient, bank: str) -> None:
    _, _, shown = conflict(anna, bank)

    names = re.findall(r'name="take-(\w+)" value="theirs"', shown)
    assert names == ["stem", "choices", "explanation"]
    assert "<mark>Theirs?</mark>" in shown
    assert "<mark>Mine?</mark>" in shown
    assert "What it trains" not in main(shown)


def test_each_field_is_taken_from_whom_it_was_chosen(anna: FlaskClient, bank: str) -> None:
    page, mine, shown = conflict(anna, bank)
    base = re.search(r'name="base" value="(\w+)"', shown)
    assert base

    taken = {"take-explanation": "theirs", "take-choices": "theirs", "take-stem": "mine"}
    submit(anna, page, page, {**mine, **taken, "base": base[1], "do": "mine"})

    text = download(anna, bank, 4).decode()
    assert "stem: Mine?" in text
    assert "Their reason." in text
    assert "Their agency" in text
    assert "stem: Theirs?" in download(anna, bank, 2).decode()
    assert "My reason." in download(anna, bank, 3).decode()
