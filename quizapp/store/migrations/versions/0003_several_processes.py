"""What several processes need: counters of what happened, who is where, requests to come back."""

import sqlalchemy as sa
from alembic import op

from quizapp.store.base import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("game", schema=None) as batch_op:
        batch_op.add_column(sa.Column("seq", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("changes", sa.Integer(), server_default="0", nullable=False))
    op.execute(
        "UPDATE game SET seq = coalesce("
        "(SELECT max(seq) FROM game_event WHERE game_event.game_id = game.id), 0)"
    )
    with op.batch_alter_table("player", schema=None) as batch_op:
        batch_op.add_column(sa.Column("changed", sa.Integer(), server_default="0", nullable=False))
        batch_op.create_index("ix_player_game_id_changed", ["game_id", "changed"])
    op.create_table(
        "game_presence",
        sa.Column("game_id", sa.String(length=64), nullable=False),
        sa.Column("process_id", sa.String(length=64), nullable=False),
        sa.Column("players", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("seen_at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["game_id"], ["game.id"], name="fk_game_presence_game_id_game", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("game_id", "process_id", name="pk_game_presence"),
    )
    op.create_table(
        "game_return",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("game_id", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("player_id", sa.String(length=64), nullable=True),
        sa.Column("asked_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("is_let_back", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["game_id"], ["game.id"], name="fk_game_return_game_id_game", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("number", name="pk_game_return"),
        sa.UniqueConstraint("id", name="uq_game_return_id"),
    )
    op.create_index("ix_game_return_game_id", "game_return", ["game_id"])


def downgrade() -> None:
    op.drop_table("game_return")
    op.drop_table("game_presence")
    with op.batch_alter_table("player", schema=None) as batch_op:
        batch_op.drop_index("ix_player_game_id_changed")
        batch_op.drop_column("changed")
    with op.batch_alter_table("game", schema=None) as batch_op:
        batch_op.drop_column("changes")
        batch_op.drop_column("seq")
