"""The bus between processes: what is said is heard by the others, and a fault stops nobody."""

import socket
import sys
import threading
import time
from contextlib import ExitStack, contextmanager, suppress

import pytest
import redis

from quizapp.store import bus as buses
from quizapp.store.bus import Bus, BusUnusable
from quizapp.store.bus_line import LONGEST_MESSAGE
from tests import valkey
from tests.serving import free_port

WAIT_S = 20
ENOUGH = 16_000_000
"""Bytes after which a talker would go on for ever."""
GARBAGE = [
    b"",
    b"a",
    b"one two 3 4",
    b"a b -1",
    b"a b " + b"9" * 40,
    b"\xff\xfe \x00 1",
    b"x" * 10_000,
]


def until(condition):
    """Whether it holds in the end."""
    end = time.monotonic() + WAIT_S
    while not condition() and time.monotonic() < end:
        time.sleep(0.01)
    return condition()


class Ear:
    """A process that notes what it hears."""

    def __init__(self, url, name):
        self.heard: list[tuple[str, int]] = []
        self.bus = Bus(url)
        self.bus.start(name, lambda game, number: self.heard.append((game, number)))


@pytest.fixture
def ears():
    """Opens processes at a bus, each under a name."""
    with ExitStack() as stack:

        def listen(url, *names):
            found = [Ear(url, name) for name in names]
            for ear in found:
                stack.callback(ear.bus.close)
            return found

        yield listen


def listening(url, count):
    """Whether so many listen by now."""
    with redis.Redis.from_url(url) as client:
        return until(
            lambda: dict(client.pubsub_numsub(buses.CHANNEL))[b"trust-but-verify"] >= count
        )


@pytest.fixture
def own_valkey():
    """A server that nobody else listens to."""
    with valkey.server() as url:
        yield url


def test_what_one_says_the_others_hear_and_it_does_not(own_valkey, ears):
    anna, boris, chen = ears(own_valkey, "a", "b", "c")
    assert listening(own_valkey, 3)

    anna.bus.say("game-1", 7)

    assert until(lambda: boris.heard and chen.heard)
    assert boris.heard == chen.heard == [("game-1", 7)]
    boris.bus.say("game-1", 8)
    assert until(lambda: anna.heard)
    assert anna.heard == [("game-1", 8)]


def test_of_many_words_on_one_game_few_are_said_and_the_last_is(own_valkey, ears):
    anna, boris = ears(own_valkey, "a", "b")
    assert listening(own_valkey, 2)

    for _ in range(5_000):
        anna.bus.say("game-1", 7)
    anna.bus.say("game-2", 1)
    anna.bus.say("game-1", 8)

    assert until(lambda: ("game-1", 8) in boris.heard and ("game-2", 1) in boris.heard)
    assert len(boris.heard) < 20


def test_that_answers_came_is_said_again_after_a_moment(own_valkey, ears):
    anna, boris = ears(own_valkey, "a", "b")
    assert listening(own_valkey, 2)

    anna.bus.say("game-1", 7)
    assert until(lambda: len(boris.heard) == 1)
    anna.bus.say("game-1", 7)

    assert until(lambda: len(boris.heard) == 2)


def test_without_a_bus_nothing_is_said_and_nothing_fails(ears):
    [alone] = ears(None, "a")

    alone.bus.say("game-1", 7)

    assert alone.heard == []


# Faults


def test_what_is_no_word_of_ours_is_ignored_and_noted_once(own_valkey, ears, caplog):
    [anna] = ears(own_valkey, "a")
    assert listening(own_valkey, 1)

    with redis.Redis.from_url(own_valkey) as client:
        for nonsense in GARBAGE * 3:
            client.publish(buses.CHANNEL, nonsense)
        client.publish(buses.CHANNEL, "b game-1 7")

    assert until(lambda: anna.heard)
    assert anna.heard == [("game-1", 7)]
    assert [r.getMessage() for r in caplog.records].count(
        "something else talks on the bus too; it is not listened to"
    ) == 1


def test_a_bus_that_goes_away_and_comes_back_is_used_again_and_each_noted_once(ears, caplog):
    port = free_port()
    with valkey.server(port) as url:
        anna, boris = ears(url, "a", "b")
        assert listening(url, 2)
    anna.bus.say("game-1", 1)
    assert until(lambda: notes(caplog, "fails") == 2)  # one of each process

    with valkey.server(port) as url:
        assert listening(url, 2)
        assert until(lambda: saying(anna, 2) and ("game-1", 2) in boris.heard)
        assert until(lambda: saying(boris, 3) and ("game-1", 3) in anna.heard)
        assert notes(caplog, "fails") == 2
        assert until(lambda: notes(caplog, "works again") == 2)


def saying(ear, number):
    ear.bus.say("game-1", number)
    return True


def notes(caplog, word):
    return sum(f"the bus {word}" in record.getMessage() for record in caplog.records)


@contextmanager
def serving(talk):
    """A server that is none of ours: `talk` gets each connection. Yields its URL."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve():
            with suppress(OSError):
                while True:
                    connection, _ = listener.accept()
                    threading.Thread(target=talk, args=(connection,), daemon=True).start()

        threading.Thread(target=serve, daemon=True).start()
        yield f"redis://127.0.0.1:{listener.getsockname()[1]}"
        listener.shutdown(socket.SHUT_RDWR)


def talker(answer):
    """One that gives `answer` to whatever it is asked."""

    def talk(connection):
        with connection, suppress(OSError):
            while connection.recv(4096):
                connection.sendall(answer)

    return serving(talk)


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
        b"\xff\xfe\x00\r\n",
        b"-ERR no\r\n",
        b"$-7\r\n",
        b"*1\r\n" * 5_000,
        b"$5\r\nhello\r\n" * 50,
        b":x\r\n",
        b"+OK\r\n",
    ],
    ids=["http", "bytes", "error", "length", "nested", "words", "number", "ok"],
)
def test_a_bus_that_answers_garbage_holds_up_nobody(ears, caplog, answer):
    with talker(answer) as url:
        anna, boris = ears(url, "a", "b")
        began = time.monotonic()
        for number in range(1_000):
            anna.bus.say("game-1", number)
        took_s = time.monotonic() - began
        time_to_fail = until(lambda: notes(caplog, "fails") or answer == b"+OK\r\n")

    assert time_to_fail
    assert took_s < 20
    assert boris.heard == []
    assert notes(caplog, "fails") <= 2


def endless(first, more, counts):
    """One that says `first`, then `more` without end, until it is hung up on.

    How many bytes it got rid of on a connection, it adds to `counts`.
    """

    def talk(connection):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        count = 0
        with connection, suppress(OSError):
            connection.recv(4096)
            count += connection.send(first)
            while count < ENOUGH:
                count += connection.send(more)
        counts.append(count)

    return serving(talk)


@pytest.mark.parametrize(
    ("first", "more"),
    [
        (b"+", b"x" * 4096),
        (b"$999999999\r\n", b"x" * 4096),
        (b"*999999999\r\n", b":1\r\n" * 1024),
        (b"*1\r\n" * 50 + b"+", b"x" * 4096),
    ],
    ids=["line", "string", "array", "nested"],
)
def test_a_bus_that_talks_without_end_is_hung_up_on(ears, caplog, first, more):
    counts: list[int] = []
    with endless(first, more, counts) as url:
        [anna] = ears(url, "a")
        anna.bus.say("game-1", 7)

        assert until(lambda: len(counts) >= 3)  # it is tried again each time

    assert max(counts[:3]) < ENOUGH  # what lies in the buffers of the system is in it too
    assert notes(caplog, "fails") == 1
    assert "without a whole message" in caplog.text
    assert anna.heard == []


def test_many_words_that_are_whole_are_heard_for_as_long_as_it_talks(own_valkey, ears):
    [anna] = ears(own_valkey, "a")
    assert listening(own_valkey, 1)
    words = 2 * LONGEST_MESSAGE // 100

    with redis.Redis.from_url(own_valkey) as client:
        for number in range(words):
            client.publish(buses.CHANNEL, f"b {'g' * 64} {number}")

    assert until(lambda: len(anna.heard) == words)


# Refusals


@pytest.mark.parametrize("url", ["redis://127.0.0.1:port", "http://127.0.0.1"])
def test_an_address_that_is_none_is_told_so(url):
    with pytest.raises(BusUnusable, match="QUIZ_BUS_URL cannot be used"):
        Bus(url)


def test_where_the_package_is_missing_it_is_told_which_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "redis", None)

    with pytest.raises(BusUnusable, match=r"install trust-but-verify\[bus\]"):
        Bus("redis://127.0.0.1")
