"""The menu of claims in a question's form: those of the bank's sources, each under its title."""

import re

import pytest
from flask.testing import FlaskClient

from quizapp.formats.house_examples import BANK, QUESTIONS
from tests.web.noting import REPORT, note_five
from tests.web.surfing import submit
from tests.web.teaching import make_bank

POLL = "".join(f"  {line}\n" for line in QUESTIONS["poll"].splitlines())


@pytest.fixture
def name(anna: FlaskClient, source: str) -> str:
    """Anna's text with five claims, as banks name it."""
    note_five(anna, source)
    return source.rsplit("/", 1)[-1]


def groups(client: FlaskClient, sources: str) -> dict[str, int]:
    """How many claims a bank over these sources offers, by title."""
    header = re.sub(r"sources: .*", f"sources: [{sources}]", BANK)
    bank = make_bank(client, header + POLL)
    page = client.get(f"{bank}/questions/what-first").text
    menu = page[page.index('id="evidence-0-claim"') :].split("</select>")[0]
    found = re.findall(r'<optgroup label="([^"]*)">(.*?)</optgroup>', menu, re.S)
    return {title: inner.count("<option") for title, inner in found}


def test_a_bank_over_an_own_text_offers_its_claims_alone(anna: FlaskClient, name: str) -> None:
    assert groups(anna, name) == {"The talks": 5}


def test_claims_stand_under_the_title_of_their_source_in_the_order_of_the_bank(
    anna: FlaskClient, name: str
) -> None:
    one, other = groups(anna, f"{name}, missile-offer"), groups(anna, f"missile-offer, {name}")

    assert next(iter(one)) == "The talks"
    assert list(other) == list(reversed(one))
    assert len(one) == 2


def test_two_sources_of_one_title_are_told_apart(anna: FlaskClient, name: str) -> None:
    page = "/workspace/texts"
    second = submit(anna, page, page, {"text": REPORT, "title": "The talks"}).location
    note_five(anna, second)

    assert groups(anna, f"{name}, {second.rsplit('/', 1)[-1]}") == {
        "The talks": 5, "The talks (2)": 5,
    }  # fmt: skip


def test_a_bank_that_names_no_source_offers_what_is_here(anna: FlaskClient) -> None:
    assert len(groups(anna, "")) == 1
