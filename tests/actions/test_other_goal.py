"""Who turns something down and names a job wants that job; who only names what they do not want has no new goal."""

from pathlib import Path

import pytest

from tests.actions.guide import Guide

ROWS = "id,name,labels,summary\ndeveloper,Software developer,coding|coder,Writes programs.\n"


@pytest.fixture
async def guide(guide: Guide, tmp_path: Path) -> Guide:
    await guide.holds(tmp_path, "occupations.csv", ROWS)
    return guide


async def goals(guide: Guide) -> tuple[str, ...]:
    return tuple((await guide.services.people.learner(guide.conversation)).profile.goals)


async def test_a_job_that_is_named_is_the_new_goal(guide: Guide) -> None:
    await guide.hear("nah, coding", "deny", occupation="coding")
    assert "coding" in await goals(guide)


async def test_what_is_ruled_out_is_no_goal(guide: Guide) -> None:
    await guide.hear("nah not coding", "deny", ruled_out={"interest": "coding"})
    assert await goals(guide) == ()
