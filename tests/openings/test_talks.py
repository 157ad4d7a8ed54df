"""Fit, and telling an employer that one is interested."""

from datetime import timedelta

from bot.badges.model import AwardState, Format, Verdict, Way
from bot.badges.tables import AwardRow
from tests.pathways.talk import Talk

CARE = "brightport:opening:royal-hca-apprentice"


async def award(talk: Talk, *badges: str) -> None:
    now = talk.services.now()
    learner = await talk.services.people.learner(talk.conversation)
    stock = await talk.services.catalogue.stock("brightport")
    async with talk.store.write() as session:
        for badge in badges:
            id = f"brightport:badge:{badge}"
            session.add(
                AwardRow(
                    id=f"award-{badge}"[:32], learner_id=learner.id, city="brightport", badge=id, way=Way.CODE,
                    format=Format.CODE, credential=b"", credential_hash=badge, name=stock.badges[id].name,
                    about={}, received=now, verdict=Verdict.VALID, checked=now, state=AwardState.HELD,
                    expires=now + timedelta(days=99),
                )
            )  # fmt: skip


async def ask(talk: Talk, opening: str = CARE) -> str:
    return await talk.say("have i got a chance", "ask_fit", ("card", opening))


async def test_what_is_missing_comes_with_the_nearest_thing_that_gives_it(talk: Talk) -> None:
    said = await ask(talk)
    assert "You hold 0 of the 1 badges" in said
    assert [card["kind"] for card in talk.cards] == ["opportunity"]
    assert "brightport:badge:care-starter" in {earned["badge"] for earned in talk.cards[0]["earns"]}


async def test_who_holds_it_all_is_told_so(talk: Talk) -> None:
    await award(talk, "care-starter")
    assert "You hold every badge they ask for" in await ask(talk)


async def test_what_was_only_told_counts_for_no_fit(talk: Talk) -> None:
    await ask(talk)
    item = talk.cards[0]["id"]
    await talk.say("done that", "mark_done", ("card", item))
    assert "You hold 0 of the 1 badges" in await ask(talk)


async def test_work_that_begins_later_is_said_to(talk: Talk) -> None:
    await talk.say("im 14", "tell_situation", ("age", "14"))
    assert "not yet for you" in await ask(talk)


async def test_nothing_is_sent_before_it_was_chosen_seen_and_sent(talk: Talk) -> None:
    await award(talk, "care-starter")
    await ask(talk)
    await talk.tap("I'm interested")
    await talk.tap("Show my badges")
    await talk.say("I look after my gran and I like it", "tell_experience")
    await talk.say("my name is Kai", "nlu_fallback")
    assert await talk.services.openings.for_employer(["brightport:org:brightport-royal-trust"]) == []
    assert {fact["value"] for fact in talk.cards[0]["facts"]} == {
        "Kai", "I look after my gran and I like it", "Care Starter",
    }  # fmt: skip
    await talk.tap("Send it")
    (seen,) = await talk.services.openings.for_employer(["brightport:org:brightport-royal-trust"])
    assert (seen.first_name, seen.words, list(seen.badges)) == (
        "Kai", "I look after my gran and I like it", ["Care Starter"],
    )  # fmt: skip


async def test_contact_details_are_never_sent(talk: Talk) -> None:
    await ask(talk)
    await talk.tap("I'm interested")
    said = await talk.say("ring me on 07700 900123", "nlu_fallback")
    assert "leave out phone numbers" in said
    await talk.tap("Skip")
    assert "first name" in talk.text
    await talk.say("skip", "deny")
    await talk.tap("Not now")
    assert await talk.services.openings.for_employer(["brightport:org:brightport-royal-trust"]) == []


async def test_what_was_sent_can_be_taken_back_and_is_told_and_deleted(talk: Talk) -> None:
    await ask(talk)
    await talk.tap("I'm interested")
    await talk.say("I want to learn this", "nlu_fallback")
    await talk.say("skip", "deny")
    await talk.tap("Send it")
    async with talk.store.read() as session:
        told = await talk.services.people.about(session, talk.learner_id)
    assert told["expressions_of_interest"][0]["words"] == "I want to learn this"
    await ask(talk)
    assert "You told them" in talk.text
    await talk.tap("Take it back")
    assert await talk.services.openings.for_employer(["brightport:org:brightport-royal-trust"]) == []
    async with talk.store.write() as session:
        told = await talk.services.people.about(session, talk.learner_id)
        assert told["expressions_of_interest"][0]["words"] == ""
        await talk.services.people.forget(session, talk.learner_id)


async def test_an_employer_sees_counts_of_ten_and_more_alone(talk: Talk) -> None:
    await award(talk, "care-starter")
    reaches = await talk.services.openings.reach("brightport", ["brightport:org:brightport-royal-trust"])
    assert {each.opening for each in reaches} >= {CARE}
    assert all(not each.reach.near for each in reaches)
