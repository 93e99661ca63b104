"""Passwords: which are taken, how they are kept, whether one fits.

At least twelve characters, nothing that is common, and no rule about what they are made of (NIST
SP 800-63B, 2025, section 3.1.1.2). What is common is judged by zxcvbn over the lists that come
with it: how many guesses somebody needs who begins with what people choose (Wheeler 2016, USENIX
Security). Kept by argon2id with the parameters of its library, those of RFC 9106, section 4, for
where memory is scarce. One is worked on at a time: each takes 64 MB and four cores for a moment,
and a class may be playing meanwhile.
"""

import importlib
import threading
import unicodedata
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

SHORTEST = 12
LONGEST = 1000
COMMON_BELOW = 1e9
"""Guesses. At the 4,000 a day that the sign-in lets through, these take centuries."""
JUDGED = 72
"""Characters that are looked at; zxcvbn takes no more, and so many make guesses enough."""
PRODUCT_WORDS = ("trust", "verify", "trustbutverify", "quiz", "quizapp")

_HASHER = PasswordHasher()
_one_at_a_time = threading.Lock()


class PasswordRefused(Exception):
    """A password that is not taken; says what to choose instead."""


def judge(password: str, *own_names: str) -> None:
    """Nothing for a password that is taken, else PasswordRefused; `own_names` are easy guesses."""
    text = _one_form(password)
    if len(text) < SHORTEST:
        raise PasswordRefused(
            f"A password needs {SHORTEST} characters. Three or four words that do not belong "
            "together are easy to keep in mind."
        )
    if len(text) > LONGEST:
        raise PasswordRefused(f"A password has at most {LONGEST} characters. Take a shorter one.")
    known = [*own_names, *PRODUCT_WORDS]
    lists = importlib.import_module("zxcvbn")  # 12 MB, which few servers ever need
    if lists.zxcvbn(text[:JUDGED], user_inputs=known)["guesses"] < COMMON_BELOW:
        raise PasswordRefused(
            "Passwords like this one are among the first that are guessed. Take words that do "
            "not belong together."
        )


def kept_form(password: str) -> str:
    """What is kept of a password."""
    with _one_at_a_time:
        return _HASHER.hash(_one_form(password))


def fits(password: str, kept: str | None) -> bool:
    """Whether it is the password; takes as long where there is none (None)."""
    against = kept or _nobodys()
    with _one_at_a_time:
        try:
            _HASHER.verify(against, _one_form(password[: LONGEST + 1]))
        except VerifyMismatchError:
            return False
    return kept is not None


def _one_form(password: str) -> str:
    """The same characters however a keyboard composes them."""
    return unicodedata.normalize("NFKC", password)


@lru_cache(maxsize=1)
def _nobodys() -> str:
    return kept_form("the password of nobody")
