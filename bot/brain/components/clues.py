"""Hints about single words: what kind of word it is, whatever it means here."""

from functools import lru_cache

from bot.brain.components.tables import table

SCHOOL_AGES = range(10, 26)


@lru_cache(maxsize=None)
def _kinds() -> dict[str, tuple[str, ...]]:
    kinds: dict[str, tuple[str, ...]] = {}
    for clue, words in table("clues.tsv").items():
        for word in words.split():
            kinds[word] = (*kinds.get(word, ()), clue)
    return kinds


@lru_cache(maxsize=10_000)
def clues(plain: str) -> tuple[str, ...]:
    """The clues of a word in usual spelling, which may be several words ("i am")."""
    found = [clue for word in plain.split() for clue in _kinds().get(word, ())]
    if plain.isdigit():
        found.append(f"digits{min(len(plain), 4)}")
        if int(plain) in SCHOOL_AGES:
            found.append("an age")
    elif any(letter.isdigit() for letter in plain):
        found.append("digits within")
    return tuple(found)
