"""Which of the cards on screen a learner wants, however it is said: by number, by any of its words, all, the others."""

from collections.abc import Sequence

from rapidfuzz import fuzz

from actions.turn import Card, Turn
from bot.language import choosing
from bot.language.filler import function_words
from bot.language.ordinals import ordinal
from bot.language.words import stem, words

TITLE, ELSEWHERE = 3, 1
"""What a word counts that stands in a card's title, and in what else it says."""
ALIKE, FORGIVEN = 85, 5
"""How alike (0 to 100) words of at least so many letters must be to count as the same."""
WISHES = frozenset(
    ("save", "keep", "add", "put", "plan", "list", "one", "thing", "please", "pls", "yeah", "yes", "ok", "do", "want")
)
"""Words of a wish to keep something, which tell no card from another."""


def chosen(turn: Turn, choices: Sequence[Card]) -> list[Card]:
    """Those that are named; else the one spoken of. Several where the words fit several, none where they fit none."""
    text = turn.heard.text
    if numbered := by_number(turn, choices):
        return numbered
    if choosing.OTHERS.search(text):
        return [card for card in choices if card["id"] not in turn.learner.saved and card["id"] != turn.slot("focus")]
    spoken_of = spoken_of_last(turn, choices)
    if choosing.EVERYTHING.search(text) and not spoken_of:
        return list(choices)
    return by_words(text, choices) or spoken_of


def by_number(turn: Turn, choices: Sequence[Card]) -> list[Card]:
    """ "The first and the last"."""
    told = [ordinal(each) for each in turn.heard.words("ordinal")]
    places = choosing.places(turn.heard.text, len(choices)) or [each for each in told if each is not None]
    return [choices[place] for place in places if -len(choices) <= place < len(choices)]


def by_words(text: str, choices: Sequence[Card]) -> list[Card]:
    """The cards that share most telling words with a message, those of the title first; typos forgiven."""
    said = [word for word in words(text) if word not in function_words() and stem(word) not in WISHES]
    scores = [sum(_score(word, card) for word in said) for card in choices]
    best = max(scores, default=0)
    return [card for card, score in zip(choices, scores, strict=True) if best and score == best]


def spoken_of_last(turn: Turn, choices: Sequence[Card]) -> list[Card]:
    """The one card that there is, or of which something was asked."""
    if len(choices) == 1:
        return list(choices)
    return [card for card in choices if card["id"] == turn.slot("focus")]


def _score(word: str, card: Card) -> int:
    if _stands_in(word, card["title"]):
        return TITLE
    facts = [fact["value"] for fact in card.get("facts", ())]
    earned = [each["name"] for each in card.get("earns", ())]
    told = " ".join((card.get("subtitle") or "", card.get("why") or "", *facts, *earned))
    return ELSEWHERE if _stands_in(word, told) else 0


def _stands_in(word: str, text: str) -> bool:
    forgiving = len(word) >= FORGIVEN
    return any(stem(word) == stem(other) or (forgiving and fuzz.ratio(word, other) >= ALIKE) for other in words(text))
