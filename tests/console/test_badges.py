"""An issuer's pages: make a badge, award it, take it back, answer the queue; and never another organisation's."""

import re
from typing import Any

import pytest
from sqlalchemy import select

from bot.app import Edge
from bot.badges.issuing.tables import EndorsementRow
from bot.badges.tables import AwardRow, RecognitionRow
from bot.catalogue.tables import BadgeRow, SkillRow
from bot.console.audit import verify
from bot.console.model import Grant, Role
from bot.console.tables import AuditRow
from bot.store.engine import Store
from tests.console.conftest import CITY, Colleague, Hire
from tests.fakes import FakeClock

LIBRARY = Grant(Role.ISSUER, CITY, f"{CITY}:org:lib")
ELSEWHERE = Grant(Role.ISSUER, CITY, f"{CITY}:org:school")
BADGE = f"{CITY}:badge:zine-maker"
FORM: dict[str, Any] = {
    "name": "Zine Maker",
    "summary": "You can make a zine.",
    "criteria": "Make one.",
    "skills": "Folding paper",
}


@pytest.fixture
async def issuer(hire: Hire, store: Store) -> Colleague:
    """Of the library, in a city with one skill."""
    async with store.write() as session:
        session.add(
            SkillRow(
                id=f"{CITY}:skill:folding",
                city=CITY,
                source="test",
                source_id="folding",
                digest="",
                extra={},
                name="Folding paper",
            )
        )
    return await hire(LIBRARY)


@pytest.fixture
async def zine(issuer: Colleague) -> str:
    """A badge that was made on the page."""
    await issuer.read("/badges/new")
    assert BADGE in await issuer.done("/badges/new", **FORM)
    return f"/badges/{BADGE}"


async def given(issuer: Colleague, zine: str, **fields: Any) -> str:
    """The page after one award."""
    response = await issuer.post(f"{zine}/award", **fields)
    assert response.status == 200, await response.text()
    return await response.text()


async def test_a_badge_is_made_and_seen(issuer: Colleague, zine: str, edge: Edge) -> None:
    assert "Zine Maker" in await issuer.read("/badges")
    text = await issuer.read(zine)
    assert "Make one." in text
    assert "Folding paper" in text
    (badge,) = await edge.services.catalogue.badges(CITY, [BADGE], 1)
    assert (badge.name, badge.issuer) == ("Zine Maker", "The Library")
    picture = await edge.public_badges.document("badges/classes/smallville/zine-maker.png")
    assert picture is not None


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name": " "}, "name: is missing"),
        ({"criteria": ""}, "criteria: is missing"),
        ({"skills": "juggling"}, "juggling"),
        ({"skills": ""}, "skills: are missing"),
        ({"level": "wizard"}, "level: is not one of"),
    ],
)
async def test_what_is_wrong_is_named_and_what_was_typed_stays(
    issuer: Colleague, changes: dict[str, str], says: str
) -> None:
    await issuer.read("/badges/new")
    response = await issuer.post("/badges/new", **(FORM | changes))
    text = await response.text()
    assert response.status == 422
    assert says in text
    assert "You can make a zine." in text


async def test_a_badge_is_changed_and_awards_stay_as_they_were_issued(
    issuer: Colleague, zine: str, edge: Edge, store: Store
) -> None:
    await given(issuer, zine)
    form = await issuer.read(f"{zine}/change")
    for said in ("Change a badge", "Zine Maker", "You can make a zine.", "Make one.", "Folding paper"):
        assert said in form
    async with store.read() as session:
        before = (await session.scalars(select(AwardRow))).one()
    assert (await issuer.post(f"{zine}/change", **(FORM | {"name": " "}))).status == 422
    await issuer.done(
        f"{zine}/change", **(FORM | {"name": "Zine Artist", "criteria": "Make two.", "level": "advanced"})
    )
    text = await issuer.read(zine)
    assert "Zine Artist" in text
    assert "Make two." in text
    (badge,) = await edge.services.catalogue.badges(CITY, [BADGE], 1)
    assert (badge.name, badge.issuer) == ("Zine Artist", "The Library")
    async with store.read() as session:
        after = (await session.scalars(select(AwardRow))).one()
    assert (after.name, after.credential, after.about) == ("Zine Maker", before.credential, before.about)


async def test_a_withdrawn_badge_is_awarded_to_nobody_and_kept_by_who_holds_it(
    issuer: Colleague, zine: str, edge: Edge, store: Store
) -> None:
    await given(issuer, zine)
    await issuer.done(f"{zine}/withdraw")
    assert "Zine Maker" not in await issuer.read("/badges")
    assert (await issuer.get(zine)).status == 404
    assert (await issuer.post(f"{zine}/award")).status == 404
    assert not await edge.services.catalogue.badges(CITY, [BADGE], 1)
    async with store.read() as session:
        award = (await session.scalars(select(AwardRow))).one()
    assert award.state == "held"
    assert await edge.public_badges.document(f"badges/awards/{award.id}")
    assert await edge.public_badges.document("badges/classes/smallville/zine-maker")


async def test_an_award_shows_its_code_once(issuer: Colleague, zine: str) -> None:
    text = await given(issuer, zine, reference="B-7")
    found = re.search(r"[2-9A-Z]{4}(-[2-9A-Z]{4}){3}", text)
    assert found
    listed = await issuer.read("/awards")
    assert "B-7" in listed
    assert found[0] not in listed


async def test_a_lost_link_is_sent_again_and_an_award_taken_back(issuer: Colleague, zine: str, store: Store) -> None:
    await given(issuer, zine, reference="B-7")
    async with store.read() as session:
        award = (await session.scalars(select(AwardRow.id))).one()
    response = await issuer.post(f"/awards/{award}/resend")
    assert "/badges/claim/" in await response.text()
    assert (await issuer.post(f"/awards/{award}/revoke", reason="")).status == 422
    await issuer.done(f"/awards/{award}/revoke", reason="A mistake")
    assert "taken back: A mistake" in await issuer.read("/awards")


async def test_a_csv_is_accounted_for_row_by_row(issuer: Colleague, zine: str) -> None:
    response = await issuer.post(f"{zine}/bulk", rows="reference,email\n1,\n2,nobody\n<3>,\n")
    text = await response.text()
    assert "2 awarded, 1 rejected" in text
    assert "is no e-mail address" in text
    assert "&lt;3&gt;" in text


async def test_a_file_that_would_take_too_long_gives_nothing(issuer: Colleague, zine: str) -> None:
    response = await issuer.post(f"{zine}/bulk", rows="reference\n" + "x\n" * 501)
    assert response.status == 422
    assert "has more than 500 rows" in await response.text()
    assert "Nothing yet." in await issuer.read("/awards")


async def test_other_organisations_badges_are_not_there(issuer: Colleague, zine: str, hire: Hire, store: Store) -> None:
    await given(issuer, zine)
    async with store.read() as session:
        award = (await session.scalars(select(AwardRow.id))).one()
    other = await hire(ELSEWHERE, email="other@school.example")
    assert "Zine Maker" not in await other.read("/badges")
    assert award not in await other.read("/awards")
    assert (await other.get(zine)).status == 404
    assert (await other.post(f"{zine}/award")).status in (404, 422)
    assert (await other.post(f"{zine}/change", **FORM)).status == 404
    assert (await other.post(f"{zine}/withdraw")).status == 404
    assert (await other.post(f"/awards/{award}/revoke", reason="spite")).status == 422
    assert (await other.get(f"/badges?org={CITY}/lib")).status == 403
    assert (await other.post(f"{zine}/award", org=f"{CITY}/lib")).status == 403


async def test_the_queue_is_answered(issuer: Colleague, zine: str, edge: Edge, store: Store, clock: FakeClock) -> None:
    begun = await edge.services.chat.begin(CITY, "web", "en")
    async with store.write() as session:
        session.add_all(
            RecognitionRow(
                id=f"r{number}",
                learner_id=begun.conversation.learner_id,
                city=CITY,
                badge=BADGE,
                issuer="lib",
                words=f"i make <zines> {number}",
                evidence=[{"about": "who", "said": "my aunt"}],
                skills=["Folding"],
                state="asked",
                reason="",
                asked=clock(),
            )
            for number in range(3)
        )
    text = await issuer.read("/recognition")
    assert "i make &lt;zines&gt; 0" in text
    assert "my aunt" in text
    assert str(begun.conversation.learner_id) not in text
    await issuer.done("/recognition/r0/approve")
    await issuer.done("/recognition/r1/ask", said="Which paper?")
    await issuer.done("/recognition/r2/decline", said="Bring one in first")
    assert (await issuer.post("/recognition/r2/approve")).status == 422
    assert [one.name for one in await edge.services.badges.held(begun.conversation.learner_id or "")] == ["Zine Maker"]
    text = await issuer.read("/recognition")
    assert "Which paper?" in text
    assert "zines&gt; 2" not in text


async def test_an_employer_vouches_in_their_own_name(zine: str, hire: Hire, store: Store) -> None:
    employer = await hire(Grant(Role.EMPLOYER, CITY, f"{CITY}:org:lib"), email="boss@lib.example")
    assert "Zine Maker" in await employer.read("/endorsing")
    await employer.done("/endorsing", badge=BADGE, comment="We look for it.")
    assert (await employer.post("/endorsing", badge=BADGE, comment=" ")).status == 422
    async with store.read() as session:
        row = (await session.scalars(select(EndorsementRow))).one()
    assert (row.badge, row.organisation, row.comment) == (BADGE, "lib", "We look for it.")


async def test_what_was_done_is_in_the_audit(issuer: Colleague, zine: str, store: Store) -> None:
    await given(issuer, zine)
    async with store.read() as session:
        actions = set(await session.scalars(select(AuditRow.action)))
        badges = list(await session.scalars(select(BadgeRow.id)))
    assert {"badge made", "award given"} <= actions
    assert badges == [BADGE]
    assert (await verify(store)).wrong is None
