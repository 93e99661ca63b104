"""What pages need to know of a database that fails, without speaking its language."""

from quizapp.store.database import StorageFailed

__all__ = ["StorageFailed"]
