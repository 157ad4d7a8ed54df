"""Limits of price and time as terms of the full-text index, so that it need not be asked for rows that fail them.

What is imported from now on has them already (bot/catalogue/importing/indexing.py).

Revision ID: 0015_limits_in_index
"""

from alembic import op

revision = "0015_limits_in_index"
down_revision = "0014_arrivals"
branch_labels = None
depends_on = None

# An entry ends with a bar (bot/catalogue/terms.py) until this has added to it: nothing is added twice.
ADD = """UPDATE opportunity SET terms = terms || CASE WHEN cost = 0 THEN ' p:0' ELSE '' END || coalesce((
    SELECT ' ' || {joined}(term, ' ') FROM (
        SELECT 'd:' || day AS term FROM opportunity_session s WHERE s.key = opportunity.key
        UNION SELECT 'h:' || (starts / 60) FROM opportunity_session s
            WHERE s.key = opportunity.key AND starts IS NOT NULL
    ) AS times
), CASE WHEN online = 'yes' THEN ' d:any' ELSE '' END)
WHERE substr(terms, length(terms)) = '|'"""


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    op.get_bind().exec_driver_sql(ADD.format(joined="group_concat" if sqlite else "string_agg"))


def downgrade() -> None:
    """Terms that nothing asks for may stay."""
