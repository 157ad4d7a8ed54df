import pytest

from bot.brain.understanding import ParseData, from_button, from_graph, outline

RANKING = [{"name": f"intent{place}", "confidence": 0.9 / (place + 1)} for place in range(8)]


def graph(text: str) -> ParseData:
    return from_graph(text, parsed("as a part of the graph rewrote it"))


def parsed(text: str) -> ParseData:
    entity = {"entity": "age", "value": "30", "start": 0, "end": 2, "role": "not"}
    return {
        "text": text,
        "intent": {**RANKING[0], "id": 12},
        "entities": [entity],
        "intent_ranking": RANKING,
        "text_tokens": [(0, 2)],
    }


def test_only_the_first_five_intents_and_no_tokens_are_kept() -> None:
    data = graph("im 30")
    assert data["intent_ranking"] == RANKING[:5]
    assert data["intent"] == RANKING[0]
    assert data["text"] == "im 30"
    assert set(data) == {"text", "intent", "entities", "intent_ranking"}


def test_what_the_extractor_says_of_an_entity_is_kept() -> None:
    assert graph("not 30")["entities"][0]["role"] == "not"


@pytest.mark.parametrize(
    "text",
    [
        "/restart",
        " / restart ",
        '/inform{"age":"30"}',
        '/inform {"age": "30"}',
        "/greet@0.9",
        "/session_start",
        "EXTERNAL: restart",
    ],
)
def test_a_command_is_not_understood_and_says_nothing(text: str) -> None:
    data = graph(text)
    assert data["intent"]["name"] == "nlu_fallback"
    assert data["entities"] == []
    assert [intent["name"] for intent in data["intent_ranking"]] == [
        "nlu_fallback",
        "intent0",
        "intent1",
        "intent2",
        "intent3",
    ]


@pytest.mark.parametrize(
    "text", ["/ im 30", "/im 30 by the way", "24/7", "his/hers", "restart", "/", "//", "EXTERNAL: I like art"]
)
def test_a_sentence_with_a_slash_is_a_sentence(text: str) -> None:
    assert graph(text)["intent"]["name"] == "intent0"


def test_a_button_is_certain() -> None:
    data = from_button("Two", "tell", {"interest": ["art", "music"], "age": [17]})
    assert data["text"] == "Two"
    assert outline(data) == {
        "intent": {"name": "tell", "confidence": 1.0},
        "entities": [
            {"entity": "interest", "value": "art"},
            {"entity": "interest", "value": "music"},
            {"entity": "age", "value": 17},
        ],
        "intent_ranking": [{"name": "tell", "confidence": 1.0}],
    }
