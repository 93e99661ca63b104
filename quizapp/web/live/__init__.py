"""The live game: the host's page, the projector's screen, the players' phones."""

from quizapp.web.live import (
    host,
    joining,
    own,
    people,
    player,
    results,
    returns,
    screen,
    steering,
)
from quizapp.web.live.blueprint import blueprint

__all__ = [
    "blueprint",
    "host",
    "joining",
    "own",
    "people",
    "player",
    "results",
    "returns",
    "screen",
    "steering",
]
