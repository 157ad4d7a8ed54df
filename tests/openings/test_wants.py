"""An employer changes what one of their openings asks for, and fit follows at once."""

import pytest

from bot.openings.wants import NotYoursError, Wants, change
from tests.openings.test_talks import CARE, ask
from tests.pathways.talk import Talk

TRUST = {"brightport:org:brightport-royal-trust"}


async def test_fit_follows_what_an_employer_asks_for(talk: Talk) -> None:
    stock = await talk.services.catalogue.stock("brightport")
    async with talk.store.write() as session:
        await change(session, stock, CARE, TRUST, Wants(["first-aider", "care-starter"], ["care-starter"]))
    assert "You hold 0 of the 2 badges" in await ask(talk)
    opening = await talk.services.catalogue.opening(CARE)
    assert opening is not None
    assert list(opening.badges_nice) == []


@pytest.mark.parametrize(
    "wants", [Wants(["no-such-badge"]), Wants(skills_must=["nonsense"]), Wants(["first-aider"] * 11)]
)
async def test_only_what_the_city_knows_and_no_more_than_ten(talk: Talk, wants: Wants) -> None:
    stock = await talk.services.catalogue.stock("brightport")
    async with talk.store.write() as session:
        with pytest.raises(ValueError, match="up to ten"):
            await change(session, stock, CARE, TRUST, wants)


async def test_nobody_changes_another_organisations_opening(talk: Talk) -> None:
    stock = await talk.services.catalogue.stock("brightport")
    async with talk.store.write() as session:
        with pytest.raises(NotYoursError):
            await change(session, stock, CARE, {"brightport:org:elsewhere"}, Wants())
