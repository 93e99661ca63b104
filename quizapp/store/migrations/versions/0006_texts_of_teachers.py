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
    _index()


def _index() -> None:
    op.create_table(
        "workspace_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bank_id", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("skill", sa.String(length=64), nullable=False),
        sa.Column("difficulty", sa.String(length=64), nullable=False),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.Column("sources", sa.Text(), nullable=False),
        sa.Column("stem", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["bank_id"],
            ["workspace_bank.id"],
            name=op.f("fk_workspace_question_bank_id_workspace_bank"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workspace_question")),
    )
    op.create_index(
        op.f("ix_workspace_question_bank_id_key"), "workspace_question", ["bank_id", "key"]
    )
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE if is_sqlite else POSTGRESQL:
        op.execute(statement)


SQLITE = (
    "CREATE VIRTUAL TABLE workspace_question_words USING fts5(words,"
    " content='workspace_question', content_rowid='id', tokenize='unicode61 remove_diacritics 2')",
    "CREATE TRIGGER workspace_question_new AFTER INSERT ON workspace_question BEGIN"
    " INSERT INTO workspace_question_words(rowid, words) VALUES (new.id, new.words); END",
    "CREATE TRIGGER workspace_question_gone AFTER DELETE ON workspace_question BEGIN"
    " INSERT INTO workspace_question_words(workspace_question_words, rowid, words)"
    " VALUES ('delete', old.id, old.words); END",
)
"""FTS5 over the rows themselves, kept in step by triggers (sqlite.org/fts5.html, 4.4.3)."""
POSTGRESQL = (
    "CREATE INDEX workspace_question_words ON workspace_question"
    " USING gin (to_tsvector('simple', words))",
)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.drop_table("workspace_question_words")
    op.drop_table("workspace_question")
    op.drop_table("workspace_dismissed")
    op.drop_table("workspace_source")
