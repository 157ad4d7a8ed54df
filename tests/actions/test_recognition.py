"""A learner puts what they did into words, corrects the skills, asks for a badge, and hears from its issuer."""

import pytest

from bot.app import Edge
from bot.badges.issuing.notices import Notices as Board
from bot.badges.issuing.orders import Giver
from bot.badges.recognition.model import NEWS
from bot.badges.recognition.service import NoSuchRequestError
from bot.chat.notices import Notices
from bot.chat.tables import ConversationRow
from tests.actions.guide import Guide

BROTHERS = "i look after my little brothers, does that count for anything"
CAREFUL = Giver("brightport", "little-boats", "jo@little-boats")
OTHERS = Giver("brightport", "harbour-studios", "sam@harbour")
CITY = Giver("brightport", None, "desk")


async def told(guide: Guide, what: str = BROTHERS) -> None:
    """Up to the naming of skills."""
    await guide.hear(what, "get_recognised")
    await guide.hear("3 years, every day after school", "tell_situation")
    await guide.hear("getting them to bed when they fight", "find_peers")
    await guide.hear("my nan and their teacher", "find_mentor")


async def sent(guide: Guide) -> None:
    await told(guide)
    await guide.tap("Yes, that's right")
    await guide.tap("Ask for this badge")
    await guide.tap("Send it")


async def test_the_guide_draws_out_how_long_what_was_hard_and_who(guide: Guide) -> None:
    await guide.hear(BROTHERS, "get_recognised")
    assert guide.texts == ["utter_get_recognised", guide.services.words.say("recognition.long")]
    await guide.hear("3 years", "tell_situation")
    assert "hard" in guide.said
    await guide.hear("the mornings", "nlu_fallback")
    assert "Who could say" in guide.said


async def test_it_names_the_skills_it_heard_and_takes_corrections(guide: Guide) -> None:
    await told(guide)
    assert "Keeping children safe" in guide.said
    await guide.hear("add cooking from scratch, not playing with children", "tell_interest")
    assert "Cooking a meal" in guide.said
    assert "Playing with children" not in guide.said


async def test_badges_that_come_near_say_what_is_missing(guide: Guide) -> None:
    await told(guide)
    await guide.tap("Yes, that's right")
    first = guide.cards[0]
    assert first["title"] == "Play Maker"
    facts = {fact["name"]: fact["value"] for fact in first["facts"]}
    assert "Keeping children safe" in facts["You told me"]
    assert facts["Still to show"] == "Reading with children"


async def test_what_is_sent_is_shown_first_in_their_own_words(guide: Guide) -> None:
    await told(guide)
    await guide.tap("Yes, that's right")
    await guide.tap("Ask for this badge")
    for words in (BROTHERS, "3 years, every day", "when they fight", "my nan and their teacher", "Little Boats"):
        assert words in guide.said
    assert await guide.services.recognition.queue(CITY) == []
    await guide.tap("Send it")
    (request,) = await guide.services.recognition.queue(CAREFUL)
    assert (request.words, request.answers["who"]) == (BROTHERS, "my nan and their teacher")
    assert await guide.services.recognition.queue(OTHERS) == []


async def test_what_sounds_like_harm_is_an_answer_and_help_is_named_too(guide: Guide, edge: Edge) -> None:
    await guide.hear(BROTHERS, "get_recognised")
    await guide.tap("Skip this")
    await guide.hear("getting them to bed when they fight", "disclose_harm")
    assert "Who could say" in guide.said
    assert "tell a person too" in guide.said
    draft = await guide.services.recognition.draft(guide.learner)
    assert draft is not None
    assert draft.answers["hard"] == "getting them to bed when they fight"


async def test_what_only_hints_at_harm_is_an_answer_and_help_is_named_too(guide: Guide) -> None:
    """Whatever the brain took it for; the guard leaves it to the guide (bot/chat/reception.py)."""
    await guide.hear("i look after my gran, does that count", "get_recognised")
    await guide.tap("Skip this")
    await guide.hear("she gets confused so i have to stay calm and plan ahead", "tell_experience")
    assert "Who could say" in guide.said
    assert "tell a person too" in guide.said
    assert {"type": "flag", "data": {"kind": "harm"}} in guide.effects


async def test_my_nan_is_no_insult(guide: Guide) -> None:
    await guide.hear(BROTHERS, "get_recognised")
    await guide.tap("Skip this")
    await guide.tap("Skip this")
    await guide.hear("my nan", "abuse")
    assert "Keeping children safe" in guide.said


async def test_harm_told_at_any_other_time_is_answered_as_before(guide: Guide) -> None:
    await guide.hear("my dad scares me", "disclose_harm")
    assert guide.texts == ["utter_disclose_harm", "utter_disclose_harm_adviser"]


async def test_nothing_is_sent_by_a_no(guide: Guide) -> None:
    await told(guide)
    await guide.tap("Yes, that's right")
    await guide.tap("Ask for this badge")
    await guide.tap("Not now")
    assert await guide.services.recognition.queue(CITY) == []


async def test_questions_can_be_skipped(guide: Guide) -> None:
    await guide.hear("i run a discord with 2k people", "get_recognised")
    for _ in range(3):
        await guide.tap("Skip this")
    assert "Making people welcome" in guide.said or "Including everybody" in guide.said


async def test_a_request_in_between_is_no_answer(guide: Guide) -> None:
    await guide.hear(BROTHERS, "get_recognised")
    await guide.hear("what badges have i got", "ask_my_badges")
    draft = await guide.services.recognition.draft(guide.learner)
    assert draft is not None
    assert draft.answers == {}


async def test_who_only_asks_is_asked_what(guide: Guide) -> None:
    await guide.hear("can i get something for stuff i do at home", "get_recognised")
    assert guide.texts == ["utter_get_recognised", "utter_get_recognised_tell"]
    await guide.hear("i cook for my family", "tell_experience")
    draft = await guide.services.recognition.draft(guide.learner)
    assert draft is not None
    assert draft.words == "i cook for my family"


async def heard_from_the_board(guide: Guide, edge: Edge) -> list[str]:
    parts = edge.services.chat._parts
    before = len(await guide.services.chat.messages(guide.conversation, 0))
    await Notices(parts, Board(guide.store, parts.now)).deliver()
    await Notices(parts, Board(guide.store, parts.now)).deliver()
    return [one.text for one in await guide.services.chat.messages(guide.conversation, before)]


async def test_an_approval_gives_the_badge_and_is_told_once(guide: Guide, edge: Edge) -> None:
    await sent(guide)
    (request,) = await guide.services.recognition.queue(CAREFUL)
    await guide.services.recognition.approve(CAREFUL, request.id)
    assert [badge.name for badge in await guide.services.badges.held(guide.learner)] == ["Play Maker"]
    (text,) = await heard_from_the_board(guide, edge)
    assert "Play Maker" in text
    assert await guide.services.recognition.queue(CAREFUL) == []


async def test_a_question_back_is_told_answered_and_queued_again(guide: Guide, edge: Edge) -> None:
    await sent(guide)
    (request,) = await guide.services.recognition.queue(CAREFUL)
    await guide.services.recognition.ask_back(CAREFUL, request.id, "Have you read to them?")
    assert "Have you read to them?" in (await heard_from_the_board(guide, edge))[0]
    await guide.hear("Answer them", "get_recognised")
    assert "Have you read to them?" in guide.said
    await guide.hear("every night, they love the gruffalo", "tell_interest")
    (again,) = await guide.services.recognition.queue(CAREFUL)
    assert again.answers["reply"] == "every night, they love the gruffalo"


async def test_a_question_back_is_answered_by_plain_words_too(guide: Guide, edge: Edge) -> None:
    await sent(guide)
    (request,) = await guide.services.recognition.queue(CAREFUL)
    await guide.services.recognition.ask_back(CAREFUL, request.id, "Have you read to them?")
    await heard_from_the_board(guide, edge)
    async with guide.store.read() as session:
        guide.slots = dict((await session.get_one(ConversationRow, guide.conversation)).slots)
    await guide.hear("any football clubs near me", "find_opportunity")
    assert (await guide.services.recognition.queue(CAREFUL))[0].answers.get("reply") is None
    guide.slots["question"] = NEWS
    await guide.hear("every night, they love the gruffalo and all the voices", "nlu_fallback")
    (again,) = await guide.services.recognition.queue(CAREFUL)
    assert again.answers["reply"] == "every night, they love the gruffalo and all the voices"


async def test_a_refusal_comes_with_its_reason(guide: Guide, edge: Edge) -> None:
    await sent(guide)
    (request,) = await guide.services.recognition.queue(CAREFUL)
    await guide.services.recognition.decline(CAREFUL, request.id, "Come to one session first")
    assert "Come to one session first" in (await heard_from_the_board(guide, edge))[0]
    with pytest.raises(NoSuchRequestError):
        await guide.services.recognition.approve(CAREFUL, request.id)


async def test_nobody_answers_for_another_organisation(guide: Guide) -> None:
    await sent(guide)
    (request,) = await guide.services.recognition.queue(CAREFUL)
    with pytest.raises(NoSuchRequestError):
        await guide.services.recognition.approve(OTHERS, request.id)


async def test_the_guide_says_what_it_holds_when_asked(guide: Guide) -> None:
    await guide.hear("what do you know about me", "ask_privacy")
    assert "recognised" not in guide.said
    await sent(guide)
    await guide.hear("what do you know about me", "ask_privacy")
    assert "what you asked to have recognised (1)" in guide.said
    assert "badges (" not in guide.said


async def test_all_of_it_is_told_and_goes_with_the_learner(guide: Guide) -> None:
    await sent(guide)
    held = await guide.services.chat.about(guide.conversation)
    assert [one["what"] for one in held["learner"]["badges"]] == ["request for recognition"]
    assert BROTHERS in str(held)
    await guide.services.chat.erase(guide.conversation)
    assert await guide.services.recognition.queue(CITY) == []


async def test_what_was_done_is_noted_and_offered_once_to_be_put_into_words(guide: Guide) -> None:
    await guide.hear("i run a discord with 2k people", "tell_experience")
    assert guide.texts == ["utter_noted_experience", guide.services.words.say("recognition.offer")]
    await guide.tap("Yes, let's")
    assert "How long" in guide.said
    draft = await guide.services.recognition.draft(guide.learner)
    assert draft is not None
    assert draft.words == "i run a discord with 2k people"
    await guide.hear("helped at my uncles garage", "tell_experience")
    assert "How long" not in guide.said


async def test_who_says_at_once_for_how_long_is_asked_what_was_hard(guide: Guide) -> None:
    await guide.hear("i look after my little brothers", "tell_experience")
    await guide.hear("about 3 years, every day after school", "find_opportunity")
    assert "hard" in guide.said


async def test_how_long_is_not_asked_of_who_said_it(guide: Guide) -> None:
    await guide.hear("helped at my uncles garage 2 yrs", "get_recognised")
    assert "hard" in guide.said


async def test_the_offer_holds_up_nothing_else(guide: Guide) -> None:
    await guide.hear("i look after my little brothers", "tell_experience")
    await guide.hear("what badges have i got", "ask_my_badges")
    assert "utter_my_badges_none" in guide.texts
    await guide.hear("i cook for my family", "tell_experience")
    assert await guide.services.recognition.draft(guide.learner) is None


async def test_no_to_the_offer_goes_on_with_the_talk(guide: Guide) -> None:
    await guide.hear("i look after my little brothers", "tell_experience")
    await guide.tap("Not now")
    assert guide.texts == ["utter_question_interests"]


@pytest.mark.parametrize("taken_for", ["disclose_harm", "chitchat", "out_of_scope", "abuse", "nlu_fallback"])
@pytest.mark.parametrize(
    "text", ["I give my uncle his medication ", "I dry the laundry", "i take away the snow around the house"]
)
async def test_unpaid_work_is_experience_whatever_it_was_taken_for(guide: Guide, text: str, taken_for: str) -> None:
    await guide.hear(text, taken_for)
    assert guide.texts[0] == "utter_noted_experience"


@pytest.mark.parametrize(
    "text",
    [
        "i look after my brothers and nobody feeds us",
        "i cook for my dad so he doesnt hit me",
        "i take care of myself cos nobody else will",
        "i help my mum hide the bruises",
        "i clean the blood up after they fight",
    ],
)
async def test_a_cry_for_help_in_words_of_work_is_heard(guide: Guide, text: str) -> None:
    await guide.hear(text, "disclose_harm")
    assert guide.texts == ["utter_disclose_harm", "utter_disclose_harm_adviser"]
