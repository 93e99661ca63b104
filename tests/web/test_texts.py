"""A teacher's own texts in a browser without script: pasted, marked, edited, asked about."""

import html
import io
import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp import clock
from quizapp.services.site import Site
from quizapp.services.transaction import transaction
from quizapp.services.workspace import notes
from tests.web.filled import form_of
from tests.web.noting import REPORT, edit, note, note_five, renote
from tests.web.surfing import HIDDEN, submit
from tests.web.teaching import enrol, publish


def test_a_pasted_text_stands_in_numbered_paragraphs(anna: FlaskClient, source: str) -> None:
    page = anna.get(source).text

    assert re.findall(r'data-paragraph="(\d)"', page) == ["1", "2", "3", "4"]
    assert "The Courier" in anna.get("/workspace/texts").text


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("report.txt", "First.\n\nSecond."),
        ("report.md", "# First.\n\n- [Second.](http://x.example)\n"),
        ("report.html", "<h1>First.</h1><script>x</script><p>Second.</p><style>p {}</style>"),
    ],
)
def test_a_text_is_uploaded_plain_or_with_marks(anna: FlaskClient, name: str, data: str) -> None:
    token = HIDDEN.search(anna.get("/workspace/texts").text)
    assert token
    sent = {"csrf_token": token[1], "title": "T", "file": (io.BytesIO(data.encode()), name)}

    page = anna.get(anna.post("/workspace/texts", data=sent).location).text

    assert re.findall(r'data-paragraph="\d">([^<]*)<', page) == ["First.", "Second."]


def test_a_claim_is_noted_at_its_words_and_shown_in_the_margin(
    anna: FlaskClient, source: str
) -> None:
    note_five(anna, source)

    page = anna.get(source).text

    assert re.findall(r'class="annotated__claim" href="#(C\d\d)"', page) == [
        "C01", "C02", "C03", "C04", "C05",
    ]  # fmt: skip
    assert '<mark class="spot spot--1">the talks would go on</mark>' in page
    assert "5 claims" in page


def test_claims_that_overlap_stay_readable(anna: FlaskClient, source: str) -> None:
    note(anna, source, 1, "that the talks would go on", content="A", stance="asserted")
    note(anna, source, 1, "the talks would", content="B", stance="asserted")

    page = anna.get(source).text

    assert '<mark class="spot spot--2">the talks would</mark>' in page
    assert '<mark class="spot spot--1"> go on</mark>' in page


def test_a_claim_is_changed_and_deleted(anna: FlaskClient, source: str) -> None:
    note_five(anna, source)
    claim = f"{source}/claims/C02"
    page = anna.get(claim).text
    assert 'value="the general"' in page
    assert 'value="the envoy"' in page

    renote(anna, source, "C02", content="Further than allowed.", stance="doubted")
    assert "Further than allowed." in anna.get(source).text
    submit(anna, claim, claim, {"do": "delete"})

    assert "4 claims" in anna.get(source).text


def test_suggestions_are_accepted_or_dismissed_and_never_stored_unseen(
    anna: FlaskClient, source: str
) -> None:
    before = anna.get(source).text
    hints = re.findall(r"suggestion=(\w+)", before)
    assert len(hints) == 4
    assert "0 claims" in before

    form = anna.get(f"{source}/claims/new?suggestion={hints[0]}").text
    assert 'value="the minister"' in form
    assert 'value="said"' in form
    submit(anna, source, f"{source}/dismiss", {"place": hints[0]})

    assert len(re.findall(r"suggestion=(\w+)", anna.get(source).text)) == 3


def suggested(client: FlaskClient, source: str) -> list[str]:
    """The suggestions that can be accepted."""
    return re.findall(r"suggestion=(\w+)", client.get(source).text)


def test_a_dismissed_suggestion_can_be_undone_at_once(anna: FlaskClient, source: str) -> None:
    before = suggested(anna, source)

    gone = submit(anna, source, f"{source}/dismiss", {"place": before[1]}).location
    page = anna.get(gone).text

    assert gone.endswith("#suggestions")
    assert "Dismissed: “<bdi>A news agency reported" in page
    assert ">Undo<" in page
    back = submit(anna, source, f"{source}/suggest-again", {"place": before[1]})
    assert "It is suggested again." in anna.get(back.location).text
    assert suggested(anna, source) == before


def test_dismissed_suggestions_are_listed_and_brought_back_one_by_one(
    anna: FlaskClient, source: str
) -> None:
    assert "Show dismissed" not in anna.get(source).text
    before = suggested(anna, source)
    for place in before[:2]:
        submit(anna, source, f"{source}/dismiss", {"place": place})
    assert "Show dismissed (2)" in anna.get(source).text

    submit(anna, source, f"{source}/suggest-again", {"place": before[0]})

    assert "Show dismissed (1)" in anna.get(source).text
    assert suggested(anna, source) == [before[0], *before[2:]]


TWICE = "It rained. He said so.\n\nThe talks began. He said so. They ended."


def test_the_same_sentence_twice_is_two_suggestions(anna: FlaskClient) -> None:
    page = "/workspace/texts"
    source = str(submit(anna, page, page, {"title": "Twice", "text": TWICE}).location)
    first, second = suggested(anna, source)

    form = anna.get(f"{source}/claims/new?suggestion={second}").text
    assert re.search(r'name="paragraph"[^>]* value="2"', form)
    submit(anna, source, f"{source}/dismiss", {"place": first})
    assert suggested(anna, source) == [second]
    note(anna, source, 2, "He said so.", content="It is so.", stance="asserted", start="17")
    submit(anna, source, f"{source}/suggest-again", {"place": first})

    assert suggested(anna, source) == [first]


def test_a_dismissal_stays_when_the_text_is_edited_elsewhere(anna: FlaskClient) -> None:
    page = "/workspace/texts"
    source = str(submit(anna, page, page, {"title": "Twice", "text": TWICE}).location)
    first, second = suggested(anna, source)
    submit(anna, source, f"{source}/dismiss", {"place": second})

    edited = "A word before.\n\n" + TWICE.replace("ended", "went on")
    edit(anna, source, title="Twice", text=edited)

    assert suggested(anna, source) == [first]


def test_claims_find_their_words_after_an_edit_and_lost_ones_are_listed(
    anna: FlaskClient, source: str
) -> None:
    note_five(anna, source)
    edited = "A new first paragraph.\n\n" + REPORT.replace("would go on", "will go on")

    said = edit(anna, source, title="The talks", text=edited)

    page = anna.get(said.location).text
    assert "1 claim does not find the words any more" in page
    assert "Without their words" in page
    assert '<mark class="spot spot--1">the treaty was broken</mark>' in page
    assert re.findall(r'class="annotated__claim" href="#(C\d\d)"', page) == [
        "C02", "C03", "C04", "C05",
    ]  # fmt: skip


def test_questions_are_proposed_accepted_dismissed_and_played(
    anna: FlaskClient, source: str
) -> None:
    note_five(anna, source)
    begun = submit(anna, f"{source}/propose", f"{source}/propose", {"title": "On the talks"})
    proposals = str(begun.location)
    bank = proposals.split("/proposals", maxsplit=1)[0]
    keys = re.findall(r'name="key" value="([^"]+)"', anna.get(proposals).text)
    fields: dict[str, str | list[str]] = {"source": source.rsplit("/", 1)[-1]}

    submit(anna, proposals, proposals, {**fields, "key": keys[:10], "do": "accept"})
    submit(anna, proposals, proposals, {**fields, "do": f"dismiss {keys[10]}"})
    edit = submit(anna, proposals, proposals, {**fields, "do": f"edit {keys[11]}"})

    left = re.findall(r'name="key" value="([^"]+)"', anna.get(proposals).text)
    assert not set(keys[:12]) & set(left)
    assert anna.get(edit.location).status_code == 200
    publish(anna, bank, 3)
    attempt = submit(anna, bank, f"{bank}/attempts", {"length": "all"}).location
    question = anna.get(attempt).text
    assert "Question 1 of 11" in question
    assert "would go on" not in anna.get(f"{bank}/questions").text


# Refusals


@pytest.mark.parametrize(
    ("text", "words"),
    [("", "There is no text"), ("a\0b", "U+0000"), ("x" * 5_000_000, "5,000,000 bytes")],
    ids=["empty", "NUL", "5 MB"],
)
def test_a_text_that_cannot_be_kept_comes_back_with_a_word(
    anna: FlaskClient, text: str, words: str
) -> None:
    reply = submit(anna, "/workspace/texts", "/workspace/texts", {"text": text, "title": "Mine"})

    assert reply.status_code == 422
    assert words in reply.text
    assert 'value="Mine"' in reply.text
    assert len(text) < 4 or text[-9:] in reply.text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7\n\0\1", "This file is a PDF"),
        (b"\xff\xfe\0a", "This file is not text in UTF-8"),
        (b"a\0b", "This file is not text in UTF-8"),
        (b"x" * 5_000_000, "at most 300,000 are kept"),
    ],
    ids=["PDF", "UTF-16", "NUL", "5 MB"],
)
def test_a_file_that_is_no_text_is_told(anna: FlaskClient, data: bytes, words: str) -> None:
    fields = {"file": (io.BytesIO(data), "report.txt"), "title": "Mine", "text": ""}

    reply = submit(anna, "/workspace/texts", "/workspace/texts", fields)  # type: ignore[arg-type]

    assert reply.status_code == 422
    assert words in html.unescape(reply.text)
    assert 'value="Mine"' in reply.text


def test_of_a_text_and_a_file_none_is_dropped_in_silence(anna: FlaskClient) -> None:
    fields = {"file": (io.BytesIO(b"In the file."), "report.txt"), "text": "Typed by hand."}

    reply = submit(anna, "/workspace/texts", "/workspace/texts", fields)  # type: ignore[arg-type]

    assert reply.status_code == 422
    assert "You pasted a text and chose a file" in reply.text
    assert "Typed by hand." in reply.text


@pytest.mark.parametrize(
    "text",
    ["word " * 10_000, "\u202eمرحبا قال", "<b>bold</b> & <script>alert(1)</script> said so"],
    ids=["10,000 words", "right to left", "script"],
)
def test_odd_texts_are_kept_and_harm_nothing(anna: FlaskClient, text: str) -> None:
    source = submit(anna, "/workspace/texts", "/workspace/texts", {"text": text}).location

    page = anna.get(source)

    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert html.escape(text.strip()[-12:], quote=False) in page.text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"words": "no such words"}, "do not stand in the text"),
        ({"words": ""}, "Select the words"),
        ({"content": " "}, "in your own words"),
        ({"paragraph": "99"}, "no such paragraph"),
        ({"voices-0-speaker": "", "voices-0-cue": ""}, "Say who says so"),
        ({"voices-0-addressee": "The Minister"}, "Nobody tells themselves"),
        ({"voices-0-speaker": "\0", "voices-0-cue": "\0"}, "Say who says so"),
        ({f"voices-{n}-speaker": f"Voice {n}" for n in range(7)}, "6 voices at most"),
        ({"content": "x" * 2001}, "The claim has 2,001 letters"),
        ({"words": "x" * 2001}, "These words have 2,001 letters"),
    ],
)
def test_a_claim_that_lacks_something_is_told(
    anna: FlaskClient, source: str, fields: dict[str, str], words: str
) -> None:
    whole = {
        "content": "The talks go on.", "voices-0-speaker": "the minister", "voices-0-cue": "said",
    }  # fmt: skip
    said = {"words": "the talks would go on", "paragraph": "1", **whole, **fields}
    sent: dict[str, str | list[str]] = {**said, "stance": "attributed", "start": "0"}

    reply = submit(anna, f"{source}/claims/new", f"{source}/claims", sent)

    assert reply.status_code == 422
    assert words in reply.text
    assert html.escape(said["words"]) in reply.text


def test_what_no_form_sends_is_left_out(anna: FlaskClient, source: str) -> None:
    odd = {"mentions-0-name": "\0", "hedge": "\0", "voices-1-cue": "\0", "voices-0-kind": "treaty"}

    reply = note(
        anna, source, 1, "the talks would go on",
        **{"content": "They go on.", "voices-0-speaker": "the minister", **odd},
    )  # fmt: skip

    assert reply.status_code == 303
    page = anna.get(f"{source}/claims/C01").text
    stored = form_of(page, "data-claim", "</form>")
    assert stored["voices-0-kind"] == "person"
    assert (stored["hedge"], stored["mentions-0-name"], stored["voices-1-cue"]) == ("", "", "")


def test_what_is_no_suggestion_is_neither_dismissed_nor_brought_back(
    anna: FlaskClient, source: str
) -> None:
    before = suggested(anna, source)

    for deed in ("dismiss", "suggest-again"):
        assert submit(anna, source, f"{source}/{deed}", {"place": "x\0"}).status_code == 303

    assert suggested(anna, source) == before
    assert "Show dismissed" not in anna.get(source).text


@pytest.mark.parametrize("deed", ["dismiss", "suggest-again"])
def test_nobody_else_dismisses_or_brings_back(
    app: Flask, site: Site, anna: FlaskClient, source: str, deed: str
) -> None:
    boris = enrol(app.test_client(), site, "Boris")
    place = suggested(anna, source)[0]

    assert submit(boris, "/workspace", f"{source}/{deed}", {"place": place}).status_code == 404


@pytest.mark.parametrize("path", ["", "/edit", "/claims/new", "/claims/C01", "/propose"])
def test_a_text_is_nobody_elses(app: Flask, site: Site, source: str, path: str) -> None:
    boris = enrol(app.test_client(), site, "Boris")

    assert boris.get(source + path).status_code == 404


def test_a_text_is_deleted_with_its_claims(anna: FlaskClient, source: str) -> None:
    submit(anna, f"{source}/edit", f"{source}/delete")

    assert anna.get(source).status_code == 404
    assert anna.get(f"{source}/claims/C77").status_code == 404


def test_a_deleted_text_comes_back_with_its_claims(anna: FlaskClient, source: str) -> None:
    before = HIDDEN.sub("", anna.get(source).text)
    submit(anna, f"{source}/edit", f"{source}/delete")
    listed = anna.get("/workspace/texts").text
    assert 'href="#deleted"' in listed
    assert f'action="{source}/bring-back"' in listed

    back = submit(anna, "/workspace/texts", f"{source}/bring-back")

    assert back.location == source
    anna.get(source)  # says once that it is back
    assert HIDDEN.sub("", anna.get(source).text) == before
    assert 'id="deleted"' not in anna.get("/workspace/texts").text


def test_a_deleted_text_comes_back_to_its_owner_alone_and_for_30_days(
    app: Flask, site: Site, anna: FlaskClient, source: str
) -> None:
    submit(anna, f"{source}/edit", f"{source}/delete")
    boris = enrol(app.test_client(), site, "Boris")
    assert submit(boris, "/workspace/texts", f"{source}/bring-back").status_code == 404

    with transaction(site.database) as session:
        notes.purge(session, clock.now() + timedelta(days=29))
    assert "bring-back" in anna.get("/workspace/texts").text

    with transaction(site.database) as session:
        notes.purge(session, clock.now() + timedelta(days=31))
    assert "bring-back" not in anna.get("/workspace/texts").text
    assert submit(anna, "/workspace/texts", f"{source}/bring-back").status_code == 404
