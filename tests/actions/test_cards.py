"""What a card says of the catalogue's things."""

from actions.cards import facts
from bot.catalogue.model import AlsoListed, Opportunity
from bot.words import load


def also(*organisations: str) -> list[str]:
    listed = tuple(AlsoListed(f"x:opp:{name}", name, "") for name in organisations)
    opportunity = Opportunity("x:opp:1", "x", "Knitting", "Harbour Arts", "x:org:harbour-arts", "club", also=listed)
    return [each["value"] for each in facts(load(), opportunity) if each["name"] == "Also listed by"]


def test_a_card_names_who_else_lists_the_same_thing() -> None:
    assert also("City Feed", "Mill Hub") == ["City Feed and Mill Hub"]


def test_it_names_nobody_where_the_same_provider_listed_it_twice() -> None:
    assert also("Harbour Arts") == []
    assert also() == []
