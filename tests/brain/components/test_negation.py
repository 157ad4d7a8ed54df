import pytest

from bot.brain.components.negation import ruled_out
from bot.brain.components.normaliser import normalise
from bot.brain.components.spans import spans_at


def negated(text: str, *things: str) -> set[str]:
    words = normalise(text)
    marked = spans_at(words, [(text.index(thing), text.index(thing) + len(thing), "interest") for thing in things])
    found = ruled_out([word.plain for word in words], marked)
    return {text[words[start].start : words[end - 1].end] for start, end, _ in found}


@pytest.mark.parametrize(
    ("text", "things", "out"),
    [
        ("not football", ["football"], {"football"}),
        ("anything but retail", ["retail"], {"retail"}),
        ("no Northgate not Eastfield", ["Northgate", "Eastfield"], {"Eastfield"}),
        ("anything but football, more into dance", ["football", "dance"], {"football"}),
        ("cant do tuesdays i got mosque", ["tuesdays"], {"tuesdays"}),
        ("not courses, more like clubs", ["courses", "clubs"], {"courses"}),
        ("i dont like cooking or baking but i like cake", ["cooking", "baking", "cake"], {"cooking", "baking"}),
        ("dance? no chance", ["dance"], {"dance"}),
        ("drama isnt for me", ["drama"], {"drama"}),
        ("mornings are a no", ["mornings"], {"mornings"}),
        ("jobs wi no nights", ["nights"], {"nights"}),
        ("not another lecture please", ["lecture"], {"lecture"}),
        ("had enough of catering and cleaning", ["catering", "cleaning"], {"catering", "cleaning"}),
        ("any shift but sundays", ["sundays"], {"sundays"}),
        ("history puts me to sleep", ["history"], {"history"}),
        ("do bricklayers get paid more than plumbers", ["bricklayers", "plumbers"], set()),
        ("dont let me forget the drone one", ["drone"], set()),
        ("my teacher knows nothing about law", ["law"], set()),
        ("dont mind football", ["football"], set()),
        ("why not football", ["football"], set()),
        ("i love football innit", ["football"], set()),
        ("not sure, maybe football", ["football"], set()),
        ("my food badge", ["food"], set()),
    ],
)
def test_what_is_ruled_out_is_marked_and_nothing_else(text: str, things: list[str], out: set[str]) -> None:
    assert negated(text, *things) == out
