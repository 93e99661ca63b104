"""A player in the game, without script: waiting, unsure, changing their mind, and afterwards."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp import clock
from quizapp.services.live.room import Room
from quizapp.services.site import Site
from tests.web.playing import SAME_SITE, a_room, answer_plainly, fields_now, go
from tests.web.surfing import join_game, submit


def plain(client: FlaskClient, room: Room) -> str:
    return client.get(f"/play/{room.pin}/plain").text


def test_who_waits_to_be_let_in_sees_nothing_of_the_game(client: FlaskClient, site: Site) -> None:
    room = a_room(site, approves=True)
    go(site, room, "opened")
    join_game(client, room, "Ada")
    assert room.table.question

    pages = [plain(client, room), client.get(f"/play/{room.pin}/state").text]
    answer = client.post(f"/play/{room.pin}/answers", data=fields_now(room), headers=SAME_SITE)

    assert all("The host lets you in in a moment" in page for page in pages)
    assert not any(room.table.question.stem in page for page in pages)
    assert answer.status_code == 403


def test_who_is_let_in_is_in_the_game_at_the_next_look(client: FlaskClient, site: Site) -> None:
    room = a_room(site, approves=True)
    join_game(client, room, "Ada")

    site.live.door.admit(room.id, list(room.members), clock.now())

    assert "You are in" in client.get(f"/play/{room.pin}/state").text


def test_an_answer_has_to_say_how_sure_it_is(client: FlaskClient, site: Site) -> None:
    room = a_room(site, certainty="marks")
    join_game(client, room, "Ada")
    go(site, room, "opened")

    without = answer_plainly(client, room)
    with_it = answer_plainly(client, room, sure="2")

    assert (without, with_it) == (422, 303)
    assert "fairly sure" in plain(client, room)


def test_each_level_of_sureness_says_what_it_earns(client: FlaskClient, site: Site) -> None:
    room = a_room(site, certainty="marks")
    join_game(client, room, "Ada")
    go(site, room, "opened")

    earned = re.findall(r'<small class="numbers">([^<]+)</small>', plain(client, room))

    assert earned == ["+33 / 0", "+67 / −67", "+100 / −200"]  # Gardner-Medwin's, as parts of 100


def test_what_was_picked_stays_where_sureness_was_forgotten(
    client: FlaskClient, site: Site
) -> None:
    room = a_room(site, "which-treaty", certainty="brier")
    join_game(client, room, "Ada")
    go(site, room, "opened")
    page = f"/play/{room.pin}/plain"

    refused = submit(client, page, page, fields_now(room))

    assert "Say how sure you are" in refused.text
    assert re.search(r" checked| selected|value=\"[^\"]+\" required", refused.text)


def test_an_answer_may_be_changed_until_the_close(client: FlaskClient, site: Site) -> None:
    room = a_room(site, may_change=True)
    join_game(client, room, "Ada")
    go(site, room, "opened")

    answer_plainly(client, room, right=False)
    first = plain(client, room)
    answer_plainly(client, room, right=True)
    go(site, room, "closed", "revealed")

    assert "You may change it until the close" in first
    assert "data-answer" in first
    assert "verdict--right" in plain(client, room)


def test_an_answer_that_may_not_be_changed_has_no_form_any_more(
    client: FlaskClient, site: Site
) -> None:
    room = a_room(site)
    join_game(client, room, "Ada")
    go(site, room, "opened")

    answer_plainly(client, room)

    assert "data-answer-status" not in plain(client, room)


def test_a_held_game_takes_no_answer_and_says_so(client: FlaskClient, site: Site) -> None:
    room = a_room(site)
    join_game(client, room, "Ada")
    go(site, room, "opened", "paused")

    page = plain(client, room)
    status = answer_plainly(client, room)

    assert "Paused. Look up." in page
    assert re.search(r"<fieldset[^>]*data-answering[^>]*disabled", page)
    assert status == 303
    assert "The game is paused" in plain(client, room)
    assert not room.table.answers


def test_the_question_stands_alone_before_its_answers(client: FlaskClient, site: Site) -> None:
    room = a_room(site, reading_s=5)
    join_game(client, room, "Ada")

    go(site, room, "asked")

    page = plain(client, room)
    assert room.table.question
    assert room.table.question.stem in page
    assert 'name="choice"' not in page


def test_between_two_votes_a_player_sees_the_own_first_one(client: FlaskClient, site: Site) -> None:
    room = a_room(site, votes=2)
    join_game(client, room, "Ada")
    go(site, room, "opened")
    answer_plainly(client, room)

    go(site, room, "closed")
    go(site, room, "discussed")

    page = plain(client, room)
    assert "Talk with your neighbour" in page
    assert "Your first vote" in page
    assert "verdict" not in page


def test_a_time_of_ones_own_stands_on_ones_own_page_alone(app: Flask, site: Site) -> None:
    room = a_room(site, limit_s=30)
    ada, bob = app.test_client(), app.test_client()
    join_game(ada, room, "Ada")
    join_game(bob, room, "Bob")
    slow = next(iter(room.players))
    site.live.door.give_time(room.id, slow, None)
    go(site, room, "opened")

    of_ada, of_bob = (c.get(f"/play/{room.pin}/state").text for c in (ada, bob))

    assert "data-unlimited" in of_ada
    assert "data-unlimited" not in of_bob
    assert of_ada.partition('id="stage"')[2] == of_bob.partition('id="stage"')[2]


@pytest.mark.parametrize(("ranking", "is_told"), [("own", True), ("never", False), ("end", False)])
def test_a_rank_is_told_where_the_rules_say_so(
    client: FlaskClient, site: Site, ranking: str, *, is_told: bool
) -> None:
    room = a_room(site, ranking=ranking)
    join_game(client, room, "Ada")
    go(site, room, "opened")
    answer_plainly(client, room)
    go(site, room, "closed")

    go(site, room, "revealed")

    assert ("<b>1st</b> place" in plain(client, room)) is is_told


def test_points_are_told_part_by_part(client: FlaskClient, site: Site) -> None:
    room = a_room(site, has_streaks=True)
    join_game(client, room, "Ada")

    for _ in range(2):
        go(site, room, "opened")
        answer_plainly(client, room)
        go(site, room, "closed")
        go(site, room, "revealed")

    assert "100 for the answer · 10 for right answers in a row" in plain(client, room)


def test_afterwards_one_tap_begins_to_practise_what_was_missed(
    client: FlaskClient, site: Site
) -> None:
    room = a_room(site)
    join_game(client, room, "Ada")
    for right in (True, False):
        go(site, room, "opened")
        answer_plainly(client, room, right=right)
        go(site, room, "closed")
        go(site, room, "revealed")
    missed = room.table.questions[1].stem
    go(site, room, "podium_shown", "ended")
    assert "1 of 2 right" in plain(client, room)

    response = client.post(f"/play/{room.pin}/practice", headers=SAME_SITE)

    page = client.get(response.location)
    assert response.status_code == 303
    assert "Question 1 of 1" in page.text
    assert missed.split("<")[0].replace("'", "&#39;") in page.text


def test_who_missed_nothing_has_nothing_to_practise(client: FlaskClient, site: Site) -> None:
    room = a_room(site)
    join_game(client, room, "Ada")
    go(site, room, "opened")
    answer_plainly(client, room)
    go(site, room, "closed")
    go(site, room, "revealed", "ended")

    response = client.post(f"/play/{room.pin}/practice", headers=SAME_SITE)

    assert "Practise what you missed" not in plain(client, room)
    assert response.location == f"/play/{room.pin}/plain"


def test_practice_is_not_begun_from_another_site(client: FlaskClient, site: Site) -> None:
    room = a_room(site)
    join_game(client, room, "Ada")

    response = client.post(f"/play/{room.pin}/practice", headers={"Sec-Fetch-Site": "cross-site"})

    assert response.status_code == 403


def test_a_survey_has_no_points_and_nothing_to_practise(client: FlaskClient, site: Site) -> None:
    room = a_room(site, is_survey=True)
    join_game(client, room, "Ada")
    go(site, room, "opened", "closed", "revealed", "ended")

    page = plain(client, room)

    assert "standing" not in page
    assert "Practise what you missed" not in page
