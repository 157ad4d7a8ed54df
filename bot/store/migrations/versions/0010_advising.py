"""What advisers sort and filter by, what they add to conversations, and the full-text index over messages."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from bot.store.base import Instant

revision = "0010_advising"
down_revision = "0009_pathways"
branch_labels = None
depends_on = None

TEXT_COLUMNS = (
    ("area", 64),
    ("age_band", 8),
    ("intent", 128),
    ("assigned", 32),
    ("holder", 32),
    ("outcome", 32),
)
MOMENTS = ("need_since", "held_until", "resolved")
DESK = (
    *("city", "last_word", "id", "need", "unread", "channel", "area", "age_band", "language", "intent", "confidence"),
    *("handling", "assigned", "resolved", "started"),
)
INDEXES = {
    "ix_conversations_desk": DESK,
    "ix_conversations_need": ("city", "need", "last_word"),
    "ix_conversations_assigned": ("assigned", "last_word"),
    "ix_conversations_held": ("held_until",),
}
TABLES = (
    *("alerts", "review_samples", "reviews", "adviser_tasks", "presence", "drafts", "tags", "notes", "takeovers"),
)
# The keys give each message a number that stays: SQLite's own row numbers may change with VACUUM. The city is among the
# words, so that one city's search does not read another's matches.
SQLITE_SEARCH = (
    """CREATE TABLE message_index_keys (key INTEGER PRIMARY KEY, conversation_id VARCHAR(36) NOT NULL,
        seq INTEGER NOT NULL, city VARCHAR(64) NOT NULL, UNIQUE (conversation_id, seq))""",
    """CREATE VIEW message_texts AS SELECT k.key AS key, m.text AS text, k.city AS city FROM message_index_keys k
        JOIN messages m ON m.conversation_id = k.conversation_id AND m.seq = k.seq""",
    """CREATE VIRTUAL TABLE message_index USING fts5(text, city, content='message_texts', content_rowid='key',
        tokenize="unicode61 remove_diacritics 2")""",
    """INSERT INTO message_index_keys (conversation_id, seq, city)
        SELECT m.conversation_id, m.seq, c.city FROM messages m JOIN conversations c ON c.id = m.conversation_id""",
    "INSERT INTO message_index (message_index) VALUES ('rebuild')",
    """CREATE TRIGGER message_index_adds AFTER INSERT ON messages BEGIN
        INSERT INTO message_index_keys (conversation_id, seq, city)
            SELECT NEW.conversation_id, NEW.seq, city FROM conversations WHERE id = NEW.conversation_id;
        INSERT INTO message_index (rowid, text, city) SELECT key, NEW.text, city FROM message_index_keys
            WHERE conversation_id = NEW.conversation_id AND seq = NEW.seq; END""",
    """CREATE TRIGGER message_index_changes AFTER UPDATE OF text ON messages BEGIN
        INSERT INTO message_index (message_index, rowid, text, city) SELECT 'delete', key, OLD.text, city
            FROM message_index_keys WHERE conversation_id = OLD.conversation_id AND seq = OLD.seq;
        INSERT INTO message_index (rowid, text, city) SELECT key, NEW.text, city FROM message_index_keys
            WHERE conversation_id = NEW.conversation_id AND seq = NEW.seq; END""",
    """CREATE TRIGGER message_index_drops AFTER DELETE ON messages BEGIN
        INSERT INTO message_index (message_index, rowid, text, city) SELECT 'delete', key, OLD.text, city
            FROM message_index_keys WHERE conversation_id = OLD.conversation_id AND seq = OLD.seq;
        DELETE FROM message_index_keys WHERE conversation_id = OLD.conversation_id AND seq = OLD.seq; END""",
)
SQLITE_SEARCH_GOES = (
    *("DROP TRIGGER message_index_adds", "DROP TRIGGER message_index_changes", "DROP TRIGGER message_index_drops"),
    *("DROP TABLE message_index", "DROP VIEW message_texts", "DROP TABLE message_index_keys"),
)
POSTGRESQL_SEARCH = (
    "ALTER TABLE messages ADD COLUMN lexemes tsvector GENERATED ALWAYS AS (to_tsvector('simple', text)) STORED",
    "CREATE INDEX message_index ON messages USING gin (lexemes)",
)
POSTGRESQL_SEARCH_GOES = ("ALTER TABLE messages DROP COLUMN lexemes",)


def upgrade() -> None:
    _summary()
    _stepping_in()
    _following_up()
    _reviewing()
    _alerts()
    for statement in SQLITE_SEARCH if _is_sqlite() else POSTGRESQL_SEARCH:
        op.execute(statement)


def downgrade() -> None:
    for statement in SQLITE_SEARCH_GOES if _is_sqlite() else POSTGRESQL_SEARCH_GOES:
        op.execute(statement)
    for table in TABLES:
        op.drop_table(table)
    for index in INDEXES:
        op.drop_index(index, "conversations")
    for column in (*(name for name, _ in TEXT_COLUMNS), *MOMENTS, "confidence", "need", "unread"):
        op.drop_column("conversations", column)


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _summary() -> None:
    for name, length in TEXT_COLUMNS:
        op.add_column("conversations", sa.Column(name, sa.String(length), nullable=False, server_default=""))
    for name in MOMENTS:
        op.add_column("conversations", sa.Column(name, Instant(), nullable=True))
    op.add_column("conversations", sa.Column("confidence", sa.Double(), nullable=True))
    op.add_column("conversations", sa.Column("need", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("conversations", sa.Column("unread", sa.Boolean(), nullable=False, server_default=sa.false()))
    for name, columns in INDEXES.items():
        op.create_index(name, "conversations", list(columns))


def _stepping_in() -> None:
    _of_conversation(
        "takeovers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("city", sa.String(64), nullable=False),
        _person(),
        sa.Column("asked", Instant(), nullable=True),
        sa.Column("began", Instant(), nullable=False),
        sa.Column("ended", Instant(), nullable=True),
        sa.Column("lapsed", sa.Boolean(), nullable=False),
        key=("id",),
    )
    op.create_index("ix_takeovers_city", "takeovers", ["city", "began"])
    _of_conversation(
        "drafts",
        _person(),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        key=("conversation_id", "person"),
    )
    _of_conversation(
        "presence",
        _person(),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("wrote", Instant(), nullable=True),
        key=("conversation_id", "person"),
    )


def _following_up() -> None:
    _of_conversation(
        "notes",
        sa.Column("id", sa.Integer(), nullable=False),
        _person(),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        key=("id",),
    )
    _of_conversation(
        "tags",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("tag", sa.String(40), nullable=False),
        _person(),
        sa.Column("at", Instant(), nullable=False),
        key=("conversation_id", "seq", "tag"),
    )
    op.create_index("ix_tags_tag", "tags", ["tag", "conversation_id"])
    _of_conversation(
        "adviser_tasks",
        sa.Column("id", sa.Integer(), nullable=False),
        _person(),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("text", sa.String(500), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        key=("id",),
    )
    op.create_index("ix_adviser_tasks_person", "adviser_tasks", ["person", "done", "at"])


def _reviewing() -> None:
    _of_conversation(
        "reviews",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        _person(),
        sa.Column("mark", sa.String(16), nullable=False),
        sa.Column("intent", sa.String(128), nullable=False),
        sa.Column("note", sa.String(500), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        key=("conversation_id", "seq", "person"),
    )
    op.create_index("ix_reviews_at", "reviews", ["at"])
    _of_conversation(
        "review_samples",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("city", sa.String(64), nullable=False),
        sa.Column("why", sa.String(20), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        key=("conversation_id", "seq"),
    )
    op.create_index("ix_review_samples_city", "review_samples", ["city", "at"])


def _alerts() -> None:
    _of_conversation(
        "alerts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("city", sa.String(64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("target", sa.String(16), nullable=False),
        sa.Column("made", Instant(), nullable=False),
        sa.Column("due", Instant(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("told", Instant(), nullable=True),
        key=("id",),
    )
    op.create_index("ix_alerts_told", "alerts", ["told", "due"])


def _person() -> "sa.Column[str]":
    return sa.Column("person", sa.String(32), nullable=False)


def _of_conversation(table: str, *columns: "sa.Column[Any]", key: tuple[str, ...]) -> None:
    """A table whose rows go with their conversation."""
    op.create_table(
        table,
        sa.Column("conversation_id", sa.String(36), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f(f"fk_{table}_conversation_id_conversations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{table}")),
    )
    if "conversation_id" not in key:
        op.create_index(op.f(f"ix_{table}_conversation_id"), table, ["conversation_id"])
