"""A room takes over what other processes did: people, events, answers, from the database alone.

Whatever is read here was committed by somebody, so a room may take it over at any time, also in
the middle of a transaction that fails afterwards; to take it over twice changes nothing. People
come first, since answers count only for who plays; then event by event, and before a round closes
all of its answers: its close waited for the last of them (see `store.games.lock_round`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from quizapp.core.bank import Open
from quizapp.core.game import Game, Phase, step
from quizapp.services.library import Library
from quizapp.services.live import log
from quizapp.services.live.hub import Audience
from quizapp.services.live.room import Opened, Room, answer_from, game_row, member_of, returns_of
from quizapp.store import games
from quizapp.store.database import Session

TAKING: tuple[Phase, ...] = ("intro", "open")
"""Where the round's row stands open for answers."""


@dataclass(frozen=True)
class News:
    """What a room has learnt: who has to be told of it, and who came in."""

    audience: Audience | None = None
    newcomers: tuple[str, ...] = ()


def catch_up(session: Session, library: Library, room: Room, seen: tuple[int, int]) -> News:
    """Bring the room to where the database is, which has the `seq` and `changes` that were seen."""
    seq, changes = seen
    news, is_changed = News(), changes > room.changes
    if is_changed:
        news = _people(session, room)
        room.is_locked = game_row(session, room.id).is_locked
        room.returns = returns_of(session, room.id)
        room.changes = changes
    is_moved = seq > room.table.game.seq
    if is_moved:
        _events(session, library, room, seq)
    is_shown = is_changed and _shown(session, room)
    return replace(news, audience="everybody") if is_moved or is_shown else news


def take_answers(session: Session, room: Room, *, since: int = 0) -> bool:
    """Take over the answers to the present round with higher ids; whether one of them is new."""
    table = room.table
    number, may_change = table.game.round, table.game.rules.may_change
    seen = games.answers_since(session, room.rounds[number].id, since)
    new = [i for i, player in seen if may_change or player not in table.answers]
    for row in games.answers_by_id(session, new):
        room.keep(number, row.player_id, answer_from(row))
    if seen:
        room.low_water.note(seen[-1][0])
    return bool(new)


def take_new_answers(session: Session, room: Room) -> bool:
    """The same for what may have come since the last look, while the round is open."""
    game = room.table.game
    return game.phase == "open" and take_answers(session, room, since=room.low_water.of(game.round))


def is_closing(before: Game, after: Game) -> bool:
    """The round takes no answer any more."""
    return before.phase in TAKING and after.phase not in TAKING


def settles_answers(before: Game, after: Game) -> bool:
    """All answers so far have to be known here first: they count, or may not change any more."""
    return is_closing(before, after) or (before.phase == "open" and after.rules != before.rules)


def _people(session: Session, room: Room) -> News:
    """Take over who came, changed or went; others than newcomers are told to everybody."""
    newcomers, gone, is_known = [], [], False
    for row in games.players_since(session, room.id, room.changes):
        is_known = is_known or row.id in room.members
        if row.removed_at is not None:
            gone.append(row)
            continue
        if row.id not in room.members:
            newcomers.append(row.id)
        room.put(member_of(row))
    _unseat(room, gone)
    return News("everybody" if is_known else "crowd", tuple(newcomers))


def _unseat(room: Room, gone: Sequence[games.PlayerRow]) -> None:
    for row in gone:
        if row.id in room.members:
            room.put(member_of(row))  # under the last name, which stays taken
        room.names.add(row.name_key)
    if gone:
        room.unseat([row.id for row in gone])


def _events(session: Session, library: Library, room: Room, seq: int) -> None:
    """Let happen here, one after the other, what happened elsewhere.

    Not what came after `seq` was seen: somebody may have joined since, whose answers count in it.
    """
    known = room.table.game.seq
    events = log.events_of(session, room.id, known)[: seq - known]
    rounds = {row.number: row.id for row in games.rounds_of(session, room.id)}
    for event in events:
        before = room.table.game
        after, _ = step(before, event)
        if settles_answers(before, after):
            take_answers(session, room)
        if event.leg is not None:
            room.choose(event.leg, library.version(session, event.leg.bank_digest), after)
            continue
        if after.round != before.round:
            room.rounds[after.round] = Opened(rounds[after.round], after.question)
        room.move(after)


def _shown(session: Session, room: Room) -> bool:
    """Take over which free answers everybody may read; whether any is shown now and was not."""
    table = room.table
    if not isinstance(table.question, Open) or table.game.phase not in ("closed", "revealed"):
        return False
    shown = games.shown_answers(session, room.rounds[table.game.round].id)
    changed = [p for p, answer in table.answers.items() if answer.is_shown != (p in shown)]
    for player in changed:
        room.show(player, is_shown=player in shown)
    return bool(changed)
