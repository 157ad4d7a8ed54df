"""Cards of openings, careers, badges, mentors, groups and pathways. Pure: words come from words/en/."""

from collections.abc import Sequence
from typing import Any

from actions.cards import ages, fact, money, place_line, why
from actions.phrases import list_of
from actions.turn import Button, Card, payload
from bot.catalogue.badges import Badge
from bot.catalogue.careers import Occupation
from bot.catalogue.mentors import Mentor
from bot.catalogue.openings import Opening, OpeningMatch
from bot.catalogue.pathways import Pathway, Step
from bot.words import Words


def opening_card(words: Words, match: OpeningMatch) -> Card:
    opening = match.opening
    return {
        "kind": "opening",
        "id": opening.id,
        "title": opening.title,
        "subtitle": place_line(opening.organisation, opening.area_name),
        "facts": opening_facts(words, opening),
        "why": why(words, match.reasons),
        "earns": [],
        "link": opening.url,
        "buttons": [
            payload(words.say("cards.save"), "save_it", card=opening.id),
            payload(words.say("cards.do_i_fit"), "ask_fit", card=opening.id),
            payload(words.say("cards.not_for_me"), "not_for_me", card=opening.id),
        ],
    }


def opening_facts(words: Words, opening: Opening) -> list[dict[str, str]]:
    rows = [
        ("what", opening.kind.capitalize()),
        ("pay", pay(words, opening)),
        ("hours", opening.hours),
        ("closes", words.day(opening.closes) if opening.closes else ""),
        ("ages", ages(words, opening.age_min, opening.age_max)),
        ("asks_for", list_of(words, [badge.name for badge in opening.badges_must])),
        ("nice", list_of(words, [badge.name for badge in opening.badges_nice])),
        ("access", opening.access),
    ]
    return [fact(words, name, value) for name, value in rows if value]


def pay(words: Words, opening: Opening) -> str:
    """What the employer offers; empty where they do not say. Nothing a year is called unpaid."""
    if opening.pay is None:
        return ""
    if not opening.pay:
        return words.say("facts.unpaid")
    period = words.say(f"pay_periods.{opening.pay_period}") if opening.pay_period else ""
    return words.say("facts.pay_line", amount=money(words, opening.pay, opening.currency), period=period).strip()


def career_card(words: Words, occupation: Occupation) -> Card:
    name = occupation.name
    rows = [("day", occupation.day), ("ways_in", occupation.ways_in), ("hours", occupation.hours)]
    return _card(
        words,
        "career",
        occupation.id,
        name,
        occupation.summary,
        rows,
        [
            payload(words.say("cards.way_there"), "ask_pathway", occupation=name),
            payload(words.say("cards.things_to_try"), "find_opportunity", occupation=name),
            payload(words.say("cards.people_who_do_it"), "find_mentor", occupation=name),
            payload(words.say("cards.openings_here"), "find_opening", occupation=name),
        ],
    )


def badge_card(words: Words, badge: Badge) -> Card:
    rows = [("criteria", badge.criteria), ("issuer", badge.issuer), ("level", badge.level.capitalize())]
    button = payload(words.say("cards.where_to_earn"), "find_opportunity", badge=badge.name)
    return _card(words, "badge", badge.id, badge.name, badge.summary, rows, [button], badge.url)


def mentor_card(words: Words, mentor: Mentor) -> Card:
    rows = [
        ("topics", list_of(words, mentor.topics)),
        ("when", mentor.when),
        ("format", words.called("mentors.formats", mentor.format)),
        ("languages", list_of(words, [words.called("mentors.languages", each) for each in mentor.languages])),
    ]
    subtitle = place_line(mentor.occupation, mentor.organisation)
    meet = payload(words.say("mentors.meet"), "find_mentor", card=mentor.id, limit="meet")
    return _card(words, "mentor", mentor.id, mentor.name, subtitle, rows, [meet]) | {"why": mentor.about}


def pathway_card(words: Words, pathway: Pathway) -> Card:
    steps = [step_fact(words, number, step) for number, step in enumerate(pathway.steps, start=1)]
    card = _card(words, "pathway", pathway.id, pathway.title, pathway.summary, [], [])
    save = payload(words.say("cards.save"), "save_it", card=pathway.id)
    return card | {"facts": steps, "buttons": [save]}


def step_fact(words: Words, number: int, step: Step) -> dict[str, str]:
    names = [name for _, name in step.items]
    key, joint = ("facts.any_of", "or") if step.rule == "any" else ("facts.all_of", "and")
    badges = words.say(key, badges=list_of(words, names, joint))
    return {"name": words.say("facts.step", number=number), "value": f"{step.title}: {badges}"}


def _card(
    words: Words,
    kind: str,
    item: str,
    title: str,
    subtitle: str,
    rows: Sequence[tuple[str, str]],
    buttons: Sequence[Button],
    link: str = "",
) -> dict[str, Any]:
    return {
        "kind": kind,
        "id": item,
        "title": title,
        "subtitle": subtitle,
        "facts": [fact(words, name, value) for name, value in rows if value],
        "why": "",
        "earns": [],
        "link": link,
        "buttons": list(buttons),
    }
