"""Places of a city by name or alias, typos forgiven."""

from collections.abc import Container, Iterable, Mapping

from rapidfuzz import fuzz, process

from bot.language.words import words

ALIKE = 82.0
"""How alike (0 to 100) a misspelt place must be."""
SHORTEST = 4
"""Letters below which nothing is taken for a typo."""
ARTICLES = frozenset(
    {"the", "in", "near", "at", "up", "down", "round", "around", "by", "from", "live", "im", "i", "st", "saint"}
)

BEFORE = frozenset({"in", "near", "around", "round"})
"""What stands before the name of a place."""


class Places:
    """Finds a place's id in words. `names` maps each id to its name and aliases."""

    def __init__(self, names: Mapping[str, Iterable[str]]) -> None:
        self._known: dict[str, str] = {}
        for place, called in names.items():
            for name in called:
                self._known.setdefault(_key(name), place)
        self._keys = [key for key in self._known if len(key) >= SHORTEST]

    def find(self, text: str) -> str | None:
        """The id of the place that the text names: exactly, within it, or nearly so. None when there is none."""
        key = _key(text)
        if not key:
            return None
        return self._known.get(key) or self.within(text) or self._alike(key)

    def within(self, text: str) -> str | None:
        """The longest known name that stands in the text as whole words."""
        said = words(text)[:60]
        for length in range(min(4, len(said)), 0, -1):
            for start in range(len(said) - length + 1):
                part = _key(" ".join(said[start : start + length]))
                if part in self._known and (length > 1 or part not in ARTICLES):
                    return self._known[part]
        return None

    def misspelt(self, text: str, without: Container[str]) -> str | None:
        """The place that the words after "in" or "near" nearly name; `without` are words that are no place."""
        said = words(text)[:60]
        behind = (place + 1 for place, word in enumerate(said) if word in BEFORE)
        for start in (at + 1 if said[at : at + 1] == ["the"] else at for at in behind):
            for length in (3, 2, 1):
                part = said[start : start + length]
                if (
                    len(part) == length
                    and not any(word in without for word in part)
                    and (at := self._alike(_key(" ".join(part))))
                ):
                    return at
        return None

    def _alike(self, key: str) -> str | None:
        if len(key) < SHORTEST:
            return None
        best = process.extractOne(key, self._keys, scorer=fuzz.ratio, score_cutoff=ALIKE)
        return self._known[best[0]] if best else None


def _key(name: str) -> str:
    """Only letters and digits, without the article and with "saint" short, so that "St. Anne's" is "st annes"."""
    short = ["st" if word == "saint" else word for word in words(name)]
    if len(short) > 1 and short[0] == "the":
        short = short[1:]
    return "".join(short)
