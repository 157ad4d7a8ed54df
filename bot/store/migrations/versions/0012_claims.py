"""When an award is looked at again; whom a claim that waits is made out to."""

import sqlalchemy as sa
from alembic import op

from bot.store.base import Instant

revision = "0012_claims"
down_revision = "0011_sentence_vectors"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("awards", sa.Column("look_again", Instant(), nullable=True))
    op.create_index(op.f("ix_awards_look_again"), "awards", ["look_again"], unique=False)
    op.add_column("badge_claims", sa.Column("recipients", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("badge_claims", sa.Column("matched", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("badge_claims", "matched")
    op.drop_column("badge_claims", "recipients")
    op.drop_index(op.f("ix_awards_look_again"), table_name="awards")
    op.drop_column("awards", "look_again")
