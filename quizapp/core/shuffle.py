"""An order from a seed: the same seed gives the same order on every machine and version."""

import hashlib
from collections.abc import Iterable
from functools import lru_cache


@lru_cache(maxsize=4096)  # every player of a round asks for the same one
def order(count: int, seed: str) -> tuple[int, ...]:
    """The numbers 0 to `count` - 1, shuffled by `seed` alone.

    Sorted by SHA-256 of seed and number, and so without a random generator whose
    algorithm could change between versions of Python.
    """
    return tuple(
        sorted(range(count), key=lambda i: hashlib.sha256(f"{seed}/{i}".encode()).digest())
    )


def ranked(names: Iterable[str], seed: str) -> tuple[str, ...]:
    """The names, shuffled by `seed` alone: one more or less leaves the order of the others."""
    return tuple(sorted(names, key=lambda n: hashlib.sha256(f"{seed}/{n}".encode()).digest()))
