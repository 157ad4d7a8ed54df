"""Interests, skills and areas that opportunities name and no list of the city describes: it may come without lists."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from bot.catalogue.terms import PART, facet

MARKS = ("i", "s", "a")
BEGINNINGS = tuple(f"{mark}:" for mark in MARKS)
MOST = 2_000
"""Tags that are kept of a city, those that are named most; feeds may have any number."""


def unknown(entries: Iterable[str], known: Collection[str]) -> frozenset[str]:
    """The facets of these sorts in some index entries that nothing describes."""
    found: Counter[str] = Counter()
    for entry in entries:
        facets = entry.rsplit(PART, 2)[-2].split()
        found.update(term for term in facets if term.startswith(BEGINNINGS) and term not in known)
    return frozenset(term for term, _ in found.most_common(MOST) if len(term) > len(BEGINNINGS[0]))


def spelt(wanted: Collection[str], rows: Iterable[tuple[Sequence[str], Sequence[str], str]]) -> Mapping[str, str]:
    """How most (interests, skills, area) of some opportunities spell each of these facets."""
    found: dict[str, Counter[str]] = {}
    for interests, skills, area in rows:
        for mark, words in zip(MARKS, (interests, skills, (area,)), strict=True):
            for word in words:
                if (term := facet(mark, word)) in wanted:
                    found.setdefault(term, Counter())[word] += 1
    return {term: spellings.most_common(1)[0][0] for term, spellings in sorted(found.items())}
