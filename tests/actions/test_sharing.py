"""A learner shows badges to others: nothing before they want it, no name unless they say one, and it can be stopped."""

import io
import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from openbadgeslib.ob3 import OB3Verifier
from PIL import Image

from bot.app import Edge
from bot.badges.issuing.documents import Document
from bot.badges.issuing.orders import Giver, Order
from bot.badges.issuing.signing import read
from bot.badges.verification.errors import UnreachableError
from bot.badges.verification.verifier import Verifier
from tests.actions.guide import Guide

CITY = Giver("brightport", None, "desk")
BASE = "https://waymark.brightport.example"


async def give(guide: Guide, edge: Edge, *badges: str) -> list[str]:
    """Awards that the learner has claimed."""
    ids = []
    issuing = edge.issuing
    for badge in badges:
        given = await issuing.give(CITY, Order(badge))
        async with guide.store.write() as session:
            assert await issuing.claim(session, guide.learner, given.code)
        ids.append(given.award_id)
    return ids


async def fetch(edge: Edge, address: str) -> Document | None:
    return await edge.public_badges.document(urlsplit(address).path.removeprefix("/"))


class Published:
    """What this Waymark publishes, to a verifier."""

    def __init__(self, edge: Edge) -> None:
        self._edge = edge

    async def get(self, url: str) -> bytes:
        found = await fetch(self._edge, url)
        if found is None:
            raise UnreachableError(url)
        return found.body


async def page(edge: Edge, address: str) -> str:
    found = await fetch(edge, address)
    assert found is not None
    return found.body.decode()


def link_in(text: str) -> str:
    found = re.search(rf"{BASE}/badges/shared/[\w-]+", text)
    assert found, text
    return found[0]


async def shared(guide: Guide, name: str = "") -> str:
    """The link of a page with all badges."""
    await guide.hear("show my badges to someone", "share_badge")
    if any(tap.title == "All of them" for tap in guide.taps):
        await guide.tap("All of them")
    await guide.tap("A page with a link")
    if name:
        await guide.hear(name, "tell_interest")
    else:
        await guide.tap("No name")
    return link_in(guide.said)


async def test_who_holds_none_is_told_how_it_works(guide: Guide) -> None:
    await guide.hear("put my badge on my cv", "share_badge")
    assert guide.texts == ["utter_share_badge"]


async def test_a_page_shows_the_chosen_badges_and_no_name(guide: Guide, edge: Edge) -> None:
    await give(guide, edge, "beat-maker", "first-aider")
    await guide.hear("share my badges", "share_badge")
    await guide.tap("Beat Maker")
    await guide.tap("A page with a link")
    await guide.tap("No name")
    text = await page(edge, link_in(guide.said))
    assert "Beat Maker" in text
    assert "First Aider" not in text
    assert "<h1>Badges</h1>" in text
    assert guide.learner not in text
    assert "<script" not in text


async def test_a_name_is_shown_when_they_say_one_and_escaped(guide: Guide, edge: Edge) -> None:
    await give(guide, edge, "beat-maker")
    text = await page(edge, await shared(guide, "Ada <b>L</b>"))
    assert "Badges of Ada &lt;b&gt;L&lt;/b&gt;" in text


async def test_a_badge_that_is_named_is_chosen(guide: Guide, edge: Edge) -> None:
    await give(guide, edge, "beat-maker", "first-aider")
    await guide.hear("can i show my first aider badge to my boss", "share_badge")
    assert "First Aider" in guide.texts[0]
    assert "Beat Maker" not in guide.said


async def test_a_badge_can_be_shared_from_its_card(guide: Guide, edge: Edge) -> None:
    await give(guide, edge, "beat-maker", "first-aider")
    await guide.hear("what badges have i got", "ask_my_badges")
    for title in {one.title for one in guide.taps if one.intent == "share_badge"}:
        await guide.hear("what badges have i got", "ask_my_badges")
        await guide.tap(title)
        assert any(one.title == "A page with a link" for one in guide.taps)


async def test_a_link_can_be_stopped(guide: Guide, edge: Edge) -> None:
    await give(guide, edge, "beat-maker")
    link = await shared(guide)
    await guide.tap("Stop sharing")
    for address in (link, f"{link}.pdf", f"{link}.png", f"{link}/clr.jwt"):
        assert await fetch(edge, address) is None


async def test_all_links_can_be_stopped_in_words(guide: Guide, edge: Edge) -> None:
    await give(guide, edge, "beat-maker")
    links = [await shared(guide), await shared(guide)]
    await guide.hear("stop sharing my badges", "share_badge")
    assert [await fetch(edge, link) for link in links] == [None, None]


async def test_what_was_taken_back_is_no_longer_shown(guide: Guide, edge: Edge) -> None:
    (award,) = await give(guide, edge, "beat-maker")
    link = await shared(guide)
    await edge.issuing.revoke(CITY, award, "A mistake")
    assert "Beat Maker" not in await page(edge, link)


async def test_links_go_with_the_learner(guide: Guide, edge: Edge) -> None:
    await give(guide, edge, "beat-maker")
    link = await shared(guide)
    held = await guide.services.chat.about(guide.conversation)
    assert link.rpartition("/")[2] not in json.dumps(held["learner"])
    await guide.services.chat.erase(guide.conversation)
    assert await fetch(edge, link) is None


async def test_another_learners_badge_is_never_shown(guide: Guide, edge: Edge) -> None:
    (award,) = await give(guide, edge, "beat-maker")
    begun = await guide.services.chat.begin("brightport", "web", "en")
    other = Guide(guide.services, guide.store, begun.conversation.id, begun.conversation.learner_id or "")
    await other.hear("Add it", "share_badge", card=f"page:{award}")
    assert other.texts == ["utter_share_badge"]
    async with guide.store.write() as session:
        await guide.services.people.handlers["share"](
            session, other.learner, {"hash": "h" * 64, "awards": [award], "name": ""}
        )
    assert await guide.services.sharing.open_pages(other.learner) == 0


async def test_the_files_hold_what_the_page_holds(guide: Guide, edge: Edge) -> None:
    await give(guide, edge, "beat-maker", "first-aider")
    link = await shared(guide, "Łukasz")
    paper, picture = await fetch(edge, f"{link}.pdf"), await fetch(edge, f"{link}.png")
    assert paper is not None
    assert picture is not None
    assert paper.body.startswith(b"%PDF-")
    assert b"/Image" in paper.body
    with Image.open(io.BytesIO(picture.body)) as card:
        assert card.size == (1200, 630)


async def test_the_record_is_signed_and_keeps_every_badges_own_proof(guide: Guide, edge: Edge) -> None:
    await give(guide, edge, "beat-maker", "first-aider")
    await guide.hear("share my badges", "share_badge")
    await guide.tap("All of them")
    await guide.tap("One signed record")
    found = await fetch(edge, f"{link_in(guide.said)}/clr.jwt")
    assert found is not None
    key = edge.issuing.ring.current().private.as_pem(private=False)
    claims = OB3Verifier(key)._decode_payload(found.body.decode())
    assert claims["type"] == ["VerifiableCredential", "ClrCredential"]
    members = claims["credentialSubject"]["verifiableCredential"]
    report = await Verifier(Published(edge), edge.services.now).verify(found.body)
    assert report.verdict == "valid", report.as_json()
    inner = [read(member["id"].removeprefix("data:application/vc+jwt,")) for member in members]
    assert sorted(one["name"] for one in inner) == ["Beat Maker", "First Aider"]


async def test_linkedin_gets_what_its_form_wants(guide: Guide, edge: Edge) -> None:
    (award,) = await give(guide, edge, "beat-maker")
    await guide.hear("put it on linkedin", "share_badge")
    address = next(word for word in guide.said.split() if word.startswith("https://www.linkedin.com/"))
    fields = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    assert fields["name"] == "Beat Maker"
    assert fields["organizationName"] == "Harbour Studios"
    assert (fields["issueYear"], fields["issueMonth"], fields["certId"]) == ("2026", "11", award)
    assert await fetch(edge, fields["certUrl"]) is not None


async def test_linkedin_is_not_for_children(guide: Guide, edge: Edge) -> None:
    await give(guide, edge, "beat-maker")
    await guide.hear("im 14", "tell_situation", age="14")
    await guide.hear("put it on linkedin", "share_badge")
    assert "linkedin.com" not in guide.said
    assert "16" in guide.said


async def test_a_cv_gets_a_sentence_for_each_badge(guide: Guide, edge: Edge) -> None:
    await give(guide, edge, "beat-maker", "first-aider")
    await guide.hear("words for my cv", "share_badge")
    await guide.tap("All of them")
    assert "Beat Maker (Harbour Studios, 2026)" in guide.said
    assert "making beats" in guide.said
    assert await guide.services.sharing.open_pages(guide.learner) == 0


@pytest.mark.parametrize(
    "path", ["badges/shared/none", "badges/shared/" + "x" * 22, "badges/shared/" + "x" * 22 + ".pdf"]
)
async def test_a_guess_shows_nothing(edge: Edge, path: str) -> None:
    assert await edge.public_badges.document(path) is None


async def test_a_claim_link_says_what_to_do_with_the_code(edge: Edge) -> None:
    given = await edge.issuing.give(CITY, Order("beat-maker"))
    assert given.code in await page(edge, given.link)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("all of them", {"Beat Maker", "First Aider", "Band Ready"}),
        ("the first aid one", {"First Aider"}),
        ("beat maker and band ready", {"Beat Maker", "Band Ready"}),
    ],
)
async def test_which_and_how_can_be_written_too(guide: Guide, edge: Edge, said: str, shown: set[str]) -> None:
    await give(guide, edge, "beat-maker", "first-aider", "band-ready")
    await guide.hear("can i show my badges to someone", "share_badge")
    await guide.hear(said, "find_opportunity")
    await guide.hear("a page please, so i can print it", "find_opportunity")
    await guide.hear("skip", "deny")
    text = await page(edge, link_in(guide.said))
    assert {name for name in ("Beat Maker", "First Aider", "Band Ready") if name in text} == shown


async def test_a_question_in_between_is_no_choice(guide: Guide, edge: Edge) -> None:
    await give(guide, edge, "beat-maker", "first-aider")
    await guide.hear("share my badges", "share_badge")
    await guide.hear("what badges have i got", "ask_my_badges")
    assert {card["title"] for card in guide.cards} == {"Beat Maker", "First Aider"}


async def test_a_name_that_sounds_like_a_greeting_is_a_name(guide: Guide, edge: Edge) -> None:
    await give(guide, edge, "beat-maker")
    await guide.hear("share my badges", "share_badge")
    await guide.tap("A page with a link")
    await guide.hear("Sam B", "greet")
    assert "Badges of Sam B" in await page(edge, link_in(guide.said))


async def test_a_greeting_is_no_name(guide: Guide, edge: Edge) -> None:
    await give(guide, edge, "beat-maker")
    await guide.hear("share my badges", "share_badge")
    await guide.tap("A page with a link")
    await guide.hear("hey there", "greet")
    assert "/badges/shared/" not in guide.said


async def test_a_badge_is_chosen_by_its_name_whatever_that_was_taken_for(guide: Guide, edge: Edge) -> None:
    await give(guide, edge, "beat-maker", "first-aider")
    await guide.hear("share my badges", "share_badge")
    await guide.hear("first aider", "claim_badge")
    assert "How do you want to show First Aider?" in guide.said
