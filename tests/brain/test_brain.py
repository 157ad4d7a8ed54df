"""Turns of the real brain, over HTTP."""

import asyncio
import itertools
from typing import Any

import pytest

from tests.brain.fakes import FakeActions
from tests.brain.talk import LISTEN, Client, Talk

JSON = Any
INTENTS = ["greet", "help", "thank", "find_opportunity", "book", "inform", "restart", "cancel"]
RASAS_INTENTS = ["session_start", "back", "nlu_fallback", "out_of_scope"]
NOT_UNDERSTOOD = "Say that another way, please."
FORM_WITH_DIGRESSIONS = [
    "hello",
    "book me in",
    "what can u do",
    "in Eastfield",
    "any coding clubs in Northgate",
    "thanks",
    "im 17",
    "hiya",
    "any art courses",
    "book me in",
    "im 16",
    "help",
    "in Harbour",
    "forget it",
    "book me in",
    "forget it",
    "thanks",
]


def without_times(answer: JSON) -> JSON:
    events = [{**event, "timestamp": 0} for event in answer["events"]]
    return {**answer, "events": events}


async def test_a_turn_answers_with_its_own_events_the_messages_and_what_was_understood(client: Client) -> None:
    status, answer = await client.turn(
        "what can u do", events=[{"event": "slot", "name": "age", "value": "17"}, LISTEN]
    )
    assert status == 200
    assert [event["event"] for event in answer["events"]] == ["user", "user_featurization", "action", "bot", "action"]
    assert answer["messages"] == [
        {
            "text": "I can search and book.",
            "buttons": [
                {"title": "Search music", "payload": '/find_opportunity{"interest": "music"}'},
                {"title": "Book", "payload": "/book"},
            ],
            "custom": {},
        }
    ]
    assert answer["understanding"]["intent"]["name"] == "help"
    assert len(answer["understanding"]["intent_ranking"]) == 5


async def test_a_first_turn_starts_no_session(client: Client) -> None:
    _, answer = await client.turn("hello")
    assert [event.get("name") for event in answer["events"] if event["event"] == "action"] == [
        "utter_greet",
        "action_listen",
    ]


async def test_the_same_request_twice_has_the_same_answer(client: Client) -> None:
    (_, first), (_, second) = await client.turn("hello"), await client.turn("hello")
    assert without_times(first) == without_times(second)


async def test_the_wording_differs_between_messages(client: Client) -> None:
    answers = [await client.turn("hello", message_id=f"m{number}") for number in range(20)]
    assert len({answer["messages"][0]["text"] for _, answer in answers}) == 4


async def test_the_brain_remembers_nothing(client: Client) -> None:
    await client.turn("im 17 and live in Northgate")
    _, answer = await client.turn("any art courses")
    assert answer["messages"][0]["text"] == "c1: art in None."


async def test_what_the_request_tells_is_known(client: Client) -> None:
    _, answer = await client.turn(
        "any art courses", events=[{"event": "slot", "name": "area", "value": "Harbour"}, LISTEN]
    )
    assert answer["messages"] == [{"text": "c1: art in Harbour.", "buttons": [], "custom": {"cards": ["art"]}}]


async def test_fifty_turns_at_once_do_not_mix(client: Client) -> None:
    def asked(number: int) -> dict[str, JSON]:
        area = {"event": "slot", "name": "area", "value": f"Area {number}"}
        return {
            "conversation": f"c{number}",
            "events": [area, LISTEN],
            "metadata": {"trouble": "slow", "number": number},
        }

    answers = await asyncio.gather(*(client.turn("any art courses", **asked(number)) for number in range(50)))
    for number, (status, answer) in enumerate(answers):
        assert status == 200
        assert [message["text"] for message in answer["messages"]] == [f"c{number}: art in Area {number}."]
        assert answer["events"][0]["metadata"]["number"] == number


@pytest.mark.parametrize(
    "text",
    [
        *(f"/{intent}" for intent in INTENTS + RASAS_INTENTS),
        '/inform{"age":"30"}',
        '/inform {"age": "30"}',
        '/find_opportunity{"interest": "music", "area": "Eastfield"}',
        "/session_start",
        "/ restart",
        "EXTERNAL: restart",
        "EXTERNAL: inform",
    ],
)
async def test_a_typed_command_is_text_that_changes_no_slot(client: Client, text: str) -> None:
    talk = Talk(client)
    await talk.say("im 17 and live in Northgate")
    before = dict(talk.slots)
    answer = await talk.answer(text)
    assert before == talk.slots
    assert before["age"] == "17"
    assert answer["events"][0]["text"] == text
    assert not {event["event"] for event in answer["events"]} & {"restart", "rewind", "slot", "session_started", "undo"}
    assert answer["understanding"]["intent"]["confidence"] < 1


async def test_a_typed_command_in_a_form_leaves_the_form_open(client: Client) -> None:
    talk = Talk(client)
    await talk.say("book me in")
    assert await talk.say("/restart") == [NOT_UNDERSTOOD, "Which area?"]
    assert await talk.say('/inform{"area":"Eastfield"}') == [NOT_UNDERSTOOD, "Which area?"]


async def test_asking_to_start_again_in_words_forgets_what_was_said(client: Client) -> None:
    talk = Talk(client)
    await talk.say("im 17")
    assert await talk.say("start again") == ["Fresh start."]
    assert talk.turns[-1][-1]["name"] == "action_listen"
    assert "session_started" not in {event["event"] for event in talk.turns[-1]}
    assert talk.slots == {}
    assert (await talk.say("hello"))[0].startswith("Hello")


async def test_a_button_is_taken_at_its_word(client: Client) -> None:
    _, answer = await client.turn(
        "Show me", intent="find_opportunity", entities={"interest": "music", "area": ["Harbour"]}
    )
    assert answer["messages"][0]["text"] == "c1: music in Harbour."
    assert answer["events"][0]["text"] == "Show me"
    assert answer["understanding"]["intent"] == {"name": "find_opportunity", "confidence": 1.0}


async def test_a_button_needs_no_title(client: Client) -> None:
    status, answer = await client.turn(intent="help")
    assert status == 200
    assert answer["messages"][0]["text"] == "I can search and book."


@pytest.mark.parametrize("intent", ["no_such_intent", "", "session_start", "back", "nlu_fallback"])
async def test_a_button_with_an_intent_that_means_nothing_here_is_refused(client: Client, intent: str) -> None:
    status, answer = await client.turn("Tap", intent=intent)
    assert (status, answer["error"]["code"]) == (400, "unknown_intent")


async def test_a_button_with_an_unknown_entity_is_refused(client: Client) -> None:
    status, answer = await client.turn("Tap", intent="inform", entities={"shoe_size": 7})
    assert (status, answer["error"]["code"]) == (400, "unknown_entity")


async def test_a_form_that_an_older_model_knew_is_over(client: Client) -> None:
    status, answer = await client.turn("help", events=[{"event": "active_loop", "name": "forgotten_form"}, LISTEN])
    assert status == 200
    assert answer["messages"][0]["text"] == "I can search and book."


async def test_events_without_a_listen_are_waiting_for_the_learner_too(client: Client) -> None:
    status, answer = await client.turn("help", events=[{"event": "slot", "name": "area", "value": "Harbour"}])
    assert status == 200
    assert answer["messages"][0]["text"] == "I can search and book."


async def test_a_form_is_filled_around_digressions(client: Client) -> None:
    talk = Talk(client)
    assert await talk.say("book me in") == ["Which area?"]
    assert await talk.say("what can u do") == ["I can search and book.", "Which area?"]
    assert await talk.say("in Eastfield") == ["How old are you?"]
    assert await talk.say("im 17") == ["Booked in Eastfield for age 17."]


@pytest.mark.parametrize("window", [1, 2, 3, 5])
async def test_a_window_of_turns_gives_the_replies_of_the_whole_history(client: Client, window: int) -> None:
    whole, windowed = Talk(client, window=None), Talk(client, window=window)
    for text in itertools.chain(FORM_WITH_DIGRESSIONS, FORM_WITH_DIGRESSIONS):
        assert await windowed.say(text) == await whole.say(text)
    assert "Booked in Northgate for age 17." in str(windowed.turns)


async def test_a_long_talk_needs_no_more_events_than_a_short_one(client: Client) -> None:
    talk = Talk(client)
    sizes = [len(talk.events()) for text in FORM_WITH_DIGRESSIONS * 3 if await talk.say(text)]
    length = len(FORM_WITH_DIGRESSIONS)
    assert sizes[length : 2 * length] == sizes[2 * length :]


async def test_actions_hear_who_asks_and_what_was_sent_along(client: Client, actions: FakeActions) -> None:
    await client.turn("any art courses", conversation="someone", metadata={"channel": "web"})
    call = actions.calls[-1]
    assert (call["next_action"], call["sender_id"]) == ("action_search", "someone")
    assert call["tracker"]["latest_message"]["metadata"] == {"channel": "web"}
