"""Fernley: a studio and a kitchen that give badges, and a boatyard that looks for them."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.badges.issuing.orders import Giver
from bot.catalogue.tables import BadgeRow, CityRow, OrganisationRow, SkillRow

STUDIO = Giver("fernley", "studio", "sam@studio")
KITCHEN = Giver("fernley", "kitchen", "kit@kitchen")
CITY = Giver("fernley", None, "command line")


def _thing(type_: str, source_id: str, **values: Any) -> dict[str, Any]:
    return {
        "id": f"fernley:{type_}:{source_id}",
        "city": "fernley",
        "source": "test",
        "source_id": source_id,
        "digest": "",
        "extra": {},
        **values,
    }


def badge(source_id: str, name: str, issuer: str, **values: Any) -> BadgeRow:
    told = {"summary": f"{name}: you did it.", "criteria": f"Do {name}.", "skills": ["mixing"], "interests": []}
    return BadgeRow(**_thing("badge", source_id, name=name, issuer=issuer, **(told | values)))


async def fill(session: AsyncSession) -> None:
    session.add(CityRow(id="fernley", name="Fernley", facts={"duty_email": "badges@fernley.example"}))
    await session.flush()
    session.add_all(
        [
            OrganisationRow(
                **_thing("org", "studio", name="The Studio", kind="provider", url="https://studio.example")
            ),
            OrganisationRow(**_thing("org", "kitchen", name="The Kitchen", kind="provider")),
            OrganisationRow(**_thing("org", "boatyard", name="Fern & Sons", kind="employer")),
            SkillRow(**_thing("skill", "mixing", name="Mixing tracks")),
            badge("beats", "Beat Maker", "studio", level="starter"),
            badge("food", "Food Safety", "kitchen"),
        ]
    )
