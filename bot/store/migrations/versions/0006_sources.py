"""Pay of occupations with its source, groups of occupations, and likely duplicates with what a person said.

Revision ID: 0006_sources
"""

import sqlalchemy as sa
from alembic import op

from bot.store.base import Instant

revision = "0006_sources"
down_revision = "0005_issuing"
branch_labels = None
depends_on = None

PAY = ("pay_from", "pay_to", "pay_currency", "pay_source", "pay_year")


def upgrade() -> None:
    op.add_column("occupation", sa.Column("pay_from", sa.Numeric(precision=10, scale=2), nullable=True))
    op.add_column("occupation", sa.Column("pay_to", sa.Numeric(precision=10, scale=2), nullable=True))
    op.add_column("occupation", sa.Column("pay_currency", sa.String(length=3), nullable=False, server_default=""))
    op.add_column("occupation", sa.Column("pay_source", sa.Text(), nullable=False, server_default=""))
    op.add_column("occupation", sa.Column("pay_year", sa.Integer(), nullable=True))
    op.create_table(
        "occupation_group",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("labels", sa.JSON(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=300), nullable=False),
        sa.Column("city", sa.String(length=100), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("source_id", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("withdrawn", Instant(), nullable=True),
        sa.Column("extra", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["city"], ["city.id"], name=op.f("fk_occupation_group_city_city")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occupation_group")),
    )
    op.create_index(op.f("ix_occupation_group_city"), "occupation_group", ["city"], unique=False)
    op.create_table(
        "duplicate",
        sa.Column("first", sa.String(length=300), nullable=False),
        sa.Column("second", sa.String(length=300), nullable=False),
        sa.Column("city", sa.String(length=100), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("found", Instant(), nullable=False),
        sa.Column("decision", sa.String(length=3), nullable=False),
        sa.Column("decided", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["city"], ["city.id"], name=op.f("fk_duplicate_city_city")),
        sa.PrimaryKeyConstraint("first", "second", name=op.f("pk_duplicate")),
    )
    op.create_index(op.f("ix_duplicate_city"), "duplicate", ["city"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_duplicate_city"), table_name="duplicate")
    op.drop_table("duplicate")
    op.drop_index(op.f("ix_occupation_group_city"), table_name="occupation_group")
    op.drop_table("occupation_group")
    for name in PAY:
        op.drop_column("occupation", name)
