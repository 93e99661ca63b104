"""A claim or a text that is written in two windows at once: both are shown, neither is lost."""

import html

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.web.filled import form_of
from tests.web.noting import REPORT, edit, note, note_five
from tests.web.surfing import submit


def claim_form(client: FlaskClient, source: str, claim: str = "C02") -> dict[str, str | list[str]]:
    return form_of(client.get(f"{source}/claims/{claim}").text, "data-claim", "</form>")


def send_claim(
    client: FlaskClient, source: str, form: dict[str, str | list[str]], **changed: str
) -> TestResponse:
    return submit(client, source, f"{source}/claims/C02", {**form, **changed})


def edit_form(client: FlaskClient, source: str) -> dict[str, str | list[str]]:
    return form_of(client.get(f"{source}/edit").text, f'action="{source}/edit"', "</form>")


def test_the_second_window_of_a_claim_sees_both_and_stores_only_when_asked_again(
    anna: FlaskClient, source: str
) -> None:
    note_five(anna, source)
    mine = claim_form(anna, source)
    send_claim(anna, source, claim_form(anna, source), content="Elsewhere.", hedge="may")

    both = send_claim(anna, source, mine, content="It is said")

    assert both.status_code == 409
    said = html.unescape(both.text)
    assert "You changed this claim in another window. Nothing is lost." in said
    assert "<mark>Elsewhere.</mark>" in said
    assert "The word that softens it" in said
    assert "By the word, line 1" not in said, "what both say is not shown as different"
    assert claim_form(anna, source)["content"] == "Elsewhere."
    again = form_of(both.text, "data-claim", "</form>")
    assert again["content"] == "It is said"
    assert send_claim(anna, source, again).status_code == 303
    assert claim_form(anna, source)["content"] == "It is said"


def test_a_claim_that_was_deleted_in_another_window_comes_back_as_it_is_written_here(
    anna: FlaskClient, source: str
) -> None:
    note_five(anna, source)
    mine = claim_form(anna, source)
    send_claim(anna, source, mine, do="delete")

    gone = send_claim(anna, source, mine, content="Still wanted.")

    assert gone.status_code == 409
    assert "You deleted this claim in another window." in gone.text
    assert ">Delete</button>" not in gone.text
    again = form_of(gone.text, "data-claim", "</form>")
    assert send_claim(anna, source, again).status_code == 303
    assert claim_form(anna, source)["content"] == "Still wanted."
    assert "claims/C02/bring-back" not in anna.get(source).text


def test_the_same_claim_sent_twice_is_no_conflict(anna: FlaskClient, source: str) -> None:
    note_five(anna, source)
    mine = claim_form(anna, source)

    sent = [send_claim(anna, source, mine, content="Told anew.") for _ in "12"]

    assert [response.status_code for response in sent] == [303, 303]


def test_a_fault_in_the_form_forgets_not_which_claim_it_was_made_from(
    anna: FlaskClient, source: str
) -> None:
    note_five(anna, source)
    mine = claim_form(anna, source)
    send_claim(anna, source, mine, content="Elsewhere.")

    faulty = send_claim(anna, source, mine, content=" ")
    mended = form_of(faulty.text, "data-claim", "</form>") | {"content": "It is said"}

    assert faulty.status_code == 422
    assert send_claim(anna, source, mended).status_code == 409


def test_the_second_window_of_a_text_sees_both(anna: FlaskClient, source: str) -> None:
    note_five(anna, source)
    mine, theirs = edit_form(anna, source), edit_form(anna, source)
    submit(anna, source, f"{source}/edit", {**theirs, "text": REPORT.replace("May", "June")})

    changed = {**mine, "text": REPORT.replace("May", "March"), "title": "Talks"}
    both = submit(anna, source, f"{source}/edit", changed)

    assert both.status_code == 409
    said = html.unescape(both.text)
    assert "You changed this text in another window. Nothing is lost." in said
    assert "<mark>June</mark>" in said
    assert "<mark>March</mark>" in said
    assert "began in June" in anna.get(source).text
    again = form_of(both.text, f'action="{source}/edit"', "</form>")
    assert submit(anna, source, f"{source}/edit", again).status_code == 303
    assert "began in March" in anna.get(source).text


def test_of_a_long_text_every_paragraph_that_differs_is_shown(
    anna: FlaskClient, source: str
) -> None:
    report = [f"Paragraph {n} of a long report on the talks. " * 8 for n in range(60)]
    edit(anna, source, text="\n\n".join(report))
    mine = edit_form(anna, source)
    theirs = [*report[:58], "Only they say so.", report[59]]
    edit(anna, source, text="\n\n".join(theirs))

    changed = {**mine, "text": "\n\n".join(["Only I say so.", *report[1:]])}
    both = submit(anna, source, f"{source}/edit", changed)

    assert both.status_code == 409
    assert "<mark>Only they say so.</mark>" in both.text
    assert "<mark>Only I say so.</mark>" in both.text
    assert both.text.count('<section class="choosing"') == 2
    whole = both.text[both.text.index('id="theirs"') :]
    assert "Only they say so." in whole[: whole.index("</textarea>")]


def test_a_claim_noted_meanwhile_is_no_conflict_for_the_text(
    anna: FlaskClient, source: str
) -> None:
    mine = edit_form(anna, source)
    note_five(anna, source)

    changed = {**mine, "text": REPORT.replace("May", "June")}

    assert submit(anna, source, f"{source}/edit", changed).status_code == 303


def test_rows_of_two_lists_are_told_apart(anna: FlaskClient, source: str) -> None:
    note_five(anna, source)
    mine = claim_form(anna, source)
    other = {"mentions-0-name": "the treaty", "mentions-0-kind": "event"}
    send_claim(anna, source, claim_form(anna, source), **other)

    said = html.unescape(send_claim(anna, source, mine, content="It is said.").text)

    assert "<mark>an event</mark>" in said
    assert "<mark>a medium</mark>" not in said, "which both say of a speaker"


# The words of a text that is rewritten meanwhile

TWICE = "The talks began in May.\n\nThe report says that the talks began in May, and ended."
WORDS = "talks began in May"


def new_form(client: FlaskClient, source: str) -> dict[str, str | list[str]]:
    """A new claim, begun at the words of the last paragraph."""
    page = client.get(f"{source}/claims/new?paragraph=4&start=4&end=22").text
    form = form_of(page, "data-claim", "</form>")
    assert form["words"] == WORDS
    return {**form, "stance": "asserted", "content": "They began in May."}


def send_new(client: FlaskClient, source: str, form: dict[str, str | list[str]]) -> TestResponse:
    return submit(client, source, f"{source}/claims", form)


def test_words_that_stand_once_are_found_where_they_are_by_now(
    anna: FlaskClient, source: str
) -> None:
    form = new_form(anna, source)
    edit(anna, source, text=f"A line more.\n\n{REPORT}")

    assert send_new(anna, source, form).status_code == 303

    assert claim_form(anna, source, "C01")["paragraph"] == "5"


def test_of_words_that_stand_twice_by_now_the_author_says_which(
    anna: FlaskClient, source: str
) -> None:
    form = new_form(anna, source)
    edit(anna, source, text=TWICE)

    asked = send_new(anna, source, form)

    assert asked.status_code == 422
    assert "these words stand in it 2 times now" in html.unescape(asked.text)
    again = form_of(asked.text, "data-claim", "</form>")
    assert again["content"] == "They began in May."
    assert again["paragraph"] == "2", "the one that is there and nearest"
    assert send_new(anna, source, {**again, "paragraph": "1"}).status_code == 303
    assert claim_form(anna, source, "C01")["paragraph"] == "1"


def test_words_that_are_gone_are_asked_for(anna: FlaskClient, source: str) -> None:
    form = new_form(anna, source)
    edit(anna, source, text="Nothing of it stayed.")

    asked = send_new(anna, source, form)

    assert "these words do not stand in it any more" in html.unescape(asked.text)
    again = form_of(asked.text, "data-claim", "</form>")
    assert send_new(anna, source, {**again, "words": "Nothing of it"}).status_code == 303


def test_a_claim_that_found_its_words_keeps_them(anna: FlaskClient, source: str) -> None:
    note(anna, source, 4, WORDS, content="In May.", stance="asserted")
    form = claim_form(anna, source, "C01")
    edit(anna, source, text=f"{TWICE}\n\n{REPORT}")
    before = claim_form(anna, source, "C01")

    sent = submit(anna, source, f"{source}/claims/C01", {**form, "content": "It was in May."})

    assert sent.status_code == 303
    after = claim_form(anna, source, "C01")
    assert (after["paragraph"], after["start"]) == (before["paragraph"], before["start"])
    assert after["content"] == "It was in May."


def test_another_title_alone_asks_for_nothing(anna: FlaskClient, source: str) -> None:
    form = new_form(anna, source)
    edit(anna, source, title="Another title", text=REPORT)

    assert send_new(anna, source, form).status_code == 303
