"""How Alembic reaches the database: always through a connection that it is given."""

from alembic import context

from quizapp.store import (
    attempts,
    banks,
    cards,
    games,
    own_sources,
    presence,
    question_index,
    returns,
    teachers,
    workspace,
)
from quizapp.store.base import Base

# Imported so that their tables are known.
TABLES = (
    attempts,
    banks,
    cards,
    games,
    own_sources,
    presence,
    question_index,
    returns,
    teachers,
    workspace,
)

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
    user_module_prefix="",
)
with context.begin_transaction():
    context.run_migrations()
