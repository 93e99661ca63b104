"""What is due, without script: it comes back, is taken back, is carried to another device."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from quizapp.core.presentation import present
from quizapp.services import reviews
from quizapp.services.site import Site, open_site
from quizapp.services.tokens import Turn
from quizapp.settings import Settings
from tests.answers import form_of, right_answer, wrong_answer
from tests.web.surfing import HIDDEN, submit
from tests.world import SECRET_KEY, write_content

CHOICES: dict[str, str | list[str]] = {
    "new": "5", "reviews": "50", "retention": "0.85", "day_begins": "3", "sure": "brier",
}  # fmt: skip
TURN = re.compile(r'name="turn" value="([^"]+)"')
CODE = re.compile(r"<b>([A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4})</b>")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A site with the small bank alone, whose cards are two claims."""
    url = f"sqlite:///{tmp_path / 'quiz.db'}"
    chosen = Settings(data_dir=tmp_path, database_url=url, secret_key=SECRET_KEY)
    opened = open_site(chosen, write_content(tmp_path / "shipped"))
    yield opened
    opened.close()


@pytest.fixture
def phone(app: Flask) -> FlaskClient:
    """Another device."""
    return app.test_client()


def begin(client: FlaskClient) -> TestResponse:
    return submit(client, "/review", "/review", {"zone": "Europe/Helsinki"})


def asked(client: FlaskClient) -> str:
    """The token of the question that is due first."""
    found = TURN.search(client.get("/review/now").text)
    assert found, "nothing is due"
    return found[1]


def fields_for(site: Site, token: str, *, right: bool = True) -> dict[str, str | list[str]]:
    """What a browser sends for a right or wrong answer."""
    turn = turn_of(site, token)
    topic = site.catalogues.now().topic(turn.card)
    assert topic
    question = topic.form(turn.reps).question
    response = right_answer(question) if right else wrong_answer(question)
    shown = present(question, reviews.seed_of(turn))
    return {"turn": token, **form_of(question, shown, response)}


def turn_of(site: Site, token: str) -> Turn:
    """What stands in a token."""
    learner = site.tokens._turns.loads(token)[0]
    turn = site.tokens.turn(token, learner)
    assert turn
    return turn


def answer(client: FlaskClient, site: Site, *, right: bool = True, **more: str) -> str:
    """Answer what is due first; the address of its feedback."""
    token = asked(client)
    fields = {**fields_for(site, token, right=right), **more}
    page = client.get("/review/now").text
    csrf = HIDDEN.search(page)
    assert csrf
    response = client.post("/review/now", data={"csrf_token": csrf[1], **fields})
    assert response.status_code == 303, response.text
    return response.location


def test_looking_at_what_is_due_makes_no_profile(client: FlaskClient) -> None:
    response = client.get("/review")

    assert "learner" not in response.headers.get("Set-Cookie", "")
    assert "Learn it, and keep it" in response.text


def test_an_answer_is_followed_by_the_evidence_and_the_day_it_comes_back(
    client: FlaskClient, site: Site
) -> None:
    begin(client)

    page = client.get(answer(client, site)).text

    assert 'class="verdict verdict--right"' in page
    assert 'class="citation"' in page
    assert "Comes back in 2 days" in page


def test_a_question_tells_neither_its_id_nor_its_key(client: FlaskClient, site: Site) -> None:
    begin(client)
    page = client.get("/review/now").text
    ids = {f.question.id for t in site.catalogues.now().topics.values() for f in t.forms}

    assert not [i for i in ids if re.search(rf"\b{i}\b", page)]
    assert "explanation" not in page


def test_what_is_answered_is_due_no_more(client: FlaskClient, site: Site) -> None:
    begin(client)
    while client.get("/review/now").status_code == 200:
        answer(client, site)

    page = client.get("/review").text
    assert "Done for today" in page
    assert "2 answers, 200 points" in page


def test_what_was_missed_comes_back_after_a_break(client: FlaskClient, site: Site) -> None:
    begin(client)
    while client.get("/review/now").status_code == 200:
        answer(client, site, right=False)

    page = client.get("/review").text
    assert "A short break" in page
    assert "comes back in 10 minutes" in page


def test_an_answer_can_be_taken_back(client: FlaskClient, site: Site) -> None:
    begin(client)
    told = answer(client, site)

    response = submit(client, told, "/review/undo")

    assert response.status_code == 303
    assert "taken back" in client.get("/review/now").text
    assert client.get(told).status_code == 404


def test_who_found_it_hard_says_so(client: FlaskClient, site: Site) -> None:
    begin(client)
    told = answer(client, site)

    response = submit(client, told, f"{told}/rating", {"rating": "2"})

    page = client.get(response.location).text
    assert 'value="2" aria-describedby="felt" aria-pressed=true' in page
    assert "Comes back in 15 minutes" in page


def test_a_card_is_set_aside_and_asked_back(client: FlaskClient, site: Site) -> None:
    begin(client)
    told = answer(client, site)
    card = re.search(r'name="card" value="([^"]+)"', client.get(told).text)
    assert card

    submit(client, told, "/review/cards", {"card": card[1], "aside": "yes"})
    assert "Set aside" in client.get("/progress").text
    submit(client, "/progress", "/review/cards", {"card": card[1]})

    assert "Set aside" not in client.get("/progress").text


def test_what_is_known_least_is_practised_without_moving_a_date(
    client: FlaskClient, site: Site
) -> None:
    begin(client)
    while client.get("/review/now").status_code == 200:
        answer(client, site)
    before = rows(site, "card")

    response = submit(client, "/review", "/review/weakest")

    assert "Your weakest ten" in client.get(response.location, follow_redirects=True).text
    assert rows(site, "card") == before


def test_how_sure_is_asked_once_it_is_chosen_and_shown_as_a_chart(
    client: FlaskClient, site: Site
) -> None:
    begin(client)
    assert submit(client, "/progress/choices", "/progress/choices", CHOICES).status_code == 303

    assert 'name="sure"' in client.get("/review/now").text
    answer(client, site, sure="80")

    page = client.get("/progress").text
    assert "When you say “80%”, you are right 1 of 1 times." in page
    assert 'class="calibration__chart"' in page
    assert '<th scope="row">80% sure</th>' in page


def test_the_choices_stay(client: FlaskClient) -> None:
    submit(client, "/progress/choices", "/progress/choices", CHOICES)

    page = client.get("/progress/choices").text
    assert '<option selected value="0.85">' in page
    assert re.search(r'checked[^>]+value="brier"', page)
    assert not re.search(r'name="shows_streak"[^>]*checked|checked[^>]*name="shows_streak"', page)


def test_progress_goes_to_another_device_by_a_code(
    client: FlaskClient, phone: FlaskClient, site: Site
) -> None:
    begin(client)
    answer(client, site)
    code = CODE.search(submit(client, "/progress", "/progress/code").text)
    assert code

    page = phone.get(f"/carry?code={code[1]}").text
    response = submit(phone, "/carry", "/carry", {"code": code[1]})

    assert code[1] in page
    assert response.status_code == 303
    assert "1 answer," in phone.get("/review").text


def test_everything_can_be_saved_as_a_file(client: FlaskClient, site: Site) -> None:
    begin(client)
    answer(client, site)

    response = client.get("/progress/file")

    assert response.headers["Content-Disposition"].startswith("attachment")
    assert len(json.loads(response.data)["review"]) == 1


def test_whatever_is_deleted_is_gone(client: FlaskClient, site: Site) -> None:
    begin(client)
    answer(client, site)

    submit(client, "/progress", "/progress/delete")

    assert [rows(site, table) for table in ("learner", "card", "review")] == [[], [], []]
    assert "Learn it, and keep it" in client.get("/review").text


def test_who_opens_a_question_without_a_profile_begins_on_the_page_before(
    client: FlaskClient,
) -> None:
    assert client.get("/review/now").location == "/review"


# Today's five


def test_everybody_gets_the_same_questions_on_a_day(
    client: FlaskClient, phone: FlaskClient
) -> None:
    pages = []
    for someone in (client, phone):
        response = submit(someone, "/daily", "/daily")
        first = someone.get(response.location, follow_redirects=True).text
        pages.append(re.findall(r"<h1[^>]*>(.+?)</h1>", first))

    assert pages[0] == pages[1]


def test_todays_questions_come_once(client: FlaskClient) -> None:
    attempts = [submit(client, "/daily", "/daily").location for _ in range(2)]

    assert attempts[0] == attempts[1]


# Refusals


def test_an_answer_sent_twice_is_one_review(client: FlaskClient, site: Site) -> None:
    begin(client)
    fields = fields_for(site, asked(client))

    places = [submit(client, "/review/now", "/review/now", fields).location for _ in range(2)]

    assert places == ["/review/1", "/review/1"]
    assert len(rows(site, "review")) == 1


def test_an_empty_answer_is_asked_again_with_what_to_do(client: FlaskClient, site: Site) -> None:
    begin(client)
    token = asked(client)

    response = submit(client, "/review/now", "/review/now", {"turn": token})

    assert response.status_code == 422
    assert 'role="alert"' in response.text
    assert turn_of(site, TURN.findall(response.text)[0]).name == turn_of(site, token).name


@pytest.mark.parametrize("forge", ["", "x", "W10.x"])
def test_a_forged_turn_leads_back_to_what_is_due(client: FlaskClient, forge: str) -> None:
    begin(client)

    response = submit(client, "/review/now", "/review/now", {"turn": forge, "choice": "1"})

    assert (response.status_code, response.location) == (303, "/review/now")


def test_the_turn_of_another_learner_counts_for_nobody(
    client: FlaskClient, phone: FlaskClient, site: Site
) -> None:
    begin(client)
    begin(phone)
    fields = fields_for(site, asked(client))

    submit(phone, "/review/now", "/review/now", fields)

    assert rows(site, "review") == []


def test_a_forged_profile_begins_anew_and_says_so(client: FlaskClient) -> None:
    client.set_cookie("learner", "forged")

    page = client.get("/review", follow_redirects=True)

    assert page.status_code == 200
    assert "could not read the profile" in page.text


@pytest.mark.parametrize("rating", ["", "0", "5", "easy"])
def test_a_rating_that_does_not_exist_is_refused(
    client: FlaskClient, site: Site, rating: str
) -> None:
    begin(client)
    told = answer(client, site)

    assert submit(client, told, f"{told}/rating", {"rating": rating}).status_code == 400


@pytest.mark.parametrize("change", [{"retention": "0.1"}, {"sure": "maybe"}, {"new": "x"}])
def test_a_choice_that_does_not_exist_is_refused(
    client: FlaskClient, site: Site, change: dict[str, str]
) -> None:
    fields: dict[str, str | list[str]] = {**CHOICES, **change}

    response = submit(client, "/progress/choices", "/progress/choices", fields)

    assert response.status_code == 422
    assert rows(site, "learner") == []


def test_a_wrong_code_is_refused_kindly(client: FlaskClient) -> None:
    response = submit(client, "/carry", "/carry", {"code": "AAAA-BBBB-CCCC"})

    assert response.status_code == 422
    assert "Make a new one on the other device" in response.text


def rows(site: Site, table: str) -> list[tuple[object, ...]]:
    """All rows of a table."""
    with site.database.engine.connect() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {table}")]
