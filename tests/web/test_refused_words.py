"""What cannot be stored stays in sight, to be copied, and the page says where to go."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from quizapp.formats.restricted_yaml import LIMIT_BYTES
from quizapp.services.site import Site
from tests.web.filled import form_of
from tests.web.noting import note_five
from tests.web.surfing import submit
from tests.web.teaching import enrol, make_bank, save_text
from tests.web.test_choosing import TEXT
from tests.web.test_typed import shown

LONG = "x" * 1900
BIG = [f"  - id: q{n}\n    type: open\n    stem: {LONG}\n" for n in range(100, 999)]
FULL = TEXT.rstrip() + "\n" + "".join(BIG[: (LIMIT_BYTES - len(TEXT)) // len(BIG[0])])
WORDS = "Typed for nothing?"


@pytest.fixture
def bank(anna: FlaskClient) -> str:
    return make_bank(anna, TEXT)


@pytest.fixture
def write(anna: FlaskClient, bank: str) -> Callable[..., TestResponse]:
    """Opens the form of a question; what comes of it is sent once it is called."""
    page = f"{bank}/questions/who-said"
    form = form_of(anna.get(page).text)

    def send(headers: dict[str, str] | None = None, **more: str) -> TestResponse:
        fields = {**form, "stem": WORDS, "csrf_token": csrf(anna), **more}
        return anna.post(f"{page}/sent", data=fields, headers=headers)

    return send


def csrf(client: FlaskClient) -> str | list[str]:
    return form_of(client.get("/workspace").text, "<form", "</form>")["csrf_token"]


def leads_to(response: TestResponse, address: str) -> bool:
    return f'<a class="button button--main" href="{address}">' in response.text


def test_a_bank_that_is_gone(
    anna: FlaskClient, bank: str, write: Callable[..., TestResponse]
) -> None:
    submit(anna, bank, f"{bank}/delete")

    refused = write()

    assert refused.status_code == 404
    assert shown(refused)["stem"] == WORDS
    assert leads_to(refused, "/workspace")


def test_a_bank_that_may_only_be_read_by_now(
    app: Flask, site: Site, anna: FlaskClient, bank: str
) -> None:
    boris = enrol(app.test_client(), site, "Boris")
    sharing = f"{bank}/sharing"
    submit(anna, sharing, sharing, {"name": "Boris", "right": "edit"})
    page = f"{bank}/questions/who-said"
    form = form_of(boris.get(page).text)
    submit(anna, sharing, sharing, {"name": "Boris", "right": "read"})

    fields = {**form, "stem": WORDS, "csrf_token": csrf(boris)}
    refused = boris.post(page, data=fields)

    assert refused.status_code == 403
    assert shown(refused)["stem"] == WORDS


def test_a_bank_that_is_full(
    anna: FlaskClient, bank: str, write: Callable[..., TestResponse]
) -> None:
    assert save_text(anna, bank, 1, FULL).status_code == 303

    refused = write(explanation=LONG)

    assert "would be too large" in refused.text
    assert shown(refused)["stem"] == WORDS
    assert leads_to(refused, f"{bank}/questions")


def test_a_bank_whose_questions_cannot_be_told_apart_any_more(
    anna: FlaskClient, bank: str, write: Callable[..., TestResponse]
) -> None:
    assert save_text(anna, bank, 1, "id: odd\nquestions: [{id: a}]\n").status_code == 303

    refused = write()

    assert shown(refused)["stem"] == WORDS
    assert leads_to(refused, f"{bank}/edit")
    assert anna.get(f"{bank}/edit").status_code == 200
    assert leads_to(anna.get(f"{bank}/questions"), f"{bank}/edit")


def test_a_script_is_told_in_a_sentence(
    anna: FlaskClient, bank: str, write: Callable[..., TestResponse]
) -> None:
    submit(anna, bank, f"{bank}/delete")

    refused = write({"HX-Request": "true"})

    assert refused.mimetype == "text/plain"
    assert WORDS not in refused.text


@pytest.mark.parametrize("page", ["edit", "claims/new", "claims/C02"])
def test_a_text_that_is_gone(anna: FlaskClient, source: str, page: str) -> None:
    note_five(anna, source)
    address = f"{source}/{page}"
    form = form_of(anna.get(address).text, "<main", "</form>")
    submit(anna, source, f"{source}/delete")

    sent = {**form, "content": WORDS, "text": WORDS}
    action = address.removesuffix("/new")
    refused = submit(anna, "/workspace", action, sent)

    assert refused.status_code == 404
    assert WORDS in shown(refused).values()
    assert leads_to(refused, "/workspace/texts")


def test_a_claim_that_there_never_was(anna: FlaskClient, source: str) -> None:
    refused = submit(anna, source, f"{source}/claims/C77", {"content": WORDS, "words": "The talks"})

    assert refused.status_code == 404
    assert leads_to(refused, source)


def test_who_only_looks_is_shown_no_words(anna: FlaskClient) -> None:
    assert "What you wrote" not in anna.get("/workspace/banks/none?stem=words").text
