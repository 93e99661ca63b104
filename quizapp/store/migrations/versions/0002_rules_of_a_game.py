"""Rules, teams, personal time, approval, changed answers."""

import sqlalchemy as sa
from alembic import op

from quizapp.store.base import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("game", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("is_locked", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(sa.Column("alive_at", UtcDateTime(timezone=True), nullable=True))
    with op.batch_alter_table("game_event", schema=None) as batch_op:
        batch_op.add_column(sa.Column("change", sa.JSON(), nullable=True))
    with op.batch_alter_table("player", schema=None) as batch_op:
        batch_op.add_column(sa.Column("admitted_at", UtcDateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("team", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("time_factor", sa.Double(), server_default="1", nullable=True)
        )
    op.execute("UPDATE player SET admitted_at = joined_at")
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("elapsed_s", sa.Double(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("allowed_s", sa.Double(), nullable=True))
        batch_op.add_column(sa.Column("sure", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("is_shown", sa.Boolean(), server_default=sa.false(), nullable=False)
        )


def downgrade() -> None:
    with op.batch_alter_table("answer", schema=None) as batch_op:
        for name in ("is_shown", "sure", "allowed_s", "elapsed_s"):
            batch_op.drop_column(name)
    with op.batch_alter_table("player", schema=None) as batch_op:
        for name in ("time_factor", "team", "admitted_at"):
            batch_op.drop_column(name)
    with op.batch_alter_table("game_event", schema=None) as batch_op:
        batch_op.drop_column("change")
    with op.batch_alter_table("game", schema=None) as batch_op:
        batch_op.drop_column("alive_at")
        batch_op.drop_column("is_locked")
