"""Proposed questions in a browser without script: gone through one by one, and several at once."""

import html
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from quizapp.services.site import Site
from quizapp.services.workspace import proposing
from tests.web.noting import note_five
from tests.web.surfing import HIDDEN, submit
from tests.web.teaching import enrol

SCRIPT = {"HX-Request": "true"}


@pytest.fixture
def proposals(anna: FlaskClient, source: str) -> str:
    """The address of what is proposed for a new bank."""
    note_five(anna, source)
    page = f"{source}/propose"
    return str(submit(anna, page, page, {"title": "On the talks"}).location)


def keys(page: str) -> list[str]:
    """The questions that can be accepted, in order."""
    return re.findall(r'name="key" value="([^"]+)"', page)


def ticked(page: str) -> list[str]:
    return re.findall(r'name="key" value="([^"]+)" checked', page)


def fields(proposals: str, do: str, *ticks: str) -> dict[str, str | list[str]]:
    source = parse_qs(urlsplit(proposals).query)["source"]
    return {"source": source, "do": do, "key": list(ticks)}


def do(client: FlaskClient, proposals: str, deed: str, *ticks: str) -> TestResponse:
    return submit(client, proposals, proposals, fields(proposals, deed, *ticks))


def by_script(client: FlaskClient, proposals: str, deed: str, *ticks: str) -> TestResponse:
    token = HIDDEN.search(client.get(proposals).text)
    assert token
    sent = {**fields(proposals, deed, *ticks), "csrf_token": token[1]}
    return client.post(proposals, data=sent, headers=SCRIPT)


@pytest.mark.parametrize("deed", ["accept", "dismiss"])
def test_a_card_that_is_done_leads_to_the_next_and_keeps_the_other_ticks(
    anna: FlaskClient, proposals: str, deed: str
) -> None:
    before = keys(anna.get(proposals).text)

    back = do(anna, proposals, f"{deed} {before[3]}", before[1], before[3], before[6]).location
    page = anna.get(back).text

    assert back.endswith(f"#proposal-{before[4]}")
    assert f'id="proposal-{before[4]}"' in page
    assert ticked(page) == [before[1], before[6]]
    assert keys(page)[:-1] == before[:3] + before[4:]


def test_after_the_last_card_comes_the_one_before(anna: FlaskClient, proposals: str) -> None:
    last = 0
    while "Later" in anna.get(f"{proposals}&page={last + 1}").text:
        last += 1
    address = f"{proposals}&page={last + 1}"
    before = keys(anna.get(address).text)

    back = do(anna, address, f"dismiss {before[-1]}").location

    assert back.endswith(f"#proposal-{before[-2]}")


def test_a_script_gets_the_list_and_what_is_told_with_the_next_card_marked(
    anna: FlaskClient, proposals: str
) -> None:
    first = anna.get(proposals).text
    before = keys(first)
    count = int(re.search(r"(\d+) questions", first)[1])  # type: ignore[index]

    page = by_script(anna, proposals, f"dismiss {before[0]}", before[2]).text

    assert page.lstrip().startswith('<section id="proposals"')
    assert f"{count - 1} questions are left." in page
    assert re.findall(r'id="proposal-([^"]+)" data-next', page) == [before[1]]
    assert ticked(page) == [before[2]]


def test_a_script_is_led_to_the_form_of_what_is_to_be_edited(
    anna: FlaskClient, proposals: str
) -> None:
    first = keys(anna.get(proposals).text)[0]

    reply = by_script(anna, proposals, f"edit {first}")

    assert reply.headers["HX-Redirect"].endswith(f"/questions/{first}")


def test_a_button_that_is_pressed_twice_accepts_once(anna: FlaskClient, proposals: str) -> None:
    bank = proposals.split("/proposals", maxsplit=1)[0]
    first = keys(anna.get(proposals).text)[0]

    by_script(anna, proposals, f"accept {first}")
    again = by_script(anna, proposals, f"accept {first}")

    assert "Tick the questions first" not in again.text
    assert "1 question<" in anna.get(f"{bank}/questions").text


def test_what_somebody_accepted_meanwhile_is_edited_and_not_accepted_again(
    anna: FlaskClient, proposals: str
) -> None:
    first = keys(anna.get(proposals).text)[0]

    one, other = (do(anna, proposals, f"edit {first}") for _ in "12")

    assert one.location == other.location
    assert anna.get(proposals.replace("/proposals", "/questions")).text.count('class="qcard"') == 1


def test_a_dismissal_is_undone_at_once_and_the_card_is_where_it_was(
    anna: FlaskClient, proposals: str
) -> None:
    before = keys(anna.get(proposals).text)
    gone = do(anna, proposals, f"dismiss {before[4]}", before[1]).location
    undo = re.search(r'value="(undo [^"]+)">Undo<', anna.get(gone).text)
    assert undo

    back = do(anna, proposals, undo[1], before[1]).location
    page = anna.get(back).text

    assert back.endswith(f"#proposal-{before[4]}")
    assert "Proposed again: 1." in page
    assert keys(page) == before
    assert ticked(page) == [before[1]]


def test_several_that_were_dismissed_at_once_come_back_at_once(
    anna: FlaskClient, proposals: str
) -> None:
    before = keys(anna.get(proposals).text)
    page = by_script(anna, proposals, "dismiss", before[0], before[2]).text
    undo = re.search(r'value="(undo [^"]+)">Undo<', page)
    assert undo

    assert keys(by_script(anna, proposals, undo[1]).text) == before


def test_dismissed_ones_are_listed_and_proposed_again_one_by_one(
    anna: FlaskClient, proposals: str
) -> None:
    assert "Show dismissed" not in anna.get(proposals).text
    before = keys(anna.get(proposals).text)
    do(anna, proposals, "dismiss", before[0], before[2])
    assert "Show dismissed (2)" in anna.get(proposals).text

    back = do(anna, proposals, f"again {before[2]}").location
    page = anna.get(back).text

    assert back.endswith("#dismissed")
    assert 'id="dismissed" open' in page
    assert "Show dismissed (1)" in page
    assert keys(page)[:2] == before[1:3]


def test_the_list_of_dismissed_ones_is_bounded(
    anna: FlaskClient, proposals: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proposing, "SHOWN_DISMISSED", 3)

    page = by_script(anna, proposals, "dismiss", *keys(anna.get(proposals).text)).text

    assert "Show dismissed (20)" in page
    assert page.count("Propose again<") == 3
    assert "These are the first 3." in page


def test_enter_in_a_tick_box_does_nothing(anna: FlaskClient, proposals: str) -> None:
    first = anna.get(proposals).text
    before = keys(first)
    pressed = re.findall(r'<button[^>]* name="do" value="([^"]*)"', first)[0]

    page = by_script(anna, proposals, pressed, before[1]).text

    assert keys(page) == before
    assert ticked(page) == [before[1]]


# Refusals


@pytest.mark.parametrize("deed", ["accept", "dismiss"])
def test_nothing_ticked_is_told(anna: FlaskClient, proposals: str, deed: str) -> None:
    before = keys(anna.get(proposals).text)

    assert "Tick the questions first." in by_script(anna, proposals, deed).text
    page = anna.get(do(anna, proposals, deed).location).text

    assert "Tick the questions first." in html.unescape(page)
    assert keys(page) == before


def test_nobody_else_proposes_again(
    app: Flask, site: Site, anna: FlaskClient, proposals: str
) -> None:
    first = keys(anna.get(proposals).text)[0]
    do(anna, proposals, f"dismiss {first}")
    boris = enrol(app.test_client(), site, "Boris")

    sent = fields(proposals, f"undo {first}")

    assert submit(boris, "/workspace", proposals, sent).status_code == 404
