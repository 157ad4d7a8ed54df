"""A learner brings a badge in chat: it is checked, matched and kept, or refused for one plain reason, nothing kept."""

import json
from typing import Any

import pytest
from sqlalchemy import func, select

from bot import words
from bot.badges.issuing.orders import Order
from bot.badges.model import AwardState, Format
from bot.badges.tables import AwardRow, ClaimRow, RefusalRow
from bot.chat.model import Fate
from bot.chat.tables import InboxRow, MessageRow
from bot.people.tables import LearnerRow
from tests.badges.claiming.conftest import Town
from tests.badges.issuing.town import STUDIO
from tests.badges.verification import makers, vectors
from tests.fakes import FakeClock

EMAIL = "Sam.Reed@example.org"


def say(key: str, **places: object) -> str:
    return words.load().say(f"claims.{key}", **places)


async def kept(town: Town, table: Any) -> int:
    async with town.store.read() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0


async def nothing_is_kept_but_the_refusal(town: Town, reason: str) -> None:
    assert await kept(town, AwardRow) == 0
    assert await kept(town, ClaimRow) == 0
    async with town.store.read() as session:
        refused = (await session.scalars(select(RefusalRow))).one()
    assert refused.reason == reason
    about = json.dumps(await town.chat.about(town.talk))
    assert "Beat Maker" not in about


async def test_a_file_becomes_a_badge_of_the_learners(town: Town) -> None:
    signed = makers.token(makers.credential())
    assert await town.send(signed.encode()) == [say("taken", name="Beat Maker", issuer="Harbour Studios")]
    (held,) = await town.held()
    assert (held.name, held.format, held.badge) == ("Beat Maker", Format.VC_JWT, None)
    card = (await town.messages())[-1].cards[0]
    assert (card["title"], card["subtitle"]) == ("Beat Maker", "Harbour Studios")
    assert [fact["value"] for fact in card["facts"] if fact["name"] == "Checked"] == ["23 November 2026: it's real"]
    async with town.store.read() as session:
        assert (await session.scalars(select(AwardRow.credential))).one() == signed.encode()
    assert await kept(town, ClaimRow) == 0


@pytest.mark.parametrize("bake", [makers.png, makers.svg])
async def test_a_picture_with_a_badge_in_it_does_too(town: Town, bake: Any) -> None:
    assert (await town.send(bake(makers.token(makers.credential()))))[0].startswith("That's in: Beat Maker")
    (held,) = await town.held()
    assert held.image.startswith("data:image/png;base64,") or bake is makers.svg


async def test_a_vector_of_the_standard_shows_up_as_a_badge_held(town: Town) -> None:
    said = await town.send(vectors.content("ob30/simple-json.png"))
    assert said == [say("taken_unconfirmed", name="Teamwork", issuer="Example Corp")]
    (held,) = await town.held()
    assert (held.name, held.issuer, held.confirmed, held.badge) == ("Teamwork", "Example Corp", False, None)
    facts = {fact["name"]: fact["value"] for fact in (await town.messages())[-1].cards[0]["facts"]}
    assert facts["Giver's site"] == "example.com"


async def test_a_link_to_a_hosted_badge_becomes_one(town: Town) -> None:
    (town.site / "mine").write_text(makers.token(makers.credential()))
    assert (await town.bring("link", "https://badges.example/mine"))[0].startswith("That's in")
    (held,) = await town.held()
    assert held.name == "Beat Maker"


async def test_a_hosted_assertion_of_2_0_is_matched_to_an_address(town: Town) -> None:
    assertion = vectors.document("ob20/basic-assertion.json")
    named = {"type": "email", "hashed": False, "identity": EMAIL}
    (town.site / "a.json").write_text(
        json.dumps(assertion | {"id": "https://badges.example/a.json", "recipient": named, "badge": BADGE})
    )
    badge = vectors.document("ob20/assets/robotics-badge.json") | {"id": BADGE, "issuer": ISSUER}
    (town.site / "badge.json").write_text(json.dumps(badge))
    issuer = vectors.document("ob20/assets/organization-no-public-key.json") | {"id": ISSUER}
    (town.site / "issuer.json").write_text(json.dumps(issuer))
    assert await town.bring("link", "https://badges.example/a.json") == [say("ask_address")]
    assert await kept(town, AwardRow) == 0
    said = await town.write(f"its {EMAIL.lower()}")
    assert said[-1].startswith("That's in: Awesome Robotics Badge")
    assert await town.shown() == ["its (my e-mail address)"]


BADGE = "https://badges.example/badge.json"
ISSUER = "https://badges.example/issuer.json"


async def test_an_address_is_hashed_and_forgotten(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    whole = makers.credential(credentialSubject=makers.for_email(EMAIL))
    assert await town.send(makers.token(whole).encode()) == [say("ask_address")]
    said = await town.write(f"{EMAIL} thats me")
    assert said[-1] == say("taken", name="Beat Maker", issuer="Harbour Studios")
    assert len(await town.held()) == 1
    await nowhere(town, EMAIL)
    assert EMAIL.lower() not in caplog.text.lower()


async def nowhere(town: Town, address: str) -> None:
    """The address is in no row of what was said, taken in or held."""
    everything = json.dumps(await town.chat.about(town.talk))
    async with town.store.read() as session:
        rows = [*(await session.scalars(select(MessageRow.text))), *(await session.scalars(select(InboxRow.text)))]
        states = set(await session.scalars(select(InboxRow.state)))
    assert not [row for row in [everything, *rows] if address.lower() in row.lower()]
    assert states == {Fate.DONE}


async def test_another_address_is_refused_and_so_are_guesses(town: Town, clock: FakeClock) -> None:
    signed = makers.token(makers.credential(credentialSubject=makers.for_email(EMAIL))).encode()
    await town.send(signed)
    assert (await town.write("pat@example.org"))[-1] == say("refused.not_yours")
    await nothing_is_kept_but_the_refusal(town, "not_yours")
    for number in range(4):
        clock.forward(seconds=10)
        await town.send(signed, f"again{number}")
        await town.write(f"pat{number}@example.org", f"guess{number}")
    clock.forward(seconds=10)
    await town.send(signed, "last")
    assert (await town.write(EMAIL, "right"))[-1] == say("refused.not_yours")
    assert await town.held() == []


async def test_an_address_in_another_message_is_none_of_our_business(town: Town) -> None:
    await town.chat.receive(town.talk, "m", f"write to {EMAIL}")
    assert await town.shown() == [f"write to {EMAIL}"]


async def test_a_claim_that_waits_for_an_address_is_forgotten_after_an_hour(town: Town, clock: FakeClock) -> None:
    await town.send(makers.token(makers.credential(credentialSubject=makers.for_email(EMAIL))).encode())
    clock.forward(minutes=61)
    await town.work.recheck()
    assert await kept(town, ClaimRow) == 0


REFUSED = {
    "expired": makers.credential(validUntil="2026-02-01T00:00:00Z"),
    "not_yet": makers.credential(validFrom="2027-02-01T00:00:00Z"),
    "form": makers.credential(type=["VerifiableCredential"]),
}


@pytest.mark.parametrize("reason", REFUSED)
async def test_one_that_is_not_good_is_refused_for_what_is_wrong(town: Town, reason: str) -> None:
    assert await town.send(makers.token(REFUSED[reason]).encode()) == [say(f"refused.{reason}")]
    await nothing_is_kept_but_the_refusal(town, reason)


async def test_a_changed_one_is_refused(town: Town) -> None:
    good = makers.token(makers.credential())
    head, body, tag = good.split(".")
    changed = f"{head}.{makers.part(makers.credential(validFrom='2026-01-03T03:04:05Z'))}.{tag}"
    assert body not in changed
    assert await town.send(changed.encode()) == [say("refused.forged")]
    await nothing_is_kept_but_the_refusal(town, "forged")


async def test_a_revoked_one_is_refused(town: Town) -> None:
    (town.site / "list.json").write_text(json.dumps({"revokedCredential": [{"id": makers.credential()["id"]}]}))
    assert await town.send(revocable()) == [say("refused.revoked")]
    await nothing_is_kept_but_the_refusal(town, "revoked")


def revocable() -> bytes:
    contexts = [*makers.credential()["@context"], "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"]
    status = {"id": "https://badges.example/list.json", "type": "1EdTechRevocationList"}
    return makers.token(makers.credential(credentialStatus=status) | {"@context": contexts}).encode()


async def test_one_that_only_vouches_for_itself_is_refused(town: Town) -> None:
    assert await town.send(vectors.content("ob30/simple-jwt.png")) == [say("refused.own_key")]
    await nothing_is_kept_but_the_refusal(town, "own_key")


async def test_a_hosted_one_that_is_not_at_its_address_is_refused(town: Town) -> None:
    assert await town.send(vectors.content("ob20/basic-assertion.json")) == [say("refused.not_hosted")]


@pytest.mark.parametrize("content", [b"hello", b"\x89PNG\r\n\x1a\n", b"{}", b"\xff\xfe", makers.png("x")])
async def test_what_is_no_badge_is_refused(town: Town, content: bytes) -> None:
    (said,) = await town.send(content)
    assert said in (say("refused.unreadable"), say("refused.form"), say("refused.broken"))
    assert await kept(town, AwardRow) == 0


TOKEN = makers.token(makers.credential())
NONE = makers.token(makers.credential(), {"alg": "none"})
NOT_OPENED: dict[str, tuple[str, bytes]] = {
    "a program in a picture": ("unsafe", makers.svg(TOKEN, "<script>1</script>")),
    "a key twice": ("unsafe", b'{"@context": [], "@context": []}'),
    "depth": ("unsafe", b'{"a":' * 60 + b"1" + b"}" * 60),
    "a bomb": ("too_large", makers.png(" " * 3_000_000, compressed=True)),
    "no algorithm": ("unsigned", NONE.encode()),
    "no signature": ("unsigned", NONE.rpartition(".")[0].encode() + b"."),
    "a damaged picture": ("broken", makers.png(TOKEN)[:-20]),
    "two badges in a picture": ("several", makers.png(TOKEN, times=2)),
}


@pytest.mark.parametrize("what", NOT_OPENED)
async def test_what_is_not_opened_is_refused_with_what_is_wrong(town: Town, what: str) -> None:
    reason, content = NOT_OPENED[what]
    assert await town.send(content) == [say(f"refused.{reason}")]
    await nothing_is_kept_but_the_refusal(town, reason)


async def test_a_link_that_leads_nowhere_is_refused(town: Town) -> None:
    for url in ("https://badges.example/none", "http://badges.example/x", "https://127.0.0.1/x"):
        assert await town.bring("link", url) == [say("refused.unreachable")]


async def test_an_export_with_many_is_taken_one_by_one(town: Town) -> None:
    good = [makers.token(makers.credential(id=f"urn:x:{number}")) for number in range(3)]
    old = makers.token(makers.credential(validUntil="2026-02-01T00:00:00Z"))
    said = await town.send(json.dumps({"badges": [{"assertion": one} for one in [*good, old]]}).encode())
    assert said == [say("taken_many", count=3), say("refused.expired")]
    assert len(await town.held()) == 3


async def test_the_same_badge_is_held_once(town: Town) -> None:
    signed = makers.token(makers.credential()).encode()
    await town.send(signed)
    assert await town.send(signed, "f2") == [say("already", name="Beat Maker")]
    assert len(await town.held()) == 1


async def test_one_that_was_signed_again_is_held_once_and_the_newer_is_kept(town: Town) -> None:
    old, new = (
        makers.credential(validFrom=f"2026-0{month}-02T03:04:05Z", validUntil="2027-01-01T00:00:00Z")
        for month in (1, 2)
    )
    await town.send(makers.token(old).encode())
    already = [say("already", name="Beat Maker")]
    assert await town.send(json.dumps(makers.with_proof(old)).encode(), "as JSON") == already
    assert await town.send(makers.token(new).encode(), "newer") == already
    assert await town.send(makers.token(old).encode(), "older") == already
    (held,) = await town.held()
    assert str(held.issued).startswith("2026-02-02")


async def test_the_same_id_by_another_signer_is_another_badge(town: Town) -> None:
    await town.send(makers.token(makers.credential()).encode())
    other = makers.credential(issuer=makers.did(makers.OTHER_KEY))
    await town.send(makers.token(other, key=makers.OTHER_KEY).encode(), "f2")
    assert len(await town.held()) == 2


async def test_the_same_delivery_changes_nothing(town: Town) -> None:
    first = await town.chat.receive_file(town.talk, "f1", makers.token(makers.credential()).encode())
    assert await town.chat.receive_file(town.talk, "f1", b"something else") == first
    assert await kept(town, ClaimRow) == 1


async def test_a_code_of_the_citys_files_gives_the_badge_as_often_as_it_says(town: Town) -> None:
    said = await town.bring("code", "fern-2unm-kax5")
    assert said == [say("taken", name="Beat Maker", issuer="The Studio")]
    (held,) = await town.held()
    assert (held.badge, held.format) == ("fernley:badge:beats", Format.VC_JWT)
    other = await town.chat.begin("fernley", "web", "en")
    town.talk, town.learner = other.conversation.id, other.conversation.learner_id or ""
    assert await town.bring("code", "FERN-2UNM-KAX5") == [say("refused.code")]
    assert await town.held() == []


async def test_a_code_that_a_learner_used_is_not_spent_again_by_them(town: Town) -> None:
    await town.bring("code", "FERN-FWA4-5WE7")
    assert await town.bring("code", "FERN FWA4 5WE7") == [say("already", name="Beat Maker")]


async def test_an_issuers_own_code_brings_the_award_that_was_made(town: Town) -> None:
    given = await town.issuing.give(STUDIO, Order("beats"))
    assert (await town.bring("code", given.code))[0].startswith("That's in")
    (held,) = await town.held()
    assert held.id == given.award_id
    assert await town.bring("code", given.code) == [say("refused.code")]


async def test_codes_cannot_be_guessed_at_will(town: Town, clock: FakeClock) -> None:
    for number in range(5):
        assert await town.bring("code", f"FERN-2UNM-KAX{number + 6}") == [say("refused.code")]
    assert await town.bring("code", "FERN-2UNM-KAX5") == [say("refused.too_many_tries")]
    clock.forward(minutes=3)
    assert (await town.bring("code", "FERN-2UNM-KAX5"))[0].startswith("That's in")


async def test_a_badge_that_was_issued_here_can_be_brought_as_a_file(town: Town) -> None:
    """Its keys and its status list are this Waymark's own pages."""
    given = await town.issuing.give(STUDIO, Order("beats"))
    async with town.store.read() as session:
        credential = (await session.get_one(AwardRow, given.award_id)).credential
    assert await town.send(credential) == [say("taken", name="Beat Maker", issuer="The Studio")]
    (held,) = await town.held()
    assert (held.id, held.badge, held.confirmed) == (given.award_id, "fernley:badge:beats", True)
    assert await town.send(credential, "f2") == [say("already", name="Beat Maker")]
    assert await town.bring("code", given.code) == [say("refused.code")]


async def test_a_badge_of_ours_that_somebody_holds_is_nobody_elses(town: Town) -> None:
    """Whoever sees a shared page can load the signed badge down."""
    given = await town.issuing.give(STUDIO, Order("beats"))
    async with town.store.write() as session:
        other = LearnerRow(id="other", city="fernley", since=town.parts.now(), profile={})
        session.add(other)
        await session.flush()
        award = await session.get_one(AwardRow, given.award_id)
        award.learner_id = other.id
        credential = award.credential
    assert await town.send(credential) == [say("refused.held")]
    assert await town.held() == []


async def test_what_is_held_is_looked_at_again_each_day(town: Town, clock: FakeClock) -> None:
    listed = town.site / "list.json"
    listed.write_text(json.dumps({"revokedCredential": []}))
    await town.send(revocable())
    assert await town.claims.recheck() == 0
    listed.write_text(json.dumps({"revokedCredential": [{"id": makers.credential()["id"]}]}))
    clock.forward(hours=25)
    assert await town.claims.recheck() == 1
    assert await town.held() == []
    async with town.store.read() as session:
        award = (await session.scalars(select(AwardRow))).one()
    assert (award.state, award.look_again) == (AwardState.REVOKED, None)


async def test_what_cannot_be_looked_at_stays_and_is_tried_sooner(town: Town, clock: FakeClock) -> None:
    (town.site / "mine").write_text(makers.token(makers.credential()))
    await town.bring("link", "https://badges.example/mine")
    clock.forward(hours=25)
    assert await town.claims.recheck() == 1
    assert len(await town.held()) == 1


async def test_before_something_relies_on_it_it_is_looked_at_unless_it_just_was(town: Town, clock: FakeClock) -> None:
    listed = town.site / "list.json"
    listed.write_text(json.dumps({"revokedCredential": []}))
    await town.send(revocable())
    listed.write_text(json.dumps({"revokedCredential": [{"id": makers.credential()["id"]}]}))
    await town.claims.fresh(town.learner)
    assert len(await town.held()) == 1
    clock.forward(hours=2)
    await town.claims.fresh(town.learner)
    assert await town.held() == []


async def test_deleting_everything_ends_a_claim_that_waits(town: Town) -> None:
    await town.chat.receive_file(town.talk, "f1", makers.token(makers.credential()).encode())
    await town.chat.erase(town.talk)
    await town.work.deliver()
    assert (await kept(town, AwardRow), await kept(town, ClaimRow)) == (0, 0)


async def test_what_is_held_is_in_what_the_learner_can_read(town: Town) -> None:
    await town.send(makers.token(makers.credential()).encode())
    about = await town.chat.about(town.talk)
    assert [one["name"] for one in about["learner"]["badges"]] == ["Beat Maker"]


async def test_an_address_beside_a_cry_for_help_is_hidden_too_and_help_comes_first(town: Town) -> None:
    await town.send(makers.token(makers.credential(credentialSubject=makers.for_email(EMAIL))).encode())
    await town.write(f"i dont feel safe at home, {EMAIL}")
    assert "01234 567890" in " ".join(one.text for one in await town.messages())
    assert await town.shown() == ["(I sent a file.)", "i dont feel safe at home, (my e-mail address)"]
    assert EMAIL not in json.dumps(await town.chat.about(town.talk))


async def test_an_answer_is_on_its_way_as_long_as_a_claim_is_looked_at(town: Town) -> None:
    """So that whoever reads until nobody is typing hears what came of it."""
    await town.chat.receive_file(town.talk, "f1", makers.token(makers.credential()).encode())
    assert (await town.chat.view(town.talk, 0)).typing
    await town.work.deliver()
    assert not (await town.chat.view(town.talk, 0)).typing
