"""A class of seven over small banks of its own, and what its seats see, in words."""

import html
import re
from pathlib import Path

from flask import Flask

from quizapp import clock
from quizapp.core.rules import Rules
from quizapp.services.site import Site, open_site
from quizapp.services.tokens import Seat
from quizapp.settings import Settings
from tests import world

PLAYERS = ("Anna", "Boris", "Chen", "Dalia", "Eskil", "Farah", "Goran")
SINGLE = """\
schema: 1
id: one
title: One question
description: One question with one answer.
sources: [wire]
questions:
  - id: who-said
    type: single
    stem: Who says that the talks go on?
    skill: attribution
    explanation: The agency passes it on.
    evidence: [{claim: C01, paragraph: p1}]
    choices:
      - {id: minister, text: The minister, correct: true}
      - {id: agency, text: The agency}
      - {id: nobody, text: Nobody by name}
"""
OPEN = """\
schema: 1
id: ask
title: Ask
description: One question to write on.
sources: [wire]
questions:
  - {id: your-words, type: open, stem: What would you ask the minister?}
"""


def site_over(folder: Path, one: str = SINGLE) -> Site:
    """A site with three small banks; `one` is the text of the first."""
    content = world.write_content(folder / "content")
    for name, text in (("one", one), ("ask", OPEN)):
        world.write(content / "banks" / f"{name}.yaml", text)
    url = f"sqlite:///{folder / 'quiz.db'}"
    chosen = Settings(data_dir=folder, database_url=url, secret_key=world.SECRET_KEY)
    return open_site(chosen, content)


class Lesson:
    """A game of seven players, and what its seats see."""

    def __init__(self, app: Flask, site: Site, slug: str = "one", **rules: object) -> None:
        self.app, self.site, self.live = app, site, site.live
        chosen = Rules.of({"limit_s": None, "closes_early": False, **rules})
        self.room = self.live.rooms.room(self.live.rooms.create(slug, None, chosen, clock.now()).id)
        self.ids = [self.live.door.join(self.room.id, name, clock.now()) for name in PLAYERS]

    def step(self, *kinds: str) -> None:
        """The host presses the button, once for each kind."""
        world.advance(self.live, self.room, *kinds, at=clock.now())

    def vote(self, right: int, sure: str | None = None, start: int = 0) -> None:
        """So many answer rightly, from the first player on; all others wrongly."""
        for n, player in enumerate(self.ids[start:], start=start):
            form = world.form_for(self.room, right=n < right)
            if sure:
                form |= {"sure": [sure]}
            number = self.room.table.game.round
            taken = self.live.answers.take(
                self.room, player, number, f"{player}-{number}", form, clock.now()
            )
            taken.result(timeout=20)

    def play(self, right: int, sure: str | None = None) -> None:
        """One whole question."""
        self.step("opened")
        self.vote(right, sure)
        self.step("closed", "revealed")

    def screen(self) -> str:
        """The words on the wall."""
        return words(self.markup())

    def markup(self) -> str:
        """The wall as it is sent."""
        return self._get(f"/screen/{self.site.tokens.for_seat(Seat('screen', self.room.id))}/state")

    def phone(self, nth: int = 0, page: str = "state") -> str:
        """The words on a player's phone."""
        seat = Seat("player", self.room.id, self.ids[nth])
        return words(self._get(f"/play/{self.room.pin}/{page}", seat))

    def host(self, page: str = "/state") -> str:
        """The words on a page of the host's."""
        return words(self.host_text(page))

    def host_text(self, page: str) -> str:
        """A page of the host's as it is sent."""
        return self._get(f"/host/{self.room.id}{page}", Seat("host", self.room.id))

    def _get(self, address: str, seat: Seat | None = None) -> str:
        client = self.app.test_client()
        if seat:
            cookie = self.site.tokens.cookie(seat.role, self.room.id)
            client.set_cookie(cookie, self.site.tokens.for_seat(seat))
        response = client.get(address)
        assert response.status_code == 200, address
        return response.text


def words(markup: str) -> str:
    """What a page says, without its markup."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def in_order(text: str, *parts: str) -> bool:
    """All parts are there, one after the other."""
    return re.search(".*".join(map(re.escape, parts)), text) is not None
