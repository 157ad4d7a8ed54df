"""Learners, their plans, what they said no to, and reminders."""

import sqlalchemy as sa
from alembic import op

from bot.store.base import Instant

revision = "0002_people"
down_revision = "0001_catalogue"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "learners",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("city", sa.String(length=64), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.Column("profile", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learners")),
    )
    op.create_table(
        "learner_conversations",
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("learner_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"],
            ["learners.id"],
            name=op.f("fk_learner_conversations_learner_id_learners"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("conversation_id", name=op.f("pk_learner_conversations")),
    )
    op.create_index(op.f("ix_learner_conversations_learner_id"), "learner_conversations", ["learner_id"], unique=False)
    op.create_table(
        "plan_items",
        sa.Column("learner_id", sa.String(length=32), nullable=False),
        sa.Column("item", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("added", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learners.id"], name=op.f("fk_plan_items_learner_id_learners"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("learner_id", "item", name=op.f("pk_plan_items")),
    )
    op.create_table(
        "rejected_items",
        sa.Column("learner_id", sa.String(length=32), nullable=False),
        sa.Column("item", sa.String(length=200), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learners.id"], name=op.f("fk_rejected_items_learner_id_learners"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("learner_id", "item", name=op.f("pk_rejected_items")),
    )
    op.create_table(
        "reminders",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("learner_id", sa.String(length=32), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("item", sa.String(length=200), nullable=True),
        sa.Column("sent", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learners.id"], name=op.f("fk_reminders_learner_id_learners"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminders")),
    )
    op.create_index(op.f("ix_reminders_learner_id"), "reminders", ["learner_id"], unique=False)
    op.create_index("ix_reminders_waiting", "reminders", ["sent", "at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_reminders_waiting", table_name="reminders")
    op.drop_index(op.f("ix_reminders_learner_id"), table_name="reminders")
    op.drop_table("reminders")
    op.drop_table("rejected_items")
    op.drop_table("plan_items")
    op.drop_index(op.f("ix_learner_conversations_learner_id"), table_name="learner_conversations")
    op.drop_table("learner_conversations")
    op.drop_table("learners")
