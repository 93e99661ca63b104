"""The stream and the answer, asked of the real server over real sockets."""

import http.client
import re
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

import pytest

from tests.serving import Server, serving

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
SAME_SITE = {"Sec-Fetch-Site": "same-origin"}
WAIT_S = 10
TEN_MB = 10 * 1024 * 1024


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("data")) as found:
        yield found


@dataclass
class Visitor:
    """A browser by hand: keeps cookies, follows nothing."""

    server: Server
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(
        self, method: str, path: str, body: str | None = None, headers: dict[str, str] | None = None
    ) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection(urlsplit(self.server.url).netloc, timeout=WAIT_S)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if body is not None else {}
        connection.request(method, path, body, {"Cookie": cookies, **kind, **(headers or {})})
        response = connection.getresponse()
        for name, value in response.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
        return response

    def text(self, path: str) -> str:
        return self.ask("GET", path).read().decode()

    def submit(self, page: str, action: str, **fields: str) -> str:
        """Send a form; where it leads."""
        token = TOKEN.search(self.text(page))
        assert token
        body = urlencode({"csrf_token": token[1], **fields})
        response = self.ask("POST", action, body)
        assert response.status == 303, response.read()
        return response.headers["Location"]

    def answer(
        self, pin: str, fields: dict[str, str], headers: dict[str, str] = SAME_SITE
    ) -> tuple[int, str]:
        response = self.ask("POST", f"/play/{pin}/answers", urlencode(fields), headers)
        return response.status, response.read().decode()


@dataclass
class Game:
    """A game with its host and one player."""

    host: Visitor
    player: Visitor
    id: str
    pin: str

    def press(self) -> None:
        """The host's one big button."""
        page = self.host.text(f"/host/{self.id}")
        step = re.search(r'name="step" value="([^"]+)"', page)
        assert step
        self.host.submit(f"/host/{self.id}", f"/host/{self.id}/step", step=step[1])


@pytest.fixture
def game(server: Server) -> Game:
    host, player = Visitor(server), Visitor(server)
    bank = "/banks/which-treaty"
    home = host.submit(bank, f"{bank}/games", count="5", limit_s="")
    found = re.search(r'class="pin"[^>]*aria-label="([0-9 ]+)"', host.text(home))
    assert found
    pin = found[1].replace(" ", "")
    player.submit(f"/join/{pin}", f"/join/{pin}", nickname="Ada")
    return Game(host, player, home.rsplit("/", 1)[-1], pin)


def events(stream: http.client.HTTPResponse, count: int) -> list[str]:
    """The next states that a stream brings, beats left out."""
    found: list[str] = []
    lines: list[str] = []
    deadline = time.monotonic() + WAIT_S
    while len(found) < count and time.monotonic() < deadline:
        line = stream.readline().decode().rstrip("\n")
        if line:
            lines.append(line)
        elif lines:
            if not any(part.startswith("event:") for part in lines):
                text = "\n".join(x[6:] for x in lines if x.startswith("data: "))
                found += [text] if text else []
            lines = []
    return found


def first_answer(page: str) -> dict[str, str]:
    """Fields that answer the question on a page in some way."""
    if places := re.findall(r'<select[^>]*name="(place-\d)"', page):
        return {name: str(n) for n, name in enumerate(places, start=1)}
    if matches := re.findall(r'<select[^>]*name="(match-\d)"', page):
        return dict.fromkeys(matches, "1")
    return {"text": "x"} if 'name="text"' in page else {"choice": "1"}


def test_a_streams_first_event_is_the_whole_state(game: Game) -> None:
    stream = game.player.ask("GET", f"/play/{game.pin}/stream")

    (state,) = events(stream, 1)

    assert stream.headers["Content-Type"].startswith("text/event-stream")
    assert 'id="mine"' in state
    assert 'id="stage"' in state


def test_a_stream_tells_of_every_step(game: Game) -> None:
    stream = game.player.ask("GET", f"/play/{game.pin}/stream")
    events(stream, 1)

    game.press()

    (state,) = events(stream, 1)
    assert "data-answer" in state


def test_each_state_carries_the_sequence_number_of_the_game(game: Game) -> None:
    stream = game.player.ask("GET", f"/play/{game.pin}/stream")
    before = _next_id(stream)

    game.press()

    assert (before, _next_id(stream)) == (0, 1)


def test_each_state_says_within_how_long_a_page_may_come_back(game: Game) -> None:
    stream = game.player.ask("GET", f"/play/{game.pin}/stream")

    assert "retry: 500\n" in iter(lambda: stream.readline().decode(), "")


def _next_id(stream: http.client.HTTPResponse) -> int:
    deadline = time.monotonic() + WAIT_S
    while time.monotonic() < deadline:
        line = stream.readline().decode()
        if line.startswith("id: "):
            return int(line[4:])
    raise AssertionError("no state came")


def test_a_stream_says_when_its_player_was_taken_out(game: Game) -> None:
    stream = game.player.ask("GET", f"/play/{game.pin}/stream")
    events(stream, 1)
    page = game.host.text(f"/host/{game.id}")
    person = re.search(r'href="(/host/[^"]+/people/[^"?]+)"', page)
    assert person

    game.host.submit(person[1], person[1], do="remove")

    assert "event: unseated\n" in iter(lambda: stream.readline().decode(), "")
    again = game.player.ask("GET", f"/play/{game.pin}/stream")
    assert again.status == 403
    assert "You were taken out of this game" in again.read().decode()


def test_a_beat_comes_while_nothing_happens(game: Game) -> None:
    stream = game.player.ask("GET", f"/play/{game.pin}/stream")
    events(stream, 1)

    assert "event: beat\n" in iter(lambda: stream.readline().decode(), "")


def test_the_host_sees_players_come_in(server: Server, game: Game) -> None:
    stream = game.host.ask("GET", f"/host/{game.id}/stream")
    events(stream, 1)

    Visitor(server).submit(f"/join/{game.pin}", f"/join/{game.pin}", nickname="Bob")

    (state,) = events(stream, 1)
    assert "Bob" in state


@pytest.mark.parametrize("path", ["/play/{pin}/stream", "/host/{id}/stream", "/screen/x/stream"])
def test_nobody_listens_without_a_seat(server: Server, game: Game, path: str) -> None:
    response = Visitor(server).ask("GET", path.format(pin=game.pin, id=game.id))

    assert response.status in (403, 404)
    assert "<" not in response.read().decode()


def test_an_answers_receipt_is_the_same_the_second_time(game: Game) -> None:
    game.press()
    page = game.player.text(f"/play/{game.pin}/state")
    fields = {"round": "1", "answer_id": "abc", **first_answer(page)}

    first = game.player.answer(game.pin, fields)
    again = game.player.answer(game.pin, fields | {"answer_id": "other"})

    assert first[0] == 200
    assert first == again
    assert 'data-answered="true"' in first[1]


def test_a_late_answer_is_told_so(game: Game) -> None:
    game.press()
    page = game.player.text(f"/play/{game.pin}/state")
    game.press()

    status, words = game.player.answer(game.pin, {"round": "1", **first_answer(page)})

    assert status == 409
    assert "could not be counted" in words


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"round": "1"}, 422),
        ({"round": "1", "choice": "99", "text": "", "place-1": "9", "match-1": "9"}, 422),
        ({"round": "9", "choice": "1"}, 409),
        ({"round": "x"}, 409),
        ({}, 409),
    ],
)
def test_a_malformed_answer_gets_a_sentence(
    game: Game, fields: dict[str, str], status: int
) -> None:
    game.press()

    found = game.player.answer(game.pin, fields)

    assert found[0] == status
    assert found[1].endswith(".")
    assert "Traceback" not in found[1]


def test_an_answer_from_another_site_is_refused(game: Game) -> None:
    game.press()

    for headers in ({}, {"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        status, _ = game.player.answer(game.pin, {"round": "1", "choice": "1"}, headers)
        assert status == 403


def test_an_answer_on_plain_http_is_known_by_its_origin(game: Game) -> None:
    game.press()
    page = game.player.text(f"/play/{game.pin}/state")

    status, _ = game.player.answer(
        game.pin, {"round": "1", **first_answer(page)}, {"Origin": game.player.server.url}
    )

    assert status == 200


@pytest.mark.parametrize(
    "body", [b"\xff\xfe=1", b"x" * 20_000, b"&".join(b"a=1" for _ in range(200))]
)
def test_a_body_that_is_no_answer_is_refused(game: Game, body: bytes) -> None:
    game.press()

    response = game.player.ask(
        "POST", f"/play/{game.pin}/answers", body.decode("latin-1"), SAME_SITE
    )

    assert response.status == 400


def test_answers_that_are_huge_or_trickle_in_hold_up_nobody(server: Server, game: Game) -> None:
    game.press()
    page = game.player.text(f"/play/{game.pin}/state")
    place = urlsplit(server.url)
    head = f"POST /play/{game.pin}/answers HTTP/1.1\r\nHost: {place.netloc}\r\nContent-Length: "
    slow = [socket.create_connection((place.hostname, place.port)) for _ in range(100)]
    for connection in slow:
        connection.sendall(f"{head}500\r\n\r\nr".encode())
    huge = socket.create_connection((place.hostname, place.port), timeout=WAIT_S)
    huge.sendall(f"{head}{TEN_MB}\r\n\r\n".encode() + b"x" * TEN_MB)

    assert huge.recv(1024).startswith(b"HTTP/1.1 400")
    assert game.player.answer(game.pin, {"round": "1", **first_answer(page)})[0] == 200

    for connection in (*slow, huge):
        connection.close()


def test_static_files_with_a_version_are_kept_by_browsers(server: Server) -> None:
    visitor = Visitor(server)
    path = re.search(r'href="(/static/css/[^"]+)"', visitor.text("/"))
    assert path

    response = visitor.ask("GET", path[1], headers={"Accept-Encoding": "gzip"})

    assert response.status == 200
    assert "immutable" in response.headers["Cache-Control"]
    assert response.headers["Content-Encoding"] == "gzip"


def test_a_static_path_cannot_climb_out(server: Server) -> None:
    assert Visitor(server).ask("GET", "/static/../pyproject.toml").status == 404
    assert Visitor(server).ask("GET", "/static/%2e%2e/pyproject.toml").status == 404
