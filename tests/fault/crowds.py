"""A class by script: a game made beforehand, and players who speak HTTP and nothing else."""

import asyncio
import sqlite3
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlencode

from quizapp import clock, paths
from quizapp.core.rules import Rules
from quizapp.services.site import Site, open_site
from quizapp.services.tokens import Seat
from quizapp.settings import load
from tests.answers import Form
from tests.store.playing import add_players
from tests.world import advance, form_for

BANK = "which-treaty"


@dataclass(frozen=True)
class Class:
    """A game with an open round: where it is, its players' cookies, what they answer."""

    id: str
    pin: str
    stem: str
    cookies: dict[str, str]
    form: Form


@dataclass
class Receipts:
    """What was acknowledged: the reply to each player's answer, and all that were refused."""

    given: dict[str, str] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)


def classes(
    data_dir: Path, sizes: list[int], rules: Rules, database_url: str | None = None
) -> list[Class]:
    """Games with so many players each, left open as if their server had gone."""
    data_dir.mkdir(parents=True, exist_ok=True)
    chosen = load(data_dir, default_dir=data_dir)
    if database_url:
        chosen = replace(chosen, database_url=database_url)
    site = open_site(chosen, paths.questions_dir())
    try:
        return [_open_class(site, size, rules) for size in sizes]
    finally:
        site.close()


def _open_class(site: Site, size: int, rules: Rules) -> Class:
    now = clock.now()
    game = site.live.rooms.create(BANK, 5, rules, now)
    players = [f"{game.pin}-{n}" for n in range(size)]
    with site.database.transaction() as session:  # by the door each would be a commit
        add_players(session, *players, game_id=game.id)
    room = site.live.rooms.room(game.id)
    name = site.tokens.cookie("player", game.id)
    cookies = {p: f"{name}={site.tokens.for_seat(Seat('player', game.id, p))}" for p in players}
    advance(site.live, room, "opened", at=clock.now())
    assert room.table.question
    return Class(game.id, game.pin, room.table.question.stem, cookies, form_for(room, right=True))


async def ask(port: int, head: str, body: str = "") -> tuple[int, str]:
    """The status and body of a reply; ConnectionError where the server goes away."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(f"{head}Host: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n{body}".encode())
        await writer.drain()
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = int(head.split("content-length:")[1].split()[0])
        return int(head.split()[1]), (await reader.readexactly(length)).decode()
    except (EOFError, IndexError) as fault:
        raise ConnectionResetError from fault
    finally:
        writer.close()


async def send_answer(port: int, found: Class, player: str, answer_id: str) -> tuple[int, str]:
    """One try to send a player's answer to the first round."""
    fields = {"round": ["1"], "answer_id": [answer_id], **found.form}
    body = urlencode(fields, doseq=True)
    head = (
        f"POST /play/{found.pin}/answers HTTP/1.1\r\nCookie: {found.cookies[player]}\r\n"
        f"Sec-Fetch-Site: same-origin\r\nContent-Length: {len(body)}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
    )
    return await ask(port, head, body)


async def answer_until_stored(
    port: int, found: Class, player: str, receipts: Receipts, after_s: float
) -> None:
    """What a phone does: send after a while, and again with the same id until it is stored."""
    await asyncio.sleep(after_s)
    while player not in receipts.given:
        try:
            status, reply = await send_answer(port, found, player, "a1")
        except OSError:  # no server, or one that died half-way
            await asyncio.sleep(0.2)
            continue
        if status == 200:
            receipts.given[player] = reply
        else:
            receipts.refused.append(reply)
            return


def stored(data_dir: Path, game_id: str) -> list[tuple[str, int, str]]:
    """Every answer in the file, read beside the server: player, round, the answer's own id."""
    query = (
        "SELECT a.player_id, r.number, a.answer_id FROM answer a "
        "JOIN game_round r ON r.id = a.round_id WHERE r.game_id = ?"
    )
    with sqlite3.connect(f"file:{data_dir / 'quiz.db'}?mode=ro", uri=True) as connection:
        return connection.execute(query, (game_id,)).fetchall()
