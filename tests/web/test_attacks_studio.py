"""What another teacher, a colleague and a stranger try on every address of the studio."""

import re
from collections.abc import Iterator
from ipaddress import ip_address
from itertools import count
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.services.site import Site
from tests.web.noting import note_five
from tests.web.surfing import HIDDEN, submit
from tests.web.teaching import enrol, make_bank, publish
from tests.world import BANK

PLACES = re.compile(r"<(?:\w+:)?(\w+)>")
READ_BY_A_VIEWER = {"duplicate", "practise", "try_it", "create_own", "set_up_own"}
"""What somebody may press who may read, play and copy a bank."""


@pytest.fixture
def bank(anna: FlaskClient) -> str:
    made = make_bank(anna, BANK.replace("sources: [wire]", "sources: [none]"))
    publish(anna, made)
    return made


def routes(app: Flask, bank: str, source: str, method: str) -> Iterator[tuple[str, str]]:
    """Endpoint and address of each route that leads to this bank or this text."""
    values = {
        "bank": bank.rsplit("/", 1)[1], "source": source.rsplit("/", 1)[1], "key": "who-said",
        "number": "1", "claim": "C01", "seat": "host", "phase": "open", "colleague": "x",
    }  # fmt: skip
    for rule in app.url_map.iter_rules():
        is_owned = {"bank", "source"} & rule.arguments and rule.rule.startswith("/workspace/")
        if is_owned and method in (rule.methods or ()):
            yield rule.endpoint, PLACES.sub(lambda m: values[m[1]], rule.rule)


def token_of(client: FlaskClient) -> str:
    found = HIDDEN.search(client.get("/workspace").text)
    assert found
    return found[1]


def test_another_teacher_finds_nothing_anywhere(
    app: Flask, site: Site, anna: FlaskClient, bank: str, source: str
) -> None:
    note_five(anna, source)
    eve = enrol(app.test_client(), site, "Eve")
    token = token_of(eve)

    looked = {e: eve.get(p).status_code for e, p in routes(app, bank, source, "GET")}
    sent = {
        e: eve.post(p, data={"csrf_token": token, "key": "who-said", "do": "delete"}).status_code
        for e, p in routes(app, bank, source, "POST")
    }

    assert len(looked) > 10
    assert len(sent) > 20
    assert {e: s for e, s in {**looked, **sent}.items() if s != 404} == {}


def test_who_is_signed_out_is_asked_to_sign_in_everywhere(
    app: Flask, anna: FlaskClient, bank: str, source: str
) -> None:
    nobody = app.test_client()
    found = HIDDEN.search(nobody.get("/sign-in").text)
    assert found

    looked = {e: nobody.get(p).status_code for e, p in routes(app, bank, source, "GET")}
    sent = {
        e: nobody.post(p, data={"csrf_token": found[1]}).status_code
        for e, p in routes(app, bank, source, "POST")
    }

    assert set(looked.values()) == {303}
    assert set(sent.values()) == {401}


def test_no_form_of_the_studio_is_taken_without_its_token(
    app: Flask, anna: FlaskClient, bank: str, source: str
) -> None:
    sent = {
        e: anna.post(p, data={"do": "delete", "key": "who-said"}).status_code
        for e, p in routes(app, bank, source, "POST")
    }

    assert set(sent.values()) == {400}


def test_a_viewer_changes_nothing_and_an_editor_neither_shares_nor_deletes(
    app: Flask, site: Site, anna: FlaskClient, bank: str, source: str
) -> None:
    clients = {name: enrol(app.test_client(), site, name) for name in ("Vera", "Ed")}
    for name, right in (("Vera", "read"), ("Ed", "edit")):
        submit(anna, f"{bank}/sharing", f"{bank}/sharing", {"name": name, "right": right})
    tokens = {name: token_of(client) for name, client in clients.items()}

    answered = {
        e.rpartition(".")[2]: clients["Vera"].post(
            p, data={"csrf_token": tokens["Vera"], "key": "who-said", "do": "copy"}
        ).status_code
        for e, p in routes(app, bank, source, "POST")
        if p.startswith(bank)
    }  # fmt: skip
    own = {
        deed: clients["Ed"].post(
            f"{bank}/{deed}", data={"csrf_token": tokens["Ed"], "name": "Eve", "right": "edit"}
        ).status_code
        for deed in ("delete", "bring-back", "sharing", "sharing/x/end", "link")
    }  # fmt: skip

    assert {d for d, s in answered.items() if s != 403} <= READ_BY_A_VIEWER
    assert set(own.values()) == {403}


def test_a_link_that_was_ended_or_guessed_gives_nothing(
    app: Flask, site: Site, anna: FlaskClient, bank: str
) -> None:
    submit(anna, f"{bank}/sharing", f"{bank}/link", {"do": "make"})
    link = re.search(r"/workspace/copies/[\w-]+", anna.get(f"{bank}/sharing").text)
    assert link
    eve = enrol(app.test_client(), site, "Eve")
    assert eve.get(link[0]).status_code == 200

    submit(anna, f"{bank}/sharing", f"{bank}/link", {"do": "end"})

    for address in (link[0], "/workspace/copies/x", "/workspace/copies/%00", link[0][:-1]):
        assert eve.get(address).status_code == 404, address
        assert submit(eve, "/workspace", address).status_code == 404, address


FIELDS = (
    "title", "description", "publisher", "text", "base", "version", "do", "key", "tag", "to",
    "kind", "name", "right", "place", "source", "words", "start", "paragraph", "content",
    "stance", "hedge", "voices-0-speaker", "voices-0-cue", "voices-0-kind", "voices-9-speaker",
    "mentions-0-name", "stem", "choices-0-text", "choices-0-id", "choices-99-text",
    "evidence-0-claim", "tags", "hint", "explanation", "picture", "skill", "difficulty", "count",
    "limit_s", "length",
)  # fmt: skip
ODD = {
    "nothing": "",
    "a NUL": "a\0b",
    "a script": '"><script>alert(1)</script>{{ 7*7 }}',
    "right to left": "\u202eשלום\u2066",
    "half a character": "\ud800",
    "very many letters": "x" * 60_000,
    "a sign of the text": "- &a *a !!python/object:os.system {a: [",
    "minus": "-1",
    "a number beyond all": "9" * 400,
    "another digit": "²٣",
    "a path": "../../etc/passwd%00",
    "lines": "a\r\n\n---\n...\n# b\n",
    "a mark": "[x](javascript:alert(1)) `` ** [[a|b]] {{c}}",
}
DEEDS = (
    "", "copy", "up", "to", "tag", "untag", "move", "more-choices", "up-choices-1", "mine",
    "theirs", "done", "picture", "show", "accept x", "edit x", "end",
)  # fmt: skip
KNOWN = {"key": "who-said", "base": "1", "version": "1", "place": "2", "paragraph": "1"}


@pytest.mark.long
@pytest.mark.parametrize("odd", ODD)
def test_no_odd_word_breaks_a_form_or_a_page(
    app: Flask, anna: FlaskClient, bank: str, source: str, odd: str
) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    note_five(anna, source)
    value = ODD[odd].encode("utf-8", "surrogatepass")
    fields = dict.fromkeys(FIELDS, value) | {"csrf_token": token_of(anna)}
    address = count(1)  # another one for each, or they were all told to wait

    replies = [
        (path, deed, anna.post(
            path, data={**fields, **known, "do": deed},
            environ_overrides={"REMOTE_ADDR": str(ip_address(next(address)))},
        ))
        for endpoint, path in routes(app, bank, source, "POST")
        if not endpoint.endswith(("delete", "delete_text"))
        for deed in DEEDS
        for known in ({}, KNOWN)
    ]  # fmt: skip
    query = "?" + "&".join(f"{name}={quote(value[:20])}" for name in FIELDS)
    pages = [path for _, path in routes(app, bank, source, "GET")]
    pages += ["/workspace", "/workspace/texts", "/workspace/search", "/account"]
    replies += [(page, "", anna.get(page + more)) for page in pages for more in ("", query)]

    bad = [
        (path, deed, reply.status_code)
        for path, deed, reply in replies
        if reply.status_code >= 500 or "<script>alert" in reply.text
    ]
    assert bad == []
