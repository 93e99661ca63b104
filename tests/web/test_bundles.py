"""A bank with its pictures as one .zip, in a browser without script; and room for pictures."""

import html
import re
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from quizapp.formats.redrawn import redraw
from quizapp.services.kept_pictures import name_for
from quizapp.services.site import Site
from quizapp.web.app import create_app
from tests.bundles import archive, packed
from tests.pictures import drawn, pictured
from tests.web.teaching import download, enrol, make_bank, publish, save_text, send_file
from tests.web.test_bringing import FILE_ERROR, send, told
from tests.world import BANK, LEDGER, write

PICTURE = redraw(drawn())
NAME = name_for(PICTURE.data)
SHOWN = pictured().replace("envelopes.png", NAME)
WHOLE = packed("test-ban", SHOWN, {NAME: PICTURE.data})


@pytest.fixture(autouse=True)
def _ledger(site: Site) -> None:
    write(site.settings.data_dir / "questions" / "sources" / "wire.yaml", LEDGER)


@pytest.fixture
def bank(anna: FlaskClient) -> str:
    """A bank with a picture, by upload; its address."""
    return str(upload(anna, WHOLE).location)


def upload(client: FlaskClient, data: bytes) -> TestResponse:
    return send_file(client, "/workspace", "/workspace/uploads", data)


def said(client: FlaskClient, response: TestResponse) -> str:
    """What the next page says of what was done."""
    page = client.get(response.location).text
    found = re.search(r'class="notice flash" role="status">(.*?)</p>', page)
    assert found
    return html.unescape(found[1])


def banks(client: FlaskClient) -> list[str]:
    return re.findall(r'href="(/workspace/banks/[^"/]+)"', client.get("/workspace").text)


def bundle(client: FlaskClient, bank: str, number: int = 1) -> TestResponse:
    return client.get(f"{bank}/versions/{number}/zip")


def with_room(site: Site, size_bytes: int) -> FlaskClient:
    """Another teacher, on a server that gives each so much room for pictures."""
    small = replace(site, settings=replace(site.settings, picture_limit_bytes=size_bytes))
    return enrol(create_app(small).test_client(), small, "Carla")


def test_a_bank_with_pictures_is_downloaded_and_uploaded_without_loss(
    app: Flask, site: Site, anna: FlaskClient, bank: str
) -> None:
    assert "Download with pictures" in anna.get(bank).text
    out = bundle(anna, bank)
    assert out.headers["Content-Type"] == "application/zip"
    assert out.headers["Content-Disposition"] == "attachment; filename=test-ban.zip"
    assert out.data == WHOLE
    boris = enrol(app.test_client(), site, "Boris")

    came = upload(boris, out.data)

    assert said(boris, came) == "The file is here, as it was. 1 picture came with it."
    assert bundle(boris, came.location).data == WHOLE
    assert boris.get(f"/media/{NAME}").data == PICTURE.data
    assert publish(boris, came.location).location == came.location


def test_the_plain_text_is_downloaded_as_ever(anna: FlaskClient, bank: str) -> None:
    assert download(anna, bank, 1) == SHOWN.encode()


def test_a_bank_without_pictures_offers_no_zip(anna: FlaskClient) -> None:
    assert "Download with pictures" not in anna.get(make_bank(anna, BANK)).text


def test_an_earlier_version_has_its_pictures_too(anna: FlaskClient, bank: str) -> None:
    save_text(anna, bank, 1, BANK)

    assert "Download with pictures" not in anna.get(bank).text
    assert f"{bank}/versions/1/zip" in anna.get(f"{bank}/versions/1").text
    assert bundle(anna, bank).data == WHOLE


def test_a_zip_is_the_next_version(anna: FlaskClient) -> None:
    bank = make_bank(anna, BANK)

    done = send_file(anna, bank, f"{bank}/upload", WHOLE, base="1")

    assert said(anna, done) == "Saved as version 2. No error. 1 picture came with it."
    assert bundle(anna, bank, 2).data == WHOLE


def test_pictures_under_names_of_their_own_are_drawn_anew(anna: FlaskClient) -> None:
    files = {"mine.yaml": pictured().encode(), "media/envelopes.png": drawn(), "media/b.png": b""}

    came = upload(anna, archive(files))

    assert said(anna, came).endswith(
        "1 picture came with it. 1 that no question names was left out."
    )
    assert download(anna, came.location, 1).decode() == SHOWN
    assert anna.get(f"/media/{NAME}").data == PICTURE.data


def test_of_two_who_saved_the_picture_waits_for_the_text_to_be_chosen(anna: FlaskClient) -> None:
    bank = make_bank(anna, BANK)
    save_text(anna, bank, 1, BANK + "# a word more\n")

    conflict = send_file(anna, bank, f"{bank}/upload", WHOLE, base="1")
    assert conflict.status_code == 409
    save_text(anna, bank, 2, SHOWN)

    assert bundle(anna, bank, 3).data == WHOLE


# Room for pictures


def test_the_list_of_banks_says_how_much_is_used(anna: FlaskClient, bank: str) -> None:
    assert "Pictures in your banks: 0.1 of 200 MB" in anna.get("/workspace").text


@pytest.mark.parametrize("way", ["zip", "next version", "form"])
def test_without_room_a_picture_is_refused_with_a_word_and_nothing_is_stored(
    site: Site, way: str
) -> None:
    carla = with_room(site, len(PICTURE.data) - 1)
    bank = make_bank(carla, BANK)

    if way == "zip":
        words = said(carla, upload(carla, WHOLE))
    elif way == "next version":
        words = said(carla, send_file(carla, bank, f"{bank}/upload", WHOLE, base="1"))
    else:
        page = f"{bank}/questions/says-when"
        words = told(FILE_ERROR, send(carla, page, drawn(), alt="Two halves"))

    assert "There is no room for 0.1 MB of pictures more" in words
    assert "ask whoever runs this server for more room" in words
    assert carla.get(f"/media/{NAME}").status_code == 404
    assert set(banks(carla)) == {bank}
    assert "Version 1," in carla.get(bank).text or way == "form"


def test_what_one_has_already_needs_no_room(site: Site) -> None:
    carla = with_room(site, len(PICTURE.data))
    upload(carla, WHOLE)

    again = upload(carla, WHOLE)

    assert "1 picture came with it" in said(carla, again)


# Refusals


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (WHOLE[:-30], "damaged or cut off"),
        (archive({"../test-ban.yaml": b"x"}), "does not lie in a folder of it"),
        (archive({"a.yaml": BANK.encode(), "b.yaml": b"x"}), "There are 2 banks"),
        (archive({"a.yaml": SHOWN.encode(), f"media/{NAME}": drawn()}), "was changed since"),
        (packed("a", b"\xff", {}), "not UTF-8"),
        (drawn(), "not UTF-8"),
    ],
    ids=["damaged", "a way out", "two banks", "a changed picture", "no text", "a picture alone"],
)
def test_a_file_that_cannot_be_taken_is_told_and_leaves_nothing(
    anna: FlaskClient, bank: str, data: bytes, words: str
) -> None:
    before = banks(anna)

    assert words in said(anna, upload(anna, data))
    assert words in said(anna, send_file(anna, bank, f"{bank}/upload", data, base="1"))

    assert banks(anna) == before
    assert "Version 1," in anna.get(bank).text


def test_nobody_else_downloads_it(app: Flask, site: Site, bank: str) -> None:
    boris = enrol(app.test_client(), site, "Boris")

    assert bundle(boris, bank).status_code == 404
    assert bundle(app.test_client(), bank).status_code == 303


def test_a_version_that_there_is_not(anna: FlaskClient, bank: str) -> None:
    assert bundle(anna, bank, 7).status_code == 404
