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


def test_all_lines_are_not_asked_for_without_end(anna: FlaskClient, bank: str) -> None:
    change(anna, bank, ("Who says that", "Who denies that"))
    page = f"{bank}/versions/2"

    answers = [anna.get(f"{page}?lines=all").status_code for _ in range(65)]

    assert (answers[0], answers[-1]) == (200, 429)
    assert anna.get(page).status_code == 200


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


def test_a_deleted_question_is_named_however_many_changed(anna: FlaskClient) -> None:
    text = HEAD + "".join(QUESTION.format(n=n) for n in range(60))
    bank = make_bank(anna, text)
    less = text.replace(QUESTION.format(n=59), "").replace("says", "said")
    save_text(anna, bank, 1, less + "  - id: why\n    type: open\n    stem: Why now?\n")

    page = main(anna.get(f"{bank}/versions/2").text)

    assert "59 questions changed, 1 added, 1 deleted." in page
    assert "Question 60, added: Why now?" in page
    assert "Question 60 before, deleted: Who says that offer number 59 still stands today?" in page
    assert "19 more questions are different." in page


def test_what_no_form_shows_is_told_by_its_own_lines_far_down_too(anna: FlaskClient) -> None:
    text = HEAD + "".join(QUESTION.format(n=n) for n in range(400))
    bank = make_bank(anna, text)
    asks = text.replace("number 390 still stands today?\n", "number 390?\n    asks: stance\n")
    save_text(anna, bank, 1, asks.replace("Many.", "More."))

    page = anna.get(f"{bank}/versions/2").text

    shown = page.partition("Its lines in the file")[2].partition("</details>")[0]
    assert "Also in the file: asks , in a way that no form shows." in main(page)
    assert "asks: stance" in shown
    assert '<td class="numbers">2739</td>' in shown  # 5 lines of the head, 390 questions of 7
    assert "asks: stance" not in lines(page)


def test_a_comment_in_a_changed_question_is_told_there(anna: FlaskClient, bank: str) -> None:
    page = change(
        anna, bank,
        ("Who says that", "Who denies that"), ("  - id: who-said", "  # why?\n  - id: who-said"),
    )  # fmt: skip

    assert "Also in the file: comments" in main(page)
    assert "# why?" in page.partition("Its lines in the file")[2].partition("</details>")[0]


def test_a_hash_in_a_text_is_no_comment(anna: FlaskClient, bank: str) -> None:
    page = change(anna, bank, ("stem: Who says that", "stem: 'Number #1: who says that"),
                  ("talks go on?", "talks go on?'"))  # fmt: skip

    assert "1 question changed." in main(page)
    assert "comments" not in main(page)


def test_of_8000_options_as_many_are_told_as_anybody_reads(anna: FlaskClient) -> None:
    def text(letter: str) -> str:
        names = (f"{letter}{n}" for n in range(8_000))
        rows = "".join(f"      - {{id: {name}, text: {name}}}\n" for name in names)
        return f"{HEAD}  - id: a\n    type: multiple\n    stem: Who?\n    choices:\n{rows}"

    bank = make_bank(anna, text("a"))
    save_text(anna, bank, 1, text("b"))
    page = anna.get(f"{bank}/versions/2").text

    assert "… and 7,960 more fields." in main(page)
    assert len(page.partition("As lines of the file")[0]) < 50_000


def test_of_long_texts_with_many_changes_fewer_are_told(anna: FlaskClient) -> None:
    def text(letter: str) -> str:
        words = " ".join(f"word{n} {letter}{n}" for n in range(800))
        question = "  - id: q{}\n    type: open\n    stem: Why?\n    explanation: {}\n"
        return HEAD + "".join(question.format(n, words) for n in range(30))

    bank = make_bank(anna, text("a"))
    save_text(anna, bank, 1, text("b"))
    page = main(anna.get(f"{bank}/versions/2").text)

    assert "30 questions changed." in page
    assert "18 more questions are different." in page


def test_fields_of_the_bank_are_told_with_their_names(anna: FlaskClient, bank: str) -> None:
    change(anna, bank, ("schema: 1\n", "schema: 1\nlint: {ignore: [Q1]}\n"))
    page = change(anna, bank, ("schema: 1\n", "schema: 1\nlint: {skip: [Q1]}\n"), base=2)

    assert "removed: ignore ; added: skip ; : Q1" in main(page)


def test_a_field_that_reads_the_same_is_written_otherwise(anna: FlaskClient, bank: str) -> None:
    page = change(anna, bank, ("schema: 1", "schema: '1'"))

    assert "Version of the format Written otherwise in the file." in main(page)


def test_what_is_no_question_is_told_by_its_lines(anna: FlaskClient) -> None:
    bank = make_bank(anna, f"{HEAD}  - foo\n  - bar\n")
    save_text(anna, bank, 1, f"{HEAD}  - baz\n  - bar\n")
    page = main(anna.get(f"{bank}/versions/2").text)

    assert "Question 1 added - baz What it says 6 + added: - baz" in page
    assert "Question 1 before deleted - foo What it said 6 − removed: - foo" in page


def test_a_question_known_by_its_place_is_opened_from_the_latest_version_alone(
    anna: FlaskClient,
) -> None:
    first = "  - type: open\n    stem: First?\n"
    bank = make_bank(anna, HEAD + first)
    save_text(anna, bank, 1, HEAD + first.replace("First", "Firstly"))
    link = f'href="{bank}/questions/@1"'
    assert link in anna.get(f"{bank}/versions/2").text

    other = first.replace("First", "Another one")
    save_text(anna, bank, 2, HEAD + other + first.replace("First", "Firstly"))

    assert link not in anna.get(f"{bank}/versions/2").text


def test_english_that_is_read_out_does_not_turn_a_text_around(anna: FlaskClient, bank: str) -> None:
    page = change(anna, bank, ("Who says that", "سلام Who says that"))

    assert '<span class="visually-hidden" dir="ltr"> added: </span>سلام' in page


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
    assert "1 question different." in main(both.text)
    assert re.search(r"<del>.*denies.*</del><ins>.*doubts.*</ins>", both.text)


def test_what_only_one_of_two_has_was_deleted_by_nobody(anna: FlaskClient, bank: str) -> None:
    more = "  - id: why\n    type: open\n    stem: Why now?\n"
    assert save_text(anna, bank, 1, TEXT + more).status_code == 303

    both = save_text(anna, bank, 1, TEXT + more.replace("why", "where").replace("Why", "Where to"))

    assert "1 question only in yours, 1 only in theirs." in main(both.text)
    assert re.search(r"only in theirs Why now\? What it says Question Why now\?", main(both.text))
    assert "deleted" not in main(both.text)
    assert " before " not in main(both.text)


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
