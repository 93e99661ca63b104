"""When the first claim of a text was deleted that can be brought back."""

import sqlalchemy as sa
from alembic import op

from quizapp.store.base import UtcDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

SOURCES = sa.table("workspace_source", sa.column("id", sa.String), sa.column("notes", sa.JSON))


def upgrade() -> None:
    with op.batch_alter_table("workspace_source") as table:
        table.add_column(sa.Column("claim_deleted_at", UtcDateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("workspace_source") as table:
        table.drop_column("claim_deleted_at")
    _forget_deleted()


def _forget_deleted() -> None:
    """Take out of the notes what the program before this one does not know."""
    connection = op.get_bind()
    for source_id, notes in connection.execute(sa.select(SOURCES.c.id, SOURCES.c.notes)).all():
        known = {k: v for k, v in notes.items() if k not in {"deleted", "highest"}}
        changed = sa.update(SOURCES).where(SOURCES.c.id == source_id).values(notes=known)
        connection.execute(changed)
