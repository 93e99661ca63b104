"""A player's own numbers, apart from the page around them.

Thousands of own parts differ in name and numbers alone. So what is around them is rendered once,
with blanks, and each player's part is that text with the blanks filled in.
"""

from dataclasses import replace
from typing import NamedTuple

from markupsafe import Markup, escape

from quizapp.core.seats import Own
from quizapp.services import chance
from quizapp.web.words import gained, ordinal, points

FROM_PLACE = 4
"""From this place on all look alike but for the number."""


class Figures(NamedTuple):
    """What a player's page says in numbers, and the review of the whole game, as shown."""

    nickname: str
    gained: str = ""
    base: str = ""
    speed: str = ""
    streak: str = ""
    total: str = ""
    rank: str = ""
    review: str = ""


BLANKS = Figures(*(f"\ue000{n}{chance.new_id()}\ue000" for n in range(8)))
"""Stands for figures in what is kept; no name can have these (Unicode, private use), and nobody
can guess them to type them into an answer."""


def figures_of(own: Own, review: str = "") -> Figures:
    """The figures of a player's own part; `review` is markup."""
    return Figures(
        own.nickname,
        gained(own.points),
        points(own.points - own.speed - own.streak),
        points(own.speed),
        points(own.streak),
        points(own.total),
        ordinal(own.rank) if own.rank else "",
        Markup(review),
    )


def blank(own: Own) -> Own:
    """The same for all whose page differs in figures alone."""
    return replace(
        own,
        nickname="",
        points=0,
        speed=int(own.speed != 0),
        streak=int(own.streak != 0),
        total=0,
        rank=min(own.rank, FROM_PLACE) if own.rank else None,
        review=(),
    )


def filled(html: str, figures: Figures) -> str:
    """The text with the figures in the place of the blanks."""
    for place, figure in zip(BLANKS, figures, strict=True):
        if place in html:
            html = html.replace(place, escape(figure))
    return html
