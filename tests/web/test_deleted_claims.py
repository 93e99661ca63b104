"""A claim that is deleted, and brought back, in a browser without script."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from quizapp import clock
from quizapp.formats import house
from quizapp.services.site import Site
from quizapp.services.transaction import transaction
from quizapp.services.workspace import notes
from tests.web.noting import REPORT, edit, last_claim, note, note_five, paste
from tests.web.surfing import submit
from tests.web.teaching import download, enrol, publish


@pytest.fixture
def source(anna: FlaskClient) -> str:
    """A text with five claims; its address."""
    address = paste(anna)
    note_five(anna, address)
    return address


def delete_claim(client: FlaskClient, source: str, claim: str) -> str:
    """Press the button of its form; the page that follows."""
    page = f"{source}/claims/{claim}"
    response = submit(client, page, page, {"do": "delete"})
    assert response.status_code == 303
    return client.get(response.location).text


def bring_claim_back(client: FlaskClient, source: str, claim: str) -> TestResponse:
    """Press `Undo`, or `Bring back` at the foot."""
    return submit(client, "/workspace/texts", f"{source}/claims/{claim}/bring-back")


def ask_about(client: FlaskClient, source: str) -> tuple[str, str]:
    """A published bank with every question that rests on claim C02; its address and its text."""
    begun = submit(client, f"{source}/propose", f"{source}/propose", {"title": "On the talks"})
    proposals = str(begun.location)
    keys = re.findall(r'name="key" value="([^"]+)"', client.get(proposals).text)
    fields: dict[str, str | list[str]] = {"source": source.rsplit("/", 1)[-1], "key": keys}
    submit(client, proposals, proposals, {**fields, "do": "accept"})
    bank = proposals.split("/proposals", maxsplit=1)[0]
    publish(client, bank, 2)
    return bank, download(client, bank, 2).decode()


def without_tokens(client: FlaskClient, page: str) -> str:
    """A page without the tokens of its forms, which say when they were made."""
    return re.sub(r'name="csrf_token" value="[^"]*"', "", client.get(page).text)


def test_a_deleted_claim_can_be_undone_and_is_as_it_was(anna: FlaskClient, source: str) -> None:
    anna.get(source)  # says once that the last one is noted
    before, form = without_tokens(anna, source), without_tokens(anna, f"{source}/claims/C02")

    after = delete_claim(anna, source, "C02")
    assert "Claim C02 is deleted." in after
    assert ">Undo</button>" in after
    assert "4 claims" in after
    back = bring_claim_back(anna, source, "C02")

    assert back.location == f"{source}#C02"
    assert "Claim C02 is back." in anna.get(source).text
    assert without_tokens(anna, source) == before
    assert without_tokens(anna, f"{source}/claims/C02") == form


def test_a_deleted_claim_stays_at_the_foot_for_30_days(
    site: Site, anna: FlaskClient, source: str
) -> None:
    delete_claim(anna, source, "C05")
    assert 'id="deleted"' in anna.get(source).text

    with transaction(site.database) as session:
        notes.purge(session, clock.now() + timedelta(days=29))
    assert "The talks began in May." in anna.get(source).text.partition('id="deleted"')[2]

    with transaction(site.database) as session:
        notes.purge(session, clock.now() + timedelta(days=31))
    assert 'id="deleted"' not in anna.get(source).text
    assert bring_claim_back(anna, source, "C05").status_code == 404


def test_no_new_claim_gets_the_id_of_one_that_was_deleted(
    site: Site, anna: FlaskClient, source: str
) -> None:
    delete_claim(anna, source, "C05")

    note(anna, source, 4, "in May", content="It was May.", stance="asserted")
    first = last_claim(anna, source)
    delete_claim(anna, source, "C06")
    with transaction(site.database) as session:
        notes.purge(session, clock.now() + timedelta(days=31))
    note(anna, source, 4, "in May", content="It was May.", stance="asserted")

    assert (first, last_claim(anna, source)) == ("C06", "C07")


def test_questions_on_a_deleted_claim_are_counted_kept_and_sound_again_after_undo(
    anna: FlaskClient, source: str
) -> None:
    bank, text = ask_about(anna, source)
    resting = on_claim(text, "C02")
    assert len(resting) > 1

    after = delete_claim(anna, source, "C02")
    assert f"{len(resting)} questions rest on it." in after
    assert "SRC102" in anna.get(f"{bank}/edit").text
    assert "can be brought back there" in anna.get(f"{bank}/questions/{resting[0]}").text
    attempt = submit(anna, bank, f"{bank}/attempts", {"length": "all"}).location
    assert anna.get(attempt).status_code == 200

    bring_claim_back(anna, source, "C02")
    assert download(anna, bank, 2).decode() == text
    assert "SRC102" not in anna.get(f"{bank}/edit").text


def test_a_question_whose_claim_lost_its_words_says_so_and_leads_to_the_text(
    anna: FlaskClient, source: str
) -> None:
    bank, text = ask_about(anna, source)
    page = f"{bank}/questions/{on_claim(text, 'C02')[0]}"

    edit(anna, source, text=REPORT.replace("the missile flew too far", "it went astray"))

    margin = anna.get(page).text
    assert "the claim finds its words there no more" in margin
    assert f'<a href="{source}">Open the text</a>' in margin
    submit(anna, source, f"{source}/delete")
    assert "The text that it rests on was deleted." in anna.get(page).text


def on_claim(text: str, claim: str) -> list[str]:
    """The ids of the questions that rest on the claim."""
    bank = house.read_bank(text.encode(), "on-the-talks.yaml").bank
    assert bank
    return [q.id for q in bank.questions if claim in [e.claim for e in q.evidence]]


def test_a_claim_comes_back_to_an_edited_text_and_finds_its_words_or_is_listed(
    anna: FlaskClient, source: str
) -> None:
    delete_claim(anna, source, "C01")
    delete_claim(anna, source, "C05")
    edited = "A new first paragraph.\n\n" + REPORT.replace("would go on", "will go on")
    edit(anna, source, title="The talks", text=edited)

    bring_claim_back(anna, source, "C01")
    assert "Claim C01 is back. It does not find the words any more" in anna.get(source).text
    bring_claim_back(anna, source, "C05")

    page = anna.get(source).text
    assert '<mark class="spot spot--1">The talks began in May</mark>' in page
    assert "Without their words" in page


def test_to_undo_twice_changes_nothing(anna: FlaskClient, source: str) -> None:
    delete_claim(anna, source, "C02")

    assert bring_claim_back(anna, source, "C02").status_code == 303
    assert bring_claim_back(anna, source, "C02").status_code == 303

    assert "5 claims" in anna.get(source).text


# Refusals


def test_a_claim_comes_back_by_the_hand_of_its_owner_alone(
    app: Flask, site: Site, anna: FlaskClient, source: str
) -> None:
    delete_claim(anna, source, "C02")
    boris = enrol(app.test_client(), site, "Boris")

    back = f"{source}/claims/C02/bring-back"
    assert submit(boris, "/workspace/texts", back).status_code == 404
    assert bring_claim_back(anna, source, "C77").status_code == 404
    assert "4 claims" in anna.get(source).text
