"""A saved file, read in again on another device."""

from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from quizapp.services.site import Site
from tests.web.surfing import HIDDEN
from tests.web.test_reviews import answer, begin, rows


@pytest.fixture
def phone(app: Flask) -> FlaskClient:
    """Another device."""
    return app.test_client()


def restore(client: FlaskClient, data: bytes) -> TestResponse:
    """Send a saved file, as its form does."""
    token = HIDDEN.search(client.get("/carry").text)
    assert token
    fields = {"csrf_token": token[1], "file": (BytesIO(data), "progress.json")}
    return client.post("/carry/file", data=fields)


def test_a_saved_file_brings_progress_to_a_new_phone(
    client: FlaskClient, phone: FlaskClient, site: Site
) -> None:
    begin(client)
    answer(client, site)

    response = restore(phone, client.get("/progress/file").data)

    assert response.location == "/progress"
    assert "1 answer came from the file" in phone.get("/progress").text
    assert "1 answer," in phone.get("/review").text


def test_a_saved_file_may_be_larger_than_a_form(client: FlaskClient) -> None:
    saved = b'{"schema": 1, "learner": [], "card": [], "review": [], "attempt": [],'
    saved += b'"attempt_answer": [], "other": "' + b"x" * 1_000_000 + b'"}'

    assert restore(client, saved).status_code == 303


def test_a_saved_file_may_be_indented(client: FlaskClient) -> None:
    saved = b'{"schema": 1, "learner": [], "card": [], "review": [], "attempt": [],'
    saved += b'"attempt_answer": []' + b"\r\n" * 500_000 + b"}"

    assert restore(client, saved).status_code == 303


# Refusals


def test_a_file_of_30_mb_is_too_much(client: FlaskClient, site: Site) -> None:
    response = client.post("/carry", data={"code": "x" * 30_000_000})
    file = restore(client, b"x" * 30_000_000)

    assert [response.status_code, file.status_code] == [413, 413]
    assert "too much at once" in file.text
    assert rows(site, "learner") == []


def test_a_file_that_was_not_saved_here_is_refused_kindly(client: FlaskClient) -> None:
    response = restore(client, b"{}")

    assert response.status_code == 422
    assert "Pick the one that" in response.text
