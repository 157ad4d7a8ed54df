"""Cards as in chat_api.md, from the catalogue's things. Pure: words come from words/en/."""

from collections.abc import Iterable, Sequence
from datetime import time
from decimal import Decimal
from typing import Any

from actions.phrases import list_of
from actions.turn import Button, Card, payload
from bot.catalogue.model import Match, Online, Opportunity, Reason, Session
from bot.words import Words

SESSIONS_SHOWN = 3
REASONS_IN_WHY = 3


def opportunity_card(words: Words, match: Match) -> Card:
    return {
        **plain_card(words, match.opportunity),
        "why": why(words, match.reasons),
        "earns": [{"badge": badge, "name": name} for badge, name in match.earns],
        "buttons": card_buttons(words, match.opportunity.id),
    }


def plain_card(words: Words, opportunity: Opportunity) -> Card:
    """As an adviser shows it: what the catalogue says, without the guide's reasons and buttons."""
    return {
        "kind": "opportunity",
        "id": opportunity.id,
        "title": opportunity.title,
        "subtitle": place_line(opportunity.organisation, opportunity.area_name),
        "facts": facts(words, opportunity),
        "link": opportunity.url,
        "buttons": [],
    }


def card_buttons(words: Words, item: str) -> list[Button]:
    return [
        payload(words.say("cards.save"), "save_it", card=item),
        payload(words.say("cards.more"), "ask_details", card=item),
        payload(words.say("cards.not_for_me"), "not_for_me", card=item),
    ]


def place_line(organisation: str, area: str) -> str:
    return ", ".join(part for part in (organisation, area) if part)


def facts(words: Words, opportunity: Opportunity) -> list[dict[str, str]]:
    """What, when, where, cost and ages, as far as the catalogue holds them."""
    rows = [
        ("what", opportunity.kind.capitalize()),
        ("when", when(words, opportunity)),
        ("where", where(words, opportunity)),
        ("cost", cost(words, opportunity.cost, opportunity.currency)),
        ("ages", ages(words, opportunity.age_min, opportunity.age_max)),
        ("access", opportunity.access),
        ("also", also(words, opportunity)),
    ]
    return [fact(words, name, value) for name, value in rows if value]


def also(words: Words, opportunity: Opportunity) -> str:
    """Who else lists the very same thing."""
    names = [each.organisation for each in opportunity.also]
    return list_of(words, [name for name in names if name != opportunity.organisation])


def fact(words: Words, name: str, value: str) -> dict[str, str]:
    return {"name": words.say(f"facts.{name}"), "value": value}


def when(words: Words, opportunity: Opportunity) -> str:
    parts = [session_line(words, session) for session in opportunity.sessions[:SESSIONS_SHOWN]]
    if opportunity.starts and opportunity.ends and opportunity.starts != opportunity.ends:
        values = {"starts": words.day(opportunity.starts), "ends": words.day(opportunity.ends)}
        parts.append(words.say("facts.from_to", **values))
    elif opportunity.starts:
        parts.append(words.day(opportunity.starts))
    return ", ".join(parts)


def session_line(words: Words, session: Session) -> str:
    return words.say(
        "facts.session",
        day=words.items("days.every")[session.day],
        starts=clock(session.starts),
        ends=clock(session.ends),
    )


def clock(moment: time) -> str:
    return moment.strftime("%H:%M")


def where(words: Words, opportunity: Opportunity) -> str:
    if opportunity.online is Online.YES:
        return words.say("facts.online")
    place = ", ".join(part for part in (opportunity.address, opportunity.area_name) if part)
    if opportunity.online is Online.BOTH:
        return words.say("facts.online_or", place=place) if place else words.say("facts.online")
    return place


def cost(words: Words, amount: Decimal | None, currency: str) -> str:
    if amount is None:
        return words.say("facts.cost_unknown")
    return money(words, amount, currency) if amount else words.say("facts.free")


def money(words: Words, amount: Decimal, currency: str) -> str:
    return words.money(amount, currency)


def ages(words: Words, youngest: int | None, oldest: int | None) -> str:
    if youngest and oldest:
        return words.say("facts.ages_between", youngest=youngest, oldest=oldest)
    if youngest:
        return words.say("facts.ages_from", youngest=youngest)
    return words.say("facts.ages_to", oldest=oldest) if oldest else ""


def why(words: Words, reasons: Sequence[Reason]) -> str:
    """One line, from the strongest reasons; empty when there is none."""
    clauses = list(clauses_of(words, reasons[:REASONS_IN_WHY]))
    if not clauses:
        return ""
    line = list_of(words, clauses)
    return f"{line[0].upper()}{line[1:]}."


def clauses_of(words: Words, reasons: Iterable[Reason]) -> Iterable[str]:
    return (words.say(f"why.{reason.name}", value=reason.value) for reason in reasons)


def shown(matches: Iterable[Match], version: str) -> dict[str, Any]:
    """Why each card is shown, and from which data: kept with the message."""
    reasons = {
        match.opportunity.id: [[reason.name, reason.value, round(reason.weight, 3)] for reason in match.reasons]
        for match in matches
    }
    return {"version": version, "reasons": reasons}
