"""Addresses at a messenger: sealed, led by one process, and what came in from there is known again."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.chat.errors import ErasedError
from bot.chat.parts import Parts
from bot.chat.reach.seal import Seal, WeakKeyError, key_in
from bot.chat.reach.service import Reach
from bot.chat.reach.tables import AddressRow, ReceivedRow
from bot.chat.service import Chat
from bot.chat.worker import Worker
from bot.store.engine import Store
from tests.chat.helpers import FIRST_WORDS, work_off
from tests.fakes import FakeClock

KEY = "k" * 32
CHAT_ID = 4_200_000_001


@pytest.fixture
def reach(parts: Parts) -> Reach:
    return Reach(parts, Seal(KEY), "telegram:1")


async def test_an_update_is_kept_once_and_its_content_goes_when_it_was_handled(reach: Reach, store: Store) -> None:
    kept = await asyncio.gather(*(reach.keep(7, "sender", b"hello") for _ in range(20)))
    assert sum(kept) == 1
    assert [update.body for update in await reach.waiting()] == [b"hello"]
    await reach.done(7)
    assert await reach.waiting() == []
    assert not await reach.keep(7, "sender", b"hello")
    async with store.read() as session:
        row = await session.scalar(select(ReceivedRow))
    assert row is not None
    assert (row.sealed, row.sender) == (b"", "")


async def test_two_bots_have_numbers_of_their_own(reach: Reach, parts: Parts) -> None:
    assert await reach.keep(7, "", b"mine")
    assert await Reach(parts, Seal(KEY), "telegram:2").keep(7, "", b"theirs")


async def test_numbers_are_forgotten_when_nobody_sends_them_again(reach: Reach, clock: FakeClock) -> None:
    await reach.keep(7, "", b"x")
    await reach.keep(8, "", b"still waiting")
    await reach.done(7)
    clock.forward(days=15)
    await reach.sweep()
    assert await reach.keep(7, "", b"x")
    assert not await reach.keep(8, "", b"x")


async def test_neither_a_chats_number_nor_a_message_can_be_read_in_the_store(
    reach: Reach, talk: str, store: Store
) -> None:
    await reach.put(CHAT_ID, talk)
    await reach.keep(1, reach.key_of(CHAT_ID), b"my secret")
    async with store.read() as session:
        address, received = await session.scalar(select(AddressRow)), await session.scalar(select(ReceivedRow))
    held = f"{vars(address)} {vars(received)}"
    assert str(CHAT_ID) not in held
    assert "my secret" not in held


async def test_another_key_finds_and_opens_nothing(reach: Reach, talk: str, parts: Parts) -> None:
    await reach.put(CHAT_ID, talk)
    other = Reach(parts, Seal("another key that is long enough, too"), "telegram:1")
    assert await other.find(other.key_of(CHAT_ID)) is None
    assert [address.chat_id for address in await other.of([talk])] == [0]


async def test_a_sealed_number_cannot_be_moved_to_another_row() -> None:
    sealed = Seal(KEY).close(b"42", "here")
    assert Seal(KEY).open(sealed, "here") == b"42"
    assert Seal(KEY).open(sealed, "there") is None
    assert Seal(KEY).open(b"rubbish", "here") is None


def test_a_short_key_is_refused_and_a_made_one_is_its_owners_alone(tmp_path: Path) -> None:
    with pytest.raises(WeakKeyError):
        Seal("short")
    path = tmp_path / "home" / "addresses.key"
    assert key_in(path) == key_in(path)
    assert path.stat().st_mode & 0o777 == 0o600


async def test_who_is_behind_gets_the_rest(reach: Reach, talk: str, chat: Chat, worker: Worker) -> None:
    await reach.put(CHAT_ID, talk, sent=FIRST_WORDS)
    assert await reach.behind() == []
    await chat.receive(talk, "1", "hello")
    await work_off(worker)
    [address] = await reach.behind()
    assert (address.chat_id, address.conversation_id, address.sent) == (CHAT_ID, talk, FIRST_WORDS)
    await reach.delivered(address.key, FIRST_WORDS + 2)
    assert await reach.behind() == []


async def test_nothing_goes_to_who_blocked_the_bot(reach: Reach, talk: str) -> None:
    await reach.put(CHAT_ID, talk)
    await reach.blocked(reach.key_of(CHAT_ID))
    assert await reach.behind() == []
    assert await reach.of([talk]) == []
    await reach.blocked(reach.key_of(CHAT_ID), blocked=False)
    assert len(await reach.behind()) == 1


async def test_an_address_goes_with_its_conversation(
    reach: Reach, talk: str, chat: Chat, worker: Worker, clock: FakeClock, parts: Parts
) -> None:
    from bot.chat.erasure import Erasure

    await reach.put(CHAT_ID, talk)
    await chat.erase(talk)
    clock.forward(minutes=11)
    await Erasure(parts).sweep()
    assert await reach.find(reach.key_of(CHAT_ID)) is None


async def test_a_chat_that_moved_is_followed(reach: Reach, talk: str) -> None:
    await reach.put(CHAT_ID, talk)
    [address] = await reach.of([talk])
    moved = await reach.moved(address, -100)
    assert await reach.find(reach.key_of(CHAT_ID)) is None
    assert await reach.find(reach.key_of(-100)) == moved


async def test_a_code_opens_a_conversation_once_and_for_ten_minutes(
    reach: Reach, talk: str, chat: Chat, clock: FakeClock
) -> None:
    code = await reach.link_code(talk)
    await chat.receive(talk, "1", "hello")
    assert await reach.redeem("made up", CHAT_ID) is None
    assert await reach.redeem(code, CHAT_ID) == talk
    assert await reach.redeem(code, CHAT_ID) is None
    [address] = await reach.of([talk])
    assert address.sent == FIRST_WORDS + 1
    late = await reach.link_code(talk)
    clock.forward(minutes=10)
    assert await reach.redeem(late, CHAT_ID) is None
    await chat.erase(talk)
    with pytest.raises(ErasedError):
        await reach.link_code(talk)


async def test_one_process_leads_until_it_is_gone(reach: Reach, parts: Parts, clock: FakeClock) -> None:
    other = Reach(parts, Seal(KEY), "telegram:1")
    assert await reach.lead()
    if parts.store.is_sqlite:
        assert await other.lead()
        return
    assert not await other.lead()
    clock.at += timedelta(seconds=7)
    assert await reach.lead()
    assert not await other.lead()
    clock.at += timedelta(seconds=9)
    assert await other.lead()
    assert not await reach.lead()
    await other.leave()
    assert await reach.lead()
