"""Any thing of the catalogue by its id, whatever it is."""

from actions.cards import opportunity_card
from actions.item_cards import badge_card, career_card, mentor_card, opening_card, pathway_card
from actions.turn import Card, Turn
from bot.catalogue.model import Match
from bot.catalogue.openings import OpeningMatch


async def card_of(turn: Turn, item: str) -> Card | None:
    """The card of an id `city:type:source-id`; None when the catalogue has it no more, or it is another city's."""
    city, _, rest = item.partition(":")
    if city != turn.city.id:
        return None
    catalogue, words = turn.services.catalogue, turn.services.words
    match rest.partition(":")[0]:
        case "opp":
            return next((opportunity_card(words, Match(one, 0, ())) for one in await catalogue.get([item])), None)
        case "opening":
            opening = await catalogue.opening(item)
            return opening_card(words, OpeningMatch(opening, ())) if opening else None
        case "pathway":
            pathway = await catalogue.pathway(item)
            return pathway_card(words, pathway) if pathway else None
        case "mentor":
            return next((mentor_card(words, one) for one in await catalogue.mentors_by_id(turn.seeker, [item])), None)
        case "badge":
            return next((badge_card(words, one) for one in await catalogue.badges(city, [item], 1)), None)
        case "occupation":
            occupation = (await catalogue.stock(city)).occupations.get(item)
            return career_card(words, occupation) if occupation else None
    return None
