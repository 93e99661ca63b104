"""A claim is led to other words, and whoever it names becomes of another kind."""

import html
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.web.filled import form_of
from tests.web.noting import REPORT, edit, note, note_five, renote
from tests.web.surfing import submit

Form = dict[str, str | list[str]]


def claim_form(client: FlaskClient, source: str, claim: str) -> Form:
    return form_of(client.get(f"{source}/claims/{claim}").text, "data-claim", "</form>")


# Other words


@pytest.fixture
def lost(anna: FlaskClient, source: str) -> str:
    """A claim of the second paragraph whose words are in the text no more; its page."""
    note_five(anna, source)
    changed = REPORT.replace("the missile flew too far", "the rocket went astray")
    edit(anna, source, text=f"{changed}\n\nIt went astray, the rocket went astray.")
    assert "Without their words" in anna.get(source).text
    return f"{source}/claims/C02"


def test_a_claim_that_lost_its_words_is_noted_at_others_wherever_they_stand(
    anna: FlaskClient, source: str, lost: str
) -> None:
    assert renote(anna, source, "C02", words="told the envoy that the rocket").status_code == 303

    assert claim_form(anna, source, "C02")["paragraph"] == "2"
    assert "Without their words" not in anna.get(source).text


def test_of_words_in_several_paragraphs_one_is_named(
    anna: FlaskClient, source: str, lost: str
) -> None:
    asked = renote(anna, source, "C02", words="the rocket went astray")

    assert asked.status_code == 422
    assert "but in 2, 5. Say which you mean." in html.unescape(asked.text)
    again = form_of(asked.text, "data-claim", "</form>")
    assert submit(anna, lost, lost, {**again, "paragraph": "5"}).status_code == 303
    assert claim_form(anna, source, "C02")["paragraph"] == "5"


@pytest.mark.parametrize(("number", "shown"), [("2", "2"), ("99", "5"), ("x", "1"), ("", "1")])
def test_another_paragraph_is_shown_and_nothing_that_was_typed_is_lost(
    anna: FlaskClient, source: str, lost: str, number: str, shown: str
) -> None:
    page = renote(anna, source, "C02", paragraph=number, content="Typed.", do="show")

    form = form_of(page.text, "data-claim", "</form>")
    assert (form["paragraph"], form["content"]) == (shown, "Typed.")
    assert f">Paragraph {shown}</label>" in page.text
    assert claim_form(anna, source, "C02")["content"] == "The missile flew too far."


def test_a_paragraph_is_shown_for_a_new_claim_too(anna: FlaskClient, source: str) -> None:
    page = submit(anna, source, f"{source}/claims", {"paragraph": "3", "do": "show"})

    assert "Two officials deny" in page.text
    assert "0 claims" in anna.get(source).text


# Another kind


@pytest.fixture
def kinds(anna: FlaskClient, source: str) -> Callable[[], dict[str, object]]:
    """The kinds of those whom two claims name, as the forms have them."""
    note_five(anna, source)

    def now() -> dict[str, object]:
        second, third = (claim_form(anna, source, claim) for claim in ("C02", "C03"))
        return {
            "agency": second["voices-0-kind"], "general": second["voices-1-kind"],
            "officials": third["voices-0-kind"],
        }  # fmt: skip

    return now


def test_a_speaker_becomes_of_another_kind(
    anna: FlaskClient, source: str, kinds: Callable[[], dict[str, object]]
) -> None:
    assert kinds() == {"agency": "outlet", "general": "person", "officials": "person"}

    renote(anna, source, "C03", **{"voices-0-kind": "body"})

    assert kinds() == {"agency": "outlet", "general": "person", "officials": "body"}


def test_in_the_form_of_another_claim_nobody_changes_by_a_menu_that_was_not_touched(
    anna: FlaskClient, source: str, kinds: Callable[[], dict[str, object]]
) -> None:
    said = {"voices-0-speaker": "the agency", "voices-0-cue": "said", "voices-0-kind": "person"}

    note(anna, source, 4, "The talks began", content="They began.", **said)

    assert kinds()["agency"] == "outlet"


def test_whoever_speaks_becomes_no_treaty(
    anna: FlaskClient, source: str, kinds: Callable[[], dict[str, object]]
) -> None:
    named = {"mentions-0-name": "the general", "mentions-0-kind": "person"}
    renote(anna, source, "C02", **named)

    refused = renote(anna, source, "C02", **{"mentions-0-kind": "treaty"})

    assert refused.status_code == 422
    assert "“the general” speaks in this text" in html.unescape(refused.text)


def test_what_was_a_treaty_and_speaks_is_one_no_more(anna: FlaskClient, source: str) -> None:
    named = {"mentions-0-name": "The IAEA", "mentions-0-kind": "treaty"}
    note(anna, source, 4, "The talks began", content="They began.", stance="asserted", **named)
    said = {"voices-0-speaker": "the IAEA", "voices-0-cue": "said", "voices-0-kind": "body"}

    assert note(anna, source, 1, "the talks", content="They go on.", **said).status_code == 303

    assert claim_form(anna, source, "C01")["mentions-0-kind"] == "body"
    assert anna.get(f"{source}/propose").status_code == 200


def test_a_treaty_stays_one_where_nobody_speaks(anna: FlaskClient, source: str) -> None:
    named = {"mentions-0-name": "New START", "mentions-0-kind": "treaty"}
    note(anna, source, 4, "The talks began", content="They began.", stance="asserted", **named)
    said = {"voices-0-speaker": "New START", "voices-0-cue": "said", "stance": "asserted"}

    note(anna, source, 1, "the talks", content="They go on.", **said)

    assert claim_form(anna, source, "C01")["mentions-0-kind"] == "treaty"


def test_a_voice_that_was_a_mistake_becomes_what_the_claim_is_about(
    anna: FlaskClient, source: str
) -> None:
    said = {"voices-0-speaker": "INF Treaty", "voices-0-cue": "said", "voices-0-kind": "body"}
    note(anna, source, 1, "the talks", content="They go on.", **said)

    named = {"mentions-0-name": "INF Treaty", "mentions-0-kind": "treaty"}
    mended = renote(anna, source, "C01", stance="asserted", **{"voices-0-speaker": ""}, **named)

    assert mended.status_code == 303
    assert claim_form(anna, source, "C01")["mentions-0-kind"] == "treaty"


def test_to_show_the_paragraph_moves_no_claim(anna: FlaskClient, source: str) -> None:
    edit(anna, source, text="It flew far, and they say that it flew far.")
    note(anna, source, 1, "it flew far", content="It flew.", stance="asserted", start="31")
    before = claim_form(anna, source, "C01")

    shown = renote(anna, source, "C01", do="show")
    again = form_of(shown.text, "data-claim", "</form>")
    submit(anna, source, f"{source}/claims/C01", again)

    assert claim_form(anna, source, "C01")["start"] == before["start"]
    assert 'data-typed="unsaved"' in shown.text
