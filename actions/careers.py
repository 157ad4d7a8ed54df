"""What a job is like."""

import re
from collections.abc import Sequence

from actions.base import GuideAction
from actions.cards import fact, money
from actions.item_cards import career_card, pay
from actions.jobs import occupations_meant
from actions.phrases import list_of
from actions.turn import Card, Turn, payload
from bot.catalogue.careers import Occupation
from bot.catalogue.lookups import still_open
from bot.catalogue.openings import Opening
from bot.catalogue.stock import Stock

PAY = re.compile(r"\b(pay|paid|earn|earns|salary|wage|wages|money|make|p/h|£|quid|dosh|loaded)\b", re.IGNORECASE)
SHOWN = 2
COMMON = 4
MENTORS_COUNTED, EMPLOYERS_SHOWN = 20, 3
Fact = dict[str, str]


class AskCareerInfo(GuideAction):
    topic = "ask_career_info"

    async def answer(self, turn: Turn) -> None:
        turn.set("question", None)
        occupations = await occupations_meant(turn, SHOWN)
        if occupations:
            await _show(turn, occupations)
        elif turn.heard.words("occupation"):
            turn.say("utter_career_unknown")
        else:
            turn.say("utter_career_which", buttons=await _choices(turn) or _ways_to_find_out(turn))


async def about_goal(turn: Turn) -> bool:
    """With nothing on screen, "how long does it take" is asked of the job that they aim for. False without one."""
    if not turn.profile.goals or await turn.services.chat.on_screen(turn.conversation):
        return False
    found = await turn.services.catalogue.occupations(turn.city.id, turn.profile.goals[-1], 1)
    if found:
        await _show(turn, found)
    return bool(found)


async def _show(turn: Turn, occupations: Sequence[Occupation]) -> None:
    stock = await turn.services.catalogue.stock(turn.city.id)
    cards = [await _card(turn, stock, one) for one in occupations]
    turn.say("utter_careers_found", cards=cards)
    if PAY.search(turn.heard.text) and not any(_pay_facts(turn, stock, one) for one in occupations):
        turn.say("utter_career_pay")


async def _card(turn: Turn, stock: Stock, job: Occupation) -> Card:
    """What the work is, and who does it and where in this city."""
    card = career_card(turn.services.words, job)
    people = await turn.services.catalogue.mentors(turn.seeker, job.name, MENTORS_COUNTED)
    doing = [mentor for mentor in people if mentor.occupation == job.name]
    return card | {"facts": [*card["facts"], *_pay_facts(turn, stock, job), *_here(turn, stock, job, len(doing))]}


def _pay_facts(turn: Turn, stock: Stock, job: Occupation) -> list[Fact]:
    """Every figure with who says so and the year; else what employers here offer in their adverts."""
    words = turn.services.words
    if job.pay:
        amounts = [each for each in (job.pay.low, job.pay.high) if each is not None]
        shown = [money(words, amount, job.pay.currency) for amount in dict.fromkeys(amounts)]
        key = "careers.pay" if len(shown) == 1 else "careers.pay_range"
        told = words.say(key, low=shown[0], high=shown[-1], source=job.pay.source, year=job.pay.year)
        return [fact(words, "pay", told)]
    for opening in _open_here(stock, job):
        if opening.pay:
            told = words.say(
                "careers.pay_here", pay=pay(words, opening), employer=opening.organisation, year=turn.today.year
            )
            return [fact(words, "pay", told)]
    return []


def _here(turn: Turn, stock: Stock, job: Occupation, mentors: int) -> list[Fact]:
    words, found = turn.services.words, _open_here(stock, job)
    employers = list_of(words, [opening.organisation for opening in found[:EMPLOYERS_SHOWN]])
    rows = [
        ("openings", words.say("careers.openings", count=len(found), employers=employers) if found else ""),
        ("mentors", words.say("careers.mentors", count=mentors) if mentors else ""),
    ]
    return [{"name": words.say(f"careers.names.{name}"), "value": value} for name, value in rows if value]


def _open_here(stock: Stock, job: Occupation) -> list[Opening]:
    here = [each for each in stock.openings.values() if stock.occupation_of.get(each.id) == job.id]
    return [each for each in here if still_open(each, stock.today)]


def _ways_to_find_out(turn: Turn) -> list[dict[str, str]]:
    """For who asks about jobs and has none in mind."""
    say = turn.services.words.say
    return [
        payload(say("cards.take_the_quiz"), "take_quiz"),
        payload(say("cards.openings_here"), "find_opening"),
        payload(say("cards.talk_to_a_person"), "talk_to_adviser"),
    ]


async def _choices(turn: Turn) -> list[dict[str, str]]:
    interests = " ".join(turn.profile.interests[-3:])
    near = await turn.services.catalogue.occupations(turn.city.id, interests, COMMON) if interests else []
    return [payload(one.name, "ask_career_info", occupation=one.name) for one in near]
