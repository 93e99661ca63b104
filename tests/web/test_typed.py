"""Signed out while typing: nothing is lost, and nobody else gets it."""

import html
import io
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from quizapp.services.site import Site
from tests.web.filled import form_of
from tests.web.noting import paste
from tests.web.surfing import submit
from tests.web.teaching import PASSWORD, enrol, make_bank
from tests.web.test_questions import ALL, latest

Fields = dict[str, str | list[str]]
TEXTS = "/workspace/texts"
RAIN = {"title": "Rain", "text": "It rained on Monday."}
SHOWN = r'<textarea[^>]* name="([^"]+)"[^>]*>\n([^<]*)</textarea>'


@pytest.fixture
def bank(anna: FlaskClient) -> str:
    return make_bank(anna, ALL)


def carried(page: str) -> Fields:
    """What every form of a page carries: its token and whose it is."""
    names = ("csrf_token", "typed_by")
    found = [(name, re.search(rf'name="{name}" value="([^"]+)"', page)) for name in names]
    return {name: match[1] for name, match in found if match}


def sent_signed_out(client: FlaskClient, page: str, action: str, fields: Fields) -> TestResponse:
    """Open the page, be signed out, send its form."""
    sent = {**carried(client.get(page).text), **fields}
    client.delete_cookie("teacher")
    return client.post(action, data=sent)


def kept(response: TestResponse) -> tuple[str, Fields]:
    """Where the form on the page goes, and what it sends."""
    form = response.text[response.text.index("<h1>") :]
    action = re.search(r'<form[^>]* action="([^"]+)"', form)
    assert action
    fields: Fields = {}
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    for name, value in hidden + re.findall(SHOWN, form):
        words = html.unescape(value)
        fields[name] = [*fields[name], words] if name in fields else words
    return html.unescape(action[1]), fields


def shown(response: TestResponse) -> dict[str, str]:
    """What can be read there."""
    found = re.findall(SHOWN, response.text)
    return {name: html.unescape(words) for name, words in found}


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


def test_a_file_is_to_be_chosen_again(anna: FlaskClient, bank: str) -> None:
    page = f"{bank}/questions/who-relays"
    fields = {**form_of(anna.get(page).text), "alt": "A map of the border."}
    anna.delete_cookie("teacher")

    without = anna.post(f"{page}/sent", data=fields)
    beside = anna.post(f"{page}/sent", data={**fields, "file": (io.BytesIO(b"\x89PNG"), "map.png")})

    assert "did not come along" not in without.text
    assert "did not come along: choose it again" in beside.text
    assert kept(beside)[1]["alt"] == "A map of the border."


# Whoever else signs in


@pytest.fixture
def boris(app: Flask, site: Site) -> str:
    """Another teacher, who uses the same browser; the name."""
    enrol(app.test_client(), site, "Boris")
    return "Boris"


def swap(client: FlaskClient, name: str) -> None:
    """Sign out, and somebody in."""
    submit(client, "/", "/sign-out")
    sign_in(client, name)


def test_another_teacher_who_signs_in_does_not_store_it(anna: FlaskClient, boris: str) -> None:
    out = sent_signed_out(anna, TEXTS, TEXTS, dict(RAIN))
    sign_in(anna, boris)
    refused = send_again(anna, out)

    assert refused.status_code == 403
    assert "You are signed in as Boris" in refused.text
    assert "It rained on Monday." in refused.text
    assert "Rain" not in anna.get(TEXTS).text
    swap(anna, "Anna")
    assert send_again(anna, refused).status_code == 303
    assert "Rain" in anna.get(TEXTS).text


def test_it_is_of_whoever_typed_it_not_of_the_last_who_was_signed_in(
    anna: FlaskClient, boris: str
) -> None:
    sent = {**carried(anna.get(TEXTS).text), **RAIN}
    swap(anna, boris)
    submit(anna, "/", "/sign-out")

    out = anna.post(TEXTS, data=sent)
    sign_in(anna, boris)
    assert send_again(anna, out).status_code == 403
    assert "Rain" not in anna.get(TEXTS).text
    swap(anna, "Anna")

    assert send_again(anna, out).status_code == 303
    assert "Rain" in anna.get(TEXTS).text


def test_what_one_typed_is_not_stored_with_another_who_is_signed_in_by_now(
    anna: FlaskClient, boris: str
) -> None:
    sent = {**carried(anna.get(TEXTS).text), **RAIN}
    swap(anna, boris)

    refused = anna.post(TEXTS, data=sent)

    assert refused.status_code == 403
    assert "Somebody else is signed in" in refused.text
    assert "Rain" not in anna.get(TEXTS).text
    swap(anna, "Anna")
    assert send_again(anna, refused).status_code == 303


def test_whoever_is_signed_in_signs_out_on_a_page_of_another_one(
    anna: FlaskClient, boris: str
) -> None:
    old = anna.get(TEXTS).text
    form = form_of(old, 'action="/sign-out"', "</form>")
    swap(anna, boris)

    assert anna.post("/sign-out", data=form).status_code == 303
    assert anna.get("/workspace").status_code == 303


def test_a_question_that_saves_itself_says_so_in_a_sentence(
    app: Flask, site: Site, anna: FlaskClient, bank: str, boris: str
) -> None:
    submit(anna, f"{bank}/sharing", f"{bank}/sharing", {"name": boris, "right": "edit"})
    page = f"{bank}/questions/who-relays"
    typed = {**form_of(anna.get(page).text), "stem": "Who passed it on?"}
    swap(anna, boris)

    refused = anna.post(page, data=typed, headers={"HX-Request": "true"})

    assert refused.status_code == 403
    assert refused.text.startswith("You are signed in as Boris, and somebody else typed this.")
    assert "Who passed it on?" not in latest(anna, bank)


def test_only_a_teachers_own_pages_say_whose_they_are(anna: FlaskClient) -> None:
    assert "typed_by" in anna.get("/workspace").text
    assert "typed_by" not in anna.get("/").text
    assert "typed_by" not in anna.get("/banks/which-treaty").text


def test_an_address_says_nothing_of_it(anna: FlaskClient) -> None:
    assert anna.get("/workspace?typed_by=somebody").status_code == 200


# What the page shows


def test_the_token_is_not_kept(anna: FlaskClient) -> None:
    sent = {**carried(anna.get(TEXTS).text), **RAIN}
    anna.delete_cookie("teacher")

    out = anna.post(TEXTS, data=sent)

    assert isinstance(kept(out)[1]["csrf_token"], str)  # the page's own, and no other


def test_whose_it_is_nobody_knows_gets_a_copy_of_all_and_no_way_to_store_it(
    anna: FlaskClient,
) -> None:
    said: Fields = {"title": "Rain", "publisher": "", "published": "1991", "text": "It rained."}

    out = sent_signed_out(anna, TEXTS, TEXTS, {**said, "typed_by": []})

    assert shown(out) == {"title": "Rain", "published": "1991", "text": "It rained."}
    assert "and copy it" in out.text
    assert "Send it again" not in out.text


def test_what_can_be_read_is_shown_and_all_is_kept(anna: FlaskClient, bank: str) -> None:
    page = f"{bank}/questions/who-relays"
    said: Fields = {"stem": "Who?", "tags": "rain", "choices-0-text": "Нет", "choices-0-id": "no",
                    "choices-0-correct": "y", "key": "0", "base": "ab12", "hint": ""}  # fmt: skip

    out = sent_signed_out(anna, page, f"{page}/sent", dict(said))

    assert shown(out) == {"stem": "Who?", "tags": "rain", "choices-0-text": "Нет"}
    assert ">Choices 1, text</label>" in out.text
    assert kept(out)[1].items() >= said.items()


def test_the_press_of_a_button_alone_shows_nothing(anna: FlaskClient, bank: str) -> None:
    out = sent_signed_out(anna, bank, f"{bank}/delete", {})
    sign_in(anna, "Anna")
    unknown = sent_signed_out(anna, bank, f"{bank}/delete", {"typed_by": []})

    assert "Nothing is lost. Sign in there, then come back to this page and send it" in out.text
    assert (unknown.status_code, "Nothing is lost" in unknown.text) == (401, False)


def test_fields_that_no_form_has_are_left_out(anna: FlaskClient) -> None:
    odd: Fields = {"x" * 65: "a", '"' * 9: "b", "a b": "c", "": "d"}

    out = sent_signed_out(anna, TEXTS, TEXTS, {**odd, **RAIN})

    assert kept(out)[1].keys() == {"csrf_token", "typed_by", *RAIN}


@pytest.mark.parametrize("much", [{"text": "a" * 2_000_001}, {"tag": ["a"] * 1001}])
def test_what_is_larger_than_any_form_is_not_kept_in_part(anna: FlaskClient, much: Fields) -> None:
    out = sent_signed_out(anna, TEXTS, TEXTS, much)

    assert out.status_code == 401
    assert "too large to be kept on this page. Go back one page" in out.text
    assert "Send it again" not in out.text
    assert len(out.data) < 20_000


def test_the_longest_text_is_kept(anna: FlaskClient, bank: str) -> None:
    text = "a\r\n" * 500_000

    out = sent_signed_out(anna, f"{bank}/edit", f"{bank}/edit", {"base": "1", "text": text})

    assert shown(out)["text"].strip() == text.strip()


@pytest.mark.parametrize("words", ["</textarea><script>alert(1)</script>", '"><script>x</script>'])
def test_odd_words_harm_nothing(anna: FlaskClient, words: str) -> None:
    out = sent_signed_out(anna, TEXTS, TEXTS, {"title": words, "text": f"a {words}"})

    assert "<script>alert" not in out.text
    assert "<script>x" not in out.text
    assert kept(out)[1]["title"] == words


def test_a_page_that_was_open_too_long_says_what_to_do_first(anna: FlaskClient) -> None:
    sent = {**carried(anna.get(TEXTS).text), **RAIN}
    anna.delete_cookie("session")

    out = anna.post(TEXTS, data=sent)

    assert out.status_code == 400
    assert shown(out) == RAIN
    assert "Send it again" not in out.text
    assert "Go back, copy what you typed, then reload the page" in out.text
