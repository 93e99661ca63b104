"""The page on which a host chooses the rules, and the switch that turns hosting off."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from quizapp.core.rules import Rules
from quizapp.services.site import Site
from quizapp.web.app import create_app
from tests.web.surfing import USUAL, host_game, set_up_game, submit
from tests.world import write

ORDERING = """\
schema: 1
id: first-and-last
title: First and last
description: One question that nobody can vote on.
sources: [missile-offer]
questions:
  - id: in-order
    type: ordering
    stem: What came first?
    skill: chronology
    explanation: That is how it went.
    evidence: [{claim: C07}]
    items: [{id: offer, text: The offer}, {id: reply, text: The reply}, {id: end, text: The end}]
"""
PAGE = "/banks/which-treaty/host"


@pytest.fixture
def closed_client(site: Site) -> Iterator[FlaskClient]:
    """A browser at the same site with hosting off."""
    closed = replace(site, settings=replace(site.settings, allows_hosting=False))
    with create_app(closed).test_client() as client:
        yield client


def test_the_banks_page_leads_to_more_ways_to_play(client: FlaskClient) -> None:
    assert f'href="{PAGE}"' in client.get("/banks/which-treaty").text


def test_untouched_the_page_gives_the_usual_rules(client: FlaskClient, site: Site) -> None:
    room = set_up_game(client, site)

    assert room.table.game.rules == Rules()
    assert room.table.game.questions == 5


@pytest.mark.parametrize(
    ("chosen", "rules"),
    [
        ({"mode": "twice"}, {"votes": 2}),
        (
            {"mode": "twice", "shows_spread": "y", "discuss_s": "", "asks_sure": "y"},
            {"votes": 2, "shows_spread": True, "discuss_s": None, "certainty": "marks"},
        ),
        ({"mode": "sure", "certainty": "brier"}, {"certainty": "brier"}),
        ({"mode": "classic", "certainty": "brier", "asks_sure": "y"}, {}),
        ({"teams": "4", "picks_team": "y"}, {"teams": 4, "picks_team": True}),
        (
            {"scoring": "speed", "has_streaks": "y", "gives_part": "", "takes_away": "y"},
            {"scoring": "speed", "has_streaks": True, "gives_part": False, "takes_away": True},
        ),
        ({"scoring": "kahoot", "ranking": "never"}, {"scoring": "kahoot", "ranking": "never"}),
        ({"timer": "off"}, {"limit_s": None}),
        ({"timer": "quiz", "quiz_s": "300"}, {"limit_s": 300, "timer": "quiz"}),
        ({"limit_s": "90", "reading_s": "15"}, {"limit_s": 90, "reading_s": 15}),
        ({"may_change": "y", "closes_early": ""}, {"may_change": True, "closes_early": False}),
        (
            {"free_names": "", "joins_late": "", "approves": "y"},
            {"free_names": False, "joins_late": False, "approves": True},
        ),
    ],
)
def test_each_choice_becomes_a_rule(
    client: FlaskClient, site: Site, chosen: dict[str, str], rules: dict[str, object]
) -> None:
    room = set_up_game(client, site, **chosen)

    assert room.table.game.rules == Rules.of(rules)


def test_a_survey_asks_what_can_be_voted_on(client: FlaskClient, site: Site) -> None:
    room = set_up_game(client, site, "a-first-game", mode="survey", teams="3")

    assert room.table.game.rules == Rules(is_survey=True)
    assert {q.type for q in room.table.questions} <= {"poll", "open"}


def test_a_quiz_brings_its_own_time(client: FlaskClient) -> None:
    assert '<option selected value="45">' in client.get("/banks/twelve-minutes/host").text


# Refusals


@pytest.mark.parametrize("field", ["mode", "scoring", "ranking", "timer", "teams", "limit_s"])
def test_what_is_on_no_list_is_refused_and_the_rest_kept(client: FlaskClient, field: str) -> None:
    kept = {"reading_s": "10", "approves": "y"}

    response = submit(client, PAGE, PAGE, {**USUAL, **kept, field: "<nonsense>"})

    assert response.status_code == 422
    assert "Pick one of these." in response.text
    assert '<option selected value="10">' in response.text
    assert 'name="approves" value="y" checked' in response.text
    assert "<nonsense>" not in response.text


def test_a_bank_without_anything_to_vote_on_makes_no_survey(
    client: FlaskClient, site: Site
) -> None:
    page = "/banks/first-and-last/host"
    write(site.settings.data_dir / "questions" / "banks" / "first-and-last.yaml", ORDERING)

    response = submit(client, page, page, {**USUAL, "count": "", "mode": "survey"})

    assert response.status_code == 422
    assert "no question to vote on" in response.text


def test_with_hosting_off_the_forms_are_gone_and_a_post_is_told_so(
    client: FlaskClient, closed_client: FlaskClient, site: Site
) -> None:
    before = len(site.live.rooms.in_memory)

    page = closed_client.get("/banks/which-treaty")
    answers = [
        closed_client.get(PAGE),
        submit(closed_client, "/join", "/banks/which-treaty/games", {"count": "5"}),
        submit(closed_client, "/join", PAGE, USUAL),
    ]

    assert "Open a game" not in page.text
    assert "Play in class" not in closed_client.get("/").text
    assert [a.status_code for a in answers] == [403, 403, 403]
    assert all("Hosting is switched off" in a.text for a in answers)
    assert len(site.live.rooms.in_memory) == before


def test_with_hosting_off_a_game_that_runs_goes_on(
    client: FlaskClient, closed_client: FlaskClient, site: Site
) -> None:
    room = host_game(client, site)
    cookie = client.get_cookie(f"host-{room.id}")
    assert cookie

    closed_client.set_cookie(f"host-{room.id}", cookie.value)

    assert closed_client.get(f"/host/{room.id}").status_code == 200
