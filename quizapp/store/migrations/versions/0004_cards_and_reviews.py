"""Cards and the log of their reviews, preferences, codes that carry a profile, tests alone."""

import sqlalchemy as sa
from alembic import op

from quizapp.store.base import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "card",
        sa.Column("learner_id", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=140), nullable=False),
        sa.Column("claim", sa.String(length=140), nullable=False),
        sa.Column("stability", sa.Double(), nullable=False),
        sa.Column("difficulty", sa.Double(), nullable=False),
        sa.Column("is_learnt", sa.Boolean(), nullable=False),
        sa.Column("is_short", sa.Boolean(), nullable=False),
        sa.Column("due_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("last_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("first_day", sa.Integer(), nullable=False),
        sa.Column("last_day", sa.Integer(), nullable=False),
        sa.Column("reps", sa.Integer(), nullable=False),
        sa.Column("lapses", sa.Integer(), nullable=False),
        sa.Column("is_suspended", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"],
            ["learner.id"],
            name=op.f("fk_card_learner_id_learner"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("learner_id", "key", name=op.f("pk_card")),
    )
    op.create_table(
        "carry_code",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("learner_id", sa.String(length=64), nullable=False),
        sa.Column("expires_at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"],
            ["learner.id"],
            name=op.f("fk_carry_code_learner_id_learner"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_carry_code")),
    )
    with op.batch_alter_table("carry_code", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_carry_code_learner_id"), ["learner_id"], unique=False)

    op.create_table(
        "review",
        sa.Column("learner_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("card", sa.String(length=140), nullable=False),
        sa.Column("bank_digest", sa.String(length=64), nullable=False),
        sa.Column("question_id", sa.String(length=64), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("seed", sa.String(length=64), nullable=False),
        sa.Column("response", sa.JSON(), nullable=False),
        sa.Column("credit", sa.Double(), nullable=False),
        sa.Column("sure", sa.Integer(), nullable=True),
        sa.Column("elapsed_s", sa.Double(), nullable=True),
        sa.Column("rating", sa.Integer(), nullable=False),
        sa.Column("reviewed_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("due_day", sa.Integer(), nullable=False),
        sa.Column("undone_at", UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["bank_digest"],
            ["bank_version.digest"],
            name=op.f("fk_review_bank_digest_bank_version"),
        ),
        sa.ForeignKeyConstraint(
            ["learner_id"],
            ["learner.id"],
            name=op.f("fk_review_learner_id_learner"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("learner_id", "number", name=op.f("pk_review")),
        sa.UniqueConstraint("learner_id", "token", name=op.f("uq_review_learner_id_token")),
    )
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_review_learner_id_review_card"), ["learner_id", "card"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_review_learner_id_review_day"), ["learner_id", "day"], unique=False
        )

    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("is_test", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(sa.Column("ends_at", UtcDateTime(timezone=True), nullable=True))

    with op.batch_alter_table("attempt_answer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("card", sa.String(length=140), nullable=True))
        batch_op.add_column(sa.Column("sure", sa.Integer(), nullable=True))

    with op.batch_alter_table("learner", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("preferences", sa.JSON(), server_default="{}", nullable=False)
        )


def downgrade() -> None:

    with op.batch_alter_table("learner", schema=None) as batch_op:
        batch_op.drop_column("preferences")

    with op.batch_alter_table("attempt_answer", schema=None) as batch_op:
        batch_op.drop_column("sure")
        batch_op.drop_column("card")

    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.drop_column("ends_at")
        batch_op.drop_column("is_test")

    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_review_learner_id_review_day"))
        batch_op.drop_index(batch_op.f("ix_review_learner_id_review_card"))

    op.drop_table("review")
    with op.batch_alter_table("carry_code", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_carry_code_learner_id"))

    op.drop_table("carry_code")
    op.drop_table("card")
