"""Everybody in a game under load: a host and many players, each with a stream and a seat."""

import random
import re
import sqlite3
import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from bench.live.phones import Phones, Story, Stream, open_all
from bench.live.wire import Address, Failed, Reply, request

TOKEN = re.compile(rb'name="csrf_token"[^>]*value="([^"]+)"')


@dataclass
class Person:
    """Someone with cookies; every method that is a story is played by `Phones`."""

    address: Address
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Generator[bytes, Reply, Reply]:
        """Open a page."""
        reply = yield request(self.address, "GET", path, cookies=self.cookies)
        return self._kept(reply)

    def post(self, path: str, form: dict[str, str]) -> Generator[bytes, Reply, Reply]:
        """Send a form."""
        reply = yield request(self.address, "POST", path, cookies=self.cookies, form=form)
        return self._kept(reply)

    def submit(self, page: str, path: str, form: dict[str, str]) -> Generator[bytes, Reply, Reply]:
        """Open a page and send its form."""
        shown = yield from self.get(page)
        found = TOKEN.search(shown.body)
        if not found:
            raise Failed(f"{page} has no form: {shown.status}")
        return (yield from self.post(path, {"csrf_token": found[1].decode(), **form}))

    def stream(self, phones: Phones, path: str) -> Stream:
        """A stream of this person's, not opened yet."""
        return Stream(phones, request(self.address, "GET", path, cookies=self.cookies, keep=True))

    def _kept(self, reply: Reply) -> Reply:
        for cookie in reply.headers.get("set-cookie", ()):
            name, _, rest = cookie.partition("=")
            self.cookies[name] = rest.split(";")[0]
        return reply


@dataclass
class Player(Person):
    """Someone who plays."""

    pin: str = ""

    def join(self, name: str) -> Story:
        """Take a seat. Raises Failed."""
        page = f"/join/{self.pin}"
        reply = yield from self.submit(page, page, {"nickname": name})
        if reply.status != 303:
            raise Failed(f"join: {reply.status} {reply.body[:200]!r}")
        self.cookies = {k: v for k, v in self.cookies.items() if k.startswith("player")}

    def polling(self) -> Story:
        """Ask for the state, and again whether it is still that one; the second reply."""
        path = f"/play/{self.pin}/state"
        first = yield from self.get(path)
        tag = first.headers.get("x-state", [""])[0]
        return (yield from self.get(f"{path}?seen={tag}"))

    def answering(self, round_number: int, slot: int) -> bytes:
        """The request that answers the round."""
        form = {"round": str(round_number), "choice": str(slot), "answer_id": f"r{round_number}"}
        path = f"/play/{self.pin}/answers"
        return request(self.address, "POST", path, cookies=self.cookies, form=form)


@dataclass
class Game:
    """A game with its host; `watching` are the host's page and the projector."""

    phones: Phones
    host: Person
    id: str
    pin: str
    players: list[Player] = field(default_factory=list)
    streams: list[Stream] = field(default_factory=list)
    watching: list[Stream] = field(default_factory=list)
    round: int = 0

    def press(self, kind: str) -> float:
        """Let this happen next; when the button went down. The reply comes when it comes."""
        page = self.phones.do(self.host.get(f"/host/{self.id}")).body
        token, found = TOKEN.search(page), re.search(rb'name="step" value="([0-9]+):', page)
        assert token, page[:500]
        assert found, page[:500]
        form = {"csrf_token": token[1].decode(), "step": f"{found[1].decode()}:{kind}"}
        pressed_at = time.perf_counter()
        reply = self.phones.do(self.host.post(f"/host/{self.id}/step", form))
        if reply.status != 303:
            raise Failed(f"{kind}: {reply.status}")
        self.round += kind == "opened"
        return pressed_at

    def is_in(self, phase: str) -> bool:
        """Whether the game is in that phase."""
        page = self.phones.do(self.host.get(f"/host/{self.id}")).body
        return f'data-phase="{phase}"'.encode() in page

    def close(self) -> None:
        """Close the round, unless it closed by itself when all had answered."""
        if not self.is_in("closed"):
            self.press("closed")
        self.phones.rest(1)

    def seat(self, count: int) -> None:
        """Let so many join, one after the other, and listen."""
        for number in range(count):
            self.phones.do(self.newcomer().join(f"P{number}"))
        self.listen()

    def newcomer(self) -> Player:
        """One more, who has not joined yet."""
        player = Player(self.host.address, pin=self.pin)
        self.players.append(player)
        return player

    def watch(self) -> None:
        """Let the host's page and the projector open theirs."""
        page = self.phones.do(self.host.get(f"/host/{self.id}")).body
        found = re.search(rb"/screen/[\w.-]+", page)
        assert found, page[:500]
        places = (f"/host/{self.id}/stream", f"{found[0].decode()}/stream")
        self.watching = [self.host.stream(self.phones, path) for path in places]
        open_all(self.phones, self.watching)

    def listen(self) -> None:
        """Let everybody open a stream."""
        self.streams = [p.stream(self.phones, f"/play/{self.pin}/stream") for p in self.players]
        open_all(self.phones, self.streams)

    def until_seen(self, what: str, timeout_s: float = 30.0) -> list[float]:
        """When each stream saw the mark that it was told to expect."""
        unseen = self.streams

        def is_done() -> bool:
            nonlocal unseen
            unseen = [s for s in unseen if s.seen_at is None] if unseen[0].seen_at else unseen
            return not unseen

        try:
            self.phones.until(is_done, timeout_s)
        except Failed as fault:
            raise Failed(f"{what} did not reach {len(unseen)} of {len(self.streams)}") from fault
        return [s.seen_at for s in self.streams if s.seen_at is not None]

    def expect(self, mark: bytes) -> None:
        """Let every stream look for the mark."""
        for stream in self.streams:
            stream.expect(mark)

    def answer_all(self, within_s: float, seed: int = 1) -> list[Reply]:
        """Everybody answers once, at moments spread evenly by chance over `within_s`."""
        return answer_all(self.phones, [self], within_s, seed)[0]


def answer_all(
    phones: Phones, games: Sequence[Game], within_s: float, seed: int = 1
) -> list[list[Reply]]:
    """The replies of each game where all of them answer at the same time.

    A reply that was lost on the way has the status 0.
    """
    replies: list[list[Reply]] = [[] for _ in games]
    start_answers(phones, games, replies, within_s, seed)
    waited = [(len(g.players), found) for g, found in zip(games, replies, strict=True)]
    phones.until(lambda: all(len(found) == count for count, found in waited), within_s + 60)
    return replies


def start_answers(
    phones: Phones,
    games: Sequence[Game],
    replies: list[list[Reply]],
    within_s: float,
    seed: int = 1,
) -> None:
    """The same without waiting: the replies come in as the phones go on."""
    chance = random.Random(seed)
    planned = [
        (chance.random() * within_s, player.answering(game.round, chance.randrange(1, 5)), found)
        for game, found in zip(games, replies, strict=True)
        for player in game.players
    ]
    phones.late_s.clear()
    began = time.perf_counter()
    for at, message, found in planned:
        phones.at(began + at, partial(phones.play, once(message), found.append))


def once(message: bytes) -> Story:
    """One request and its reply."""
    return (yield message)


def new_game(phones: Phones, limit_s: str = "") -> Game:
    """A game of the bank for load, by the pages."""
    host = Person(phones.address)
    form = {"count": "20", "limit_s": limit_s}
    reply = phones.do(host.submit("/banks/load", "/banks/load/games", form))
    if reply.status != 303:
        raise Failed(f"new game: {reply.status} {reply.body[:300]!r}")
    game_id = reply.headers["location"][0].rsplit("/", 1)[-1]
    page = phones.do(host.get(f"/host/{game_id}")).body
    found = re.search(rb'class="pin"[^>]*aria-label="([0-9 ]+)"', page)
    assert found
    return Game(phones, host, game_id, found[1].decode().replace(" ", ""))


def stored_answers(database: Path, game_id: str) -> list[tuple[int, str]]:
    """(round, player) of every stored answer, read by this process from the file itself."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        return connection.execute(
            "SELECT r.number, a.player_id FROM answer a JOIN game_round r ON r.id = a.round_id "
            "WHERE r.game_id = ?",
            (game_id,),
        ).fetchall()
