"""What a job is like: never a figure without who says so and the year."""

import re

from tests.pathways.talk import Talk


async def facts(talk: Talk, job: str, words: str = "whats it like") -> dict[str, str]:
    await talk.say(words, "ask_career_info", ("occupation", job))
    return {fact["name"]: fact["value"] for fact in talk.cards[0]["facts"]}


async def test_a_job_comes_with_a_day_ways_in_hours_and_who_does_it_here(talk: Talk) -> None:
    told = await facts(talk, "electrician")
    assert {"A day in it", "Ways in", "Hours"} <= set(told)
    assert "open now" in told["Here"]


async def test_pay_is_never_said_without_source_and_year(talk: Talk) -> None:
    stock = await talk.services.catalogue.stock("brightport")
    for job in list(stock.occupations.values())[:40]:
        told = await facts(talk, job.name, f"how much does a {job.name} earn")
        if pay := told.get("Pay"):
            assert re.search(r"\(.+, 20\d\d\)$", pay), job.name
        else:
            assert "won't guess" in talk.text
