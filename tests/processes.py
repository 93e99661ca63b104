"""Two processes over one database, for tests of what one knows of the other."""

import time

from quizapp.core.rules import Rules
from tests.world import NOW

WAIT_S = 20


def game_at(first, second, count=3, slug="test-ban", **chosen):
    """A game that both processes have in memory, as each of them has it."""
    rules = Rules.of({"limit_s": None, **chosen})
    game = first.rooms.create(slug, count, rules, NOW).id
    return first.rooms.room(game), second.rooms.room(game)


def until(condition):
    """Whether it holds in the end."""
    end = time.monotonic() + WAIT_S
    while not condition() and time.monotonic() < end:
        time.sleep(0.02)
    return condition()


def answer(live, room, player, number, form, answer_id="a", at=NOW):  # noqa: PLR0917
    return live.answers.take(room, player, number, answer_id, form, at).result(WAIT_S)
