"""A game with thousands of players, made beforehand: to let them join takes a minute."""

from pathlib import Path

from bench.live.crowd import Game, Person, Player
from bench.live.phones import Phones
from bench.live.served import Served, write_bank
from quizapp import clock, paths
from quizapp.core.rules import Rules
from quizapp.services.live import nicknames
from quizapp.services.live.rooms import NewGame
from quizapp.services.site import Site, open_site
from quizapp.services.tokens import Seat
from quizapp.settings import load
from quizapp.store import games

QUESTIONS = 20
RULES = Rules(limit_s=120, scoring="speed")
"""With points for speed hardly two players are told the same."""


class Hall:
    """A game in the database of a folder whose server does not run yet."""

    def __init__(self, folder: Path, players: int, rules: Rules = RULES) -> None:
        write_bank(folder)
        site = open_site(load(folder, default_dir=folder), paths.questions_dir())
        try:
            made, ids = filled(site, players, rules)
            self.id, self.pin = made.id, made.pin
            tokens = site.tokens
            self._host = {tokens.cookie("host", made.id): tokens.for_seat(Seat("host", made.id))}
            name = tokens.cookie("player", made.id)
            self._seats = [{name: tokens.for_seat(Seat("player", made.id, i))} for i in ids]
        finally:
            site.close()

    def game(self, phones: Phones, server: Served) -> Game:
        """The game, once its server runs; nobody listens yet."""
        players = [Player(server.address, cookies, self.pin) for cookies in self._seats]
        return Game(phones, Person(server.address, dict(self._host)), self.id, self.pin, players)


def filled(site: Site, players: int, rules: Rules) -> tuple[NewGame, list[str]]:
    """A new game in which so many sit, and their ids."""
    made = site.live.rooms.create("load", QUESTIONS, rules, clock.now())
    ids = [f"{made.pin}-{n}" for n in range(players)]
    with site.database.transaction() as session:  # by the door each would be a commit
        session.add_all(_row(made.id, player_id, f"P{n}") for n, player_id in enumerate(ids))
    return made, ids


def _row(game_id: str, player_id: str, nickname: str) -> games.PlayerRow:
    now = clock.now()
    return games.PlayerRow(
        id=player_id,
        game_id=game_id,
        nickname=nickname,
        name_key=nicknames.key(nickname),
        joined_at=now,
        removed_at=None,
        admitted_at=now,
        team=None,
    )
