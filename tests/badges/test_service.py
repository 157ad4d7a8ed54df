"""What a learner holds, all that is known of it, and that it goes with them."""

from datetime import timedelta

from sqlalchemy import func, select

from bot.badges.model import AwardState, Way
from bot.badges.service import Badges
from bot.badges.tables import AwardRow, RefusalRow, ShareRow, StatusEntryRow
from bot.people.service import People
from bot.store.engine import Store
from tests.badges.awards import DAY, award
from tests.fakes import FakeClock


async def test_only_what_still_stands_is_held(badges: Badges, store: Store, learner: str, clock: FakeClock) -> None:
    async with store.write() as session:
        session.add(award("beat-maker", learner))
        session.add(award("first-aider", learner, state=AwardState.REVOKED))
        session.add(award("deck-hand", learner, expires=clock() - timedelta(days=1)))
        session.add(award("elsewhere", learner, badge=None))
    assert [one.name for one in await badges.held(learner)] == ["Beat-Maker", "Elsewhere"]
    assert await badges.held_badges(learner) == {"brightport:badge:beat-maker"}


async def test_all_of_it_can_be_read_and_goes_with_the_learner(badges: Badges, store: Store, learner: str) -> None:
    async with store.write() as session:
        session.add(award("beat-maker", learner, credential=b"as it came"))
        session.add(RefusalRow(learner_id=learner, way=Way.LINK, reason="expired", at=DAY))
        session.add(ShareRow(token_hash="t", learner_id=learner, awards=["beat-maker"], made=DAY))
        await session.flush()
        session.add(StatusEntryRow(city="brightport", list_number=1, place=7, award_id="beat-maker", reason=""))
    people = People(store, keepers=[badges])
    async with store.write() as session:
        award_held, refused, shared = (await people.about(session, learner))["badges"]
        assert (award_held["credential"], refused["reason"], shared["open"]) == ("as it came", "expired", True)
        assert (await people.forget(session, learner))["badges"] == 3
    async with store.read() as session:
        assert await session.scalar(select(func.count()).select_from(AwardRow)) == 0
        assert (await session.scalars(select(StatusEntryRow.award_id))).one() is None
