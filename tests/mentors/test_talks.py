"""From "can I talk to somebody who does this" to a time that was found, one step at a time."""

import json

import pytest

from bot.mentors.model import OutOfTurnError, State
from bot.mentors.service import NoSuchIntroductionError
from bot.people.notices import LearnerNotices
from tests.fakes import FakeClock
from tests.pathways.talk import CONTACT, Talk

CITIES = {"brightport"}


async def ask(talk: Talk, words: str = "I want to know what a day is like") -> str:
    """Asks to meet the first plumber there is; gives the introduction's id."""
    await talk.say("im 17", "tell_situation", ("age", "17"))
    await talk.say("is there a plumber i can talk to", "find_mentor", ("occupation", "plumber"))
    assert {card["kind"] for card in talk.cards} == {"mentor"}
    await talk.tap("Ask to meet")
    await talk.say(words, "nlu_fallback")
    assert "An adviser reads this first" in talk.text
    await talk.tap("Send it")
    (one,) = await talk.services.introductions.of_learner(talk.learner_id)
    return one.id


async def approved(talk: Talk) -> tuple[str, str]:
    """(id, the secret part of the mentor's link) of a request that an adviser approved."""
    id = await ask(talk)
    async with talk.store.write() as session:
        await talk.services.introductions.approve(session, id, CITIES, "ada")
    contact = await talk.services.introductions.contact(id, CITIES)
    return id, contact.link.rpartition("/")[2]


async def told(talk: Talk) -> str:
    """What waits to be said to the learner."""
    notices = await LearnerNotices(talk.store, talk.services.now).due()
    assert not any(CONTACT.search(notice.places["text"]) for notice in notices)
    return "\n".join(notice.places["text"] for notice in notices)


async def test_from_the_wish_to_a_time(talk: Talk, clock: FakeClock) -> None:
    id, link = await approved(talk)
    assert "an adviser said yes" in await told(talk)
    clock.forward(hours=2)
    await talk.services.introductions.accept(link, "Wed 2 December, 17:30\nSat 5 December, 11:00")
    assert "Which time suits you?" in await told(talk)
    await talk.say("Sat 5 December, 11:00", "find_mentor", ("card", f"introduction:{id}"), ("limit", "1"))
    assert "Sat 5 December, 11:00" in talk.text
    (one,) = await talk.services.introductions.of_learner(talk.learner_id)
    assert (one.state, one.when) == (State.FIXED, "Sat 5 December, 11:00")


async def test_an_adviser_stands_between(talk: Talk) -> None:
    id = await ask(talk)
    assert [one.id for one in await talk.services.introductions.waiting(CITIES)] == [id]
    assert await talk.services.introductions.waiting({"elsewhere"}) == []
    with pytest.raises(NoSuchIntroductionError):
        await talk.services.introductions.contact(id, CITIES)
    async with talk.store.write() as session:
        with pytest.raises(NoSuchIntroductionError):
            await talk.services.introductions.approve(session, id, {"elsewhere"}, "eve")


async def test_a_mentor_may_decline_and_the_learner_hears(talk: Talk) -> None:
    _, link = await approved(talk)
    await talk.services.introductions.decline(link)
    assert "can't right now" in await told(talk)
    with pytest.raises(OutOfTurnError):
        await talk.services.introductions.accept(link, "Wed 17:30")


async def test_a_link_that_was_changed_opens_nothing(talk: Talk) -> None:
    _, link = await approved(talk)
    forged = link[:-1] + ("0" if link[-1] != "0" else "1")
    for wrong in (forged, link.partition(".")[0] + "." + "0" * 64, "x", ""):
        with pytest.raises(NoSuchIntroductionError):
            await talk.services.introductions.by_link(wrong)


async def test_times_with_a_number_in_them_are_refused(talk: Talk) -> None:
    _, link = await approved(talk)
    with pytest.raises(ValueError, match="times"):
        await talk.services.introductions.accept(link, "ring 01632 960108")


async def test_a_learner_can_change_their_mind(talk: Talk) -> None:
    _, link = await approved(talk)
    await talk.say("any plumbers", "find_mentor", ("occupation", "plumber"))
    await talk.tap("Take my request back")
    (one,) = await talk.services.introductions.of_learner(talk.learner_id)
    assert one.state is State.WITHDRAWN
    with pytest.raises(NoSuchIntroductionError):
        await talk.services.introductions.by_link(link)


async def test_contact_details_are_never_passed_on(talk: Talk) -> None:
    await talk.say("im 17", "tell_situation", ("age", "17"))
    await talk.say("is there a plumber i can talk to", "find_mentor", ("occupation", "plumber"))
    await talk.tap("Ask to meet")
    said = await talk.say("text me on 07700 900123", "nlu_fallback")
    assert "leave out numbers" in said
    assert await talk.services.introductions.of_learner(talk.learner_id) == []


async def test_the_age_is_asked_before_anything_is_passed_on(talk: Talk) -> None:
    await talk.say("is there a plumber i can talk to", "find_mentor", ("occupation", "plumber"))
    await talk.tap("Ask to meet")
    assert "how old are you" in await talk.say("what is a day like?", "nlu_fallback")
    assert "An adviser reads this first" in await talk.say("16", "nlu_fallback")


async def test_the_same_mentor_is_asked_once(talk: Talk) -> None:
    await ask(talk)
    await talk.say("any plumbers", "find_mentor", ("occupation", "plumber"))
    name = (await talk.services.introductions.of_learner(talk.learner_id))[0].name
    card = next((card for card in talk.cards if card["title"] == name), None)
    if card is not None:
        await talk.say("meet", "find_mentor", ("card", card["id"]), ("limit", "meet"))
        assert "already" in talk.text


async def test_it_is_told_and_goes_with_the_learner_without_its_key(talk: Talk) -> None:
    id, link = await approved(talk)
    async with talk.store.write() as session:
        told = await talk.services.people.about(session, talk.learner_id)
        assert told["introductions"][0]["asks"] == "I want to know what a day is like"
        assert link.partition(".")[2] not in json.dumps(told)
        await talk.services.people.forget(session, talk.learner_id)
    assert await talk.services.introductions.waiting(CITIES, State.APPROVED) == []
    with pytest.raises(NoSuchIntroductionError):
        await talk.services.introductions.by_link(link)
    assert id


async def test_below_the_citys_age_nobody_is_introduced(talk: Talk) -> None:
    await talk.say("is there a plumber i can talk to", "find_mentor", ("occupation", "plumber"))
    await talk.tap("Ask to meet")
    await talk.say("what is a day like?", "nlu_fallback")
    assert "introduced from 13 on" in await talk.say("12", "nlu_fallback")
    assert await talk.services.introductions.of_learner(talk.learner_id) == []
