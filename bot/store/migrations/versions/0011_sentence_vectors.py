"""What the sentence model made of opportunities' texts.

Revision ID: 0011_sentence_vectors
"""

import sqlalchemy as sa
from alembic import op

revision = "0011_sentence_vectors"
down_revision = "0010_advising"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sentence_vector",
        sa.Column("city", sa.String(length=100), nullable=False),
        sa.Column("model", sa.String(length=32), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["city"], ["city.id"], name=op.f("fk_sentence_vector_city_city"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("city", "model", "digest", name=op.f("pk_sentence_vector")),
    )


def downgrade() -> None:
    op.drop_table("sentence_vector")
