"""A badge in the whole of Waymark: given on the command line, claimed in the talk, shown to others, taken back."""

import re

import pytest

from tests.badges.verification import vectors
from tests.conversations.waymark import Talk, Waymark

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def given(waymark: Waymark, badge: str) -> tuple[str, str]:
    """(award, code) of a new award."""
    told = await waymark.run("badges", "issue", badge, "--city", "brightport")
    award = re.search(r": ([\w-]{22})$", told, re.MULTILINE)
    code = re.search(r"code (\S+)", told)
    assert award, told
    assert code, told
    return award[1], code[1]


async def page(waymark: Waymark, link: str) -> tuple[int, str]:
    async with waymark.http.get(link) as answer:
        return answer.status, await answer.text()


async def test_given_claimed_shown_and_taken_back(waymark: Waymark, talk: Talk) -> None:
    award, code = await given(waymark, "beat-maker")
    await talk.say(code)
    assert "Beat Maker" in talk.text
    await talk.say("what badges have i got")
    assert [card["title"] for card in talk.cards] == ["Beat Maker"]
    await talk.tap("Share it")
    await talk.tap("A page with a link")
    await talk.say("Ada")
    link = re.search(r"http://\S+/badges/shared/[\w-]+", talk.text)
    assert link, talk.text
    status, text = await page(waymark, link[0])
    assert status == 200
    assert "Badges of Ada" in text
    assert "Beat Maker" in text
    await waymark.run("badges", "revoke", award, "--reason", "Given by mistake", "--city", "brightport")
    status, text = await page(waymark, link[0])
    assert "Beat Maker" not in text
    await talk.say("stop sharing my badges")
    assert (await page(waymark, link[0]))[0] == 404


async def test_a_code_serves_one_learner_alone(waymark: Waymark, talk: Talk) -> None:
    _, code = await given(waymark, "first-aider")
    await talk.say(code)
    assert "First Aider" in talk.text
    other = await waymark.talk()
    await other.say(code)
    await other.say("what badges have i got")
    assert "I don't hold any badges" in other.text


async def test_one_of_the_standards_examples_fills_a_gap_and_fits_an_opening(talk: Talk) -> None:
    await talk.say("im 19")
    await talk.say("i want to be a stage technician")
    await talk.tap("How do I get there?")
    assert "Team Player" in earned(talk)
    await talk.send(vectors.content("ob30/simple.json"))
    assert "Teamwork" in talk.text
    await talk.say("what badges have i got")
    assert [(card["title"], card["id"]) for card in talk.cards] == [("Teamwork", "brightport:badge:team-player")]
    await talk.say("how far am i")
    assert "You hold Team Player now" in talk.text
    assert earned(talk) == {"Backstage Crew"}
    await talk.say("what is it like to be a stage technician")
    await talk.tap("Openings here")
    await talk.tap("What do I need?")
    assert "You hold 1 of the 2" in talk.text


def earned(talk: Talk) -> set[str]:
    """What the plan on screen gives."""
    return {badge["name"] for card in talk.cards if card["kind"] == "pathway" for badge in card["earns"]}
