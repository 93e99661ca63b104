"""The bus between processes: "game G is at N", and nothing else (Redis or Valkey).

It only makes others look sooner: what is true stands in the database, at which every process looks
once a second anyway. So a message that is lost, or a bus that is down, talks nonsense or talks
without end, costs nothing but that second. What waits to be said is one number a game, however
long the bus is gone.
"""

import contextlib
import importlib
import logging
import re
import threading
import time
from collections.abc import Callable
from typing import Any

from quizapp.store.bus_line import bounded

CHANNEL = "trust-but-verify"
MESSAGE = re.compile(rb"([\w-]{1,64}) ([\w-]{1,64}) ([0-9]{1,12})")
AGAIN_S = 0.25
"""How soon the same number of a game is said again: answers came, which do not count in it."""
WAIT_S = 2.0
"""How long the bus may take for anything."""
LONGEST_PAUSE_S = 5.0
"""Between two tries to reach it."""

log = logging.getLogger(__name__)


class BusUnusable(Exception):
    """The bus cannot be used as it is set up; the message says why."""


class Bus:
    """Says and hears which games moved on; without an address it does neither."""

    def __init__(self, url: str | None = None) -> None:
        """Raises BusUnusable where the address makes no sense or a package is missing."""
        self._name = ""
        self._waiting: dict[str, int] = {}
        self._said: dict[str, tuple[int, float]] = {}
        self._changed = threading.Condition()
        self._closing = threading.Event()
        self._faulty: set[str] = set()
        self._is_nonsense_noted = False
        self._threads: list[threading.Thread] = []
        self._connect = _client_of(url) if url else None

    def start(self, name: str, heard: Callable[[str, int], None]) -> None:
        """From now on `heard` is told, on a thread of the bus, what other processes say.

        `name` is this process's own, by which it knows its own words.
        """
        if self._connect is None:
            return
        self._name = name
        for part, serve in (("hear", self._listening(heard)), ("say", self._speaking)):
            run = self._keep_on(part, serve)
            self._threads.append(threading.Thread(target=run, name=f"bus: {part}", daemon=True))
            self._threads[-1].start()

    def say(self, game_id: str, number: int) -> None:
        """Let the others know, soon; never waits."""
        if self._connect is None:
            return
        with self._changed:
            if not self._waiting:
                self._changed.notify()
            self._waiting[game_id] = number

    def close(self) -> None:
        """Say and hear no more."""
        self._closing.set()
        with self._changed:
            self._changed.notify()
        for thread in self._threads:
            thread.join(timeout=WAIT_S + 1)

    def _keep_on(self, part: str, serve: Callable[[Any, Callable[[], None]], None]) -> Any:
        """What the thread does: serve over a connection, and over a new one when that fails."""
        pause_s = 0.1

        def works() -> None:
            nonlocal pause_s
            pause_s = 0.1
            self._note_works(part)

        def run() -> None:
            nonlocal pause_s
            assert self._connect
            while not self._closing.is_set():
                try:
                    with contextlib.closing(self._connect()) as client:
                        serve(client, works)
                except Exception as fault:  # noqa: BLE001 - whatever a strange server makes of it
                    self._note_fault(part, fault)
                    self._closing.wait(pause_s)
                    pause_s = min(pause_s * 2, LONGEST_PAUSE_S)

        return run

    # Saying

    def _speaking(self, client: Any, works: Callable[[], None]) -> None:
        while not self._closing.is_set():
            with self._changed:
                if not self._waiting:
                    self._changed.wait(1.0)
                due, wait_s = self._due()
            for game_id, number in due.items():
                client.publish(CHANNEL, f"{self._name} {game_id} {number}")
                works()
            if wait_s:
                self._closing.wait(wait_s)

    def _due(self) -> tuple[dict[str, int], float]:
        """What to say now, and how long until the rest is due; a new number is due at once."""
        now, due, wait_s = time.monotonic(), dict[str, int](), 0.0
        self._said = {g: (n, at) for g, (n, at) in self._said.items() if at > now - AGAIN_S}
        for game_id, number in self._waiting.items():
            if game_id not in self._said or number > self._said[game_id][0]:
                due[game_id] = number
                self._said[game_id] = number, now
            else:
                wait_s = 0.02  # a new number of another game must not wait long
        for game_id in due:
            del self._waiting[game_id]
        return due, wait_s

    # Hearing

    def _listening(self, heard: Callable[[str, int], None]) -> Any:
        def listen(client: Any, works: Callable[[], None]) -> None:
            with contextlib.closing(client.pubsub()) as channel:
                channel.subscribe(CHANNEL)
                while not self._closing.is_set():
                    message = channel.get_message(timeout=0.2)
                    if message is None:
                        continue
                    works()
                    if message["type"] == "message":
                        self._read(message["data"], heard)

        return listen

    def _read(self, data: bytes, heard: Callable[[str, int], None]) -> None:
        said = MESSAGE.fullmatch(data)
        if said is None:
            if not self._is_nonsense_noted:
                self._is_nonsense_noted = True
                log.warning("something else talks on the bus too; it is not listened to")
        elif said[1].decode() != self._name:
            heard(said[2].decode(), int(said[3]))

    # Faults: said once until all works again

    def _note_fault(self, part: str, fault: Exception) -> None:
        with self._changed:
            if not self._faulty:
                log.warning("the bus fails (%s); games are in step within a second", fault)
            self._faulty.add(part)

    def _note_works(self, part: str) -> None:
        if part not in self._faulty:
            return
        with self._changed:
            self._faulty.discard(part)
            if not self._faulty:
                log.warning("the bus works again")


def _client_of(url: str) -> Callable[[], Any]:
    """Opens connections to that address. Raises BusUnusable."""
    try:
        redis = importlib.import_module("redis")  # 22 MB, which one process alone does not need
    except ModuleNotFoundError as fault:
        raise BusUnusable(
            "QUIZ_BUS_URL needs a package more: install trust-but-verify[bus], then start again."
        ) from fault
    options = {
        "socket_timeout": WAIT_S,
        "socket_connect_timeout": WAIT_S,
        "health_check_interval": 5,
        "retry": None,
    }

    def client() -> Any:
        pool = redis.ConnectionPool.from_url(url, **options)
        pool.connection_class = bounded(pool.connection_class)
        return redis.Redis.from_pool(pool)

    try:
        client().close()
    except ValueError as fault:
        raise BusUnusable(
            f"The address in QUIZ_BUS_URL cannot be used: {fault}. Write it as redis://HOST:PORT."
        ) from fault
    return client
