"""What has reached learners' screens; second factors sealed with the key outside the database."""

import sqlalchemy as sa
from alembic import op

from bot.store.base import Instant

revision = "0014_arrivals"
down_revision = "0013_desk"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Secrets that lie open are sealed at the next start (bot/console/people.py): no migration knows the key."""
    op.create_table(
        "arrivals",
        sa.Column("conversation_id", sa.String(36), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_arrivals_conversation_id_conversations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("conversation_id", "seq", name=op.f("pk_arrivals")),
    )
    op.add_column("console_people", sa.Column("totp_sealed", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    op.drop_column("console_people", "totp_sealed")
    op.drop_table("arrivals")
