"""What never gets in, asked of the real server over real sockets."""

import http.client
import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from quizapp.wire.gate import is_host
from tests.serving import Server, serving

PAGE_THREADS = 10


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("data")) as found:
        yield found


def ask(server: Server, path: str, host: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=10)
    connection.putrequest("GET", path, skip_host=True)
    connection.putheader("Host", host)
    connection.endheaders()
    return connection.getresponse()


@pytest.mark.parametrize(
    "host",
    ["quiz.example", "quiz.example.", "localhost:8000", "192.168.1.20:8000", "[::1]:8000", "a_b",
     "xn--bcher-kva.example"],
)  # fmt: skip
def test_a_name_or_an_address_is_a_host(host: str) -> None:
    assert is_host(host)


@pytest.mark.parametrize(
    "host",
    ["", "x//evil.example", "evil.example/", "a?b", "a#b", "a b", "a:b:c", "a:99999", "a:-1", "a:x",
     "[", "[::1", "[1.2.3]", "..", "a..b", "x" * 64, "xn--a", "user@host", "höst"],
)  # fmt: skip
def test_anything_else_is_none(host: str) -> None:
    assert not is_host(host)


@pytest.mark.parametrize("path", ["/", "/healthz", "/play/123456/stream", "/static/js/app.js"])
def test_a_false_host_gets_a_sentence_on_every_route(server: Server, path: str) -> None:
    response = ask(server, path, "x//evil.example")

    assert (response.status, response.read()) == (400, b"That address is not served here.")


@pytest.mark.parametrize(
    "path", ["/", "/static/js/app.js", "/static/none.js", "/play/1/stream", "/play/123456/stream"]
)
def test_every_answer_has_the_security_headers(server: Server, path: str) -> None:
    headers = ask(server, path, "localhost").headers

    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_bodies_that_trickle_in_hold_up_nobody(server: Server) -> None:
    place = urlsplit(server.url)
    slow = [socket.create_connection((place.hostname, place.port)) for _ in range(PAGE_THREADS + 2)]
    for connection in slow:
        connection.sendall(
            b"POST /join HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500\r\n"
            b"Content-Type: application/x-www-form-urlencoded\r\n\r\npin=1"
        )

    assert ask(server, "/healthz", "localhost").status == 200

    for connection in slow:
        connection.close()


def test_a_body_that_is_too_large_is_refused(server: Server) -> None:
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=10)
    connection.request("POST", "/join", b"x" * 70_000)

    assert connection.getresponse().status == 413
