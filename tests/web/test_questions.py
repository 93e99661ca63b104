"""A teacher's questions as cards, in a browser without script: every kind and every button."""

import html
import re
from textwrap import indent

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from quizapp.formats.house_examples import BANK, QUESTIONS
from quizapp.services.site import Site
from tests.web.filled import form_of
from tests.web.surfing import submit
from tests.web.teaching import download, enrol, make_bank

ALL = BANK + "".join(indent(text, "  ") for text in QUESTIONS.values())
IDS = {kind: re.search("id: (.*)", text)[1] for kind, text in QUESTIONS.items()}  # type: ignore[index]


@pytest.fixture
def bank(anna: FlaskClient) -> str:
    return make_bank(anna, ALL)


def write(client: FlaskClient, page: str, **changed: str) -> TestResponse:
    """Send the form of a question with some fields changed."""
    fields = form_of(client.get(page).text)
    return submit(client, page, page, {**fields, **changed})


def do(client: FlaskClient, bank: str, key: str, what: str, **more: str) -> TestResponse:
    """Press a button of a card."""
    page = f"{bank}/questions"
    return submit(client, page, f"{page}/{key}/do", {"do": what, **more})


def latest(client: FlaskClient, bank: str) -> str:
    """The text of the latest version."""
    found = re.search(r"Version (\d+)", client.get(bank).text)
    assert found
    return download(client, bank, int(found[1])).decode()


@pytest.mark.parametrize("kind", QUESTIONS)
def test_a_form_that_is_sent_untouched_changes_nothing(
    anna: FlaskClient, bank: str, kind: str
) -> None:
    response = write(anna, f"{bank}/questions/{IDS[kind]}")

    assert response.status_code == 303
    assert latest(anna, bank) == ALL


@pytest.mark.parametrize("kind", QUESTIONS)
def test_another_wording_changes_that_line_alone(anna: FlaskClient, bank: str, kind: str) -> None:
    write(anna, f"{bank}/questions/{IDS[kind]}", stem="Is it so: yes?")

    before, after = ALL.splitlines(), latest(anna, bank).splitlines()
    assert len(before) == len(after)
    assert [line for line, old in zip(after, before, strict=True) if line != old] == [
        "    stem: 'Is it so: yes?'"
    ]


@pytest.mark.parametrize("kind", QUESTIONS)
def test_every_kind_begins_empty_and_is_stored_as_far_as_it_is(
    anna: FlaskClient, bank: str, kind: str
) -> None:
    new = submit(anna, f"{bank}/questions", f"{bank}/questions", {"kind": kind})

    assert write(anna, new.location, stem="Half a thought").status_code == 303
    page = anna.get(new.location).text

    assert "Half a thought" in page
    assert any(word in page for word in ("Nothing to mend", "Still to do", "Error", "Warning"))


def test_a_question_is_written_from_nothing(anna: FlaskClient, bank: str) -> None:
    new = submit(anna, f"{bank}/questions", f"{bank}/questions", {"kind": "single"})

    write(
        anna, new.location,
        **{"stem": "Who says so?", "choices-0-text": "A minister", "choices-1-text": "Nobody",
           "choices-1-feedback": "Look again.", "key": "0", "tags": "Week 3, news"},
    )  # fmt: skip

    written = latest(anna, bank)
    assert "- {id: a-minister, text: A minister, correct: true}" in written
    assert "- {id: nobody, text: Nobody, feedback: Look again.}" in written
    assert "tags: [week-3, news]" in written


def test_rows_are_added_removed_and_moved_by_buttons(anna: FlaskClient, bank: str) -> None:
    page = f"{bank}/questions/{IDS['ordering']}"

    def places() -> list[str]:
        written = latest(anna, bank)
        return re.findall(r"id: (\w+), text: The (?:talk|report on it|denial)\}", written)

    more = write(anna, page, do="more-items")
    assert 'name="items-3-text"' in more.text
    write(anna, page, do="up-items-2")
    assert places() == ["talk", "denial", "report"]
    write(anna, page, do="less-items-0")

    assert places() == ["denial", "report"]


def test_the_right_option_stays_right_when_rows_move(anna: FlaskClient, bank: str) -> None:
    page = f"{bank}/questions/{IDS['single']}"

    write(anna, page, do="up-choices-1")

    assert "- {id: tass, text: TASS, correct: true}" in latest(anna, bank)
    assert latest(anna, bank).index("id: reuters") < latest(anna, bank).index("id: tass")


def test_words_in_brackets_become_parts_to_mark(anna: FlaskClient, bank: str) -> None:
    new = submit(anna, f"{bank}/questions", f"{bank}/questions", {"kind": "highlight"}).location

    write(anna, new, passage="[[Two officials]] said [[so]].", do="show")
    write(anna, new, **{"parts-0-correct": "y"})

    assert "'[[two-officials|Two officials]] said [[so|so]].'" in latest(anna, bank)
    assert "correct: [two-officials]" in latest(anna, bank)


def test_a_gap_is_typed_or_a_menu(anna: FlaskClient, bank: str) -> None:
    new = submit(anna, f"{bank}/questions", f"{bank}/questions", {"kind": "cloze"}).location

    write(anna, new, text="The {{who}} said {{what}}.", do="show")
    write(anna, new, **{
        "gaps-0-answers": "minister\r\nthe minister", "gaps-1-answers": "yes",
        "gaps-1-wrong": "no\r\nnothing",
    })  # fmt: skip

    assert "accept: [minister, the minister]" in latest(anna, bank)
    assert "{id: 'yes', text: 'yes', correct: true}" in latest(anna, bank)
    assert "{id: nothing, text: nothing}" in latest(anna, bank)


# Looking and trying


@pytest.mark.parametrize("seat", ["player", "screen", "host"])
@pytest.mark.parametrize("kind", QUESTIONS)
def test_each_seat_can_be_looked_at_from(
    anna: FlaskClient, bank: str, kind: str, seat: str
) -> None:
    before = anna.get(f"{bank}/questions/{IDS[kind]}/as/{seat}/open")
    after = anna.get(f"{bank}/questions/{IDS[kind]}/as/{seat}/revealed")

    assert before.status_code == after.status_code == 200
    assert "TASS" in before.text or kind != "single"
    assert "Right answer" not in before.text


def test_a_draft_is_tried_without_being_published(anna: FlaskClient, bank: str) -> None:
    attempt = submit(anna, f"{bank}/questions", f"{bank}/try")

    page = anna.get(attempt.location)

    assert "Question 1 of 13" in page.text
    assert f'href="{bank}"' in page.text


# Two people, bad input, strangers


def test_of_two_who_write_the_second_sees_both_and_chooses(anna: FlaskClient, bank: str) -> None:
    page = f"{bank}/questions/what-first"
    mine = form_of(anna.get(page).text)
    write(anna, page, stem="Theirs?")

    both = submit(anna, page, page, {**mine, "stem": "Mine?"})

    assert both.status_code == 409
    assert "You changed this question in another window" in html.unescape(both.text)
    assert "Theirs?" in both.text
    base = re.search(r'name="base" value="(\w+)"', both.text)
    assert base
    submit(anna, page, page, {**mine, "stem": "Mine?", "base": base[1], "do": "theirs"})
    assert "Theirs?" in latest(anna, bank)
    assert "Mine?" in download(anna, bank, 3).decode()
    submit(anna, page, page, {**mine, "stem": "Mine?", "base": base[1], "do": "mine"})
    assert "Mine?" in latest(anna, bank)


def test_a_question_that_was_deleted_meanwhile_can_be_put_back(
    anna: FlaskClient, bank: str
) -> None:
    page = f"{bank}/questions/your-question"
    mine = form_of(anna.get(page).text)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', anna.get(page).text)
    assert token
    do(anna, bank, "your-question", "delete")

    both = anna.post(page, data={**mine, "csrf_token": token[1], "stem": "Still mine"})
    assert both.status_code == 409
    assert "This question was deleted" in both.text
    anna.post(page, data={**mine, "csrf_token": token[1], "stem": "Still mine", "do": "mine"})

    assert "stem: Still mine" in latest(anna, bank)


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        "a\0b",
        "\u202eمرحبا",
        "{{ 7 * 7 }}",
        "- [ ' \" : # |",
        "x " * 10_000,
    ],
    ids=["script", "NUL", "right to left", "template", "YAML", "10,000 words"],
)
def test_odd_words_are_kept_and_harm_nothing(anna: FlaskClient, bank: str, words: str) -> None:
    page = f"{bank}/questions/what-first"

    assert write(anna, page, stem=words).status_code == 303
    shown = anna.get(page).text

    assert form_of(shown)["stem"] == words.replace("\0", "").strip()
    assert "<script>alert" not in shown
    for where in (f"{bank}/questions", f"{bank}/edit"):
        assert anna.get(where).status_code == 200
        assert "<script>alert" not in anna.get(where).text


def test_a_question_of_no_kind_is_for_the_text_editor(anna: FlaskClient) -> None:
    bank = make_bank(anna, "id: odd\nquestions:\n  - {id: one, type: riddle}\n  - just words\n")

    assert anna.get(f"{bank}/questions").status_code == 200
    assert "Edit it as text" in anna.get(f"{bank}/questions/one").text
    assert anna.get(f"{bank}/questions/@2").status_code == 200


@pytest.mark.parametrize("path", ["", "/what-first", "/what-first/as/host/open"])
def test_a_stranger_finds_no_questions(app: Flask, site: Site, bank: str, path: str) -> None:
    boris = enrol(app.test_client(), site, "Boris")

    assert boris.get(f"{bank}/questions{path}").status_code == 404


@pytest.mark.parametrize(
    "path", ["/nothing", "/@99", "/what-first/as/nobody/open", "/what-first/as/host/lobby"]
)
def test_what_is_not_there_is_told(anna: FlaskClient, bank: str, path: str) -> None:
    assert anna.get(f"{bank}/questions{path}").status_code == 404


def test_what_cannot_be_told_apart_leads_to_the_text_editor(anna: FlaskClient) -> None:
    bank = make_bank(anna, "id: odd\nquestions: [{id: a}]\n")

    response = anna.get(f"{bank}/questions")

    assert response.status_code == 409
    assert "Edit it as text" in response.text


# Over all banks


def test_questions_are_found_over_all_banks(app: Flask, site: Site, anna: FlaskClient) -> None:
    bank = make_bank(anna, ALL)
    other = make_bank(anna, ALL.replace("id: every-kind", "id: other", 1))
    boris = enrol(app.test_client(), site, "Boris")

    page = anna.get("/workspace/search?words=agency+offer").text

    assert f"{bank}/questions/who-relays" in page
    assert f"{other}/questions/who-relays" in page
    assert "2 questions" in page
    assert "No question is like that" in boris.get("/workspace/search?words=agency+offer").text
    assert "questions" in anna.get("/workspace/search").text


def test_a_draft_with_nothing_to_play_says_so(anna: FlaskClient) -> None:
    bank = make_bank(anna, "id: odd\nquestions:\n  - {id: one, type: riddle}\n")

    reply = submit(anna, f"{bank}/questions", f"{bank}/try")

    assert "no question yet that can be played" in anna.get(reply.location).text
