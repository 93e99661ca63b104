"""A question that is gone, or elsewhere, by the time that somebody stores it: no word is lost."""

import pytest
from flask.testing import FlaskClient

from tests.web.filled import form_of
from tests.web.surfing import submit
from tests.web.teaching import make_bank, save_text
from tests.web.test_choosing import (
    TEXT,
    Form,
    bank_of,
    base_of,
    said,
    send,
    send_plain,
    shown,
    versions,
    write,
)

NAMELESS = TEXT.replace("id: what-is-named\n    ", "").replace("id: says-when\n    ", "")


@pytest.fixture
def page(anna: FlaskClient) -> str:
    return f"{make_bank(anna, TEXT)}/questions/who-said"


@pytest.fixture
def mine(anna: FlaskClient, page: str) -> Form:
    """What Anna sends after somebody else stored another question and reason."""
    form = form_of(anna.get(page).text)
    write(anna, page, stem="Theirs?", explanation="Their reason.")
    return form | {"stem": "Mine?", "explanation": "My reason."}


def delete(client: FlaskClient, page: str) -> None:
    """Somebody else deletes the question."""
    submit(client, f"{bank_of(page)}/questions", f"{page}/do", {"do": "delete"})


def test_what_you_wrote_on_a_question_that_is_gone_is_read_without_script(
    anna: FlaskClient, page: str, mine: Form
) -> None:
    submit(anna, f"{bank_of(page)}/questions", f"{page}/do", {"do": "delete"})

    answer = send_plain(anna, page, mine)

    assert "This question was deleted" in shown(answer)
    assert "My reason." in shown(answer)
    assert "in the form" not in shown(answer)
    carried = form_of(answer.text, ends="</main>")
    send_plain(anna, page, carried, do="mine")
    assert "explanation: My reason." in versions(anna, page)[-1]


def test_a_question_that_got_another_id_is_stored_there(anna: FlaskClient, page: str) -> None:
    form = form_of(anna.get(page).text)
    text = TEXT.replace("id: who-said", "id: who-spoke")
    save_text(anna, bank_of(page), 1, text)

    answer = send(anna, page, form, stem="Mine?")

    assert answer.status_code == 409
    assert "This question got another id" in shown(answer)
    assert f'href="{bank_of(page)}/questions/who-spoke"' in answer.text
    stored = send(anna, page, form, stem="Mine?", do="mine")
    assert "/questions/who-spoke" in stored.text
    latest = versions(anna, page)[-1]
    assert latest.count("- id:") == TEXT.count("- id:")
    assert "stem: Mine?" in latest


def test_keeping_the_other_one_that_is_gone_keeps_what_you_wrote_in_sight(
    anna: FlaskClient, page: str, mine: Form
) -> None:
    both = send_plain(anna, page, mine)
    delete(anna, page)

    gone = send_plain(anna, page, form_of(both.text, ends="</main>"), do="theirs")

    assert gone.status_code == 409
    assert "This question was deleted" in shown(gone)
    assert "My reason." in shown(gone)
    send_plain(anna, page, form_of(gone.text, ends="</main>"), do="mine")
    assert "explanation: My reason." in versions(anna, page)[-1]


def test_a_picture_that_is_missing_leaves_the_form_of_a_question_that_is_gone(
    anna: FlaskClient, page: str, mine: Form
) -> None:
    delete(anna, page)

    refused = submit(anna, "/workspace", f"{page}/sent", {**mine, "do": "picture"})

    assert refused.status_code == 422
    assert "Choose the file of the picture first" in refused.text
    assert "This question was deleted" in shown(refused)
    assert form_of(refused.text, ends="</form>")["stem"] == "Mine?"


def test_buttons_of_rows_work_on_in_a_question_that_is_gone(
    anna: FlaskClient, page: str, mine: Form
) -> None:
    delete(anna, page)

    row = send(anna, page, mine, do="up-choices-1")

    assert row.status_code == 409
    assert form_of(row.text, ends="</form>")["choices-0-id"] == mine["choices-1-id"]
    assert "Save it, and the question is back at the end of the bank" in shown(row)


# A question without an id, which is known by its place


@pytest.fixture
def second(anna: FlaskClient) -> str:
    return f"{make_bank(anna, NAMELESS)}/questions/@2"


def test_a_question_that_moved_is_stored_where_it_is_now(anna: FlaskClient, second: str) -> None:
    form = form_of(anna.get(second).text)
    delete(anna, second.replace("@2", "who-said"))

    assert send(anna, second, form, stem="Mine?").status_code == 200

    assert said(anna, second, "stem") == "Mine?"
    assert "The report says when the talks began." in versions(anna, second)[-1]


def test_a_question_that_is_gone_is_not_mixed_with_the_one_in_its_place(
    anna: FlaskClient, second: str
) -> None:
    form = form_of(anna.get(second).text)
    delete(anna, second)

    gone = send(anna, second, form, stem="Mine?")

    assert "This question was deleted" in shown(gone)
    again = send(anna, second, form, stem="Mine?", base=base_of(gone), do="mine")
    assert again.status_code == 200
    latest = versions(anna, second)[-1]
    assert "The report says when the talks began." in latest
    assert latest.count("stem: Mine?") == 1
    assert "type: multiple" in latest.partition("stem: Mine?")[0].rpartition("- ")[2]
