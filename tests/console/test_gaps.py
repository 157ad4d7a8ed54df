"""The city's page of what is missing: badges, and what was looked for in vain."""

from bot.app import Edge
from bot.console.model import Grant, Role
from bot.store.engine import Store
from tests.console.conftest import CITY, Colleague, Hire


async def looked_for(edge: Edge, store: Store, word: str, times: int, city: str = CITY) -> None:
    learner = (await edge.services.chat.begin(CITY, "web", "en")).conversation.learner_id
    assert learner is not None
    async with store.write() as session:
        for _ in range(times):
            data = {"city": city, "kind": "opportunity", "words": [word], "limit": "cost"}
            await edge.services.people.handlers["unmet"](session, learner, data)


async def test_what_was_looked_for_in_vain_is_counted_once_it_tells_of_nobody(
    adviser: Colleague, edge: Edge, store: Store
) -> None:
    await looked_for(edge, store, "Beekeeping", 12)
    await looked_for(edge, store, "fencing", 9)
    await looked_for(edge, store, "archery", 50, city="elsewhere")
    page = await adviser.read("/gaps")
    assert "beekeeping" in page
    assert "<td>10</td>" in page, "rounded to five"
    assert "fencing" not in page
    assert "archery" not in page


async def test_only_those_who_read_conversations_see_it(hire: Hire) -> None:
    employer = await hire(Grant(Role.EMPLOYER, CITY, f"{CITY}:org:harbour"))
    assert (await employer.get("/gaps")).status == 404 or (await employer.get("/gaps")).status == 403
