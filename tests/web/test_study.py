"""A learner alone, without script."""

import re

from flask.testing import FlaskClient

from quizapp.core.bank import Question
from quizapp.services import study
from quizapp.services.site import Site
from tests.web.surfing import some_answer, start_attempt, submit


def asked_at(client: FlaskClient, site: Site, attempt: str, position: int) -> tuple[Question, str]:
    """The question at that position and the seed of its order."""
    learner = site.tokens.learner(_cookie(client))
    assert learner
    with site.database.reading() as session:
        row, bank, _ = study.load(session, site.library, learner, attempt.rsplit("/", 1)[-1])
    question = bank.question(row.question_ids[position - 1])
    assert question
    return question, f"{row.seed}/{position}"


def answer_all(client: FlaskClient, site: Site, attempt: str) -> None:
    """Answer every question in some way, each on its own page."""
    learner = site.tokens.learner(_cookie(client))
    assert learner
    with site.database.reading() as session:
        total = len(
            study.load(session, site.library, learner, attempt.rsplit("/", maxsplit=1)[-1])[
                0
            ].question_ids
        )
    for position in range(1, total + 1):
        page = f"{attempt}/{position}"
        with site.database.reading() as session:
            row, bank, _ = study.load(
                session, site.library, learner, attempt.rsplit("/", maxsplit=1)[-1]
            )
        question = bank.question(row.question_ids[position - 1])
        assert question
        if client.get(page).status_code == 303:  # done, and told at the end
            continue
        response = submit(client, page, page, some_answer(question, f"{row.seed}/{position}"))
        assert response.status_code == 303


def test_the_home_page_shows_the_banks_and_the_way_into_a_game(client: FlaskClient) -> None:
    page = client.get("/").text

    assert "Who claimed what" in page
    assert "Which treaty" in page
    assert "Which designation" in page
    assert 'name="pin"' in page


def test_looking_around_makes_no_profile(client: FlaskClient) -> None:
    response = client.get("/")

    assert "learner" not in response.headers.get("Set-Cookie", "")


def test_a_question_shows_no_explanation_before_it_is_answered(client: FlaskClient) -> None:
    page = client.get(f"{start_attempt(client)}/1").text

    assert 'class="citation"' not in page
    assert 'class="verdict' not in page


def test_a_question_does_not_tell_the_authors_ids(client: FlaskClient, site: Site) -> None:
    bank = site.library.bank("which-treaty").bank
    attempt = start_attempt(client, length="all")
    ids = {q.id for q in bank.questions}

    for position in range(1, len(bank.questions) + 1):
        page = client.get(f"{attempt}/{position}").text
        assert not [i for i in ids if re.search(rf"\b{i}\b", page)]


def test_an_answer_is_followed_by_its_evidence(client: FlaskClient, site: Site) -> None:
    attempt = start_attempt(client)

    answer_all(client, site, attempt)

    page = client.get(f"{attempt}/1").text
    assert 'class="verdict' in page
    assert 'class="citation"' in page
    assert "/sources/missile-offer/claims/C" in page


def test_a_finished_attempt_ends_on_its_result(client: FlaskClient, site: Site) -> None:
    attempt = start_attempt(client)
    assert client.get(f"{attempt}/result").status_code == 303

    answer_all(client, site, attempt)

    assert client.get(attempt).location == f"{attempt}/result"
    assert client.get(f"{attempt}/result").status_code == 200


def test_a_second_answer_to_the_same_question_changes_nothing(
    client: FlaskClient, site: Site
) -> None:
    attempt = start_attempt(client)
    answer_all(client, site, attempt)
    before = html_words(client.get(f"{attempt}/result").text)

    response = submit(client, "/", f"{attempt}/1", {"choice": "2"})

    assert response.status_code == 303
    assert html_words(client.get(f"{attempt}/result").text) == before


def test_a_result_leads_from_each_mistake_to_its_feedback(client: FlaskClient, site: Site) -> None:
    attempt = start_attempt(client, length="15")
    answer_all(client, site, attempt)

    page = client.get(f"{attempt}/result").text

    assert page.count('class="mistake ') > 1
    assert page.count("Your answer and why") == page.count('class="mistake ')
    assert page.count("button--main") == 1


def test_the_page_of_an_answer_is_named_after_its_verdict(client: FlaskClient, site: Site) -> None:
    attempt = start_attempt(client)
    answer_all(client, site, attempt)

    title = client.get(f"{attempt}/1").text.split("<title>")[1].split("</title>")[0]

    assert title.startswith(("Right ·", "Partly right ·", "Not yet ·"))


def test_a_quiz_is_practised_like_a_bank(client: FlaskClient, site: Site) -> None:
    assert "Twelve minutes" in client.get("/").text

    attempt = start_attempt(client, "twelve-minutes", length="all")
    answer_all(client, site, attempt)

    assert "Twelve minutes" in client.get(f"{attempt}/result").text
    assert "Twelve minutes" in client.get("/progress").text


def test_a_quiz_may_leave_what_was_right_for_the_end(client: FlaskClient, site: Site) -> None:
    attempt = start_attempt(client, "last-check", length="all")
    first = f"{attempt}/1"
    question, seed = asked_at(client, site, attempt, 1)

    stored = submit(client, first, first, some_answer(question, seed))

    assert client.get(first).location == attempt
    assert client.get(attempt).location == f"{attempt}/2"
    assert stored.status_code == 303
    answer_all(client, site, attempt)
    assert 'class="verdict' in client.get(first).text


def test_any_bank_is_a_test_that_tells_at_the_end(client: FlaskClient, site: Site) -> None:
    page = "/banks/which-treaty"
    started = submit(client, page, f"{page}/attempts", {"length": "5", "mode": "test"})
    attempt = started.location.rsplit("/", 1)[0]
    question, seed = asked_at(client, site, attempt, 1)

    submit(client, f"{attempt}/1", f"{attempt}/1", some_answer(question, seed))

    assert client.get(f"{attempt}/1").location == attempt
    answer_all(client, site, attempt)
    assert 'class="verdict' in client.get(f"{attempt}/1").text


def start_test(client: FlaskClient, **fields: str) -> str:
    """Begin a test of five; the address of its attempt."""
    page = "/banks/which-treaty"
    asked: dict[str, str | list[str]] = {"length": "5", "mode": "test", **fields}
    return submit(client, page, f"{page}/attempts", asked).location.rsplit("/", 1)[0]


def test_a_test_may_have_a_time_and_shows_what_is_left(client: FlaskClient) -> None:
    timed = client.get(f"{start_test(client, each_s='60')}/1").text
    free = client.get(f"{start_test(client)}/1").text

    assert 'role="timer"' in timed
    assert re.search(r"Until \d\d:\d\d UTC", timed)
    assert 'role="timer"' not in free


def test_a_test_is_handed_in_and_tells_what_was_not_answered(
    client: FlaskClient, site: Site
) -> None:
    attempt = start_test(client)
    question, seed = asked_at(client, site, attempt, 1)
    submit(client, f"{attempt}/1", f"{attempt}/1", some_answer(question, seed))

    response = submit(client, f"{attempt}/2", f"{attempt}/end")

    page = client.get(response.location).text
    assert "Not everything was answered." in page
    assert page.count("No answer") == 4
    assert 'class="verdict verdict--none"' in client.get(f"{attempt}/2").text


def test_an_answer_after_the_time_leads_to_the_result_and_says_so(
    client: FlaskClient, site: Site
) -> None:
    attempt = start_test(client)
    question, seed = asked_at(client, site, attempt, 1)
    with site.database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE attempt SET ends_at = '2026-01-01 00:00:00'")

    response = submit(client, "/", f"{attempt}/1", some_answer(question, seed))

    assert response.location == attempt
    assert "Your time was up" in client.get(response.location, follow_redirects=True).text


def test_mistakes_can_be_repeated(client: FlaskClient, site: Site) -> None:
    attempt = start_attempt(client, length="15")
    answer_all(client, site, attempt)

    response = submit(client, f"{attempt}/result", f"{attempt}/mistakes")

    assert response.status_code == 303
    assert client.get(response.location).status_code == 200


def test_progress_shows_earlier_scores_and_can_be_deleted(client: FlaskClient, site: Site) -> None:
    answer_all(client, site, start_attempt(client))
    assert "% in Which treaty" in html_words(client.get("/progress").text)

    submit(client, "/progress", "/progress/delete")

    with site.database.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT count(*) FROM learner").scalar()
    assert rows == 0
    assert "% in Which treaty" not in html_words(client.get("/progress").text)


def test_htmx_gets_the_fragment_alone(client: FlaskClient) -> None:
    attempt = start_attempt(client)
    token = client.get("/").text.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]

    response = client.post(
        f"{attempt}/1", data={"csrf_token": token}, headers={"HX-Request": "true"}
    )

    assert response.status_code == 422
    assert response.text.lstrip().startswith('<section id="step"')


def html_words(page: str) -> str:
    """What a page says, without its marks."""
    return " ".join(re.sub(r"<[^>]+>", "", page).split())


def _cookie(client: FlaskClient) -> str | None:
    cookie = client.get_cookie("learner")
    return cookie.value if cookie else None
