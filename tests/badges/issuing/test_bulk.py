"""A CSV of awards: each row is accounted for, and a rejected one named with line, field and reason."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.badges.issuing.bulk import Rejected, bulk
from bot.badges.issuing.errors import WrongError
from bot.badges.issuing.service import Issuing
from tests.badges.issuing.town import STUDIO

FILE = """badge,email,reference,evidence
beats,ada@example.org,1,"Made ""Tide"",
two tracks"
Beat Maker,,2,
food,,3,
none,,4,

beats,not an address,5,
beats,,1,
beats,,6,,more
"""


async def test_every_row_is_accounted_for(issuing: Issuing) -> None:
    report = await bulk(issuing, STUDIO, FILE)
    assert [(line, reference) for line, reference, _ in report.given] == [(2, "1"), (4, "2")]
    assert report.rejected == [
        Rejected(5, "badge", "That badge belongs to another organisation"),
        Rejected(6, "badge", "There is no badge 'none' in this city"),
        Rejected(8, "email", "is no e-mail address"),
        Rejected(9, "reference", "'1' was given this badge already"),
        Rejected(10, "row", "has more cells than the header"),
    ]
    assert len(await issuing.listed(STUDIO)) == 2


async def test_one_badge_serves_rows_that_name_none(issuing: Issuing) -> None:
    report = await bulk(issuing, STUDIO, "\ufeffreference\na\nb\n", badge="beats")
    assert [reference for _, reference, _ in report.given] == ["a", "b"]
    assert (await bulk(issuing, STUDIO, "badge,reference\n,c\n")).rejected == [Rejected(2, "badge", "is missing")]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is empty"),
        ("badge,name\nbeats,Ada\n", "'name' is not one of"),
        ("badge,badge\nbeats,beats\n", "occurs twice"),
        ('badge,reference\nbeats,"a\n', "cannot be read"),
        ("badge\n" + "beats\n" * 5001, "more than 5,000"),
    ],
)
async def test_a_file_that_cannot_be_taken_gives_nothing(issuing: Issuing, text: str, says: str) -> None:
    with pytest.raises(WrongError, match=says):
        await bulk(issuing, STUDIO, text)
    assert await issuing.listed(STUDIO) == []


@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.differing_executors],
)
@given(cells=st.lists(st.text(st.characters(codec="utf-8"), max_size=12), min_size=1, max_size=8))
async def test_whatever_the_cells_hold_no_row_is_lost(issuing: Issuing, cells: list[str]) -> None:
    quoted = [f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in cells]
    before = len(await issuing.listed(STUDIO, 500))
    report = await bulk(issuing, STUDIO, "badge,evidence\n" + "".join(f"beats,{cell}\n" for cell in quoted))
    assert len(report.given) + len(report.rejected) == len(cells)
    assert len(await issuing.listed(STUDIO, 500)) == before + len(report.given)
