"""Pages of the studio in the words of somebody who has never seen a bank's text."""

import html
import re

import pytest
from flask.testing import FlaskClient

from tests.web.noting import note, note_five
from tests.web.surfing import submit
from tests.web.teaching import make_bank
from tests.web.test_questions import ALL, latest, write

TAGS = re.compile(r"<[^>]+>")


def words(page: str) -> str:
    """What stands on a page, without its marks."""
    return " ".join(html.unescape(TAGS.sub(" ", page.split("<main")[1])).split())


def new_bank(client: FlaskClient, title: str = "Talks") -> str:
    """A bank that was begun by its title; its address."""
    made = submit(client, "/workspace", "/workspace/banks", {"title": title})
    return str(made.location).removesuffix("/questions")


def add(client: FlaskClient, bank: str, kind: str) -> str:
    """A new question of this kind; its address."""
    return str(submit(client, f"{bank}/questions", f"{bank}/questions", {"kind": kind}).location)


# Proposals


def test_a_proposal_shows_its_answers_in_words(anna: FlaskClient, source: str) -> None:
    note_five(anna, source)
    made = submit(anna, f"{source}/propose", f"{source}/propose", {"title": "Talks"}).location
    page = "".join(words(anna.get(f"{made}&page={n}").text) for n in (1, 2))

    assert "Sort into categories" in page
    assert "in-the-" not in page  # the id of a category
    assert "2.0" not in page
    assert re.search(r"right: (The|the|Two|TASS)\b", page)


# What the check says beside the form


@pytest.mark.parametrize("kind", ["single", "true_false", "categorise", "chain", "cloze"])
def test_a_question_just_begun_is_not_scolded_for_its_fields(anna: FlaskClient, kind: str) -> None:
    page = words(anna.get(add(anna, new_bank(anna), kind)).text)

    assert "Still to do: Question This is still empty." in page
    assert "Field '" not in page
    assert "BANK001" not in page


@pytest.mark.parametrize(
    ("kind", "fields", "sentence"),
    [
        ("single", {"choices-0-text": "TASS", "choices-1-text": "Reuters"},
         "Say which one of the options is right."),
        ("single", {"choices-0-text": "TASS"}, "“Options” needs at least 2 entries; found 1"),
        ("multiple", {"choices-0-text": "TASS", "choices-1-text": "Reuters"},
         "Tick at least one option as right."),
        ("highlight",
         {"passage": "[[TASS]] said so.", "parts-0-id": "tass", "parts-0-correct": "y"},
         "Put 2 to 24 parts of the passage into double brackets."),
        ("numeric", {"least": "3", "most": "2"}, "“Or from” has to be less than “To”."),
        ("numeric", {}, "Write the number; or, for a range, from and to."),
        ("cloze", {"text": "It is {{name}}.", "gaps-0-id": "name"}, "Gap “name”"),
        ("matching", {"pairs-0-left": "a", "pairs-1-left": "b", "pairs-1-right": "c"},
         "Row 1 is half empty."),
        ("categorise", {"categories-0-text": "He", "categories-1-text": "She",
                        "items-0-text": "a", "items-0-category": "They",
                        "items-1-text": "b", "items-1-category": "He"},
         "“They” is none of the categories."),
        ("chain", {"content": "So it is.", "links-0-text": "He said"},
         "Write a second link, or one that does not belong."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_the_words_of_the_form(
    anna: FlaskClient, kind: str, fields: dict[str, str], sentence: str
) -> None:
    question = add(anna, new_bank(anna), kind)

    write(anna, question, stem="Who said it?", **fields)
    page = words(anna.get(question).text)

    assert sentence in page
    assert "correct: true" not in page


# The page of a bank


def test_errors_lead_to_the_forms_that_mend_them(anna: FlaskClient) -> None:
    bank = new_bank(anna)
    for kind in ("single", "numeric"):
        add(anna, bank, kind)

    page = anna.get(bank).text
    link = re.search(r'href="([^"]*)">Mend the 2 questions</a>', page)

    assert link
    assert "2 of 2 questions" in anna.get(html.unescape(link[1])).text
    assert f'{bank}/edit">See and mend' not in page


def test_errors_beside_the_questions_lead_to_the_text(anna: FlaskClient) -> None:
    bank = make_bank(anna, ALL.replace("language: en", "language: English please"))

    assert re.search(rf'href="{bank}/edit">See and mend', anna.get(bank).text)


def test_a_bank_is_renamed_and_described_without_its_text(anna: FlaskClient) -> None:
    bank = make_bank(anna, ALL)
    before = latest(anna, bank)

    sent: dict[str, str | list[str]] = {
        "title": "Who: said\nwhat",
        "description": "In two\r\nlines: all.",
    }
    response = submit(anna, bank, f"{bank}/about", sent)

    assert response.status_code == 303
    page = words(anna.get(bank).text)
    assert "Who: said what" in page
    assert "In two lines: all." in page
    questions = before.index("questions:")
    assert latest(anna, bank).endswith(before[questions:])
    assert "title and description" in anna.get(f"{bank}/versions").text


@pytest.mark.parametrize("title", ["", " \0 "])
def test_a_bank_keeps_its_title_where_none_is_given(anna: FlaskClient, title: str) -> None:
    bank = new_bank(anna, "Talks")

    submit(anna, bank, f"{bank}/about", {"title": title, "description": "x"})

    assert "a bank needs a title and a description" in anna.get(bank).text
    assert "<h1><bdi>Talks</bdi></h1>" in anna.get(bank).text


def test_a_title_written_out_of_reach_is_left_to_the_text(anna: FlaskClient) -> None:
    bank = make_bank(anna, ALL.replace("title:", '"title":'))

    submit(anna, bank, f"{bank}/about", {"title": "New", "description": "New"})

    assert "can only be changed in the text" in anna.get(bank).text


# A text


def test_whoever_noted_a_claim_goes_on_at_its_paragraph(anna: FlaskClient, source: str) -> None:
    voice = {"voices-0-speaker": "two officials", "voices-0-cue": "deny"}

    noted = note(anna, source, 3, "the treaty was broken", content="It was broken.", **voice)

    page, _, place = noted.location.partition("#")
    assert f'id="{place}"' in anna.get(page).text
    assert place == "p3"


def test_the_form_of_a_claim_shows_the_voices_that_there_are_and_one_to_begin(
    anna: FlaskClient, source: str
) -> None:
    note_five(anna, source)

    shown = {
        path: anna.get(f"{source}/claims/{path}").text.split("Another voice")[0]
        for path in ("new?paragraph=1", "C01", "C02")
    }

    assert {path: page.count("Who says so<") for path, page in shown.items()} == {
        "new?paragraph=1": 1,
        "C01": 1,
        "C02": 2,
    }


# Search


def test_sources_are_looked_for_by_their_titles(anna: FlaskClient, source: str) -> None:
    note_five(anna, source)
    made = submit(anna, f"{source}/propose", f"{source}/propose", {"title": "Mine"}).location
    taken = re.findall(r'name="key" value="([^"]+)"', anna.get(made).text)[:2]
    submit(anna, made, made, {"source": source.rsplit("/", 1)[1], "key": taken, "do": "accept"})

    option = re.search(r'<option value="(own-[^"]+)">The talks', anna.get("/workspace/search").text)

    assert option
    assert "2 questions" in anna.get(f"/workspace/search?source={option[1]}").text
    assert "No question is like that" in anna.get("/workspace/search?words=zebra").text
