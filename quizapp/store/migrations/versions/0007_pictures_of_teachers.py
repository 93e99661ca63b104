"""Pictures that teachers brought, by content, and the banks that they belong to."""

import sqlalchemy as sa
from alembic import op

from quizapp.store.base import UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "picture",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("is_played", sa.Boolean(), nullable=False),
        sa.Column("brought_at", UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_picture")),
    )
    op.create_table(
        "workspace_picture",
        sa.Column("bank_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("is_named", sa.Boolean(), nullable=False),
        sa.Column("brought_at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["bank_id"],
            ["workspace_bank.id"],
            name=op.f("fk_workspace_picture_bank_id_workspace_bank"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["name"], ["picture.name"], name=op.f("fk_workspace_picture_name_picture")
        ),
        sa.PrimaryKeyConstraint("bank_id", "name", name=op.f("pk_workspace_picture")),
    )
    op.create_index(op.f("ix_workspace_picture_name"), "workspace_picture", ["name"])


def downgrade() -> None:
    op.drop_table("workspace_picture")
    op.drop_table("picture")
