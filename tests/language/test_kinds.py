import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.kinds import kinds

HERE = frozenset({"club", "course", "event", "volunteering", "work experience", "drop-in"})


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("class", ["course"]),
        ("footy club", ["club"]),
        ("uni open day", ["event"]),
        ("summer job", ["job"]),
        ("volunteer", ["volunteering"]),
        ("workshops", ["course"]),
        ("youth club", ["club"]),
        ("placement", ["work experience"]),
        ("clubs or classes", ["club", "course"]),
        ("something", []),
    ],
)
def test_kinds_are_called_as_the_catalogue_calls_them(text: str, meant: list[str]) -> None:
    assert kinds(text, HERE) == meant


def test_another_citys_own_kinds_come_first() -> None:
    assert kinds("art classes in the makerspace", {"class", "course", "makerspace"}) == ["class", "makerspace"]


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    assert len(set(kinds(text, HERE))) == len(kinds(text, HERE))
