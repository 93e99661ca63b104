"""What a teacher does with a text in a browser without script: pastes it, notes its claims."""

import re

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.web.filled import form_of
from tests.web.surfing import submit

REPORT = """\
The minister said on Monday that the talks would go on.

A news agency reported that the general told the envoy that the missile flew too far.

Two officials deny that the treaty was broken. The test may have failed, analysts say.

The talks began in May."""


def paste(client: FlaskClient) -> str:
    """The report as a text of this teacher's; its address."""
    fields: dict[str, str | list[str]] = {
        "text": REPORT, "title": "The talks", "publisher": "The Courier",
    }  # fmt: skip
    return str(submit(client, "/workspace/texts", "/workspace/texts", fields).location)


def note(client: FlaskClient, source: str, paragraph: int, words: str, **more: str) -> TestResponse:
    """Note a claim at these words."""
    fields: dict[str, str | list[str]] = {
        "paragraph": str(paragraph), "words": words, "start": "0", "stance": "attributed", **more,
    }  # fmt: skip
    return submit(client, f"{source}/claims/new", f"{source}/claims", fields)


def note_five(client: FlaskClient, source: str) -> None:
    """The five claims of the report."""
    for paragraph, words, content, *voices in (
        (1, "the talks would go on", "The talks go on.", "the minister|said|"),
        (2, "the missile flew too far", "The missile flew too far.",
         "the agency|reported||outlet", "the general|told|the envoy"),
        (3, "the treaty was broken", "The treaty was broken.", "two officials|deny|"),
        (3, "The test may have failed", "The test failed.", "analysts|say|"),
        (4, "The talks began in May", "The talks began in May."),
    ):  # fmt: skip
        more: dict[str, str] = {"content": content}
        for place, voice in enumerate(voices):
            speaker, cue, addressee, *kind = voice.split("|")
            more |= {
                f"voices-{place}-speaker": speaker, f"voices-{place}-cue": cue,
                f"voices-{place}-addressee": addressee,
                f"voices-{place}-kind": kind[0] if kind else "person",
            }  # fmt: skip
        if not voices:
            more["stance"] = "asserted"
        assert note(client, source, paragraph, words, **more).status_code == 303


def edit(client: FlaskClient, source: str, **changed: str) -> TestResponse:
    """Send the form of the text with this changed."""
    page = f"{source}/edit"
    form = form_of(client.get(page).text, f'action="{page}"', "</form>")
    return submit(client, page, page, {**form, **changed})


def renote(client: FlaskClient, source: str, claim: str, **changed: str) -> TestResponse:
    """Send the form of a claim with this changed."""
    page = f"{source}/claims/{claim}"
    form = form_of(client.get(page).text, "data-claim", "</form>")
    return submit(client, page, page, {**form, **changed})


def last_claim(client: FlaskClient, source: str) -> str:
    """The id of the claim that was noted last, off the text's page."""
    return max(re.findall(r"/claims/(C[0-9]+)\"", client.get(source).text))
