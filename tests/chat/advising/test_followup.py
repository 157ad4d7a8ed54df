"""Following up, and the inbox that it is done from."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.chat.advising import inbox
from bot.chat.advising.followup import TAGS, FollowUp, TooManyError
from bot.chat.advising.model import Adviser, Outcome
from bot.chat.advising.narrowing import Filter
from bot.chat.advising.summary import Need, band
from bot.chat.advising.tables import TABLES, NoteRow, TagRow
from bot.chat.advising.topics import BY_INTENT
from bot.chat.errors import NoSuchConversationError, NoSuchMessageError
from bot.chat.model import Effect, Reply
from bot.chat.ports import Answer
from bot.chat.service import Chat
from bot.chat.tables import ConversationRow
from bot.chat.worker import Worker
from bot.store.engine import Store
from tests.chat.advising.conftest import FOREIGN, KIM, SAM
from tests.chat.helpers import work_off
from tests.fakes import FakeBrain, FakeClock, echo


async def found(store: Store, chosen: Filter, who: Adviser = SAM) -> list[str]:
    async with store.read() as session:
        return [entry.row.id for entry in (await inbox.page(session, who.cities, who.id, chosen)).entries]


async def test_notes_and_tags_are_kept_and_go_with_the_learner(
    store: Store, followup: FollowUp, chat: Chat, talk: str
) -> None:
    async with store.write() as session:
        await followup.note(session, talk, SAM, "Call the school")
        await followup.tag(session, talk, SAM, "  Year  11 ")
        await followup.tag(session, talk, SAM, "good answer", seq=1)
    assert await found(store, Filter(view="all", tag="year 11")) == [talk]
    receipt = await chat.erase(talk)
    assert {receipt["deleted"][name] for name in ("notes", "tags")} == {1, 2}
    async with store.read() as session:
        assert (await session.scalars(select(NoteRow))).all() == []
        assert (await session.scalars(select(TagRow))).all() == []


def test_everything_that_advisers_add_is_emptied_by_a_deletion() -> None:
    from bot.chat import erasure

    assert TABLES.items() <= erasure.TABLES.items()


async def test_a_thing_has_so_many_tags_and_a_message_must_be_there(
    store: Store, followup: FollowUp, talk: str
) -> None:
    async with store.write() as session:
        for number in range(TAGS):
            await followup.tag(session, talk, SAM, f"tag {number}")
        await followup.tag(session, talk, SAM, "tag 0")
        with pytest.raises(TooManyError):
            await followup.tag(session, talk, SAM, "one more")
        with pytest.raises(NoSuchMessageError):
            await followup.tag(session, talk, SAM, "what", seq=99)


async def test_another_citys_adviser_changes_nothing(
    store: Store, followup: FollowUp, talk: str, clock: FakeClock
) -> None:
    async with store.write() as session:
        for attempt in (
            followup.note(session, talk, FOREIGN, "x"),
            followup.tag(session, talk, FOREIGN, "x"),
            followup.untag(session, talk, FOREIGN, "x", 0),
            followup.assign(session, talk, FOREIGN, "far"),
            followup.resolve(session, talk, FOREIGN, Outcome.DONE),
            followup.remind(session, talk, FOREIGN, clock(), "x"),
        ):
            with pytest.raises(NoSuchConversationError):
                await attempt


async def test_another_citys_adviser_sees_nothing(store: Store, talk: str) -> None:
    assert await found(store, Filter(view="all"), FOREIGN) == []
    assert await found(store, Filter(view="all", city="brightport"), FOREIGN) == []


async def test_the_inbox_shows_who_needs_a_person_the_worried_about_first(
    store: Store, followup: FollowUp, chat: Chat, worker: Worker, brain: FakeBrain, clock: FakeClock
) -> None:
    talks = [(await chat.begin("brightport", "web", "en")).conversation.id for _ in range(4)]
    asked = Effect("handover", {"reason": "asked"})
    brain.answers = lambda question: Answer(
        echo(question).events, [Reply("ok")], [asked], {"intent": "greet", "confidence": 0.4}
    )
    for talk, words in zip(talks, ("hi", "i want to die", "a person please", ""), strict=True):
        clock.forward(minutes=1)
        if words:
            await chat.receive(talk, "1", words)
            await work_off(worker)
    assert await found(store, Filter()) == [talks[1], talks[2], talks[0]]
    assert await found(store, Filter(view="all", unsure=True)) == [talks[2], talks[0]]
    assert await found(store, Filter(view="all", topic="talk", unread=True)) == [talks[2], talks[0]]
    assert await found(store, Filter(view="all", since=clock() - timedelta(seconds=30))) == []
    async with store.write() as session:
        await followup.resolve(session, talks[1], SAM, Outcome.DONE)
        await followup.assign(session, talks[2], SAM, "kim")
    assert await found(store, Filter()) == [talks[2], talks[0]]
    assert await found(store, Filter(view="mine"), KIM) == [talks[2]]
    assert await found(store, Filter(view="all", outcome="resolved")) == [talks[1]]
    assert await found(store, Filter(view="all", adviser="without", outcome="open")) == [talks[0], talks[3]]


@pytest.mark.parametrize("view", ["all", "needs"])
async def test_pages_follow_each_other_without_gap_or_repeat(
    store: Store, chat: Chat, clock: FakeClock, view: str
) -> None:
    """Somebody one has to worry about comes first in every view, however many there are."""
    for number in range(2 * inbox.PAGE + 7):
        clock.forward(seconds=number % 3)
        begun = await chat.begin("brightport", "web", "en")
        async with store.write() as session:
            need = Need.WORRIED if number % 2 else Need.ASKED
            await session.execute(
                update(ConversationRow).where(ConversationRow.id == begun.conversation.id).values(need=need)
            )
    ids, needs, before = [], [], ""
    for _ in range(3):
        async with store.read() as session:
            page = await inbox.page(session, SAM.cities, "sam", Filter(view=view), before)
        ids += [entry.row.id for entry in page.entries]
        needs += [entry.row.need for entry in page.entries]
        before = page.before
    assert len(ids) == len(set(ids)) == page.count == 2 * inbox.PAGE + 7
    assert needs == sorted(needs, reverse=True)
    assert before == ""


async def test_a_page_mark_that_was_made_up_is_the_first_page(store: Store, talk: str) -> None:
    async with store.read() as session:
        for mark in ("nonsense", "1~2~3", "0~2026-01-01~x~1", "9~2026-01-01T00:00:00+00:00~x~1", "~~~"):
            page = await inbox.page(session, SAM.cities, "sam", Filter(view="all"), mark)
            assert [entry.row.id for entry in page.entries] == [talk]


async def test_tasks_come_up_in_order_and_are_ones_own(
    store: Store, followup: FollowUp, talk: str, clock: FakeClock
) -> None:
    async with store.write() as session:
        await followup.remind(session, talk, SAM, clock() + timedelta(days=2), "later")
        await followup.remind(session, talk, SAM, clock() + timedelta(days=1), "sooner")
    async with store.write() as session:
        tasks = await followup.tasks(session, SAM)
        assert [task.text for task in tasks] == ["sooner", "later"]
        assert await followup.tasks(session, KIM) == []
        with pytest.raises(NoSuchConversationError):
            await followup.finish_task(session, tasks[0].id, KIM)
        assert await followup.finish_task(session, tasks[0].id, SAM) == talk
        assert [task.text for task in await followup.tasks(session, SAM)] == ["later"]


@pytest.mark.parametrize(
    ("age", "name"), [(13, "13-15"), (15, "13-15"), (16, "16-17"), (21, "18-21"), (25, "22-25"), (0, ""), (900, "")]
)
def test_ages_are_kept_as_bands(age: int, name: str) -> None:
    assert band(age) == name


def test_every_intent_of_the_domain_has_a_topic() -> None:
    from ruamel.yaml import YAML

    from bot.settings import PROJECT

    domain = YAML(typ="safe").load((PROJECT / "domain.yml").read_text("utf-8"))
    named = {name if isinstance(name, str) else next(iter(name)) for name in domain["intents"]}
    assert named - BY_INTENT.keys() == set()
