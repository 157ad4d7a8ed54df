"""The set of rows that came."""

from hypothesis import given
from hypothesis import strategies as st

from bot.catalogue.importing.marks import ROOM, Marks

HASHES = st.integers(-(1 << 63), (1 << 63) - 1).filter(bool)


@given(st.lists(HASHES | st.sampled_from([-2, -1, 1, 2])))
def test_each_is_new_once_and_then_there(hashes: list[int]) -> None:
    marks, seen = Marks(), set[int]()
    for each in hashes:
        assert marks.add(each) == (each not in seen)
        seen.add(each)
        assert each in marks


def test_there_is_always_room() -> None:
    marks = Marks()
    assert all(marks.add(hash(("opportunities", str(number)))) for number in range(3 * ROOM))
    assert not any(marks.add(hash(("opportunities", str(number)))) for number in range(3 * ROOM))
    assert not any(hash(("openings", str(number))) in marks for number in range(3 * ROOM))
