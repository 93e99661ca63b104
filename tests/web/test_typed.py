"""Signed out while typing: nothing is lost, and nobody else gets it."""

import html
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from quizapp.services.site import Site
from tests.web.filled import form_of
from tests.web.noting import paste
from tests.web.surfing import HIDDEN, submit
from tests.web.teaching import PASSWORD, enrol, make_bank
from tests.web.test_questions import ALL, latest

Fields = dict[str, str | list[str]]


@pytest.fixture
def anna(app: Flask, site: Site) -> FlaskClient:
    return enrol(app.test_client(), site)


@pytest.fixture
def bank(anna: FlaskClient) -> str:
    return make_bank(anna, ALL)


def sent_signed_out(client: FlaskClient, page: str, action: str, fields: Fields) -> TestResponse:
    """Open the page, be signed out, send its form."""
    token = HIDDEN.search(client.get(page).text)
    assert token
    client.delete_cookie("teacher")
    return client.post(action, data={**fields, "csrf_token": token[1]})


def kept(response: TestResponse) -> tuple[str, Fields]:
    """Where the form on the page goes, and what it sends."""
    form = response.text[response.text.index("<h1>") :]
    action = re.search(r'<form[^>]* action="([^"]+)"', form)
    assert action
    fields: Fields = {}
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    shown = re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n([^<]*)</textarea>', form)
    for name, value in hidden + shown:
        words = html.unescape(value)
        fields[name] = [*fields[name], words] if name in fields else words
    return html.unescape(action[1]), fields


def sign_in(client: FlaskClient, name: str) -> None:
    said: Fields = {"name": name, "password": PASSWORD}
    assert submit(client, "/sign-in", "/sign-in", said).status_code == 303


def send_again(client: FlaskClient, page: TestResponse) -> TestResponse:
    """Press the button of that page."""
    action, fields = kept(page)
    return client.post(action, data=fields)


def test_a_questions_form_is_sent_again_whole_after_the_sign_in(
    anna: FlaskClient, bank: str
) -> None:
    page = f"{bank}/questions/who-relays"
    fields = form_of(anna.get(page).text)
    changed = {**fields, "stem": "Who passed it on,\r\nand to whom?", "choices-0-text": "Nobody"}

    out = sent_signed_out(anna, page, f"{page}/sent", {**changed, "do": "done"})
    assert out.status_code == 401
    assert "Nothing is lost" in out.text
    sign_in(anna, "Anna")
    again = send_again(anna, out)

    assert again.status_code == 303
    written = latest(anna, bank)
    assert "and to whom?" in written
    assert "text: Nobody" in written


def test_a_claims_form_is_sent_again_whole(anna: FlaskClient) -> None:
    source = paste(anna)
    said: Fields = {
        "paragraph": "1", "words": "the talks would go on", "start": "0", "stance": "attributed",
        "content": "The talks go on.", "voices-0-speaker": "the minister", "voices-0-cue": "said",
    }  # fmt: skip

    out = sent_signed_out(anna, f"{source}/claims/new", f"{source}/claims", said)
    sign_in(anna, "Anna")
    send_again(anna, out)

    assert "1 claim<" in anna.get(source).text


def test_title_and_description_are_sent_again(anna: FlaskClient, bank: str) -> None:
    said: Fields = {"title": "Another title", "description": "A word, and another."}

    out = sent_signed_out(anna, bank, f"{bank}/about", said)
    sign_in(anna, "Anna")
    send_again(anna, out)

    assert "title: Another title" in latest(anna, bank)


def test_it_can_be_sent_too_early(anna: FlaskClient, bank: str) -> None:
    said: Fields = {"title": "Another title", "description": "A word, and another."}
    out = sent_signed_out(anna, bank, f"{bank}/about", said)

    early = send_again(anna, out)
    assert early.status_code == 401
    sign_in(anna, "Anna")
    send_again(anna, early)

    assert "title: Another title" in latest(anna, bank)


# Whoever else signs in


def test_another_teacher_who_signs_in_does_not_store_it(
    app: Flask, site: Site, anna: FlaskClient
) -> None:
    enrol(app.test_client(), site, "Boris")
    page, said = "/workspace/texts", {"title": "Anna's", "text": "It rained on Monday."}

    out = sent_signed_out(anna, page, page, dict(said))
    sign_in(anna, "Boris")
    refused = send_again(anna, out)

    assert refused.status_code == 403
    assert "You are signed in as Boris" in refused.text
    assert "It rained on Monday." in refused.text
    assert "Anna's" not in html.unescape(anna.get(page).text)
    submit(anna, "/", "/sign-out")
    sign_in(anna, "Anna")
    assert send_again(anna, refused).status_code == 303
    assert "Anna's" in html.unescape(anna.get(page).text)


def test_no_password_and_no_token_is_on_the_page(anna: FlaskClient) -> None:
    said: Fields = {"old": PASSWORD, "new": "another good long one"}

    out = sent_signed_out(anna, "/account", "/account/password", said)

    assert out.status_code == 401
    assert PASSWORD not in out.text
    assert "another good long one" not in out.text


def test_a_stranger_who_was_never_signed_in_gets_a_copy_and_no_way_to_store_it(
    anna: FlaskClient,
) -> None:
    anna.delete_cookie("known")

    out = sent_signed_out(
        anna, "/workspace/texts", "/workspace/texts", {"title": "T", "text": "It rained."}
    )

    assert "It rained." in out.text
    assert "Send it again" not in out.text


@pytest.mark.parametrize("words", ["</textarea><script>alert(1)</script>", '"><script>x</script>'])
def test_odd_words_harm_nothing(anna: FlaskClient, words: str) -> None:
    out = sent_signed_out(
        anna, "/workspace/texts", "/workspace/texts", {"title": words, "text": f"a {words}"}
    )

    assert "<script>alert" not in out.text
    assert "<script>x" not in out.text
    assert kept(out)[1]["title"] == words
