"""Which of a player's devices holds the seat, and as which a device was let back."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

RETURNS = sa.table(
    "game_return", sa.column("is_let_back", sa.Boolean), sa.column("device", sa.Integer)
)


def upgrade() -> None:
    with op.batch_alter_table("player") as table:
        table.add_column(sa.Column("device", sa.Integer(), server_default="0", nullable=False))
    with op.batch_alter_table("game_return") as table:
        table.add_column(sa.Column("device", sa.Integer(), nullable=True))
    op.execute(sa.update(RETURNS).where(RETURNS.c.is_let_back).values(device=0))
    with op.batch_alter_table("game_return") as table:
        table.drop_column("is_let_back")


def downgrade() -> None:
    with op.batch_alter_table("game_return") as table:
        table.add_column(
            sa.Column("is_let_back", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
    let_back = RETURNS.c.device.is_not(None)
    op.execute(sa.update(RETURNS).where(let_back).values(is_let_back=True))
    with op.batch_alter_table("game_return") as table:
        table.drop_column("device")
    with op.batch_alter_table("player") as table:
        table.drop_column("device")
