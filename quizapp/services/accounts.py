"""Teachers' accounts: signing in and out, passwords, one-time links.

Nobody registers: whoever runs the server hands out links, each of which sets a password once. A
password is worked on outside of any transaction, since that takes a while and SQLite has one
writer. To prove who one is (`_proven`) and to open a session are two steps, so that a second proof
can stand between them.

Sign-in is throttled by name. A browser that was signed in to the account before has a bucket of its
own, so that strangers who guess cannot keep the teacher out (OWASP, "Slow Down Online Guessing
Attacks with Device Cookies").
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from quizapp.services import chance, passwords
from quizapp.services.throttle import Throttle
from quizapp.services.transaction import reading, transaction
from quizapp.store import teachers
from quizapp.store.database import Database, Session

SESSION_AGE = timedelta(days=30)
LINK_AGE = timedelta(days=7)
NAME_LENGTH = 64


@dataclass(frozen=True)
class Teacher:
    """Who is signed in, and in which of their sessions."""

    id: str
    name: str
    session_id: str


@dataclass(frozen=True)
class SignedIn:
    """A new session: `token` goes to the browser and nowhere else."""

    teacher_id: str
    token: str


@dataclass(frozen=True)
class Device:
    """A browser that is signed in, as the teacher may know it: `Firefox on Linux`."""

    session_id: str
    name: str
    since: datetime
    until: datetime


@dataclass(frozen=True)
class Invitation:
    """What a one-time link is for: the password of `name`, or None for the first teacher."""

    name: str | None


@dataclass(frozen=True)
class Account:
    """A line of the list for whoever runs the server."""

    name: str
    state: str


class SignInRefused(Exception):
    """Name and password do not belong together; says the same whatever the reason is."""

    def __init__(self) -> None:
        super().__init__("Name and password do not fit together. Check both and try again.")


class WrongPassword(Exception):
    """The password that was to be changed is another one."""

    def __init__(self) -> None:
        super().__init__("That is not your present password. Type it once more.")


class LinkIsOver(Exception):
    """The link was used, replaced or is too old."""

    def __init__(self) -> None:
        super().__init__(
            "This link works once, for seven days, and it is over. Ask whoever runs the server "
            "for a new one."
        )


class NameRefused(Exception):
    """A name that nobody can have, or that somebody has; says why."""


class NoSuchTeacher(Exception):
    """Nobody has this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no teacher “{name}”. See: quizapp teacher list.")


class Accounts:
    """The door for teachers; `now_s` gives seconds of a clock that never goes back."""

    def __init__(self, database: Database, now_s: Callable[[], float]) -> None:
        self._database = database
        self._strangers = Throttle(burst=10, every_s=20.0, now=now_s)
        self._known = Throttle(burst=20, every_s=20.0, now=now_s)

    def sign_in(
        self, name: str, password: str, device: str, now: datetime, known: str | None = None
    ) -> SignedIn:
        """A new session; `known` is the teacher whom this browser was signed in as before.

        Raises SignInRefused; TooFast after many tries.
        """
        key = name_key(name)
        with reading(self._database) as session:
            row = teachers.by_key(session, key)
        is_known = row is not None and row.id == known
        (self._known if is_known else self._strangers).spend(key)
        teacher_id = self._proven(row, password)
        with transaction(self._database) as session:
            found = session.get(teachers.TeacherRow, teacher_id)
            if found is None or found.disabled_at or found.password_hash != _hash(row):
                raise SignInRefused  # changed in this very moment
            return _open(session, teacher_id, device, now)

    def change_password(self, teacher: Teacher, old: str, new: str) -> None:
        """Set another password and end all sessions but this one.

        Raises WrongPassword, PasswordRefused, TooFast.
        """
        self._known.spend(name_key(teacher.name))
        with reading(self._database) as session:
            row = session.get_one(teachers.TeacherRow, teacher.id)
        if not passwords.fits(old, row.password_hash):
            raise WrongPassword
        passwords.judge(new, teacher.name)
        kept = passwords.kept_form(new)
        with transaction(self._database) as session:
            session.get_one(teachers.TeacherRow, teacher.id).password_hash = kept
            teachers.end(session, teacher.id, but=teacher.session_id)
            teachers.drop_links(session, teacher.id)

    def accept(self, token: str, name: str, password: str, device: str, now: datetime) -> SignedIn:
        """Use a link up: set the password, end earlier sessions, open a new one.

        `name` is asked of the first teacher alone. Raises LinkIsOver, NameRefused, PasswordRefused.
        """
        with reading(self._database) as session:
            asked = invitation(session, token, now)
        name = asked.name or sound_name(name)
        passwords.judge(password, name)
        kept = passwords.kept_form(password)
        with transaction(self._database) as session:
            link = _link(session, token, now)
            if not teachers.take(session, link.digest):
                raise LinkIsOver
            teacher_id = link.teacher_id or add(session, name, now)
            session.get_one(teachers.TeacherRow, teacher_id).password_hash = kept
            teachers.end(session, teacher_id)
            return _open(session, teacher_id, device, now)

    def _proven(self, row: teachers.TeacherRow | None, password: str) -> str:
        """The id of the teacher whose password it is. Raises SignInRefused."""
        fits = passwords.fits(password, _hash(row))
        if row is None or not fits or row.disabled_at is not None:
            raise SignInRefused
        return row.id


def teacher_of(session: Session, token: str, now: datetime) -> Teacher | None:
    """Who is signed in with this token, or None."""
    found = teachers.signed_in(session, chance.token_digest(token), now)
    return Teacher(found[1].id, found[1].name, found[0].id) if found else None


def devices(session: Session, teacher: Teacher, now: datetime) -> tuple[Device, ...]:
    """Where the teacher is signed in, the latest first."""
    return tuple(
        Device(row.id, row.device, row.created_at, row.expires_at)
        for row in teachers.sessions_of(session, teacher.id, now)
    )


def end_session(session: Session, teacher: Teacher, session_id: str) -> None:
    """End one of the teacher's own sessions; nothing where it is over already."""
    teachers.end(session, teacher.id, one=session_id)


# Links


def invitation(session: Session, token: str, now: datetime) -> Invitation:
    """What the link is for. Raises LinkIsOver."""
    link = _link(session, token, now)
    if link.teacher_id is None:
        return Invitation(None)
    return Invitation(session.get_one(teachers.TeacherRow, link.teacher_id).name)


def first_link(session: Session, now: datetime) -> str | None:
    """A new token for the first teacher; None once somebody has set a password."""
    return None if teachers.has_any(session) else _new_link(session, None, now)


def add(session: Session, name: str, now: datetime) -> str:
    """A new teacher without a password; the id. Raises NameRefused."""
    name = sound_name(name)
    if teachers.by_key(session, name_key(name)):
        raise NameRefused(f"There is a teacher “{name}” already. Take another name.")
    row = teachers.TeacherRow(
        id=chance.new_id(),
        name=name,
        name_key=name_key(name),
        password_hash=None,
        created_at=now,
        disabled_at=None,
    )
    session.add(row)
    session.flush()
    return row.id


def invite(session: Session, name: str, now: datetime) -> str:
    """The token of a link that sets this teacher's password; earlier ones end.

    Until it is used, the old password still works; but not that of a teacher who was disabled, who
    may come in by the link alone. Raises NoSuchTeacher.
    """
    row = _named(session, name)
    if row.disabled_at:
        row.disabled_at = row.password_hash = None
    return _new_link(session, row.id, now)


def named(session: Session, name: str) -> Teacher:
    """The teacher of that name, for whoever runs the server: in no session. NoSuchTeacher."""
    row = _named(session, name)
    return Teacher(row.id, row.name, "")


def disable(session: Session, name: str, now: datetime) -> None:
    """End all sessions and let the teacher in no more; what they wrote stays. NoSuchTeacher."""
    row = _named(session, name)
    row.disabled_at = now
    teachers.end(session, row.id)
    teachers.drop_links(session, row.id)


def everybody(session: Session) -> tuple[Account, ...]:
    """All accounts, by name."""
    return tuple(Account(row.name, _state(row)) for row in teachers.everybody(session))


def purge(session: Session, now: datetime) -> None:
    """Delete the sessions and links that are over."""
    teachers.purge(session, now)


# Names


def name_key(name: str) -> str:
    """What makes two names the same: letters in any case, composed in any way."""
    text = name.replace("\0", "").strip()  # from a form; PostgreSQL takes no text that holds it
    return unicodedata.normalize("NFKC", text).casefold()[:200]


def sound_name(name: str) -> str:
    """The name as it is kept. Raises NameRefused."""
    text = unicodedata.normalize("NFC", name.strip())
    if not 1 <= len(text) <= NAME_LENGTH:
        raise NameRefused(f"A name has 1 to {NAME_LENGTH} characters; an e-mail address will do.")
    if not text.isprintable():
        raise NameRefused("There is an invisible character in the name. Type it anew.")
    return text


def _named(session: Session, name: str) -> teachers.TeacherRow:
    row = teachers.by_key(session, name_key(name))
    if row is None:
        raise NoSuchTeacher(name)
    return row


def _link(session: Session, token: str, now: datetime) -> teachers.LinkRow:
    link = teachers.link(session, chance.token_digest(token), now)
    if link is None or (link.teacher_id is None and teachers.has_any(session)):
        raise LinkIsOver
    return link


def _hash(row: teachers.TeacherRow | None) -> str | None:
    return row.password_hash if row else None


def _state(row: teachers.TeacherRow) -> str:
    if row.disabled_at:
        return "disabled"
    return "active" if row.password_hash else "invited"


def _open(session: Session, teacher_id: str, device: str, now: datetime) -> SignedIn:
    token = chance.new_id()
    session.add(
        teachers.SessionRow(
            id=chance.new_id(),
            digest=chance.token_digest(token),
            teacher_id=teacher_id,
            device=device[:64],
            created_at=now,
            expires_at=now + SESSION_AGE,
        )
    )
    return SignedIn(teacher_id, token)


def _new_link(session: Session, teacher_id: str | None, now: datetime) -> str:
    teachers.drop_links(session, teacher_id)
    token = chance.new_id()
    session.add(
        teachers.LinkRow(
            digest=chance.token_digest(token), teacher_id=teacher_id, expires_at=now + LINK_AGE
        )
    )
    return token
