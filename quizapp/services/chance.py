"""The only place that draws chance: ids, PINs, codes and seeds."""

import hashlib
import secrets
from collections.abc import Sequence

_CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that are read for one another


def new_id() -> str:
    """An id that cannot be guessed (128 bits)."""
    return secrets.token_urlsafe(16)


def new_seed() -> str:
    """A seed for `core.shuffle`."""
    return secrets.token_hex(8)


def new_pin() -> str:
    """Six digits, the first not 0."""
    return str(secrets.randbelow(900_000) + 100_000)


def new_code() -> str:
    """Twelve letters in groups of four, to be read aloud and typed: `K7PM-29XQ-HD4W`."""
    letters = "".join(secrets.choice(_CODE_LETTERS) for _ in range(12))
    return "-".join(letters[i : i + 4] for i in (0, 4, 8))


def new_short_code() -> str:
    """Four digits, to be read from one screen and compared with another."""
    return f"{secrets.randbelow(10_000):04}"


def code_digest(code: str) -> str:
    """What is kept of a recovery code: enough to know it again, typed in any way."""
    letters = "".join(c for c in code.upper() if c.isalnum())
    return hashlib.sha256(letters.encode()).hexdigest()


def token_digest(token: str) -> str:
    """What is kept of a token that `new_id` made: whoever reads the database cannot use it."""
    return hashlib.sha256(token.encode()).hexdigest()


def pick(names: Sequence[str], count: int) -> list[str]:
    """`count` of the names, in no order; all of them where there are not so many."""
    left = list(names)
    return [left.pop(secrets.randbelow(len(left))) for _ in range(min(count, len(left)))]
