"""Who may give, send again and take back which award, and what comes of it."""

import pytest
from sqlalchemy import func, select

from bot.badges.issuing.errors import (
    AlreadyGivenError,
    AlreadyRevokedError,
    ClaimedError,
    NoSuchAwardError,
    NoSuchBadgeError,
    NotYoursError,
    WrongError,
)
from bot.badges.issuing.orders import Giver, Order
from bot.badges.issuing.service import Issuing
from bot.badges.issuing.signing import read
from bot.badges.issuing.tables import IssuedRow, NoticeRow
from bot.badges.model import AwardState
from bot.badges.service import Badges
from bot.badges.tables import AwardRow, StatusEntryRow
from bot.people.service import People
from bot.store.engine import Store
from tests.badges.issuing.town import CITY, KITCHEN, STUDIO
from tests.fakes import FakeClock


async def claimed(issuing: Issuing, store: Store, learner: str, code: str) -> AwardRow | None:
    async with store.write() as session:
        return await issuing.claim(session, learner, code)


async def rows(store: Store, table: type[AwardRow | IssuedRow | NoticeRow | StatusEntryRow]) -> int:
    async with store.read() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0


@pytest.mark.parametrize("asked", ["fernley:badge:beats", "beats", "beat maker"])
async def test_a_badge_is_given_by_id_or_name(issuing: Issuing, asked: str) -> None:
    given = await issuing.give(STUDIO, Order(asked))
    assert (given.badge, given.name) == ("fernley:badge:beats", "Beat Maker")
    assert given.link.endswith(given.code)


async def test_an_issuer_gives_only_their_own(issuing: Issuing) -> None:
    with pytest.raises(NotYoursError):
        await issuing.give(STUDIO, Order("food"))
    assert (await issuing.give(CITY, Order("food"))).name == "Food Safety"
    assert [name for _, name in await issuing.badges(STUDIO)] == ["Beat Maker"]


async def test_another_city_has_no_such_badge(issuing: Issuing) -> None:
    with pytest.raises(NoSuchBadgeError):
        await issuing.give(Giver("elsewhere", None, "x"), Order("beats"))


async def test_the_code_is_claimed_once_however_it_is_typed(issuing: Issuing, town: Store, learner: str) -> None:
    given = await issuing.give(STUDIO, Order("beats"))
    typed = given.code.lower().replace("-", " ")
    award = await claimed(issuing, town, learner, typed)
    assert award is not None
    assert await claimed(issuing, town, learner, given.code) is None
    (held,) = await Badges(town).held(learner)
    assert (held.id, held.name, held.issuer) == (given.award_id, "Beat Maker", "The Studio")


async def test_a_code_is_over_after_half_a_year(issuing: Issuing, town: Store, learner: str, clock: FakeClock) -> None:
    given = await issuing.give(STUDIO, Order("beats"))
    clock.forward(days=181)
    assert await claimed(issuing, town, learner, given.code) is None


async def test_sending_again_kills_the_old_link(issuing: Issuing, town: Store, learner: str) -> None:
    given = await issuing.give(STUDIO, Order("beats"))
    again = await issuing.resend(STUDIO, given.award_id)
    assert await claimed(issuing, town, learner, given.code) is None
    assert await claimed(issuing, town, learner, again.code) is not None
    with pytest.raises(ClaimedError):
        await issuing.resend(STUDIO, given.award_id)


async def test_what_is_not_yours_is_not_there(issuing: Issuing) -> None:
    given = await issuing.give(STUDIO, Order("beats"))
    with pytest.raises(NoSuchAwardError):
        await issuing.resend(KITCHEN, given.award_id)
    with pytest.raises(NoSuchAwardError):
        await issuing.revoke(KITCHEN, given.award_id, "spite")
    assert await issuing.listed(KITCHEN) == []
    assert [one.award_id for one in await issuing.listed(CITY)] == [given.award_id]


async def test_taking_back_needs_a_reason_and_is_told(issuing: Issuing, town: Store, learner: str) -> None:
    given = await issuing.give(STUDIO, Order("beats"))
    await claimed(issuing, town, learner, given.code)
    with pytest.raises(WrongError, match="reason"):
        await issuing.revoke(STUDIO, given.award_id, "  ")
    await issuing.revoke(STUDIO, given.award_id, "Given to the wrong person")
    (seen,) = await issuing.listed(STUDIO)
    assert (seen.state, seen.reason) == (AwardState.REVOKED, "Given to the wrong person")
    assert await Badges(town).held(learner) == []
    assert await rows(town, NoticeRow) == 1
    with pytest.raises(AlreadyRevokedError):
        await issuing.revoke(STUDIO, given.award_id, "again")


async def test_a_revoked_award_cannot_be_claimed(issuing: Issuing, town: Store, learner: str) -> None:
    given = await issuing.give(STUDIO, Order("beats"))
    await issuing.revoke(STUDIO, given.award_id, "A mistake")
    assert await claimed(issuing, town, learner, given.code) is None


async def test_a_reference_is_given_a_badge_once(issuing: Issuing) -> None:
    first = await issuing.give(STUDIO, Order("beats", reference="B-17"))
    with pytest.raises(AlreadyGivenError):
        await issuing.give(STUDIO, Order("beats", reference=" B-17 "))
    await issuing.revoke(STUDIO, first.award_id, "A mistake")
    await issuing.give(STUDIO, Order("beats", reference="B-17"))


async def test_no_address_is_kept(issuing: Issuing, town: Store) -> None:
    await issuing.give(STUDIO, Order("beats", email="ada@example.org"))
    async with town.read() as session:
        credential = (await session.scalars(select(AwardRow.credential))).one().decode()
    (identity,) = read(credential)["credentialSubject"]["identifier"]
    assert identity["identityHash"].startswith("sha256$")
    assert "example.org" not in str(read(credential))


@pytest.mark.parametrize(
    ("order", "field"),
    [
        (Order("beats", email="ada"), "email"),
        (Order("beats", issued="31/03/2026"), "issued"),
        (Order("beats", issued="2999-01-01"), "issued"),
        (Order("beats", expires="2020-01-01"), "expires"),
        (Order("beats", evidence="x" * 2001), "evidence"),
        (Order("beats", reference="a\x00b"), "reference"),
    ],
)
async def test_a_wrong_field_is_named(issuing: Issuing, town: Store, order: Order, field: str) -> None:
    with pytest.raises(WrongError) as wrong:
        await issuing.give(STUDIO, order)
    assert wrong.value.field == field
    assert await rows(town, AwardRow) == 0


async def test_the_award_goes_with_the_learner_and_its_place_stays(issuing: Issuing, town: Store, learner: str) -> None:
    given = await issuing.give(STUDIO, Order("beats"))
    await claimed(issuing, town, learner, given.code)
    async with town.write() as session:
        await People(town, keepers=[Badges(town)]).forget(session, learner)
    assert await issuing.listed(STUDIO) == []
    assert (await rows(town, AwardRow), await rows(town, IssuedRow), await rows(town, StatusEntryRow)) == (0, 0, 1)
