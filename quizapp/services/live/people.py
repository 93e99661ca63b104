"""The people of a room as its host sees them: who is here, who waits, who has answered."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from quizapp.core.teams import team_name
from quizapp.services.live.nicknames import key
from quizapp.services.live.room import Member, Room

SHOWN = 60
"""How many the host's own page names; the list page has all, so many at a time."""


@dataclass(frozen=True)
class Person:
    """One line of the host's list. `factor` is private: the projector never gets a Person."""

    id: str
    nickname: str
    joined_at: datetime
    is_admitted: bool
    is_here: bool
    has_answered: bool
    team: str | None
    factor: float | None


@dataclass(frozen=True)
class People:
    """Who is in a room.

    `listed` has some of them: who waits and who came last, in the order in which they came, so
    that no name moves away under a finger when somebody else comes in.

    `found` counts those who fit what was looked for; `here`, `away` and `answered` leave out who
    still waits.
    """

    listed: tuple[Person, ...]
    found: int
    waiting: int
    here: int
    away: int
    answered: int
    is_locked: bool


def people_of(
    room: Room, present: Collection[str], *, find: str = "", first: int = 0, limit: int = SHOWN
) -> People:
    """The people of the room; `present` are the ids of those who are here."""
    members, playing = list(room.members.values()), set(room.players)
    here = len(playing.intersection(present))
    wanted = key(find)
    found = [m for m in members if wanted in key(m.nickname)] if wanted else members
    found.sort(key=attrgetter("joined_at"), reverse=True)
    found.sort(key=attrgetter("is_admitted"))
    shown = found[first : first + limit]
    shown.sort(key=lambda m: (m.is_admitted, m.joined_at))
    return People(
        listed=tuple(_person(room, m, present) for m in shown),
        found=len(found),
        waiting=len(members) - len(playing),
        here=here,
        away=len(playing) - here,
        answered=len(room.table.answers),
        is_locked=room.is_locked,
    )


def person_of(room: Room, present: Collection[str], player_id: str) -> Person | None:
    """One of them; None where nobody has this id."""
    member = room.members.get(player_id)
    return _person(room, member, present) if member else None


def _person(room: Room, member: Member, present: Collection[str]) -> Person:
    is_asked = room.table.game.phase in ("open", "closed")
    return Person(
        id=member.id,
        nickname=member.nickname,
        joined_at=member.joined_at,
        is_admitted=member.is_admitted,
        is_here=member.id in present,
        has_answered=is_asked and member.id in room.table.answers,
        team=team_name(member.team) if member.team else None,
        factor=member.factor,
    )
