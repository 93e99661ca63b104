"""The ledger that we ship, read once."""

from quizapp import paths
from quizapp.core.ledger import Ledger
from quizapp.formats import house


def missile_offer() -> Ledger:
    """The ledger of the news report on a missile offer."""
    path = paths.questions_dir() / "sources" / "missile-offer.yaml"
    ledger = house.read_ledger(path.read_bytes(), path.name).ledger
    assert ledger
    return ledger


LEDGER = missile_offer()
