"""Which rows a file has had, in a fourth of the memory that a set of numbers takes."""

from array import array

ROOM = 1 << 12
FULL = 0.6
"""The share of places taken from which on there is room made."""
PLACES = 1 << 64


class Marks:
    """A set of hashes, each kept as eight bytes at the first free place from where it belongs (open addressing)."""

    def __init__(self) -> None:
        self._places = array("Q", bytes(8 * ROOM))
        self._count = 0

    def __contains__(self, mark: int) -> bool:
        return bool(self._places[self._place(_kept(mark))])

    def add(self, mark: int) -> bool:
        """Whether it is new."""
        kept = _kept(mark)
        place = self._place(kept)
        if self._places[place]:
            return False
        self._places[place] = kept
        self._count += 1
        if self._count > FULL * len(self._places):
            self._make_room()
        return True

    def _place(self, kept: int) -> int:
        places, last = self._places, len(self._places) - 1
        place = kept & last
        while places[place] not in (0, kept):
            place = (place + 1) & last
        return place

    def _make_room(self) -> None:
        old, self._places = self._places, array("Q", bytes(16 * len(self._places)))
        for kept in old:
            if kept:
                self._places[self._place(kept)] = kept


def _kept(mark: int) -> int:
    """As a number from 1 on, since 0 is a free place."""
    return mark % PLACES or 1
