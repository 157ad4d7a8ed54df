"""Who reads what unmasked, saved views, canned answers, what was taken out, and how long things are kept."""

import sqlalchemy as sa
from alembic import op

from bot.store.base import Instant

revision = "0013_desk"
down_revision = "0012_claims"
branch_labels = None
depends_on = None

TABLES = ("exported", "exports", "keeping_receipts", "keeping_rules", "canned_answers", "saved_views", "unmasked")


def upgrade() -> None:
    _peoples()
    _citys()
    _exports()


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)


def _peoples() -> None:
    op.create_table(
        "unmasked",
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("conversation_id", sa.String(36), nullable=False),
        sa.Column("until", Instant(), nullable=False),
        _reference("unmasked", "person_id", "console_people"),
        _reference("unmasked", "conversation_id", "conversations"),
        sa.PrimaryKeyConstraint("person_id", "conversation_id", name=op.f("pk_unmasked")),
    )
    op.create_index(op.f("ix_unmasked_conversation_id"), "unmasked", ["conversation_id"])
    op.create_table(
        "saved_views",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("query", sa.String(1000), nullable=False),
        _reference("saved_views", "person_id", "console_people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_views")),
    )
    op.create_index(op.f("ix_saved_views_person_id"), "saved_views", ["person_id"])


def _citys() -> None:
    op.create_table(
        "canned_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("city", sa.String(64), nullable=False),
        sa.Column("title", sa.String(80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_canned_answers")),
    )
    op.create_index(op.f("ix_canned_answers_city"), "canned_answers", ["city"])
    op.create_table(
        "keeping_rules",
        sa.Column("city", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("city", "kind", name=op.f("pk_keeping_rules")),
    )
    op.create_table(
        "keeping_receipts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("city", sa.String(64), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keeping_receipts")),
    )
    op.create_index(op.f("ix_keeping_receipts_at"), "keeping_receipts", ["at"])


def _exports() -> None:
    op.create_table(
        "exports",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("city", sa.String(64), nullable=False),
        sa.Column("person", sa.String(32), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exports")),
    )
    op.create_index(op.f("ix_exports_at"), "exports", ["at"])
    op.create_table(
        "exported",
        sa.Column("export_id", sa.String(32), nullable=False),
        sa.Column("conversation_id", sa.String(36), nullable=False),
        _reference("exported", "export_id", "exports"),
        sa.PrimaryKeyConstraint("export_id", "conversation_id", name=op.f("pk_exported")),
    )
    op.create_index(op.f("ix_exported_conversation_id"), "exported", ["conversation_id"])


def _reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete="CASCADE")
