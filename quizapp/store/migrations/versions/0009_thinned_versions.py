"""Up to which version the autosaves of a bank are thinned."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("workspace_bank") as table:
        table.add_column(sa.Column("thinned", sa.Integer(), server_default="0", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("workspace_bank") as table:
        table.drop_column("thinned")
