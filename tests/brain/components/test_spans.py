from hypothesis import given
from hypothesis import strategies as st

from bot.brain.components.spans import Span, spans_at, spans_of, tags_of
from bot.brain.components.words import split


@st.composite
def spans(draw: st.DrawFn) -> list[Span]:
    """Spans in order, without overlap."""
    places = sorted(draw(st.sets(st.integers(0, 20), max_size=8)))
    pairs = zip(places[::2], places[1::2], strict=False)
    return [(start, end, draw(st.sampled_from(["area", "interest"]))) for start, end in pairs]


@given(spans())
def test_tags_say_the_same_as_spans(marked: list[Span]) -> None:
    assert spans_of(tags_of(21, marked)) == marked


def test_an_entity_that_begins_in_the_middle_is_still_one() -> None:
    assert spans_of(["O", "I-area", "I-area", "I-badge"]) == [(1, 3, "area"), (3, 4, "badge")]


def test_places_in_the_text_become_words() -> None:
    text = "im into music production, yeah"
    start = text.index("music")
    assert spans_at(split(text), [(start, start + len("music production"), "interest")]) == [(2, 4, "interest")]
