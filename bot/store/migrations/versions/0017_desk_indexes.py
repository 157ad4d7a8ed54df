"""All that advisers filter by in both indexes of the desk, by time and by need: no filter reads row by row.

Revision ID: 0017_desk_indexes
"""

from alembic import op

revision = "0017_desk_indexes"
down_revision = "0016_days"
branch_labels = None
depends_on = None

FILTERS = (
    *("unread", "channel", "area", "age_band", "language", "intent", "confidence", "handling"),
    *("assigned", "resolved", "started"),
)
BEFORE = {
    "ix_conversations_desk": ("city", "last_word", "id", "need", *FILTERS),
    "ix_conversations_need": ("city", "need", "last_word"),
}
AFTER = {
    "ix_conversations_desk": (*BEFORE["ix_conversations_desk"], "outcome"),
    "ix_conversations_need": ("city", "need", "last_word", "id", *FILTERS, "outcome"),
}


def upgrade() -> None:
    _change(AFTER)


def downgrade() -> None:
    _change(BEFORE)


def _change(indexes: dict[str, tuple[str, ...]]) -> None:
    for name, columns in indexes.items():
        op.drop_index(name, "conversations")
        op.create_index(name, "conversations", list(columns))
