"""Two processes over PostgreSQL and Valkey: a hall plays, then one of them dies in an open round.

    python -m bench.live.processes [PLAYERS...]     # 10,000 where nothing is said

All of it is on this machine and shares its cores: both processes, PostgreSQL (which waits for the
disk at each commit), Valkey and the phones. One JSON object a line; exit 1 where a bound is missed.
"""

import asyncio
import os
import random
import re
import resource
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import psycopg
import uvloop

from bench.live.lines import Phone, Reply, ask
from bench.live.report import Outcome, percentile, timed
from bench.live.served import BANK, QUESTION, take_all_cores
from bench.live.wire import Address, request
from quizapp import clock, paths
from quizapp.core.rules import Rules
from quizapp.services.live import nicknames
from quizapp.services.site import open_site
from quizapp.services.tokens import Seat
from quizapp.settings import load
from quizapp.store import games
from tests import postgres, valkey
from tests.serving import Server, free_port, serving

HALL = 10_000
WORKERS = 2
QUESTIONS = 3
DURABLE = "-c listen_addresses= -c max_connections=100"
OPENING_AT_ONCE = 64
DIES_AFTER_S = 2.0
TOKEN = re.compile(rb'name="csrf_token"[^>]*value="([^"]+)"')
STEP = re.compile(rb'name="step" value="([0-9]+):')


class Hall:
    """A game in the database before any server runs: to let thousands join takes a minute."""

    def __init__(self, folder: Path, players: int, database_url: str) -> None:
        self.database_url = database_url
        bank = folder / "questions" / "banks" / "load.yaml"
        bank.parent.mkdir(parents=True)
        bank.write_text(BANK + "".join(QUESTION.format(n=n) for n in range(1, QUESTIONS + 1)))
        chosen = replace(load(folder, default_dir=folder), database_url=database_url)
        site = open_site(chosen, paths.questions_dir())
        try:
            now = clock.now()
            made = site.live.rooms.create("load", QUESTIONS, Rules(limit_s=None), now)
            self.id, self.pin = made.id, made.pin
            self.players = [f"{made.pin}-{n}" for n in range(players)]
            with site.database.transaction() as session:
                session.add_all(self._row(player) for player in self.players)
            tokens = site.tokens
            name = tokens.cookie("player", made.id)
            self.cookies = {
                p: {name: tokens.for_seat(Seat("player", made.id, p))} for p in self.players
            }
            self.host = {tokens.cookie("host", made.id): tokens.for_seat(Seat("host", made.id))}
        finally:
            site.close()

    def _row(self, player: str) -> games.PlayerRow:
        now = clock.now()
        return games.PlayerRow(
            id=player, game_id=self.id, nickname=player, name_key=nicknames.key(player),
            joined_at=now, removed_at=None, admitted_at=now, team=None,
        )  # fmt: skip

    def stored(self, round_number: int) -> Counter[str]:
        """How many answers of each player to that round the database has."""
        query = (
            "SELECT a.player_id FROM answer a JOIN game_round r ON r.id = a.round_id "
            "WHERE r.game_id = %s AND r.number = %s"
        )
        with psycopg.connect(postgres.plain(self.database_url)) as connection:
            return Counter(row[0] for row in connection.execute(query, (self.id, round_number)))


class Play:
    """What happens in the hall, once its servers run."""

    def __init__(self, hall: Hall, server: Server) -> None:
        self._hall, self._server = hall, server
        self._address = Address("127.0.0.1", int(server.url.rsplit(":", 1)[1]))
        self._host = dict(hall.host)
        self._round = 0
        self._phones = {
            player: Phone(self._address, self._request("GET", "/stream", player, keep=True))
            for player in hall.players
        }

    async def all(self) -> list[Outcome]:
        """Every measure in turn."""
        await self._until(lambda: len(self._server.workers()) == WORKERS)
        found = [await self._streams(), await self._fan_out("opened", "open", 500)]
        found.append(await self._answers("in-5s", 5.0, "p99 < 150 ms"))
        await self._press("closed")
        found.append(await self._fan_out("revealed", "revealed", 1500))
        await self._fan_out("opened", "open", 500)
        found.append(await self._answers("in-2s", 2.0, "all within 3 s"))
        await self._press("closed")
        await self._fan_out("revealed", "revealed", 1500)
        await self._fan_out("opened", "open", 500)
        found.append(await self._death())
        for phone in self._phones.values():
            phone.leave()
        return found

    async def _streams(self) -> Outcome:
        """Everybody opens one; how they are spread over the processes."""
        began, gate = time.perf_counter(), asyncio.Semaphore(OPENING_AT_ONCE)

        async def one(phone: Phone) -> None:
            async with gate:
                await phone.open()

        await asyncio.gather(*(one(phone) for phone in self._phones.values()))
        took_s = time.perf_counter() - began
        spread = " and ".join(str(_open_files(pid)) for pid in self._server.workers())
        note = f"opened in {took_s:.1f} s; open files {spread}"
        return self._outcome("streams", "all open", is_good=True, note=note)

    async def _fan_out(self, kind: str, phase: str, bound_ms: float) -> Outcome:
        """The host presses at one process; when each phone, at either, had the state."""
        for phone in self._phones.values():
            phone.expect(f'data-phase="{phase}"'.encode())
        began = await self._press(kind)
        await self._until(lambda: all(p.seen_at is not None for p in self._phones.values()))
        times = [(p.seen_at - began) * 1000 for p in self._phones.values() if p.seen_at]
        must = f"last one within {bound_ms:.0f} ms"
        note = f"the last one after {max(times):.0f} ms"
        is_good = max(times) < bound_ms
        return self._outcome(f"fan-out-{phase}", must, times, is_good=is_good, note=note)

    async def _answers(self, name: str, within_s: float, must: str) -> Outcome:
        """Everybody answers once, at moments spread by chance."""
        began = time.perf_counter()
        replies = await self._everybody_answers(within_s)
        took_s = time.perf_counter() - began
        times = [r.took_ms for r in replies.values() if r.status == 200]
        is_quick = took_s < within_s + 1 if "all" in must else percentile(times, 0.99) < 150
        note = f"the last one after {took_s:.2f} s"
        return self._checked(name, must, replies, times, is_good=is_quick, note=note)

    async def _death(self) -> Outcome:
        """The busiest process is killed while answers come; how long until its phones are back."""
        began = time.perf_counter()
        answers = asyncio.create_task(self._everybody_answers(2 * DIES_AFTER_S))
        await asyncio.sleep(DIES_AFTER_S)
        died_at = time.perf_counter()
        os.kill(max(self._server.workers(), key=_open_files), signal.SIGKILL)
        replies = await answers
        took_s = time.perf_counter() - began
        await self._until(lambda: all(p.is_open for p in self._phones.values()), 60)
        cut = [p for p in self._phones.values() if p.cut_at and p.cut_at >= died_at]
        back = [p.opened_at - died_at for p in cut if p.opened_at]
        note = (
            f"{len(cut)} phones cut, 99 % back after {percentile(back, 0.99):.1f} s, the last "
            f"after {max(back):.1f} s; the last answer after {took_s:.1f} s"
        )
        times = [r.took_ms for r in replies.values() if r.status == 200]
        must = "0 lost, back on the other within 5 s"
        return self._checked("one-dies", must, replies, times, is_good=max(back) < 5, note=note)

    async def _everybody_answers(self, within_s: float) -> dict[str, Reply]:
        """What each was told in the end; who is told nothing sends it again."""
        chance = random.Random(1)

        async def one(player: str, after_s: float, slot: int) -> Reply:
            form = {"round": str(self._round), "choice": str(slot), "answer_id": "a"}
            message = self._request("POST", "/answers", player, form=form)
            await asyncio.sleep(after_s)
            began = time.perf_counter()
            while not (reply := await ask(self._address, message, began)).status:  # noqa: ASYNC110
                await asyncio.sleep(0.3)
            return reply

        jobs = [
            one(player, chance.random() * within_s, chance.randrange(1, 5))
            for player in self._hall.players
        ]
        return dict(zip(self._hall.players, await asyncio.gather(*jobs), strict=True))

    async def _press(self, kind: str) -> float:
        """Let this happen next; when the button went down."""
        path = f"/host/{self._hall.id}"
        page = await ask(self._address, request(self._address, "GET", path, cookies=self._host))
        self._host |= page.cookies
        token, step = TOKEN.search(page.body), STEP.search(page.body)
        assert token, page.body[:500]
        assert step, page.body[:500]
        form = {"csrf_token": token[1].decode(), "step": f"{step[1].decode()}:{kind}"}
        message = request(self._address, "POST", f"{path}/step", cookies=self._host, form=form)
        began = time.perf_counter()
        reply = await ask(self._address, message)
        assert reply.status == 303, (kind, reply)
        self._round += kind == "opened"
        return began

    def _request(
        self, method: str, path: str, player: str, *, form: dict[str, str] | None = None,
        keep: bool = False,
    ) -> bytes:  # fmt: skip
        """A request of that player."""
        cookies = self._hall.cookies[player]
        path = f"/play/{self._hall.pin}{path}"
        return request(self._address, method, path, cookies=cookies, form=form, keep=keep)

    def _checked(
        self, name: str, must: str, replies: dict[str, Reply], times: list[float],
        *, is_good: bool, note: str,
    ) -> Outcome:  # fmt: skip
        """The outcome of a round of answers against what the database has."""
        rows = self._hall.stored(self._round)
        lost = sum(reply.status == 200 and not rows[p] for p, reply in replies.items())
        refused = Counter(r.status for r in replies.values() if r.status != 200)
        found = self._outcome(
            name, must, times, is_good=is_good and not refused,
            note=", ".join([note, *(f"{n} x {s}" for s, n in refused.items())]),
        )  # fmt: skip
        double = sum(rows.values()) - len(rows)
        return replace(found, lost=lost, double=double, ok=found.ok and not lost and not double)

    def _outcome(
        self, name: str, must: str, times: list[float] | None = None, *, is_good: bool, note: str
    ) -> Outcome:  # fmt: skip
        memory = sum(_memory_mb(pid) for pid in self._server.workers())
        found = Outcome(
            f"processes-{name}", len(self._phones), must, is_good, memory_mb=memory, note=note
        )
        return replace(found, **timed(times)) if times else found

    async def _until(self, is_so: Callable[[], bool], within_s: float = 30.0) -> None:
        """Wait for it. Raises TimeoutError."""
        async with asyncio.timeout(within_s):
            while not is_so():  # noqa: ASYNC110
                await asyncio.sleep(0.01)


def processes(players: int = HALL) -> Iterator[Outcome]:
    """A hall at two processes, to the death of one; they share all cores with the phones."""
    take_all_cores()
    with _running(players) as (hall, server):
        yield from uvloop.run(Play(hall, server).all())


@contextmanager
def _running(players: int) -> Iterator[tuple[Hall, Server]]:
    with (
        tempfile.TemporaryDirectory(prefix="quiz-bench-") as folder,
        postgres.server(DURABLE) as server_url,
        postgres.database(server_url) as database_url,
        valkey.server() as bus_url,
    ):
        hall = Hall(Path(folder), players, database_url)
        variables = {"QUIZ_DATABASE_URL": database_url, "QUIZ_BUS_URL": bus_url, "QUIZ_DEBUG": ""}
        more = ("--workers", str(WORKERS))
        with serving(Path(folder), free_port(), *more, variables=variables) as server:
            yield hall, server


def _open_files(pid: int) -> int:
    return len(os.listdir(f"/proc/{pid}/fd"))


def _memory_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def main() -> None:
    """Run it with so many players, one size after the other."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    is_good = True
    for players in map(int, sys.argv[1:] or [str(HALL)]):
        for outcome in processes(players):
            print(outcome.line(), flush=True)
            is_good = is_good and outcome.ok
    raise SystemExit(0 if is_good else 1)


if __name__ == "__main__":
    main()
