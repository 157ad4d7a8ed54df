import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.facts_asked import ASKS, facts_asked


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("is it free", "cost"),
        ("is it free?", "cost"),
        ("do i need to pay", "cost"),
        ("do u get paid", "pay"),
        ("where is it", "where"),
        ("how do i get there tho", "where"),
        ("what time is it", "when"),
        ("how long is it", "when"),
        ("what age is it for", "ages"),
        ("is there step free access", "access"),
        ("who runs it", "who"),
        ("whos running it", "who"),
        ("do i have to ring them", "join"),
        ("can i just email", "join"),
    ],
)
def test_what_is_asked_is_found(text: str, asked: str) -> None:
    assert asked in facts_asked(text)


@pytest.mark.parametrize(
    "text", ["tell me more", "the second one", "whats it like", "what do you do there", "Tell me more"]
)
def test_a_mere_more_asks_for_no_fact(text: str) -> None:
    assert facts_asked(text) == ()


@given(st.text(max_size=200))
def test_any_text_can_be_asked(text: str) -> None:
    assert set(facts_asked(text)) <= ASKS.keys()
