"""A picture brought in by a question's form, in a browser without script."""

import html
import io
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from quizapp.formats.redrawn import redraw
from quizapp.services.kept_pictures import name_for
from quizapp.services.site import Site
from tests.pictures import drawn, pixels, png
from tests.web.filled import form_of
from tests.web.surfing import HIDDEN, submit
from tests.web.teaching import enrol, make_bank, publish
from tests.web.test_questions import latest
from tests.world import BANK, POLL

ALT = "Two halves, red and blue"
NAME = name_for(redraw(drawn()).data)
ADDRESS = f"/media/{NAME}"
FILE_ERROR = re.compile(r'id="file-error">.*?<span>(.*?)</span>', re.S)
ALT_ERROR = re.compile(r'id="alt-error">.*?<span>(.*?)</span>', re.S)


@pytest.fixture
def bank(anna: FlaskClient) -> str:
    return make_bank(anna, BANK.replace("sources: [wire]", "sources: [none]"))


@pytest.fixture
def page(bank: str) -> str:
    return f"{bank}/questions/says-when"


def send(
    client: FlaskClient, page: str, data: bytes | None, deed: str = "picture", **changed: str
) -> TestResponse:
    """Send the question's form as its button does, with a file."""
    shown = client.get(page).text
    token = HIDDEN.search(shown)
    assert token
    fields = {**form_of(shown), "csrf_token": token[1], "do": deed, **changed}
    file = (io.BytesIO(data or b""), "whole.svg.png" if data is not None else "")
    return client.post(f"{page}/sent", data={**fields, "file": file})


def told(found: re.Pattern[str], response: TestResponse) -> str:
    """What is said at a field."""
    said = found.search(response.text)
    assert said, response.text
    return html.unescape(said[1])


def status(client: FlaskClient) -> int:
    return client.get(ADDRESS).status_code


def test_a_picture_with_its_text_is_in_the_question_and_in_its_preview(
    anna: FlaskClient, bank: str, page: str
) -> None:
    response = send(anna, page, drawn(), alt=ALT, credit="By Anna", stem="Which is red?")

    assert (response.status_code, response.location) == (303, page)
    text = latest(anna, bank)
    assert f"      file: {NAME}\n      alt: {ALT}\n      credit: By Anna\n" in text
    assert "stem: Which is red?" in text
    shown = anna.get(page).text
    assert f'src="{ADDRESS}" width="40" height="30" alt="{ALT}"' in shown
    assert f">Yours: {ALT}</option>" in shown


def test_the_button_to_save_brings_it_too(anna: FlaskClient, bank: str, page: str) -> None:
    send(anna, page, drawn(), deed="done", alt=ALT)

    assert NAME in latest(anna, bank)


def test_what_is_served_was_drawn_anew(anna: FlaskClient, page: str) -> None:
    send(anna, page, drawn("JPEG", comment=b"at home"), alt=ALT)
    address = re.search(r'src="(/media/[^"]+)"', anna.get(page).text)
    assert address

    response = anna.get(address[1])

    assert response.headers["Content-Type"] == "image/webp"
    assert b"at home" not in response.data
    assert pixels(response.data).size == (40, 30)


def test_a_file_of_any_bytes_comes_through(anna: FlaskClient, bank: str, page: str) -> None:
    line_ends = b"\r\n" * 500_000  # which could each begin the end of the part

    assert send(anna, page, drawn("JPEG") + line_ends, alt=ALT).status_code == 303

    assert ".webp" in latest(anna, bank)


def test_what_saves_itself_keeps_the_picture(anna: FlaskClient, bank: str, page: str) -> None:
    send(anna, page, drawn(), alt=ALT)

    submit(anna, page, page, {**form_of(anna.get(page).text), "stem": "A word more?"})

    assert NAME in latest(anna, bank)
    assert "stem: A word more?" in latest(anna, bank)


def test_another_picture_takes_its_place_and_none_takes_it_away(
    anna: FlaskClient, bank: str, page: str
) -> None:
    other = drawn(size=(8, 8))
    send(anna, page, drawn(), alt=ALT)

    send(anna, page, other)
    assert name_for(redraw(other).data) in latest(anna, bank)
    assert NAME not in latest(anna, bank)

    send(anna, page, None, deed="done", picture="", alt="", credit="")
    assert "media:" not in latest(anna, bank)


def test_a_text_alone_stays_in_the_form_while_rows_come(anna: FlaskClient, page: str) -> None:
    response = send(anna, page, None, deed="more-evidence", alt=ALT)

    assert response.status_code == 200
    assert form_of(response.text)["alt"] == ALT


def test_a_bank_is_published_and_played_with_it(app: Flask, anna: FlaskClient) -> None:
    bank = make_bank(anna, POLL)
    send(anna, f"{bank}/questions/first", drawn(), alt=ALT)
    stranger = app.test_client()
    assert (status(anna), status(stranger)) == (200, 404)

    assert publish(anna, bank, 2).location == bank

    assert status(stranger) == 200


def test_of_two_who_change_a_question_neither_loses_the_picture(
    anna: FlaskClient, bank: str, page: str
) -> None:
    shown = anna.get(page).text
    submit(anna, page, page, {**form_of(shown), "stem": "Theirs"})
    token = HIDDEN.search(shown)
    assert token
    file = (io.BytesIO(drawn()), "a.png")
    fields = {**form_of(shown), "csrf_token": token[1], "alt": ALT, "do": "picture"}

    conflict = anna.post(f"{page}/sent", data={**fields, "file": file})

    assert conflict.status_code == 409
    said = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', conflict.text)
    submit(anna, page, page, {**dict(said), "do": "mine"})
    assert NAME in latest(anna, bank)


def test_the_form_says_how_much_room_is_taken(anna: FlaskClient, page: str) -> None:
    assert "Pictures: 0.0 of 200 MB used." in anna.get(page).text

    send(anna, page, drawn(), alt=ALT)

    assert "Pictures: 0.1 of 200 MB used." in anna.get(page).text


def test_in_a_shared_bank_it_is_the_room_of_whose_bank_it_is(
    app: Flask, site: Site, anna: FlaskClient, bank: str, page: str
) -> None:
    boris = enrol(app.test_client(), site, "Boris")
    submit(anna, f"{bank}/sharing", f"{bank}/sharing", {"name": "Boris", "right": "edit"})
    send(anna, page, drawn(), alt=ALT)

    assert "Pictures: 0.1 of 200 MB used." in boris.get(page).text


# Refusals


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "The file is empty."),
        (b"Dear all", "This is no picture that can be read."),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "SVG pictures are not"),
        (png(30_000, 30_000), "30000 by 30000 pixels"),
        (drawn("JPEG")[:400], "damaged or cut off"),
        (drawn() + b"\0" * 5_000_000, "at most 5 MB are taken"),
    ],
    ids=["empty", "a text", "SVG", "a bomb", "cut off", "too large"],
)
def test_what_cannot_be_taken_is_told_at_the_field_and_the_rest_is_saved(
    anna: FlaskClient, bank: str, page: str, data: bytes, said: str
) -> None:
    response = send(anna, page, data, alt=ALT, stem="Typed beside it?")

    assert response.status_code == 422
    assert said in told(FILE_ERROR, response)
    assert form_of(response.text)["alt"] == ALT
    assert 'id="besides" open' in response.text
    assert "stem: Typed beside it?" in latest(anna, bank)
    assert "media:" not in latest(anna, bank)


def test_words_for_a_picture_that_is_refused_do_not_go_to_the_one_that_is_there(
    anna: FlaskClient, bank: str, page: str
) -> None:
    send(anna, page, drawn(), alt=ALT)

    refused = send(anna, page, b"no picture", alt="A map of the border", stem="Typed beside it?")

    assert "A map of the border" not in latest(anna, bank)
    assert f"alt: {ALT}" in latest(anna, bank)
    assert "stem: Typed beside it?" in latest(anna, bank)
    assert form_of(refused.text)["alt"] == "A map of the border"
    assert f'data-stored="{ALT}"' in refused.text
    field = refused.text[refused.text.rindex("<", 0, refused.text.index('name="file"')) :]
    assert " autofocus" in field[: field.index(">")]


@pytest.mark.parametrize("alt", ["", "  "])
def test_a_picture_without_its_text_is_not_taken(
    anna: FlaskClient, bank: str, page: str, alt: str
) -> None:
    response = send(anna, page, drawn(), alt=alt, stem="Typed beside it?")

    assert response.status_code == 422
    assert "Say what the picture shows" in told(ALT_ERROR, response)
    assert "stem: Typed beside it?" in latest(anna, bank)
    assert status(anna) == 404


@pytest.mark.parametrize(("deed", "alt"), [("picture", ""), ("picture", ALT), ("done", ALT)])
def test_a_text_without_a_picture_is_told(
    anna: FlaskClient, page: str, deed: str, alt: str
) -> None:
    response = send(anna, page, None, deed=deed, alt=alt)

    assert response.status_code == 422
    assert told(FILE_ERROR, response) == "Choose the file of the picture first."


def test_a_stranger_brings_nothing_and_sees_nothing(
    app: Flask, site: Site, anna: FlaskClient, page: str
) -> None:
    send(anna, page, drawn(), alt=ALT)
    boris = enrol(app.test_client(), site, "Boris")

    fields = {"file": (io.BytesIO(drawn()), "a.png"), "alt": ALT}
    response = submit(boris, "/workspace", f"{page}/sent", fields)  # type: ignore[arg-type]

    assert response.status_code == 404
    assert status(boris) == 404
    assert boris.get(ADDRESS).headers["Cache-Control"] == "no-store"


def test_before_it_is_published_no_shared_cache_keeps_it(anna: FlaskClient, page: str) -> None:
    send(anna, page, drawn(), alt=ALT)

    assert anna.get(ADDRESS).headers["Cache-Control"] == "private, max-age=600"


def test_a_form_without_its_token_brings_nothing(anna: FlaskClient, page: str) -> None:
    file = (io.BytesIO(drawn()), "a.png")

    assert anna.post(f"{page}/sent", data={"file": file, "alt": ALT}).status_code == 400
    assert status(anna) == 404
