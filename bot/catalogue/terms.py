"""The index entry of an opportunity: its words' stems and its facets as marked terms.

Both databases index the very same terms, so that they find the same rows. A facet is `i:` interest, `s:` skill,
`k:` kind, `a:` area, `o:` online, `b:` badge it awards, `x:` a word of its access notes; `=` marks a word of its title.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.language.words import fold, stems


@dataclass(frozen=True, slots=True)
class Indexed:
    """What of an opportunity can be looked for."""

    title: str
    texts: Sequence[str]
    """Everything else that is free text: names of its interests and skills, summary, description, organisation."""
    facets: Iterable[str]


def facet(mark: str, word: str) -> str:
    """The term of a facet; whatever is no letter or digit becomes a hyphen."""
    return mark + ":" + "".join(letter if letter.isalnum() else "-" for letter in fold(word))[:150]


def terms(indexed: Indexed) -> str:
    """All terms once, in order, separated by blanks."""
    title = stems(indexed.title)
    body = [stem for text in indexed.texts for stem in stems(text)]
    return " ".join(dict.fromkeys([*(f"={stem}" for stem in title), *title, *body, *indexed.facets]))
