"""Whom and what a claim may name: who is known from the teacher's texts and from the ledgers here.

A name that is typed finds who is called so, by another name too, and then kind and name are known;
any other name is somebody new. Descriptions ("the president") are nobody's name: in another text
they mean somebody else.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from quizapp.core.ledger import names_of
from quizapp.core.notebook import ENTITY_KINDS, EntityKind
from quizapp.services.accounts import Teacher
from quizapp.services.library import Library
from quizapp.services.own_ledgers import notes_of
from quizapp.store import own_sources
from quizapp.store.database import Session

MOST = 2000
"""Names that a form offers; a teacher with so many types the whole of a later one."""

_ARTICLE = re.compile(r"(?:the|a|an) ", re.I)
_DESCRIPTION = re.compile(r"(?:the|a|an) (?:[^A-Z0-9]|.* )", re.S)


@dataclass(frozen=True)
class Known:
    """Something that is called `said`, by which `name` and kind it is noted."""

    said: str
    name: str
    kind: EntityKind


class Names:
    """What is known, by all names; of two with the same name the first counts."""

    def __init__(self, known: Iterable[Known] = ()) -> None:
        self._known: dict[str, Known] = {}
        for each in known:
            self._known.setdefault(_bare(each.said), each)

    def find(self, said: str, kinds: Collection[EntityKind] = ENTITY_KINDS) -> Known | None:
        """Who is called so, if that is of one of these kinds; case and article do not count."""
        found = self._known.get(_bare(said))
        return found if found and found.kind in kinds else None

    def offered(self, kinds: Collection[EntityKind] = ENTITY_KINDS) -> tuple[Known, ...]:
        """All of these kinds, by what they are called."""
        found = sorted(self._known.values(), key=lambda each: _bare(each.said))
        return tuple(each for each in found if each.kind in kinds)[:MOST]


def names_for(session: Session, teacher: Teacher, library: Library, source_id: str) -> Names:
    """What is known to a text: from itself, the teacher's others, and then from the ledgers."""
    rows = own_sources.of_teacher(session, teacher.id)
    rows = sorted(rows, key=lambda row: row.id != source_id)
    noted = (
        Known(entity.name, entity.name, entity.kind)
        for row in rows
        if row.deleted_at is None
        for entity in notes_of(row).entities
    )
    return Names([*noted, *_shelved(library)])


def _shelved(library: Library) -> Iterator[Known]:
    for ledger in library.shelf().ledgers.values():
        for entity in ledger.entities:
            for said in names_of(entity):
                if said == entity.name or not _DESCRIPTION.match(said):
                    yield Known(said, entity.name, entity.kind)


def _bare(said: str) -> str:
    plain = " ".join(said.split())
    article = _ARTICLE.match(plain)
    return (plain[article.end() :] if article else plain).casefold()
