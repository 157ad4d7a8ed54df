"""The audit: nothing in it can be changed unseen, and the database refuses most of it outright."""

import asyncio

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import SQLAlchemyError

from bot.console import audit
from bot.console.rendering import told
from bot.console.tables import AuditHeadRow, AuditRow
from bot.store.engine import Store
from tests.console.conftest import BOTH, CITY, Colleague, Hire
from tests.fakes import FakeClock


async def add(store: Store, clock: FakeClock, subject: str) -> None:
    async with store.write() as session:
        await audit.record(session, clock(), "ada", "looked", subject, CITY, {"why": "because"})


async def unguarded(store: Store, *statements: str) -> None:
    """Does what somebody with the database's own password can do."""
    lift = "DROP TRIGGER audit_{0}" if store.is_sqlite else "ALTER TABLE audit DISABLE TRIGGER audit_{0}"
    async with store.write() as session:
        for name in ("stays", "is_kept"):
            await session.execute(text(lift.format(name)))
        for statement in statements:
            await session.execute(text(statement))


@BOTH
async def test_a_chain_of_entries_is_whole_whoever_wrote_at_once(store: Store, clock: FakeClock) -> None:
    await asyncio.gather(*(add(store, clock, f"thing {number}") for number in range(30)))
    verdict = await audit.verify(store)
    assert (verdict.entries, verdict.wrong) == (30, None)


@BOTH
async def test_the_database_refuses_to_change_or_remove_an_entry(store: Store, clock: FakeClock) -> None:
    await add(store, clock, "thing")
    for statement in (update(AuditRow).values(person="eve"), delete(AuditRow)):
        with pytest.raises(SQLAlchemyError, match="append-only"):
            async with store.write() as session:
                await session.execute(statement)
    assert (await audit.verify(store)).entries == 1


@BOTH
@pytest.mark.parametrize(
    ("change", "wrong", "why"),
    [
        ("UPDATE audit SET person = 'eve' WHERE seq = 2", 2, "was changed"),
        ("DELETE FROM audit WHERE seq = 2", 2, "is missing"),
        ("DELETE FROM audit WHERE seq = 4", 4, "was cut off the end"),
        ("UPDATE audit SET subject = 'thing 9' WHERE seq = 4", 4, "was changed"),
    ],
)
async def test_what_was_changed_behind_its_back_is_found(
    store: Store, clock: FakeClock, change: str, wrong: int, why: str
) -> None:
    for number in range(4):
        await add(store, clock, f"thing {number}")
    await unguarded(store, change)
    verdict = await audit.verify(store)
    assert (verdict.wrong, verdict.why) == (wrong, why)


async def test_a_head_that_was_set_back_is_found(store: Store, clock: FakeClock) -> None:
    await add(store, clock, "thing")
    async with store.write() as session:
        await session.execute(update(AuditHeadRow).values(seq=0, hash=audit.BEGINNING))
    assert (await audit.verify(store)).wrong == 2


async def test_an_audit_that_was_emptied_with_its_head_is_found(adviser: Colleague, store: Store) -> None:
    await unguarded(store, "DELETE FROM audit", "DELETE FROM audit_head")
    assert (await audit.verify(store)).why == "was cut off the end"


async def test_signing_in_and_out_and_failing_to_are_all_there(adviser: Colleague, hire: Hire) -> None:
    await adviser.sign_in(password="wrong")
    await adviser.sign_in()
    page = await adviser.read("/audit")
    for action in ("signed in", "sign-in failed", "person added"):
        assert action in page


def test_what_an_entry_holds_is_told_in_words() -> None:
    assert told([["adviser", "fernley", ""], ["issuer", "fernley", "lib"]]) == "adviser fernley, issuer fernley lib"
    assert told({"view": "all", "tag": "art"}) == "view all, tag art"
    assert told(3) == "3"
