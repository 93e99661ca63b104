"""Teachers' own texts with the claims that they noted, and proposals that are not wanted."""

import sqlalchemy as sa
from alembic import op

from quizapp.store.base import UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "workspace_source",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("owner_id", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("publisher", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["teacher.id"],
            name=op.f("fk_workspace_source_owner_id_teacher"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workspace_source")),
    )
    op.create_index(op.f("ix_workspace_source_owner_id"), "workspace_source", ["owner_id"])
    op.create_table(
        "workspace_dismissed",
        sa.Column("bank_id", sa.String(length=64), nullable=False),
        sa.Column("question_id", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["bank_id"],
            ["workspace_bank.id"],
            name=op.f("fk_workspace_dismissed_bank_id_workspace_bank"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("bank_id", "question_id", name=op.f("pk_workspace_dismissed")),
    )


def downgrade() -> None:
    op.drop_table("workspace_dismissed")
    op.drop_table("workspace_source")
