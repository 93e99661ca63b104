"""Everybody in a game under load: a host and many players, each with a stream and a seat."""

import asyncio
import random
import re
import sqlite3
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.live.served import Served
from bench.live.wire import Address, Failed, Reply, Stream, ask, request

TOKEN = re.compile(rb'name="csrf_token"[^>]*value="([^"]+)"')
AT_ONCE = 64
"""How many things the client does at the same time where speed is not what is measured."""


@dataclass
class Person:
    """Someone with cookies."""

    address: Address
    cookies: dict[str, str] = field(default_factory=dict)

    async def get(self, path: str) -> Reply:
        """Open a page."""
        return self._kept(
            await ask(self.address, request(self.address, "GET", path, cookies=self.cookies))
        )

    async def post(self, path: str, form: dict[str, str]) -> Reply:
        """Send a form."""
        message = request(self.address, "POST", path, cookies=self.cookies, form=form)
        return self._kept(await ask(self.address, message))

    async def submit(self, page: str, path: str, form: dict[str, str]) -> Reply:
        """Open a page and send its form."""
        found = TOKEN.search((await self.get(page)).body)
        if not found:
            raise Failed(f"{page} has no form")
        return await self.post(path, {"csrf_token": found[1].decode(), **form})

    def _kept(self, reply: Reply) -> Reply:
        for cookie in reply.headers.get("set-cookie", ()):
            name, _, rest = cookie.partition("=")
            self.cookies[name] = rest.split(";")[0]
        return reply


@dataclass
class Player(Person):
    """Someone who plays; `stream` once it is open."""

    pin: str = ""
    stream: Stream | None = None

    async def join(self, name: str) -> Reply:
        """Take a seat; the reply of the form."""
        reply = await self.submit(f"/join/{self.pin}", f"/join/{self.pin}", {"nickname": name})
        if reply.status != 303:
            raise Failed(f"join: {reply.status} {reply.body[:200]!r}")
        self.cookies = {k: v for k, v in self.cookies.items() if k.startswith("player")}
        return reply

    async def listen(self) -> None:
        """Open the stream, and wait until it runs."""
        path = f"/play/{self.pin}/stream"
        message = request(self.address, "GET", path, cookies=self.cookies, keep=True)
        self.stream = self.stream or Stream(message)
        await self.stream.open(self.address)
        await asyncio.wait_for(self.stream.opened.wait(), 30)

    async def answer(self, round_number: int, slot: int) -> Reply:
        """Answer the round."""
        form = {"round": str(round_number), "choice": str(slot), "answer_id": f"r{round_number}"}
        return await self.post(f"/play/{self.pin}/answers", form)


@dataclass
class Game:
    """A game with its host."""

    host: Person
    id: str
    pin: str
    players: list[Player] = field(default_factory=list)
    round: int = 0

    async def press(self, kind: str) -> float:
        """Let this happen next; when the button went down."""
        page = (await self.host.get(f"/host/{self.id}")).body
        token, found = TOKEN.search(page), re.search(rb'name="step" value="([0-9]+):', page)
        assert token, page[:500]
        assert found, page[:500]
        step = f"{found[1].decode()}:{kind}"
        pressed_at = time.perf_counter()
        reply = await self.host.post(
            f"/host/{self.id}/step", {"csrf_token": token[1].decode(), "step": step}
        )
        if reply.status != 303:
            raise Failed(f"{kind}: {reply.status}")
        self.round += kind == "opened"
        return pressed_at

    async def is_in(self, phase: str) -> bool:
        """Whether the game is in that phase."""
        page = (await self.host.get(f"/host/{self.id}")).body
        return f'data-phase="{phase}"'.encode() in page

    @property
    def streams(self) -> list[Stream]:
        """The open streams of its players."""
        return [p.stream for p in self.players if p.stream]

    async def seat(self, count: int) -> None:
        """Let so many join, and listen."""
        gate = asyncio.Semaphore(AT_ONCE)

        async def one(number: int) -> None:
            async with gate:
                player = await self.seat_one(f"P{number}")
                await player.listen()

        first = len(self.players)
        await asyncio.gather(*(one(first + n) for n in range(count)))

    async def seat_one(self, name: str) -> Player:
        """Let one more join."""
        player = Player(self.host.address, pin=self.pin)
        await player.join(name)
        self.players.append(player)
        return player

    async def listen_all(self) -> None:
        """Let everybody open a stream."""
        gate = asyncio.Semaphore(AT_ONCE)

        async def one(player: Player) -> None:
            async with gate:
                await player.listen()

        await asyncio.gather(*(one(player) for player in self.players))

    async def until_seen(self, what: str, timeout_s: float = 30.0) -> list[float]:
        """When each stream saw the mark that it was told to expect."""
        deadline = asyncio.get_running_loop().time() + timeout_s
        while any(s.seen_at is None for s in self.streams):
            if asyncio.get_running_loop().time() > deadline:
                missing = sum(s.seen_at is None for s in self.streams)
                raise Failed(f"{what} did not reach {missing} of {len(self.streams)}")
            await asyncio.sleep(0.01)
        return [s.seen_at for s in self.streams if s.seen_at is not None]

    def expect(self, mark: bytes) -> None:
        """Let every stream look for the mark."""
        for stream in self.streams:
            stream.expect(mark)


async def new_game(server: Served, limit_s: str = "") -> Game:
    """A game of the bank for load."""
    host = Person(server.address)
    reply = await host.submit(
        "/banks/load", "/banks/load/games", {"count": "20", "limit_s": limit_s}
    )
    if reply.status != 303:
        raise Failed(f"new game: {reply.status} {reply.body[:300]!r}")
    game_id = reply.headers["location"][0].rsplit("/", 1)[-1]
    page = (await host.get(f"/host/{game_id}")).body
    found = re.search(rb'class="pin"[^>]*aria-label="([0-9 ]+)"', page)
    assert found
    return Game(host, game_id, found[1].decode().replace(" ", ""))


async def answer_all(
    players: Sequence[Player], round_number: int, within_s: float, seed: int = 1
) -> list[Reply]:
    """Everybody answers once, at moments spread evenly by chance over `within_s`.

    A reply that was lost on the way is an error of status 0.
    """
    chance = random.Random(seed)
    loop = asyncio.get_running_loop()
    began = loop.time()

    async def one(player: Player, at: float, slot: int) -> Reply:
        if (wait := began + at - loop.time()) > 0:
            await asyncio.sleep(wait)
        try:
            return await player.answer(round_number, slot)
        except (Failed, TimeoutError):
            return Reply(0, {}, b"", 0.0, 0.0)

    return await asyncio.gather(
        *(one(p, chance.random() * within_s, chance.randrange(1, 5)) for p in players)
    )


def stored_answers(database: Path, game_id: str) -> list[tuple[int, str]]:
    """(round, player) of every stored answer, read by this process from the file itself."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        return connection.execute(
            "SELECT r.number, a.player_id FROM answer a JOIN game_round r ON r.id = a.round_id "
            "WHERE r.game_id = ?",
            (game_id,),
        ).fetchall()
