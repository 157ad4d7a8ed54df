"""Likely pairs among many listings: only those that share a word and a place, time or organisation are compared."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from bot.catalogue.duplicates.comparing import Likeness, compare
from bot.catalogue.duplicates.listing import Listing

WORDS = 4
"""Words of a title that it is looked up by, rare ones first."""
LARGE, WINDOW = 40, 8
"""Listings of a block from which only neighbours in the order of organisation and title are compared, and how many."""
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    first: Listing
    second: Listing
    """The one with the greater id."""
    likeness: Likeness


def find(listings: Sequence[Listing]) -> Iterator[Pair]:
    """Every likely pair once. Takes some tens of microseconds a listing, so not on the event loop."""
    counts = Counter(word for each in listings for word in set(each.words))
    compared: set[int] = set()
    for keys in (_with_place, _with_time, _with_organisation):
        for block in _blocks(listings, counts, keys):
            for one, other in _within(block, listings):
                mark = one * len(listings) + other
                if mark in compared or not _possible(listings[one], listings[other]):
                    continue
                compared.add(mark)
                if likeness := compare(listings[one], listings[other], counts):
                    yield _pair(listings[one], listings[other], likeness)


def _pair(one: Listing, other: Listing, likeness: Likeness) -> Pair:
    return Pair(one, other, likeness) if one.id < other.id else Pair(other, one, likeness)


def _blocks(
    listings: Sequence[Listing], counts: Mapping[str, int], keys: Callable[[Listing], Key]
) -> Iterable[list[int]]:
    blocks: dict[int, list[int]] = defaultdict(list)
    for number, each in enumerate(listings):
        if shared := keys(each):
            for word in sorted(set(each.words), key=lambda word: (counts[word], word))[:WORDS]:
                blocks[hash((word, shared))].append(number)
    return (block for block in blocks.values() if len(block) > 1)


def _within(block: list[int], listings: Sequence[Listing]) -> Iterator[tuple[int, int]]:
    """Pairs of a block, the lesser number first."""
    if len(block) <= LARGE:
        yield from combinations(block, 2)
        return
    order = sorted(block, key=lambda number: (listings[number].organisation_words, sorted(listings[number].words)))
    for place, number in enumerate(order):
        for other in order[place + 1 : place + 1 + WINDOW]:
            yield (number, other) if number < other else (other, number)


def _with_place(each: Listing) -> Key:
    place = each.postcode or each.area.lower() or ("online" if each.online == "yes" else "")
    return ("place", place) if place else ()


def _with_time(each: Listing) -> Key:
    time = min(each.sessions, default="") or (each.starts.isoformat() if each.starts else "")
    return ("time", time) if time else ()


def _with_organisation(each: Listing) -> Key:
    return ("organisation", each.organisation_words)


def _possible(one: Listing, other: Listing) -> bool:
    """The cheapest of what speaks against a pair."""
    if one.numbers != other.numbers or (one.starts and other.starts and one.starts != other.starts):
        return False
    return not one.sessions or not other.sessions or not one.sessions.isdisjoint(other.sessions)
