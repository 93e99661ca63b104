"""Endless practice, as a browser without script gets it."""

import pytest
from flask.testing import FlaskClient

from quizapp.services import study
from quizapp.services.site import Site
from tests.web.surfing import some_answer, submit


def practise(client: FlaskClient, page: str = "/practice", skill: str = "designation") -> str:
    """Begin to practise; the address of the attempt."""
    response = submit(client, page, "/practice", {"source": "missile-offer", "skill": skill})
    assert response.status_code == 303, response.text
    return response.location.rsplit("/", 1)[0]


def answer_all(client: FlaskClient, site: Site, attempt: str) -> None:
    """Answer every question of the attempt in some way."""
    cookie = client.get_cookie("learner")
    learner = site.tokens.learner(cookie.value if cookie else None)
    assert learner
    with site.database.reading() as session:
        row, bank, _ = study.load(session, site.library, learner, attempt.rsplit("/", 1)[-1])
        ids, seed = list(row.question_ids), row.seed
    for position, question_id in enumerate(ids, start=1):
        question = bank.question(question_id)
        assert question
        page = f"{attempt}/{position}"
        fields = some_answer(question, f"{seed}/{position}")
        assert submit(client, page, page, fields).status_code == 303


@pytest.mark.parametrize("page", ["/", "/progress", "/practice"])
def test_an_attempt_begins_from_each_of_these_pages(client: FlaskClient, page: str) -> None:
    attempt = practise(client, page)

    question = client.get(f"{attempt}/1").text
    assert "Endless practice: Which name" in question
    assert "Question 1 of 10" in question
    assert 'href="/practice"' in question


def test_an_attempt_ends_on_its_result_and_the_way_to_ten_more(
    client: FlaskClient, site: Site
) -> None:
    attempt = practise(client)
    answer_all(client, site, attempt)

    feedback = client.get(f"{attempt}/3").text
    page = client.get(f"{attempt}/result").text

    assert 'class="citation"' in feedback
    assert "/sources/missile-offer/claims/C" in feedback
    assert "10 more" in page
    assert "Which name" in page
    assert page.count("button--main") == 1
    assert practise(client, f"{attempt}/result") != attempt


def test_what_went_wrong_in_an_attempt_can_be_repeated(client: FlaskClient, site: Site) -> None:
    attempt = practise(client)
    answer_all(client, site, attempt)

    response = submit(client, f"{attempt}/result", f"{attempt}/mistakes")

    assert response.status_code == 303
    assert client.get(response.location).status_code == 200


def test_an_attempt_waits_and_is_remembered_like_any_other(client: FlaskClient, site: Site) -> None:
    attempt = practise(client)
    assert "Endless practice: Which name" in client.get("/").text

    answer_all(client, site, attempt)

    assert "Endless practice: Which name" in client.get("/progress").text


@pytest.mark.parametrize(
    "fields",
    [
        {"source": "missile-offer", "skill": "juggling"},
        {"source": "missile-offer"},
        {"source": "nothing", "skill": "all"},
        {},
    ],
)
def test_a_skill_or_source_that_does_not_exist_is_said_kindly(
    client: FlaskClient, fields: dict[str, str | list[str]]
) -> None:
    response = submit(client, "/practice", "/practice", fields)

    assert response.status_code == 404
    assert "Pick a skill" in response.text
    assert 'href="/practice"' in response.text


def test_looking_at_the_skills_makes_no_profile(client: FlaskClient) -> None:
    response = client.get("/practice")

    assert response.status_code == 200
    assert "learner" not in response.headers.get("Set-Cookie", "")
