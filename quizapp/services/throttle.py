"""Holds back who makes things faster than people do.

A bucket for each address (see `network_of`): it holds `burst` and fills by one every `every_s`
seconds. Addresses are kept in memory alone, for as long as their bucket is not full again.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ipaddress import IPv6Address, ip_address


class TooFast(Exception):
    """This address asked for too much in too short a time."""

    def __init__(self) -> None:
        super().__init__("That was a lot in a short time. Wait a minute, then try again.")


class Throttle:
    """Buckets by address; `now` gives seconds of a clock that never goes back.

    An empty bucket raises the `refusal`.
    """

    def __init__(
        self,
        burst: int,
        every_s: float,
        now: Callable[[], float],
        refusal: type[TooFast] = TooFast,
    ) -> None:
        self._burst = burst
        self._every_s = every_s
        self._now = now
        self._refusal = refusal
        self._full_at: dict[str, float] = {}
        self._lock = threading.Lock()

    def spend(self, address: str) -> None:
        """Take one from the bucket of this address, or TooFast."""
        with self._lock:
            self._refuse_empty(address)
            self._take(address)

    @contextmanager
    def spending(self, address: str) -> Iterator[None]:
        """The same for something that may fail: TooFast before it, and one is taken after it.

        As many as are under way at one moment may come in beyond the burst.
        """
        with self._lock:
            self._refuse_empty(address)
        yield
        with self._lock:
            self._take(address)

    def _refuse_empty(self, address: str) -> None:
        now = self._now()
        if self._full_at.get(address, now) + self._every_s - now > self._burst * self._every_s:
            raise self._refusal

    def _take(self, address: str) -> None:
        now = self._now()
        if len(self._full_at) > 10_000:
            self._full_at = {a: at for a, at in self._full_at.items() if at > now}
        self._full_at[address] = max(self._full_at.get(address, now), now) + self._every_s


def network_of(address: str | None) -> str:
    """Who counts as one sender: an IPv4 address, or the /64 that an IPv6 address is of.

    A device picks the lower half of its IPv6 address by itself (RFC 4291, 2.5.1). An IPv4 address
    that a socket for both gives as IPv6 (2.5.5.2) is IPv4; what is no address counts as it is.
    """
    try:
        found = ip_address(address or "")
    except ValueError:
        return address or ""
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return f"{IPv6Address(int(found) >> 64 << 64)}/64"
