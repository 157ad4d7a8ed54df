"""Migrations: they make exactly the tables that the code declares, from any earlier state."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, inspect, text
from sqlalchemy.pool import NullPool

import bot.badges.issuing.tables
import bot.badges.tables
import bot.catalogue.tables
import bot.chat.advising.tables
import bot.chat.reach.tables
import bot.chat.tables
import bot.console.tables
import bot.mentors.tables
import bot.openings.tables
import bot.pathways.tables
import bot.people.tables
from bot.catalogue.importing import import_folder
from bot.store.base import Base
from bot.store.engine import Store
from bot.store.migrate import SCRIPTS, configuration, migrate, migrate_now
from bot.store.urls import sync_url
from tests.catalogue.conftest import FERNLEY, TODAY

TOPICS = (
    bot.badges.issuing.tables,
    bot.badges.tables,
    bot.catalogue.tables,
    bot.chat.advising.tables,
    bot.chat.reach.tables,
    bot.chat.tables,
    bot.console.tables,
    bot.mentors.tables,
    bot.openings.tables,
    bot.pathways.tables,
    bot.people.tables,
)
REVISIONS = [script.revision for script in ScriptDirectory(str(SCRIPTS)).walk_revisions()]


def differences(url: str) -> list[object]:
    with _connection(url) as connection:
        options = {"compare_type": True, "include_name": _declared}
        context = MigrationContext.configure(connection, opts=options)
        return list(compare_metadata(context, Base.metadata))


def tables(url: str) -> set[str]:
    with _connection(url) as connection:
        return set(inspect(connection).get_table_names())


def _declared(name: str | None, _kind: str, _parents: object) -> bool:
    """The full-text index is each database's own (tables here, a column there); no declaration fits both."""
    return name != "lexemes" and not (name or "").startswith(("opportunity_index", "message_index"))


@contextmanager
def _connection(url: str) -> Iterator[Connection]:
    engine = create_engine(sync_url(url), poolclass=NullPool)
    with engine.connect() as connection:
        yield connection


def test_migrated_schema_is_the_declared_one(store_url: str) -> None:
    assert differences(store_url) == []


@pytest.mark.parametrize("revision", REVISIONS)
def test_migrating_from_any_earlier_revision_ends_the_same(empty_store_url: str, revision: str) -> None:
    migrate_now(empty_store_url, revision)
    migrate_now(empty_store_url)
    assert differences(empty_store_url) == []


def test_there_is_one_newest_revision() -> None:
    assert ScriptDirectory(str(SCRIPTS)).get_current_head() == REVISIONS[0]


def test_conversations_and_learners_can_be_taken_back_and_made_again(store_url: str) -> None:
    with _connection(store_url) as connection, connection.begin():
        command.downgrade(configuration(connection), "0001_catalogue")
    assert not tables(store_url) & {"conversations", "learners"}
    migrate_now(store_url)
    assert differences(store_url) == []


async def test_everything_can_be_taken_back_with_a_city_in_it_and_made_again(store_url: str) -> None:
    store = Store(store_url)
    await import_folder(store, FERNLEY, today=TODAY)
    await store.close()
    await asyncio.to_thread(_take_back, store_url)
    assert tables(store_url) <= {"alembic_version"}
    await migrate(store_url)
    assert differences(store_url) == []


async def test_what_was_imported_before_gets_its_limits_into_the_index(store_url: str) -> None:
    store = Store(store_url)
    await import_folder(store, FERNLEY, today=TODAY)
    before = await store.look(_terms)
    await store.change(lambda connection: _without_limits(connection, before))
    await asyncio.to_thread(_take_back, store_url, "0014_arrivals")
    assert await store.look(_terms) != before
    await migrate(store_url)
    assert await store.look(_terms) == before
    await store.close()


def _terms(connection: Connection) -> dict[int, set[str]]:
    return {key: set(terms.split()) for key, terms in connection.execute(text("SELECT key, terms FROM opportunity"))}


def _without_limits(connection: Connection, terms: dict[int, set[str]]) -> None:
    for key, each in terms.items():
        left = [term for term in each if not term.startswith(("p:", "d:", "h:", "|"))]
        bare = {"key": key, "terms": " ".join([*left, "|"])}
        connection.execute(text("UPDATE opportunity SET terms = :terms WHERE key = :key"), bare)


def _take_back(store_url: str, revision: str = "base") -> None:
    with _connection(store_url) as connection, connection.begin():
        command.downgrade(configuration(connection), revision)


async def test_processes_that_start_together_migrate_once(empty_store_url: str) -> None:
    await asyncio.gather(*(migrate(empty_store_url) for _ in range(4)))
    assert "conversations" in tables(empty_store_url)
