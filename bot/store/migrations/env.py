"""Alembic runs this. The connection, its transaction and its lock come from bot/store/migrate.py."""

from alembic import context

from bot.store.base import Base

# SQLite can roll schema changes back too; Alembic only believes it when told.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transactional_ddl=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
