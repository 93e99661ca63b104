"""Whom a claim names: found in the ledgers and in one's own texts, or new; without script."""

import html
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.services.site import Site
from tests.web.noting import last_claim, note, paste
from tests.web.teaching import enrol

OPTION = re.compile(r'<option value="([^"]*)" data-kind="(\w+)"(?: label="([^"]*)")?>')


def offered(client: FlaskClient, source: str, which: str = "names") -> dict[str, tuple[str, str]]:
    """Kind and words of what a new claim's form offers, by what is filled in."""
    page = html.unescape(client.get(f"{source}/claims/new").text)
    listed = page.partition(f'<datalist id="{which}">')[2].partition("</datalist>")[0]
    return {said: (kind, label) for said, kind, label in OPTION.findall(listed)}


def say(client: FlaskClient, source: str, speaker: str, kind: str = "person", **more: str) -> str:
    """Note a claim of this speaker; the speaker as its form has them: name and kind."""
    fields = {"content": "It goes on.", "voices-0-speaker": speaker, "voices-0-kind": kind,
              "voices-0-cue": "said", **more}  # fmt: skip
    response = note(client, source, 1, "the talks would go on", **fields)
    assert response.status_code == 303, response.text
    page = client.get(f"{source}/claims/{last_claim(client, source)}").text
    name = re.search(r'name="voices-0-speaker"[^>]*value="([^"]*)"', page)
    chosen = re.search(r'name="voices-0-kind".*?<option selected value="(\w+)"', page, re.S)
    assert name
    assert chosen
    return f"{html.unescape(name[1])}, {chosen[1]}"


def test_the_names_and_other_names_of_the_ledgers_are_offered(
    anna: FlaskClient, source: str
) -> None:
    found = offered(anna, source)

    assert found["Vladimir Putin"] == ("person", "")
    assert found["Putin"] == ("person", "Vladimir Putin (Putin)")
    assert found["VOA"] == ("outlet", "Voice of America (VOA)")
    assert found["INF"][0] == "treaty"
    assert found["SSC-8"] == ("weapon", "Novator 9M729 (SSC-8)")


def test_only_who_can_speak_is_offered_as_a_speaker(anna: FlaskClient, source: str) -> None:
    assert {kind for kind, _ in offered(anna, source, "speakers").values()} == {
        "person", "body", "outlet",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "noted"),
    [
        ("Vladimir Putin", "Vladimir Putin, person"),
        ("putin", "Vladimir Putin, person"),
        ("TASS", "TASS, outlet"),
        ("the  VOA", "Voice of America, outlet"),
        ("the US", "the United States, body"),
        ("Moscow", "Russia, body"),
    ],
)
def test_who_is_known_is_noted_by_the_ledgers_name_and_kind(
    anna: FlaskClient, source: str, typed: str, noted: str
) -> None:
    assert say(anna, source, typed) == noted


@pytest.mark.parametrize("kind", ["person", "body", "outlet"])
def test_who_is_not_known_is_made_in_place_with_a_kind(
    anna: FlaskClient, source: str, kind: str
) -> None:
    assert say(anna, source, "Ada of the Ministry", kind) == f"Ada of the Ministry, {kind}"

    assert offered(anna, source)["Ada of the Ministry"] == (kind, "")


@pytest.mark.parametrize("typed", ["the president", "the Russian president", "The Minister", "INF"])
def test_a_description_or_what_cannot_speak_is_not_taken_for_somebody_known(
    anna: FlaskClient, source: str, typed: str
) -> None:
    assert say(anna, source, typed, "body") == f"{typed}, body"


def test_names_of_ones_other_texts_are_known_with_their_kind(
    anna: FlaskClient, source: str
) -> None:
    say(anna, source, "The Courier of Vienna", "outlet")
    other = paste(anna)

    assert offered(anna, other, "speakers")["The Courier of Vienna"] == ("outlet", "")
    assert say(anna, other, "courier of vienna") == "The Courier of Vienna, outlet"


def test_a_name_of_the_text_itself_goes_before_all_others(anna: FlaskClient, source: str) -> None:
    first = say(anna, source, "ada", "body")

    assert say(anna, source, "Ada", "person") == first == "ada, body"


def test_whom_it_is_told_and_what_it_is_about_are_found_as_well(
    anna: FlaskClient, source: str
) -> None:
    say(anna, source, "Ada", **{
        "voices-0-addressee": "VOA", "mentions-0-name": "Skyfall", "mentions-0-kind": "place",
        "mentions-1-name": "Novaya", "mentions-1-kind": "place",
    })  # fmt: skip

    page = html.unescape(anna.get(f"{source}/claims/C01").text)
    assert 'value="Voice of America"' in page
    assert 'value="Burevestnik"' in page
    assert offered(anna, source)["Novaya"] == ("place", "")


def test_nobody_elses_names_are_offered(
    app: Flask, site: Site, anna: FlaskClient, source: str
) -> None:
    say(anna, source, "Ada of the Ministry")
    boris = enrol(app.test_client(), site, "Boris")

    assert "Ada of the Ministry" not in offered(boris, paste(boris))
