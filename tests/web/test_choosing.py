"""Two people change one question: both are shown, one is taken field by field, neither is lost."""

import html
import re
from datetime import timedelta
from itertools import product

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from quizapp import clock
from quizapp.services.site import Site
from quizapp.services.workspace.thinning import thin
from tests.web.filled import form_of
from tests.web.surfing import submit
from tests.web.teaching import enrol, make_bank, save_text
from tests.world import BANK

TEXT = BANK.replace("sources: [wire]\n", "").replace(
    "    evidence: [{claim: C01, paragraph: p1}]\n", ""
)
SCRIPT = {"HX-Request": "true"}
Form = dict[str, str | list[str]]


@pytest.fixture
def page(anna: FlaskClient) -> str:
    return f"{make_bank(anna, TEXT)}/questions/who-said"


@pytest.fixture
def opened(anna: FlaskClient, page: str) -> Form:
    """The form as Anna opened it, before somebody else stores another question and reason."""
    form = form_of(anna.get(page).text)
    write(anna, page, stem="Theirs?", explanation="Their reason.")
    return form


@pytest.fixture
def mine(opened: Form) -> Form:
    """What she sends then."""
    return opened | {"stem": "Mine?", "explanation": "My reason."}


def write(client: FlaskClient, page: str, **changed: str) -> None:
    """Somebody else changes the question."""
    form = form_of(client.get(page).text)
    assert submit(client, page, page, {**form, **changed}).status_code == 303


def send(client: FlaskClient, page: str, form: Form, **more: str) -> TestResponse:
    """Send the form by script; names like `take_stem` have a hyphen."""
    return _send(client, page, form, more, SCRIPT)


def send_plain(client: FlaskClient, page: str, form: Form, **more: str) -> TestResponse:
    """The same without script."""
    return _send(client, page, form, more, {})


def _send(
    client: FlaskClient, page: str, form: Form, more: dict[str, str], headers: dict[str, str]
) -> TestResponse:
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get("/workspace").text)
    assert token
    return client.post(page, data={**form, "csrf_token": token[1], **typed(more)}, headers=headers)


def typed(more: dict[str, str]) -> Form:
    """The fields by the names that the page has."""
    return {name.replace("take_", "take-"): value for name, value in more.items()}


def base_of(answer: TestResponse) -> str:
    """The digest that the panel sends along from now on."""
    found = re.search(r'name="base" value="(\w*)"', answer.text)
    assert found
    return found[1]


def offered(answer: TestResponse) -> dict[str, str]:
    """What can be chosen, and what is ticked already."""
    radios = re.findall(
        r'name="take-(\w+)" value="(\w+)" form="question-form"( checked)?', answer.text
    )
    return {name: value for name, value, is_ticked in radios if is_ticked}


def bank_of(page: str) -> str:
    """The bank of a question, by their addresses."""
    return page.partition("/questions")[0]


def versions(client: FlaskClient, page: str) -> list[str]:
    """The texts of all versions that there are of the question's bank, the latest last."""
    bank = bank_of(page)
    files = [client.get(f"{bank}/versions/{number}/file") for number in range(1, 12)]
    return [file.text for file in files if file.status_code == 200]


def said(client: FlaskClient, page: str, field: str) -> str:
    """A field of the question, by the latest version."""
    found = re.search(rf"{field}: (.*)", versions(client, page)[-1])
    return found[1] if found else ""


def shown(answer: TestResponse) -> str:
    """What is read on a page, without tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


# Neither is lost


@pytest.mark.parametrize("chosen", list(product(["mine", "theirs"], repeat=2)))
def test_every_word_of_both_stays_among_the_versions(
    anna: FlaskClient, site: Site, page: str, mine: Form, chosen: tuple[str, str]
) -> None:
    both = send(anna, page, mine)
    takes = dict(zip(("take_stem", "take_explanation"), chosen, strict=True))

    assert send(anna, page, mine, base=base_of(both), do="mine", **takes).status_code == 200
    thin(site.database, clock.now() + timedelta(days=2))

    kept = "".join(versions(anna, page))
    for words in ("Theirs?", "Their reason.", "Mine?", "My reason."):
        assert words in kept
    assert said(anna, page, "stem") == {"mine": "Mine?", "theirs": "Theirs?"}[chosen[0]]


@pytest.mark.parametrize("do", ["mine", "done", "", None])
def test_whatever_saves_saves_what_was_chosen(
    anna: FlaskClient, page: str, mine: Form, do: str | None
) -> None:
    both = send(anna, page, mine)
    chosen = {"base": base_of(both), "take_stem": "mine", "take_explanation": "theirs"}

    if do == "mine":
        send(anna, page, mine, do=do, **chosen)
    else:
        send_plain(anna, page, mine, **chosen, **({} if do is None else {"do": do}))

    assert said(anna, page, "stem") == "Mine?"
    assert said(anna, page, "explanation") == "Their reason."


@pytest.mark.parametrize("do", ["up-choices-1", "more-choices", "less-choices-0"])
def test_buttons_of_rows_leave_the_choice_open(
    anna: FlaskClient, page: str, mine: Form, do: str
) -> None:
    both = send(anna, page, mine)
    chosen = {"base": base_of(both), "take_stem": "mine", "take_explanation": "theirs"}
    before = versions(anna, page)

    row = send(anna, page, mine, do=do, **chosen)

    assert row.status_code == 409
    assert 'id="question"' in row.text
    assert offered(row)["explanation"] == "theirs"
    assert form_of(row.text, ends="</form>")["stem"] == "Mine?"
    assert versions(anna, page) == before


def test_a_picture_that_is_missing_leaves_the_choice_open(
    anna: FlaskClient, page: str, mine: Form
) -> None:
    both = send(anna, page, mine)
    chosen = {"base": base_of(both), "take_stem": "mine", "take_explanation": "theirs"}
    before = versions(anna, page)

    refused = submit(anna, page, f"{page}/sent", {**mine, **typed(chosen), "do": "picture"})

    assert refused.status_code == 422
    assert "Choose the file of the picture first" in refused.text
    assert offered(refused)["explanation"] == "theirs"
    assert versions(anna, page) == before


def test_words_in_a_field_are_no_choice(anna: FlaskClient, page: str) -> None:
    form = form_of(anna.get(page).text)

    answer = send(anna, page, form, hint="theirs", do="mine")

    assert 'id="question"' not in answer.text
    assert 'id="margin"' in answer.text


def test_what_is_the_same_on_both_sides_is_saved(anna: FlaskClient, page: str, mine: Form) -> None:
    answer = send(anna, page, mine | {"stem": "Theirs?", "explanation": "Their reason."})

    assert answer.status_code == 200
    assert "Saved" in answer.text
    assert "data-choosing" not in answer.text


# What is ticked


def test_what_only_one_of_both_changed_is_ticked(anna: FlaskClient, page: str) -> None:
    form = form_of(anna.get(page).text)
    write(anna, page, explanation="Boris mended it.")

    both = send(anna, page, form, hint="Anna adds a hint.")

    assert offered(both) == {"explanation": "theirs", "hint": "mine"}
    assert "What changed on one side alone is ticked there." in shown(both)


def test_what_both_changed_is_yours_until_you_say_so(
    anna: FlaskClient, page: str, mine: Form
) -> None:
    assert offered(send(anna, page, mine)) == {"stem": "mine", "explanation": "mine"}


@pytest.mark.parametrize("opened", ["", "99", "-1", "x", "9" * 40])
def test_a_form_that_does_not_say_what_it_was_made_from_ticks_yours(
    anna: FlaskClient, page: str, opened: str
) -> None:
    form = form_of(anna.get(page).text)
    write(anna, page, explanation="Boris mended it.")

    both = send(anna, page, form | {"opened": opened}, hint="Anna adds a hint.")

    assert offered(both) == {"explanation": "mine", "hint": "mine"}
    assert "on one side alone" not in shown(both)


# A third one


@pytest.mark.parametrize("stem", ["mine", "theirs"])
def test_a_third_one_undoes_no_choice(anna: FlaskClient, page: str, mine: Form, stem: str) -> None:
    both = send(anna, page, mine)
    chosen = {"do": "mine", "take_stem": stem, "take_explanation": "theirs"}
    write(anna, page, stem="Third?")

    again = send(anna, page, mine, base=base_of(both), **chosen)

    assert again.status_code == 409
    assert offered(again) == {"stem": stem, "explanation": "theirs"}
    send(anna, page, mine, base=base_of(again), **chosen)
    assert said(anna, page, "stem") == {"mine": "Mine?", "theirs": "Third?"}[stem]
    assert said(anna, page, "explanation") == "Their reason."


def test_without_script_the_last_choice_counts(anna: FlaskClient, page: str, mine: Form) -> None:
    both = send_plain(anna, page, mine)
    chosen = {"do": "mine", "take_stem": "mine", "take_explanation": "theirs"}
    write(anna, page, stem="Third?")

    again = send_plain(anna, page, mine, base=base_of(both), **chosen)

    assert not re.search(r'type="hidden" name="take-', again.text)
    carried = form_of(again.text, ends="</main>")
    assert carried["stem"] == "Mine?"
    last = {"do": "mine", "take_stem": "theirs", "take_explanation": "theirs"}
    assert send_plain(anna, page, carried, **last).status_code == 303
    assert said(anna, page, "stem") == "Third?"


def test_without_script_nothing_is_said_of_a_form(anna: FlaskClient, page: str, mine: Form) -> None:
    both = send_plain(anna, page, mine)

    assert both.status_code == 409
    assert "in the form" not in shown(both)
    assert "<mark>Mine?</mark>" in both.text


def test_without_script_a_row_that_was_moved_is_carried_along(
    anna: FlaskClient, page: str, mine: Form
) -> None:
    both = send_plain(anna, page, mine, do="up-choices-1")

    carried = form_of(both.text, ends="</main>")
    assert carried["choices-0-id"] == mine["choices-1-id"]
    assert carried["kind"] == "single"


# Another kind


def to_multiple(client: FlaskClient, page: str) -> None:
    text = TEXT.replace("type: single", "type: multiple", 1)
    assert save_text(client, bank_of(page), 1, text).status_code == 303


@pytest.mark.parametrize("whose", ["mine", "theirs"])
def test_of_two_kinds_one_question_is_taken_as_a_whole(
    anna: FlaskClient, page: str, whose: str
) -> None:
    form = form_of(anna.get(page).text)
    to_multiple(anna, page)

    both = send(anna, page, form, stem="Mine?")

    assert offered(both) == {"whole": "mine"}
    assert "Several right answers" in shown(both)
    assert "One right answer" in shown(both)
    assert "Its kind changed too" in shown(both)
    send(anna, page, form | {"stem": "Mine?"}, base=base_of(both), do="mine", take_whole=whose)
    latest, aside = versions(anna, page)[-1], "".join(versions(anna, page))
    assert ("type: single" in latest.partition("- id:")[2].partition("- id:")[0]) == (
        whose == "mine"
    )
    assert latest.count("correct: true") == TEXT.count("correct: true")
    assert "Mine?" in aside


def test_another_kind_is_never_written_over_unasked(anna: FlaskClient, page: str) -> None:
    form = form_of(anna.get(page).text)
    to_multiple(anna, page)
    both = send(anna, page, form, stem="Mine?")

    again = send(anna, page, form, stem="Mine?", base=base_of(both), do="mine")

    assert again.status_code == 409
    assert offered(again) == {"whole": "mine"}


def test_who_may_only_read_chooses_nothing(
    app: Flask, site: Site, anna: FlaskClient, page: str, mine: Form
) -> None:
    boris = enrol(app.test_client(), site, "Boris")
    submit(
        anna,
        f"{bank_of(page)}/sharing",
        f"{bank_of(page)}/sharing",
        {"name": "boris", "right": "read"},
    )

    assert send(boris, page, mine, do="mine", take_stem="mine").status_code == 403
