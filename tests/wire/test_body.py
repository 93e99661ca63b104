"""A body: bounded in size and in time, whoever sends it."""

import asyncio
from typing import Any

import pytest

from quizapp.wire.body import Gone, Limits, read_body
from tests.asynchronous import run

LIMITS = Limits(size=10, wait_s=0.05)


class Sender:
    """The other side: its parts, then silence; `waited` once somebody waits for more."""

    def __init__(self, *parts: bytes, is_whole: bool = True, goes: bool = False) -> None:
        self.messages: list[dict[str, Any]] = [
            {"type": "http.request", "body": part, "more_body": True} for part in parts
        ]
        if is_whole:
            self.messages[-1]["more_body"] = False
        if goes:
            self.messages.append({"type": "http.disconnect"})
        self.taken = 0

    async def receive(self) -> dict[str, Any]:
        """The next part."""
        if self.taken == len(self.messages):
            await asyncio.Event().wait()
        self.taken += 1
        return self.messages[self.taken - 1]


@pytest.mark.parametrize("parts", [(b"whole",), (b"wh", b"ole"), (b"", b"whole")])
def test_a_body_is_read_in_one_part_or_several(parts: tuple[bytes, ...]) -> None:
    assert run(read_body(Sender(*parts).receive, LIMITS)) == b"whole"


def test_a_body_that_comes_after_its_head_is_waited_for() -> None:
    async def scenario() -> bytes | None:
        sender, there = Sender(b"late"), asyncio.Event()

        async def receive() -> dict[str, Any]:
            await there.wait()
            return await sender.receive()

        reading = asyncio.create_task(read_body(receive, Limits(size=10)))
        await asyncio.sleep(0)
        there.set()
        return await reading

    assert run(scenario()) == b"late"


def test_of_a_body_that_is_too_large_no_more_is_read() -> None:
    sender = Sender(*[b"x" * 6] * 1000)

    assert run(read_body(sender.receive, LIMITS)) is None
    assert sender.taken == 2


@pytest.mark.parametrize("parts", [(), (b"a",), (b"a", b"b")])
def test_a_body_that_trickles_in_is_given_up(parts: tuple[bytes, ...]) -> None:
    with pytest.raises(TimeoutError):
        run(read_body(Sender(*parts, is_whole=False).receive, LIMITS))


def test_a_sender_that_goes_is_noticed() -> None:
    with pytest.raises(Gone):
        run(read_body(Sender(b"a", is_whole=False, goes=True).receive, LIMITS))
