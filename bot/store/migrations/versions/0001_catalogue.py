"""Everything that comes from files: cities, organisations, opportunities, the taxonomy, badges, people, work.

Revision ID: 0001_catalogue
"""

import sqlalchemy as sa
from alembic import op

from bot.store.base import Instant

revision = "0001_catalogue"
down_revision = None
branch_labels = None
depends_on = None

# Both databases index the same terms, cut at blanks and nothing else (bot/catalogue/terms.py): what one finds, the
# other finds. Triggers keep the index true whoever writes.
SQLITE = (
    """CREATE VIRTUAL TABLE opportunity_index USING fts5(
        terms, content='opportunity', content_rowid='key', detail=none, columnsize=0,
        tokenize="ascii tokenchars ':=-'")""",
    """CREATE TRIGGER opportunity_index_added AFTER INSERT ON opportunity BEGIN
        INSERT INTO opportunity_index(rowid, terms) VALUES (new.key, new.terms);
    END""",
    """CREATE TRIGGER opportunity_index_gone AFTER DELETE ON opportunity BEGIN
        INSERT INTO opportunity_index(opportunity_index, rowid, terms) VALUES ('delete', old.key, old.terms);
    END""",
    """CREATE TRIGGER opportunity_index_changed AFTER UPDATE OF terms ON opportunity WHEN old.terms <> new.terms BEGIN
        INSERT INTO opportunity_index(opportunity_index, rowid, terms) VALUES ('delete', old.key, old.terms);
        INSERT INTO opportunity_index(rowid, terms) VALUES (new.key, new.terms);
    END""",
)
POSTGRESQL = (
    """CREATE TABLE opportunity_index (
        key INTEGER PRIMARY KEY REFERENCES opportunity (key) ON DELETE CASCADE, lexemes tsvector NOT NULL)""",
    "CREATE INDEX opportunity_index_lexemes ON opportunity_index USING gin (lexemes)",
    """CREATE FUNCTION opportunity_index_write() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO opportunity_index VALUES (new.key, array_to_tsvector(string_to_array(new.terms, ' ')))
        ON CONFLICT (key) DO UPDATE SET lexemes = excluded.lexemes;
        RETURN NULL;
    END $$""",
    """CREATE TRIGGER opportunity_index_added AFTER INSERT ON opportunity
        FOR EACH ROW EXECUTE FUNCTION opportunity_index_write()""",
    """CREATE TRIGGER opportunity_index_changed AFTER UPDATE OF terms ON opportunity
        FOR EACH ROW WHEN (old.terms <> new.terms) EXECUTE FUNCTION opportunity_index_write()""",
)


def upgrade() -> None:
    op.create_table(
        "city",
        sa.Column("id", sa.String(length=100), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_city")),
    )
    op.create_table(
        "badge",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("issuer", sa.String(length=300), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("criteria", sa.Text(), nullable=False),
        sa.Column("skills", sa.JSON(), nullable=False),
        sa.Column("interests", sa.JSON(), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("image", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=300), nullable=False),
        sa.Column("city", sa.String(length=100), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("source_id", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("withdrawn", Instant(), nullable=True),
        sa.Column("extra", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["city"], ["city.id"], name=op.f("fk_badge_city_city")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_badge")),
    )
    op.create_index(op.f("ix_badge_city"), "badge", ["city"], unique=False)
    op.create_table(
        "claim_code",
        sa.Column("badge", sa.String(length=300), nullable=False),
        sa.Column("uses_left", sa.Integer(), nullable=True),
        sa.Column("expires", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=300), nullable=False),
        sa.Column("city", sa.String(length=100), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("source_id", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("withdrawn", Instant(), nullable=True),
        sa.Column("extra", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["city"], ["city.id"], name=op.f("fk_claim_code_city_city")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_code")),
    )
    op.create_index(op.f("ix_claim_code_city"), "claim_code", ["city"], unique=False)
    op.create_table(
        "interest",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("riasec", sa.String(length=6), nullable=False),
        sa.Column("labels", sa.JSON(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=300), nullable=False),
        sa.Column("city", sa.String(length=100), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("source_id", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("withdrawn", Instant(), nullable=True),
        sa.Column("extra", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["city"], ["city.id"], name=op.f("fk_interest_city_city")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interest")),
    )
    op.create_index(op.f("ix_interest_city"), "interest", ["city"], unique=False)
    op.create_table(
        "mentor",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("occupation", sa.String(length=200), nullable=False),
        sa.Column("organisation", sa.String(length=300), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("when", sa.Text(), nullable=False),
        sa.Column("format", sa.String(length=200), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("current", sa.Integer(), nullable=True),
        sa.Column("vetting", sa.String(length=200), nullable=False),
        sa.Column("vetted_until", sa.Date(), nullable=True),
        sa.Column("age_min", sa.Integer(), nullable=True),
        sa.Column("age_max", sa.Integer(), nullable=True),
        sa.Column("area", sa.String(length=200), nullable=False),
        sa.Column("contact_email", sa.String(length=200), nullable=False),
        sa.Column("contact_phone", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=300), nullable=False),
        sa.Column("city", sa.String(length=100), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("source_id", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("withdrawn", Instant(), nullable=True),
        sa.Column("extra", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["city"], ["city.id"], name=op.f("fk_mentor_city_city")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentor")),
    )
    op.create_index(op.f("ix_mentor_city"), "mentor", ["city"], unique=False)
    op.create_table(
        "occupation",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("labels", sa.JSON(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("ways_in", sa.Text(), nullable=False),
        sa.Column("interests", sa.JSON(), nullable=False),
        sa.Column("skills", sa.JSON(), nullable=False),
        sa.Column("riasec", sa.JSON(), nullable=False),
        sa.Column("hours", sa.Text(), nullable=False),
        sa.Column("isco", sa.String(length=20), nullable=False),
        sa.Column("id", sa.String(length=300), nullable=False),
        sa.Column("city", sa.String(length=100), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("source_id", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("withdrawn", Instant(), nullable=True),
        sa.Column("extra", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["city"], ["city.id"], name=op.f("fk_occupation_city_city")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occupation")),
    )
    op.create_index(op.f("ix_occupation_city"), "occupation", ["city"], unique=False)
    op.create_table(
        "opening",
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("organisation", sa.String(length=300), nullable=False),
        sa.Column("kind", sa.String(length=200), nullable=False),
        sa.Column("occupation", sa.String(length=200), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("interests", sa.JSON(), nullable=False),
        sa.Column("badges_must", sa.JSON(), nullable=False),
        sa.Column("badges_nice", sa.JSON(), nullable=False),
        sa.Column("skills_must", sa.JSON(), nullable=False),
        sa.Column("skills_nice", sa.JSON(), nullable=False),
        sa.Column("pay", sa.Numeric(precision=10, scale=2), nullable=True),
        sa.Column("pay_period", sa.String(length=20), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("hours", sa.Text(), nullable=False),
        sa.Column("age_min", sa.Integer(), nullable=True),
        sa.Column("age_max", sa.Integer(), nullable=True),
        sa.Column("starts", sa.Date(), nullable=True),
        sa.Column("closes", sa.Date(), nullable=True),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.Column("access", sa.Text(), nullable=False),
        sa.Column("how_to_join", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=300), nullable=False),
        sa.Column("city", sa.String(length=100), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("source_id", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("withdrawn", Instant(), nullable=True),
        sa.Column("extra", sa.JSON(), nullable=False),
        sa.Column("area", sa.String(length=200), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("postcode", sa.String(length=20), nullable=False),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(["city"], ["city.id"], name=op.f("fk_opening_city_city")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening")),
    )
    op.create_index(op.f("ix_opening_city"), "opening", ["city"], unique=False)
    op.create_table(
        "opportunity",
        sa.Column("key", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=300), nullable=False),
        sa.Column("city", sa.String(length=100), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("source_id", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("withdrawn", Instant(), nullable=True),
        sa.Column("extra", sa.JSON(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("organisation", sa.String(length=300), nullable=False),
        sa.Column("kind", sa.String(length=200), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("learning_type", sa.String(length=40), nullable=False),
        sa.Column("interests", sa.JSON(), nullable=False),
        sa.Column("skills", sa.JSON(), nullable=False),
        sa.Column("priorities", sa.JSON(), nullable=False),
        sa.Column("awards", sa.JSON(), nullable=False),
        sa.Column("requires", sa.JSON(), nullable=False),
        sa.Column("age_min", sa.Integer(), nullable=True),
        sa.Column("age_max", sa.Integer(), nullable=True),
        sa.Column("cost", sa.Numeric(precision=10, scale=2), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("online", sa.String(length=4), nullable=False),
        sa.Column("access", sa.Text(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=True),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("sessions", sa.JSON(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.Column("how_to_join", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("area", sa.String(length=200), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("postcode", sa.String(length=20), nullable=False),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(["city"], ["city.id"], name=op.f("fk_opportunity_city_city")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_opportunity")),
        sa.UniqueConstraint("id", name=op.f("uq_opportunity_id")),
    )
    op.create_index("ix_opportunity_city_last_day", "opportunity", ["city", "last_day"], unique=False)
    op.create_index(op.f("ix_opportunity_source"), "opportunity", ["source"], unique=False)
    op.create_table(
        "organisation",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=300), nullable=False),
        sa.Column("city", sa.String(length=100), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("source_id", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("withdrawn", Instant(), nullable=True),
        sa.Column("extra", sa.JSON(), nullable=False),
        sa.Column("area", sa.String(length=200), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("postcode", sa.String(length=20), nullable=False),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(["city"], ["city.id"], name=op.f("fk_organisation_city_city")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
    )
    op.create_index(op.f("ix_organisation_city"), "organisation", ["city"], unique=False)
    op.create_table(
        "pathway",
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("goal_type", sa.String(length=20), nullable=False),
        sa.Column("goal", sa.String(length=200), nullable=False),
        sa.Column("organisation", sa.String(length=300), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("id", sa.String(length=300), nullable=False),
        sa.Column("city", sa.String(length=100), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("source_id", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("withdrawn", Instant(), nullable=True),
        sa.Column("extra", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["city"], ["city.id"], name=op.f("fk_pathway_city_city")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pathway")),
    )
    op.create_index(op.f("ix_pathway_city"), "pathway", ["city"], unique=False)
    op.create_table(
        "skill",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("labels", sa.JSON(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=300), nullable=False),
        sa.Column("city", sa.String(length=100), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("source_id", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("withdrawn", Instant(), nullable=True),
        sa.Column("extra", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["city"], ["city.id"], name=op.f("fk_skill_city_city")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skill")),
    )
    op.create_index(op.f("ix_skill_city"), "skill", ["city"], unique=False)
    op.create_table(
        "opportunity_session",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Integer(), nullable=True),
        sa.Column("ends", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["key"], ["opportunity.key"], name=op.f("fk_opportunity_session_key_opportunity"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", "number", name=op.f("pk_opportunity_session")),
    )
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TABLE opportunity_index")
    op.drop_table("opportunity_session")
    op.drop_index(op.f("ix_skill_city"), table_name="skill")
    op.drop_table("skill")
    op.drop_index(op.f("ix_pathway_city"), table_name="pathway")
    op.drop_table("pathway")
    op.drop_index(op.f("ix_organisation_city"), table_name="organisation")
    op.drop_table("organisation")
    op.drop_index(op.f("ix_opportunity_source"), table_name="opportunity")
    op.drop_index("ix_opportunity_city_last_day", table_name="opportunity")
    op.drop_table("opportunity")
    op.drop_index(op.f("ix_opening_city"), table_name="opening")
    op.drop_table("opening")
    op.drop_index(op.f("ix_occupation_city"), table_name="occupation")
    op.drop_table("occupation")
    op.drop_index(op.f("ix_mentor_city"), table_name="mentor")
    op.drop_table("mentor")
    op.drop_index(op.f("ix_interest_city"), table_name="interest")
    op.drop_table("interest")
    op.drop_index(op.f("ix_claim_code_city"), table_name="claim_code")
    op.drop_table("claim_code")
    op.drop_index(op.f("ix_badge_city"), table_name="badge")
    op.drop_table("badge")
    op.drop_table("city")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION opportunity_index_write")
