"""A badge from elsewhere counts as the city's own only when it is proved to be from somebody who may give it."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.badges.claiming.matching import Known, match
from bot.badges.claiming.trust import is_of, place
from bot.badges.model import About
from bot.badges.tables import AwardRow
from bot.catalogue.city import TrustedIssuer, city_from
from bot.catalogue.tables import BadgeRow, CityRow, OrganisationRow
from tests.badges.claiming.conftest import Town
from tests.badges.issuing.helpers import AT
from tests.badges.issuing.town import badge
from tests.badges.verification import makers, vectors
from tests.fakes import FakeClock

ADDRESS = "https://studio.example/badges/beats"
BEATS = "fernley:badge:beats"
STUDIO = "https://studio.example/issuer.json"
SAID = (
    About("Beat Maker"),
    About("else", achievement_id=ADDRESS),
    About("else", achievement_id=BEATS),
    About("else", achievement_id=AT.badge(BEATS)),
    About("else", alignments=(ADDRESS,)),
)
"""All the ways in which a credential can say that it is that badge."""


def fernley(*trusted: TrustedIssuer, site: str = "https://studio.example") -> Known:
    rows = [badge("beats", "Beat Maker", "studio", url=ADDRESS), badge("food", "Food", "kitchen")]
    return Known(rows, {"studio": [site], "kitchen": []}, trusted, AT)


names = st.one_of(
    st.sampled_from(
        [
            "https://studio.example.evil.example/",
            "https://evil.example/https://studio.example",
            "https://studio.example@evil.example/",
            "https://evil.example/?https://studio.example",
            "https://evil.example#studio.example",
            "https://xstudio.example",
            "https://studio.example:8443/",
            "did:web:studio.example.evil.example",
            "did:web:evil.example:studio.example",
            "did:web:studio.example%2Fevil",
            "did:web:studio.example:..:evil",
            "did:example:studio.example",
            "did:key:studio.example",
            "urn:https://studio.example",
            "studio.example",
            makers.did(),
            f"{AT.did}.evil.example",
            f"{AT.base}.evil.example/issuer",
            "",
        ]
    ),
    st.text(max_size=40),
    st.from_regex(r"(https://|did:web:|did:key:)[a-z.]{1,20}", fullmatch=True),
)


@given(proved=st.lists(names, max_size=3), about=st.sampled_from(SAID))
def test_whoever_is_not_proved_to_be_the_studio_makes_none_of_its_badges(proved: list[str], about: About) -> None:
    assert match(about, proved, fernley(TrustedIssuer("did:key:z6MkTrusted"))) is None


@pytest.mark.parametrize("about", [SAID[0], SAID[1], SAID[2], SAID[4]])
@pytest.mark.parametrize(
    "proved", [STUDIO, "https://www.studio.example", "did:web:studio.example", "did:web:studio.example:issuer"]
)
def test_the_badges_own_organisation_makes_it_from_its_own_site(proved: str, about: About) -> None:
    assert match(about, [proved], fernley()) == BEATS


def test_an_organisation_makes_no_badges_of_others() -> None:
    assert match(About("Food"), [STUDIO], fernley()) is None


def test_the_city_makes_its_own_by_their_address_alone() -> None:
    for proved in (AT.did, AT.organisation_did("fernley:org:studio"), AT.organisation("fernley:org:studio")):
        assert match(SAID[3], [proved], fernley()) == BEATS
        assert match(About("Beat Maker"), [proved], fernley()) is None


def test_who_has_a_place_on_a_site_has_not_the_whole_site() -> None:
    known = fernley(site="https://platform.example/issuers/studio")
    assert match(SAID[0], ["https://platform.example/issuers/studio/profile.json"], known) == BEATS
    for other in ("/issuers/studios", "/issuers/other", "", "/issuers/studio/../other", "/issuers/studio/%2e%2e/other"):
        assert match(SAID[0], [f"https://platform.example{other}"], known) is None
    assert match(SAID[0], ["did:web:platform.example:issuers:other"], known) is None


def test_a_trusted_issuer_makes_all_badges_or_those_that_the_city_says() -> None:
    key = makers.did()
    assert match(About("beat  MAKER "), ["https://x.example", key], fernley(TrustedIssuer(key))) == BEATS
    only = fernley(TrustedIssuer(key, {"https://x.example/teamwork": "beats", "Teamwork": "beats", "Gone": "gone"}))
    assert match(About("x", achievement_id="https://x.example/teamwork"), [key], only) == BEATS
    assert match(About("teamwork"), [key], only) == BEATS
    for other in (About("Beat Maker"), About("Gone"), About("")):
        assert match(other, [key], only) is None


def test_a_name_that_two_badges_have_is_neither() -> None:
    known = fernley(TrustedIssuer("did:key:z6MkTrusted"))
    twice = Known([*known.badges, badge("beats2", "beat maker", "studio")], known.names, known.trusted, AT)
    assert match(About("Beat Maker"), ["did:key:z6MkTrusted"], twice) is None


@given(st.text(max_size=30))
def test_any_name_can_be_asked_for_its_place(name: str) -> None:
    place(name)
    place(f"https://{name}")
    place(f"did:web:{name}")
    assert not is_of([name], "")


@pytest.mark.parametrize(
    "wrong", ["studio", {"name": ""}, {"id": "http://x.example"}, {"badges": {}}, {"id": "did:key:z", "badges": 3}]
)
def test_a_city_file_says_whom_it_trusts_by_address_or_did(wrong: Any) -> None:
    facts = {"id": "fernley", "name": "Fernley"}
    right = ["did:key:z6Mk", {"id": "https://x.example", "badges": {"Teamwork": "beats"}}]
    assert city_from(facts | {"trusted_issuers": right}).trusted_issuers == (
        TrustedIssuer("did:key:z6Mk"),
        TrustedIssuer("https://x.example", {"Teamwork": "beats"}),
    )
    with pytest.raises(ValueError, match="city file"):
        city_from(facts | {"trusted_issuers": [wrong]})


async def counts(town: Town, content: str | dict[str, Any]) -> list[str | None]:
    """Which badge of the city each badge is that the learner holds, once this is brought."""
    raw = content if isinstance(content, str) else json.dumps(content)
    await town.send(raw.encode())
    return [one.badge for one in await town.held()]


def said_to_be(issuer: str, **achievement: str) -> dict[str, Any]:
    whole = makers.credential(issuer=issuer)
    whole["credentialSubject"]["achievement"] |= achievement
    return whole


async def trust(town: Town, *issuers: Any) -> None:
    async with town.store.write() as session:
        row = await session.get_one(CityRow, "fernley")
        row.facts = {"id": "fernley", "name": "Fernley", "trusted_issuers": list(issuers)}


async def name_badge(town: Town) -> None:
    async with town.store.write() as session:
        (await session.get_one(BadgeRow, BEATS)).url = ADDRESS


@pytest.mark.parametrize("claimed", ["Beat Maker", ADDRESS, BEATS, AT.badge(BEATS)])
@pytest.mark.parametrize(
    "issuer", ["", STUDIO, "https://studio.example", f"{AT.base}/badges/organisations/fernley/studio"]
)
async def test_a_badge_that_anybody_made_is_held_and_counts_for_nothing(town: Town, issuer: str, claimed: str) -> None:
    await name_badge(town)
    forged = said_to_be(issuer, id=claimed if ":" in claimed else "urn:x", name="Beat Maker")
    assert await counts(town, makers.token(forged)) == [None]
    assert await town.badges.held_badges(town.learner) == frozenset()


@pytest.mark.parametrize("issuer", [AT.did, AT.organisation_did("fernley:org:studio")])
async def test_one_in_the_citys_name_by_another_key_is_refused(town: Town, issuer: str) -> None:
    assert await counts(town, makers.token(said_to_be(issuer, id=AT.badge(BEATS)))) == []


async def test_a_key_that_only_says_whose_it_is_is_nobodys(town: Town) -> None:
    """A document on one site may name any issuer as the controller of its key."""
    key = {"id": "https://badges.example/keys#1", "controller": STUDIO, "publicKeyMultibase": makers.multikey()}
    (town.site / "keys").write_text(json.dumps({"id": STUDIO, "assertionMethod": [key]}))
    header = {"alg": "EdDSA", "kid": "https://badges.example/keys#1"}
    assert await counts(town, makers.token(said_to_be(STUDIO, name="Beat Maker"), header)) == [None]


async def test_an_issuer_of_2_0_is_who_it_was_found_to_be_and_not_who_it_says(town: Town) -> None:
    """One that has no address is written into the badge by whoever made it, with a key of their own."""
    await trust(town, "did:web:studio.example", "https://badges.example/studio.json")
    named = {"type": "email", "hashed": False, "identity": "sam@example.org"}
    badge_at, own_name = "https://badges.example/badge.json", "https://badges.example/studio.json"
    assertion = vectors.document("ob20/basic-assertion.json") | {"recipient": named, "badge": badge_at}
    class_ = vectors.document("ob20/assets/robotics-badge.json") | {"id": badge_at, "name": "Beat Maker"}
    profile = vectors.document("ob20/assets/organization-no-public-key.json")
    for number, issuer in enumerate(("https://badges.example/other.json", profile | {"id": "did:web:studio.example"})):
        address = f"https://badges.example/{number}.json"
        (town.site / f"{number}.json").write_text(json.dumps(assertion | {"id": address}))
        (town.site / "badge.json").write_text(json.dumps(class_ | {"issuer": issuer}))
        (town.site / "other.json").write_text(json.dumps(profile | {"id": own_name}))
        await town.bring("link", address)
        await town.write("sam@example.org", f"m{number}")
    assert {one.badge for one in await town.held()} <= {None}


async def test_the_studio_itself_makes_its_badge_from_elsewhere(town: Town) -> None:
    async with town.store.write() as session:
        (await session.get_one(OrganisationRow, "fernley:org:studio")).url = "https://badges.example/studio"
    issuer = "https://badges.example/studio"
    key = {"id": f"{issuer}#k", "type": "Multikey", "controller": issuer, "publicKeyMultibase": makers.multikey()}
    (town.site / "studio").write_text(json.dumps({"id": issuer, "assertionMethod": [key]}))
    header = {"alg": "EdDSA", "kid": f"{issuer}#k"}
    assert await counts(town, makers.token(said_to_be(issuer, name="Beat Maker"), header)) == [BEATS]


async def test_a_did_that_the_catalogue_names_is_the_organisations(town: Town) -> None:
    async with town.store.write() as session:
        (await session.get_one(OrganisationRow, "fernley:org:studio")).extra = {"did": makers.did()}
    assert await counts(town, makers.token(makers.credential())) == [BEATS]


async def test_a_vector_of_a_trusted_issuer_counts_as_what_the_city_says(town: Town) -> None:
    key = "did:key:z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi"
    await trust(town, {"id": key, "badges": {"Teamwork": "beats", "test 1": "food"}})
    await town.send(vectors.content("ob30/simple.json"))
    await town.send(vectors.content("ob30/simple-did-key-method.json"), "f2")
    assert await town.badges.held_badges(town.learner) == {BEATS, "fernley:badge:food"}


async def test_trust_that_ends_or_begins_is_followed_by_the_next_look(town: Town, clock: FakeClock) -> None:
    await trust(town, makers.did())
    assert await counts(town, makers.token(makers.credential())) == [BEATS]
    for issuers, expected in (((), None), ((makers.did(),), BEATS)):
        await trust(town, *issuers)
        clock.forward(hours=25)
        await town.claims.recheck()
        assert [one.badge for one in await town.held()] == [expected]


async def test_an_issuer_that_cannot_be_reached_today_is_still_who_it_was(town: Town, clock: FakeClock) -> None:
    await trust(town, "https://badges.example/studio")
    issuer = "https://badges.example/studio"
    (town.site / "studio").write_text(
        json.dumps({"id": issuer, "assertionMethod": [{"publicKeyMultibase": makers.multikey()}]})
    )
    signed = makers.token(said_to_be(issuer, name="Beat Maker"))
    assert await counts(town, signed) == [BEATS]
    (town.site / "studio").unlink()
    clock.forward(hours=25)
    assert await town.claims.recheck() == 1
    async with town.store.read() as session:
        award = await session.get_one(AwardRow, (await town.held())[0].id)
    assert award.badge == BEATS
