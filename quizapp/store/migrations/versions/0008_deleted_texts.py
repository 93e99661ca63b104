"""When a teacher deleted a text, so that it can be brought back."""

import sqlalchemy as sa
from alembic import op

from quizapp.store.base import UtcDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("workspace_source") as table:
        table.add_column(sa.Column("deleted_at", UtcDateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.execute("DELETE FROM workspace_source WHERE deleted_at IS NOT NULL")
    with op.batch_alter_table("workspace_source") as table:
        table.drop_column("deleted_at")
