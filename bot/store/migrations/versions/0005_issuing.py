"""Awards made here, endorsements, and what to tell learners about them."""

import sqlalchemy as sa
from alembic import op

from bot.store.base import Instant

revision = "0005_issuing"
down_revision = "0004_badges"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "issued_awards",
        sa.Column("award_id", sa.String(length=32), nullable=False),
        sa.Column("city", sa.String(length=100), nullable=False),
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("reference", sa.String(length=200), nullable=False),
        sa.Column("given_by", sa.String(length=200), nullable=False),
        sa.Column("claim_hash", sa.String(length=64), nullable=True),
        sa.Column("claim_expires", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["award_id"], ["awards.id"], name=op.f("fk_issued_awards_award_id_awards"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("award_id", name=op.f("pk_issued_awards")),
        sa.UniqueConstraint("claim_hash", name=op.f("uq_issued_awards_claim_hash")),
    )
    op.create_index("ix_issued_awards_organisation", "issued_awards", ["city", "organisation"], unique=False)
    op.create_table(
        "badge_endorsements",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("city", sa.String(length=100), nullable=False),
        sa.Column("badge", sa.String(length=300), nullable=False),
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("credential", sa.Text(), nullable=False),
        sa.Column("made", Instant(), nullable=False),
        sa.Column("withdrawn", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_badge_endorsements")),
    )
    op.create_index(op.f("ix_badge_endorsements_badge"), "badge_endorsements", ["badge"], unique=False)
    op.create_table(
        "badge_notices",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("learner_id", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.Column("due", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learners.id"], name=op.f("fk_badge_notices_learner_id_learners"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_badge_notices")),
    )
    op.create_index(op.f("ix_badge_notices_learner_id"), "badge_notices", ["learner_id"], unique=False)
    op.create_index(op.f("ix_badge_notices_due"), "badge_notices", ["due"], unique=False)
    op.add_column("badge_shares", sa.Column("name", sa.String(length=100), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("badge_shares", "name")
    op.drop_table("badge_notices")
    op.drop_table("badge_endorsements")
    op.drop_table("issued_awards")
