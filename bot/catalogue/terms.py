"""The index entry of an opportunity: its words' stems and its facets as marked terms.

Both databases index the very same terms, so that they find the same rows. A facet is `i:` interest, `s:` skill,
`k:` kind, `a:` area, `o:` online, `b:` badge it awards, `x:` a word of its access notes, `p:` that it is free, `d:` a
day and `h:` an hour at which a regular time starts; `=` marks a word of its title.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise

from bot.language.words import fold, stems

IN_TITLE, IN_NAMES, IN_SUMMARY, IN_REST = 1.0, 0.9, 0.75, 0.55
"""How much a word says about what something is, by where it stands."""
FREE, ANY_TIME = "p:0", "d:any"
"""What costs nothing; what can be done at any time, being online without regular times."""
PART = "|"
"""Between the parts of an entry; no database takes it for a term that anybody looks for."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """What of an opportunity can be looked for."""

    title: str
    names: Sequence[str]
    """Of its interests, skills and kind."""
    summary: str
    rest: Sequence[str]
    facets: Iterable[str]


@lru_cache(maxsize=20_000)
def facet(mark: str, word: str) -> str:
    """The term of a facet; whatever is no letter or digit becomes a hyphen."""
    return mark + ":" + "".join(letter if letter.isalnum() else "-" for letter in fold(word))[:150]


def day(number: int) -> str:
    """The term of a day, 0 for Monday."""
    return f"d:{number}"


def hour(number: int) -> str:
    """The term of what starts within an hour, 0 to 23."""
    return f"h:{number}"


def terms(indexed: Indexed) -> str:
    """The entry: marked words of the title, words by where they stand, facets; each once, where it says most."""
    title = stems(indexed.title)
    parts = (
        [f"={stem}" for stem in title],
        title,
        stems(" ".join(indexed.names)),
        stems(indexed.summary),
        stems(" ".join(indexed.rest)),
        indexed.facets,
    )
    once: dict[str, None] = {}
    ends = [0]
    for part in parts:
        once.update(dict.fromkeys(part))
        ends.append(len(once))
    found = list(once)
    # One blank between terms and never two: PostgreSQL refuses an empty term.
    return " ".join(chain.from_iterable((*found[start:end], PART) for start, end in pairwise(ends)))


def read(entry: str) -> tuple[dict[str, float], list[str]]:
    """The words of an entry with their weights, and its facets in order."""
    parts = entry.split(PART)
    weights = (IN_TITLE, IN_NAMES, IN_SUMMARY, IN_REST)
    found: dict[str, float] = {}
    for part, weight in zip(parts[1:5], weights, strict=True):
        found.update(dict.fromkeys(part.split(), weight))
    return found, parts[5].split()
