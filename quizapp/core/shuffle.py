"""An order from a seed: the same seed gives the same order on every machine and version."""

import hashlib


def order(count: int, seed: str) -> tuple[int, ...]:
    """The numbers 0 to `count` - 1, shuffled by `seed` alone.

    Sorted by SHA-256 of seed and number, and so without a random generator whose
    algorithm could change between versions of Python.
    """
    return tuple(
        sorted(range(count), key=lambda i: hashlib.sha256(f"{seed}/{i}".encode()).digest())
    )
