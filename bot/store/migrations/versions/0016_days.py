"""The figures of days that are over; indexes for what plans and steps gained on a day.

Revision ID: 0016_days
"""

import sqlalchemy as sa
from alembic import op

revision = "0016_days"
down_revision = "0015_limits_in_index"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "figures_by_day",
        sa.Column("city", sa.String(64), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("city", "day", name=op.f("pk_figures_by_day")),
    )
    op.create_index("ix_plan_items_added", "plan_items", ["added"])
    op.create_index("ix_pathway_steps_at", "pathway_steps", ["at"])


def downgrade() -> None:
    op.drop_index("ix_pathway_steps_at", "pathway_steps")
    op.drop_index("ix_plan_items_added", "plan_items")
    op.drop_table("figures_by_day")
