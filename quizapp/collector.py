"""Python's garbage collector, held still while much is made at once."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_held() -> Iterator[None]:
    """No looking for circles of values meanwhile: for a second's work at most that makes none.

    The collector walks over all that is alive each time so much has been made; where hundreds of
    thousands of values are made to stay, that was a fifth of the time. It is of the whole process:
    another thread goes without it for as long.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
