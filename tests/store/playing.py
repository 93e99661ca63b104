"""A game as rows, for the tests of the store."""

from quizapp.store import banks, games
from quizapp.store.database import Database, Session
from quizapp.store.journal import Entry, Receipt
from tests.world import NOW, seconds


def add_game(session: Session, game_id: str = "g1", pin: str = "123456") -> None:
    """A game that is kept for a minute."""
    banks.keep(session, "d1", "test-ban", "schema: 1", NOW)
    session.add(
        games.GameRow(
            id=game_id,
            pin=pin,
            bank_digest="d1",
            bank_slug="test-ban",
            question_ids=["q1", "q2"],
            seed="s",
            rules={"limit_s": None},
            recovery_digest="r",
            created_at=NOW,
            expires_at=seconds(60),
            alive_at=None,
        )
    )
    session.flush()


def add_players(session: Session, *names: str, game_id: str = "g1") -> None:
    """Players whose ids are their names."""
    for name in names:
        session.add(
            games.PlayerRow(
                id=name,
                game_id=game_id,
                nickname=name,
                name_key=name.casefold(),
                joined_at=NOW,
                removed_at=None,
                admitted_at=NOW,
                team=None,
            )
        )
    session.flush()


def open_round(session: Session, number: int = 1, game_id: str = "g1") -> int:
    """A round that takes answers; the id of its row."""
    row = games.RoundRow(
        game_id=game_id,
        number=number,
        question_id=f"q{number}",
        content_hash="h",
        opened_at=NOW,
        closed_at=None,
    )
    session.add(row)
    session.flush()
    return row.id


def close_round(session: Session, number: int = 1, game_id: str = "g1") -> None:
    """From here on it takes none."""
    games.lock_round(session, game_id, number).closed_at = seconds(30)


def entry(round_id: int, player: str, answer_id: str = "a1", *, value: bool = True) -> Entry:
    """An answer of true or false."""
    return Entry(round_id, player, answer_id, {"judged": value}, seconds(5))


def stored(database: Database, game_id: str = "g1") -> list[tuple[int, str, str]]:
    """Every stored answer: the round's number, the player, the answer's own id."""
    with database.reading() as session:
        rows = games.answers_of(session, game_id)
        return [(number, row.player_id, row.answer_id) for number, row in rows]


def same(receipt: Receipt) -> Receipt:
    """What a journal's answer gives where nothing is made of its receipt."""
    return receipt
