"""Goals, steps, quizzes, nudges and a city's gaps; expressions of interest; introductions; notices to learners."""

import sqlalchemy as sa
from alembic import op

from bot.store.base import Instant

revision = "0009_pathways"
down_revision = "0008_console"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pathway_gaps",
        sa.Column("city", sa.String(length=100), nullable=False),
        sa.Column("badge", sa.String(length=300), nullable=False),
        sa.Column("goal", sa.String(length=300), nullable=False),
        sa.Column("first", Instant(), nullable=False),
        sa.Column("last", Instant(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("city", "badge", "goal", name=op.f("pk_pathway_gaps")),
    )
    op.create_table(
        "expressions",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("learner_id", sa.String(length=32), nullable=False),
        sa.Column("city", sa.String(length=100), nullable=False),
        sa.Column("opening", sa.String(length=300), nullable=False),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("organisation", sa.String(length=300), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("first_name", sa.String(length=40), nullable=False),
        sa.Column("words", sa.String(length=600), nullable=False),
        sa.Column("badges", sa.JSON(), nullable=False),
        sa.Column("sent", Instant(), nullable=False),
        sa.Column("withdrawn", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learners.id"], name=op.f("fk_expressions_learner_id_learners"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expressions")),
    )
    op.create_index(op.f("ix_expressions_learner_id"), "expressions", ["learner_id"], unique=False)
    op.create_index("ix_expressions_opening_state", "expressions", ["opening", "state"], unique=False)
    op.create_index(op.f("ix_expressions_organisation"), "expressions", ["organisation"], unique=False)
    op.create_table(
        "introductions",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("learner_id", sa.String(length=32), nullable=False),
        sa.Column("city", sa.String(length=100), nullable=False),
        sa.Column("mentor", sa.String(length=300), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("asks", sa.String(length=600), nullable=False),
        sa.Column("age", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("times", sa.String(length=300), nullable=False),
        sa.Column("when", sa.String(length=100), nullable=False),
        sa.Column("asked", Instant(), nullable=False),
        sa.Column("changed", Instant(), nullable=False),
        sa.Column("decided_by", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learners.id"], name=op.f("fk_introductions_learner_id_learners"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_introductions")),
    )
    op.create_index("ix_introductions_city_state", "introductions", ["city", "state"], unique=False)
    op.create_index(op.f("ix_introductions_learner_id"), "introductions", ["learner_id"], unique=False)
    op.create_index(op.f("ix_introductions_mentor"), "introductions", ["mentor"], unique=False)
    op.create_table(
        "notices",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("learner_id", sa.String(length=32), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("buttons", sa.JSON(), nullable=False),
        sa.Column("sent", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learners.id"], name=op.f("fk_notices_learner_id_learners"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
    )
    op.create_index(op.f("ix_notices_learner_id"), "notices", ["learner_id"], unique=False)
    op.create_index("ix_notices_waiting", "notices", ["sent", "at"], unique=False)
    op.create_table(
        "pathway_goals",
        sa.Column("learner_id", sa.String(length=32), nullable=False),
        sa.Column("goal", sa.String(length=300), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("link", sa.String(length=43), nullable=False),
        sa.Column("pathway", sa.String(length=300), nullable=False),
        sa.Column("plan", sa.JSON(), nullable=False),
        sa.Column("ready", sa.Date(), nullable=True),
        sa.Column("planned", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learners.id"], name=op.f("fk_pathway_goals_learner_id_learners"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("learner_id", name=op.f("pk_pathway_goals")),
        sa.UniqueConstraint("link", name=op.f("uq_pathway_goals_link")),
    )
    op.create_table(
        "pathway_nudges",
        sa.Column("learner_id", sa.String(length=32), nullable=False),
        sa.Column("wanted", sa.Boolean(), nullable=False),
        sa.Column("said", Instant(), nullable=False),
        sa.Column("last", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learners.id"], name=op.f("fk_pathway_nudges_learner_id_learners"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("learner_id", name=op.f("pk_pathway_nudges")),
    )
    op.create_table(
        "pathway_steps",
        sa.Column("learner_id", sa.String(length=32), nullable=False),
        sa.Column("item", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("badges", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("proof", sa.String(length=16), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learners.id"], name=op.f("fk_pathway_steps_learner_id_learners"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("learner_id", "item", name=op.f("pk_pathway_steps")),
    )
    op.create_table(
        "quiz_answers",
        sa.Column("learner_id", sa.String(length=32), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("not_me", sa.JSON(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learners.id"], name=op.f("fk_quiz_answers_learner_id_learners"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("learner_id", name=op.f("pk_quiz_answers")),
    )


def downgrade() -> None:
    op.drop_table("quiz_answers")
    op.drop_table("pathway_steps")
    op.drop_table("pathway_nudges")
    op.drop_table("pathway_goals")
    op.drop_index("ix_notices_waiting", table_name="notices")
    op.drop_index(op.f("ix_notices_learner_id"), table_name="notices")
    op.drop_table("notices")
    op.drop_index(op.f("ix_introductions_mentor"), table_name="introductions")
    op.drop_index(op.f("ix_introductions_learner_id"), table_name="introductions")
    op.drop_index("ix_introductions_city_state", table_name="introductions")
    op.drop_table("introductions")
    op.drop_index(op.f("ix_expressions_organisation"), table_name="expressions")
    op.drop_index("ix_expressions_opening_state", table_name="expressions")
    op.drop_index(op.f("ix_expressions_learner_id"), table_name="expressions")
    op.drop_table("expressions")
    op.drop_table("pathway_gaps")
