"""Who may send much is asked before it is taken: the whole server, without sockets."""

import re
from typing import Any
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from quizapp.asgi import create_asgi
from quizapp.services.site import Site
from quizapp.web.app import create_app
from tests.asynchronous import run
from tests.web.surfing import submit
from tests.web.teaching import PASSWORD, enrol, make_bank
from tests.world import BANK

PIECE = b"x" * 64 * 1024
TYPE = b"multipart/form-data; boundary=end"
PLACES = ["/workspace/uploads", "{bank}/upload", "{bank}/questions/says-when/sent", "{bank}/edit",
          "/workspace/texts"]  # fmt: skip
HIDDEN = ("csrf_token", "typed_by")
FILES, FORMS = PLACES[:2], PLACES[2:]


class Sender:
    """A browser that sends a form of many MB; `taken` counts the pieces that were asked for."""

    def __init__(self, client: FlaskClient, path: str) -> None:
        names = ("teacher", "known", "session")
        held = [client.get_cookie(name) for name in names]
        cookies = "; ".join(f"{c.key}={c.value}" for c in held if c)
        self.taken = 0
        self.status = 0
        self.told = b""
        self.scope: dict[str, Any] = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "scheme": "http",
            "method": "POST", "path": path, "raw_path": path.encode(), "query_string": b"",
            "root_path": "", "client": ("192.0.2.1", 1), "server": ("quiz.test", 80),
            "headers": [(b"host", b"quiz.test"), (b"cookie", cookies.encode()),
                        (b"content-type", TYPE), (b"content-length", b"60000000")],
        }  # fmt: skip

    async def receive(self) -> dict[str, Any]:
        """The next piece; there is always one more."""
        self.taken += 1
        return {"type": "http.request", "body": PIECE, "more_body": True}

    async def send(self, message: dict[str, Any]) -> None:
        """Note what is answered."""
        self.status = message.get("status", self.status)
        self.told += message.get("body", b"")


@pytest.fixture
def anna(site: Site) -> FlaskClient:
    return enrol(create_app(site).test_client(), site)


@pytest.fixture
def bank(anna: FlaskClient) -> str:
    return make_bank(anna, BANK)


def sent(site: Site, client: FlaskClient, path: str) -> Sender:
    """What became of a form of many MB."""
    sender = Sender(client, path)
    server: Any = create_asgi(site)
    run(server(sender.scope, sender.receive, sender.send))
    return sender


@pytest.mark.parametrize("place", PLACES)
def test_of_a_strangers_form_nothing_is_read(site: Site, bank: str, place: str) -> None:
    reply = sent(site, create_app(site).test_client(), place.format(bank=bank))

    assert (reply.status, reply.taken) == (401, 0)
    assert b"You are signed out" in reply.told


@pytest.mark.parametrize("odd", ["a?b", "?", "#", "a#b", "%25", "%41", "a\nb"])
def test_an_odd_address_is_asked_as_the_form_itself_would_be(
    site: Site, anna: FlaskClient, odd: str
) -> None:
    stranger = create_app(site).test_client()

    for place in PLACES[1:4]:
        path = place.format(bank=f"/workspace/banks/{odd}")
        strange, hers = sent(site, stranger, path), sent(site, anna, path)

        assert (strange.status, strange.taken) == (401, 0)
        assert (hers.status, hers.taken) == (404, 0) or place in FORMS


def test_a_bank_is_not_taken_for_another_that_its_address_begins_or_decodes_to(
    site: Site, anna: FlaskClient, bank: str
) -> None:
    encoded = bank[:-1] + f"%{ord(bank[-1]):02X}"

    for path in (f"{encoded}/upload", f"{bank}#/upload", f"{bank}?/upload"):
        reply = sent(site, anna, path)
        assert (reply.status, reply.taken) == (404, 0), path


@pytest.mark.parametrize("place", PLACES)
def test_with_a_line_break_at_its_end_it_is_no_place_for_a_large_form(
    site: Site, anna: FlaskClient, bank: str, place: str
) -> None:
    reply = sent(site, anna, place.format(bank=bank) + "\n")

    assert (reply.status, reply.taken < 5) == (413, True)


def test_of_a_file_for_somebody_elses_bank_nothing_is_read(site: Site, bank: str) -> None:
    boris = enrol(create_app(site).test_client(), site, "Boris")

    reply = sent(site, boris, f"{bank}/upload")

    assert (reply.status, reply.taken) == (404, 0)


def test_of_a_file_from_somebody_who_may_only_read_nothing_is_read(
    site: Site, anna: FlaskClient, bank: str
) -> None:
    boris = enrol(create_app(site).test_client(), site, "Boris")
    submit(anna, f"{bank}/sharing", f"{bank}/sharing", {"name": "Boris", "right": "read"})

    reply = sent(site, boris, f"{bank}/upload")

    assert (reply.status, reply.taken) == (403, 0)


@pytest.mark.parametrize("place", ["{bank}/questions/says-when/sent", "{bank}/edit"])
def test_what_one_typed_is_shown_again_where_another_one_is_signed_in_by_now(
    site: Site, anna: FlaskClient, bank: str, place: str
) -> None:
    page = anna.get(bank).text
    carried = {name: re.search(rf'name="{name}" value="([^"]+)"', page) for name in HIDDEN}
    fields = {name: found[1] for name, found in carried.items() if found}
    enrol(create_app(site).test_client(), site, "Boris")
    submit(anna, "/", "/sign-out")
    submit(anna, "/sign-in", "/sign-in", {"name": "Boris", "password": PASSWORD})
    sender = Sender(anna, place.format(bank=bank))
    words = urlencode({**fields, "stem": "Typed by Anna?"}).encode()
    sender.scope["headers"][2:] = [
        (b"content-type", b"application/x-www-form-urlencoded"),
        (b"content-length", str(len(words)).encode()),
    ]

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": words, "more_body": False}

    server: Any = create_asgi(site)
    run(server(sender.scope, receive, sender.send))

    assert sender.status == 403
    assert b"Somebody else is signed in" in sender.told
    assert b"Typed by Anna?" in sender.told


@pytest.mark.parametrize("place", PLACES)
def test_whoever_may_send_is_read(site: Site, anna: FlaskClient, bank: str, place: str) -> None:
    reply = sent(site, anna, place.format(bank=bank))

    assert (reply.status, reply.taken > 100) == (413, True)


@pytest.mark.parametrize("place", FORMS)
def test_what_was_typed_when_the_session_ended_is_taken_to_be_shown_again(
    site: Site, anna: FlaskClient, bank: str, place: str
) -> None:
    submit(anna, "/", "/sign-out")

    assert sent(site, anna, place.format(bank=bank)).taken > 0


@pytest.mark.parametrize("place", FILES)
def test_a_file_is_not(site: Site, anna: FlaskClient, bank: str, place: str) -> None:
    submit(anna, "/", "/sign-out")

    reply = sent(site, anna, place.format(bank=bank))

    assert (reply.status, reply.taken) == (401, 0)


def test_a_picture_that_is_far_too_large_is_told_what_to_do(
    site: Site, anna: FlaskClient, bank: str
) -> None:
    assert b"5 MB at most" in sent(site, anna, f"{bank}/questions/says-when/sent").told
