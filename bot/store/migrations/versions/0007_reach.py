"""Addresses at messengers, updates that came from there, codes that lead there, and who works for a channel."""

import sqlalchemy as sa
from alembic import op

from bot.store.base import Instant

revision = "0007_reach"
down_revision = "0006_sources"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "addresses",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("campaign", sa.String(length=48), nullable=False),
        sa.Column("blocked", sa.Boolean(), nullable=False),
        sa.Column("quiet", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_addresses_conversation_id_conversations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_addresses")),
    )
    op.create_index(op.f("ix_addresses_conversation_id"), "addresses", ["conversation_id"], unique=False)
    op.create_table(
        "received_updates",
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("waiting", sa.Boolean(), nullable=False),
        sa.Column("sender", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "number", name=op.f("pk_received_updates")),
    )
    op.create_index("ix_received_updates_waiting", "received_updates", ["channel", "waiting", "at"], unique=False)
    op.create_table(
        "link_codes",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("expires", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_link_codes_conversation_id_conversations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_link_codes")),
    )
    op.create_index(op.f("ix_link_codes_conversation_id"), "link_codes", ["conversation_id"], unique=False)
    op.create_table(
        "channel_leads",
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("until", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("channel", name=op.f("pk_channel_leads")),
    )


def downgrade() -> None:
    op.drop_table("channel_leads")
    op.drop_index(op.f("ix_link_codes_conversation_id"), table_name="link_codes")
    op.drop_table("link_codes")
    op.drop_index("ix_received_updates_waiting", table_name="received_updates")
    op.drop_table("received_updates")
    op.drop_index(op.f("ix_addresses_conversation_id"), table_name="addresses")
    op.drop_table("addresses")
