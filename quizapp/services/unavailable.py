"""What pages need to know of a database that fails, without speaking its language."""

from quizapp.store.database import StorageFailed
from quizapp.store.journal import NotStored

__all__ = ["NotStored", "StorageFailed"]
