"""Teachers, their sessions, and their banks with all versions."""

import sqlalchemy as sa
from alembic import op

from quizapp.store.base import UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

NOT_DELETED = sa.text("deleted_at IS NULL")


def upgrade() -> None:
    _people()
    _banks()


def _people() -> None:
    op.create_table(
        "teacher",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("created_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("disabled_at", UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teacher")),
        sa.UniqueConstraint("name_key", name=op.f("uq_teacher_name_key")),
    )
    op.create_table(
        "teacher_session",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("teacher_id", sa.String(length=64), nullable=False),
        sa.Column("device", sa.String(length=64), nullable=False),
        sa.Column("created_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("expires_at", UtcDateTime(timezone=True), nullable=False),
        _of_teacher("teacher_session"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teacher_session")),
        sa.UniqueConstraint("digest", name=op.f("uq_teacher_session_digest")),
    )
    op.create_index(op.f("ix_teacher_session_teacher_id"), "teacher_session", ["teacher_id"])
    op.create_table(
        "teacher_link",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("teacher_id", sa.String(length=64), nullable=True),
        sa.Column("expires_at", UtcDateTime(timezone=True), nullable=False),
        _of_teacher("teacher_link"),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_teacher_link")),
    )
    op.create_index(op.f("ix_teacher_link_teacher_id"), "teacher_link", ["teacher_id"])


def _banks() -> None:
    op.create_table(
        "workspace_bank",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("owner_id", sa.String(length=64), nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("latest", sa.Integer(), nullable=False),
        sa.Column("published", sa.Integer(), nullable=True),
        sa.Column("indexed", sa.Integer(), nullable=False),
        sa.Column("copy_token", sa.String(length=64), nullable=True),
        sa.Column("created_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("changed_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", UtcDateTime(timezone=True), nullable=True),
        _of_teacher("workspace_bank", "owner_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workspace_bank")),
        sa.UniqueConstraint("copy_token", name=op.f("uq_workspace_bank_copy_token")),
    )
    op.create_index(
        op.f("uq_workspace_bank_owner_id_slug"),
        "workspace_bank",
        ["owner_id", "slug"],
        unique=True,
        sqlite_where=NOT_DELETED,
        postgresql_where=NOT_DELETED,
    )
    op.create_table(
        "workspace_version",
        sa.Column("bank_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("how", sa.String(length=200), nullable=False),
        sa.Column("author_id", sa.String(length=64), nullable=False),
        sa.Column("saved_at", UtcDateTime(timezone=True), nullable=False),
        _of_bank("workspace_version"),
        _of_teacher("workspace_version", "author_id"),
        sa.PrimaryKeyConstraint("bank_id", "number", name=op.f("pk_workspace_version")),
    )
    op.create_table(
        "workspace_share",
        sa.Column("bank_id", sa.String(length=64), nullable=False),
        sa.Column("teacher_id", sa.String(length=64), nullable=False),
        sa.Column("right", sa.String(length=64), nullable=False),
        _of_bank("workspace_share"),
        _of_teacher("workspace_share"),
        sa.PrimaryKeyConstraint("bank_id", "teacher_id", name=op.f("pk_workspace_share")),
    )
    op.create_index(op.f("ix_workspace_share_teacher_id"), "workspace_share", ["teacher_id"])


def _of_teacher(table: str, column: str = "teacher_id") -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_teacher")
    return sa.ForeignKeyConstraint([column], ["teacher.id"], name=name, ondelete="CASCADE")


def _of_bank(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_bank_id_workspace_bank")
    return sa.ForeignKeyConstraint(
        ["bank_id"], ["workspace_bank.id"], name=name, ondelete="CASCADE"
    )


def downgrade() -> None:
    for table in (
        "workspace_share", "workspace_version", "workspace_bank",
        "teacher_link", "teacher_session", "teacher",
    ):  # fmt: skip
        op.drop_table(table)
