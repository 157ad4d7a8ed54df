"""How far a conversation has reached its learner's screen."""

from bot.chat import arrivals
from bot.chat.parts import Parts
from bot.chat.service import Chat


async def test_what_a_screen_has_is_kept_once_and_in_order(parts: Parts, chat: Chat, talk: str) -> None:
    for seq in (3, 3, 2, 5):
        chat.arrived(talk, seq)
    chat.arrived("gone", 4)
    for _ in range(2):
        await parts.arrivals.keep(parts.store)
    chat.arrived(talk, 5)
    await parts.arrivals.keep(parts.store)
    async with parts.store.read() as session:
        assert [seq for seq, _ in await arrivals.since(session, talk, 0)] == [3, 5]
        assert [seq for seq, _ in await arrivals.since(session, talk, 4)] == [5]


async def test_another_process_that_notes_the_same_changes_nothing(parts: Parts, chat: Chat, talk: str) -> None:
    chat.arrived(talk, 3)
    await parts.arrivals.keep(parts.store)
    other = arrivals.Arrivals()
    other.note(talk, 3, parts.now())
    await other.keep(parts.store)
    async with parts.store.read() as session:
        assert len(await arrivals.since(session, talk, 0)) == 1


async def test_a_deletion_takes_it_along(parts: Parts, chat: Chat, talk: str) -> None:
    chat.arrived(talk, 3)
    await parts.arrivals.keep(parts.store)
    assert (await chat.erase(talk))["deleted"]["arrivals"] == 1
