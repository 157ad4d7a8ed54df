"""The people who use the console, their sessions, and the audit, which the database keeps from being changed."""

import sqlalchemy as sa
from alembic import op

from bot.store.base import Instant

revision = "0008_console"
down_revision = "0007_reach"
branch_labels = None
depends_on = None

SQLITE_REFUSALS = (
    "CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END",
    "CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END",
)
POSTGRESQL_REFUSALS = (
    """CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the audit is append-only'; END $$""",
    "CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER audit_is_kept BEFORE TRUNCATE ON audit EXECUTE FUNCTION audit_refuse()",
)


def upgrade() -> None:
    _people()
    _audit()


def _people() -> None:
    op.create_table(
        "console_people",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        sa.Column("totp_secret", sa.String(length=64), nullable=True),
        sa.Column("totp_step", sa.Integer(), nullable=True),
        sa.Column("subject", sa.String(length=500), nullable=True),
        sa.Column("created", Instant(), nullable=False),
        sa.Column("disabled", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_console_people")),
        sa.UniqueConstraint("email", name=op.f("uq_console_people_email")),
        sa.UniqueConstraint("subject", name=op.f("uq_console_people_subject")),
    )
    op.create_table(
        "console_grants",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("city", sa.String(length=64), nullable=False),
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["console_people.id"],
            name=op.f("fk_console_grants_person_id_console_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_console_grants")),
        sa.UniqueConstraint("person_id", "role", "city", "organisation", name=op.f("uq_console_grants_person_id")),
    )
    op.create_table(
        "console_sessions",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("begun", Instant(), nullable=False),
        sa.Column("seen", Instant(), nullable=False),
        sa.Column("agent", sa.String(length=200), nullable=False),
        sa.Column("provider_session", sa.String(length=300), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["console_people.id"],
            name=op.f("fk_console_sessions_person_id_console_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_console_sessions")),
    )
    for column in ("person_id", "provider_session", "seen"):
        op.create_index(op.f(f"ix_console_sessions_{column}"), "console_sessions", [column], unique=False)
    op.create_table(
        "console_attempts",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("until", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_console_attempts")),
    )
    op.create_index(op.f("ix_console_attempts_at"), "console_attempts", ["at"], unique=False)


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("city", sa.String(length=64), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_person"), "audit", ["person"], unique=False)
    op.create_index("ix_audit_city", "audit", ["city", "seq"], unique=False)
    op.create_index("ix_audit_subject", "audit", ["subject", "seq"], unique=False)
    head = op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.bulk_insert(head, [{"id": 1, "seq": 0, "hash": "0" * 64}])
    sqlite = op.get_bind().dialect.name == "sqlite"
    for refusal in SQLITE_REFUSALS if sqlite else POSTGRESQL_REFUSALS:
        op.execute(refusal)


def downgrade() -> None:
    for table in ("audit_head", "audit", "console_attempts", "console_sessions", "console_grants", "console_people"):
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION audit_refuse")
