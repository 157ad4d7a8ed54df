"""Awards, claims and their codes, refusals, requests for recognition, shared pages and status lists."""

import sqlalchemy as sa
from alembic import op

from bot.store.base import Instant

revision = "0004_badges"
down_revision = "0003_chat"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "badge_codes",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("city", sa.String(length=100), nullable=False),
        sa.Column("badge", sa.String(length=300), nullable=False),
        sa.Column("uses", sa.Integer(), nullable=True),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("expires", Instant(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("made", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_badge_codes")),
    )
    op.create_index(op.f("ix_badge_codes_city"), "badge_codes", ["city"], unique=False)
    op.create_table(
        "awards",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("learner_id", sa.String(length=32), nullable=True),
        sa.Column("city", sa.String(length=100), nullable=False),
        sa.Column("badge", sa.String(length=300), nullable=True),
        sa.Column("way", sa.String(length=16), nullable=False),
        sa.Column("format", sa.String(length=16), nullable=False),
        sa.Column("credential", sa.LargeBinary(), nullable=False),
        sa.Column("credential_hash", sa.String(length=64), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("issuer_id", sa.Text(), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("issued", Instant(), nullable=True),
        sa.Column("expires", Instant(), nullable=True),
        sa.Column("received", Instant(), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("checks", sa.JSON(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("checked", Instant(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learners.id"], name=op.f("fk_awards_learner_id_learners"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_awards")),
        sa.UniqueConstraint("learner_id", "credential_hash", name=op.f("uq_awards_learner_id")),
    )
    op.create_index(op.f("ix_awards_badge"), "awards", ["badge"], unique=False)
    op.create_index(op.f("ix_awards_learner_id"), "awards", ["learner_id"], unique=False)
    op.create_index("ix_awards_recheck", "awards", ["state", "checked"], unique=False)
    op.create_table(
        "badge_claims",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("learner_id", sa.String(length=32), nullable=False),
        sa.Column("way", sa.String(length=16), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("due", Instant(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("made", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learners.id"], name=op.f("fk_badge_claims_learner_id_learners"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_badge_claims")),
    )
    op.create_index("ix_badge_claims_due", "badge_claims", ["state", "due"], unique=False)
    op.create_index(op.f("ix_badge_claims_learner_id"), "badge_claims", ["learner_id"], unique=False)
    op.create_table(
        "badge_refusals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("learner_id", sa.String(length=32), nullable=False),
        sa.Column("way", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(length=64), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learners.id"], name=op.f("fk_badge_refusals_learner_id_learners"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_badge_refusals")),
    )
    op.create_index(op.f("ix_badge_refusals_learner_id"), "badge_refusals", ["learner_id"], unique=False)
    op.create_table(
        "badge_requests",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("learner_id", sa.String(length=32), nullable=False),
        sa.Column("city", sa.String(length=100), nullable=False),
        sa.Column("badge", sa.String(length=300), nullable=False),
        sa.Column("issuer", sa.String(length=200), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("skills", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked", Instant(), nullable=False),
        sa.Column("decided", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learners.id"], name=op.f("fk_badge_requests_learner_id_learners"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_badge_requests")),
    )
    op.create_index(op.f("ix_badge_requests_learner_id"), "badge_requests", ["learner_id"], unique=False)
    op.create_index("ix_badge_requests_queue", "badge_requests", ["city", "issuer", "state"], unique=False)
    op.create_table(
        "badge_shares",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("learner_id", sa.String(length=32), nullable=False),
        sa.Column("awards", sa.JSON(), nullable=False),
        sa.Column("made", Instant(), nullable=False),
        sa.Column("revoked", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learners.id"], name=op.f("fk_badge_shares_learner_id_learners"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_badge_shares")),
    )
    op.create_index(op.f("ix_badge_shares_learner_id"), "badge_shares", ["learner_id"], unique=False)
    op.create_table(
        "badge_tries",
        sa.Column("learner_id", sa.String(length=32), nullable=False),
        sa.Column("left", sa.Double(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learners.id"], name=op.f("fk_badge_tries_learner_id_learners"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("learner_id", name=op.f("pk_badge_tries")),
    )
    op.create_table(
        "badge_status_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("city", sa.String(length=100), nullable=False),
        sa.Column("list_number", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("award_id", sa.String(length=32), nullable=True),
        sa.Column("revoked", Instant(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["award_id"], ["awards.id"], name=op.f("fk_badge_status_entries_award_id_awards"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_badge_status_entries")),
        sa.UniqueConstraint("city", "list_number", "place", name=op.f("uq_badge_status_entries_city")),
    )
    op.create_index(op.f("ix_badge_status_entries_award_id"), "badge_status_entries", ["award_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_badge_status_entries_award_id"), table_name="badge_status_entries")
    op.drop_table("badge_status_entries")
    op.drop_table("badge_tries")
    op.drop_index(op.f("ix_badge_shares_learner_id"), table_name="badge_shares")
    op.drop_table("badge_shares")
    op.drop_index("ix_badge_requests_queue", table_name="badge_requests")
    op.drop_index(op.f("ix_badge_requests_learner_id"), table_name="badge_requests")
    op.drop_table("badge_requests")
    op.drop_index(op.f("ix_badge_refusals_learner_id"), table_name="badge_refusals")
    op.drop_table("badge_refusals")
    op.drop_index(op.f("ix_badge_claims_learner_id"), table_name="badge_claims")
    op.drop_index("ix_badge_claims_due", table_name="badge_claims")
    op.drop_table("badge_claims")
    op.drop_index("ix_awards_recheck", table_name="awards")
    op.drop_index(op.f("ix_awards_learner_id"), table_name="awards")
    op.drop_index(op.f("ix_awards_badge"), table_name="awards")
    op.drop_table("awards")
    op.drop_index(op.f("ix_badge_codes_city"), table_name="badge_codes")
    op.drop_table("badge_codes")
