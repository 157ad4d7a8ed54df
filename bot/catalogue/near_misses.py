"""Says that nothing fits, and what one limit less would find: "Nothing free on weekday evenings in Eastfield right
now. I found two on Saturdays:"."""

from collections.abc import Iterable, Sequence
from datetime import time
from decimal import Decimal
from itertools import chain
from typing import Any, Protocol

from bot.catalogue.model import Loosened, Opportunity, Request, Times

MANY = 100
"""Up to where the catalogue counts."""
MOST_NAMED = 2
"""Days or places that are named; more say less."""
WEEKEND, WEEKDAYS = frozenset({5, 6}), frozenset(range(5))
EVENING, AFTER_SCHOOL, MORNING_ENDS = time(17), time(15), time(13)


class Words(Protocol):
    """The words of words/en/."""

    def say(self, key: str, **values: object) -> str: ...

    def money(self, amount: Decimal, currency: str) -> str: ...

    def items(self, key: str) -> Sequence[Any]: ...


def what_instead(
    words: Words, request: Request, loosened: Loosened, place: str = "", currency: str = ""
) -> dict[str, str]:
    """What fills `near_misses.but`. `place` is what the city calls the area that was asked for."""
    return {
        "nothing": _nothing(words, request, place, currency),
        "count": number(words, loosened.total),
        "other": otherwise(words, request, loosened),
    }


def number(words: Words, total: int) -> str:
    """A count in words, up to ten."""
    names = words.items("near_misses.numbers")
    if total >= MANY:
        return words.say("near_misses.many", count=MANY)
    return str(names[total]) if total < len(names) else str(total)


def otherwise(words: Words, request: Request, loosened: Loosened) -> str:
    """What is different about what was found instead, such as "on Saturdays"; only facts of what is shown."""
    found = [match.opportunity for match in loosened.matches]
    match loosened.limit:
        case "times":
            return _days(words, found) or words.say("near_misses.other.times")
        case "area":
            places = list(dict.fromkeys(each.area_name for each in found))
            named = places if all(places) and len(places) <= MOST_NAMED else []
            place = _joined(words, named)
            return words.say("near_misses.in_place", place=place) if named else words.say("near_misses.other.area")
        case "cost":
            return _cheapest(words, found)
        case "online":
            return words.say("near_misses.other.in_person" if request.online else "near_misses.other.online")
        case "kind":
            kinds = _joined(words, list(dict.fromkeys(each.kind for each in found)))
            return words.say("near_misses.other.kind", kinds=kinds)
        case "access":
            return words.say("near_misses.other.access")
        case _:
            return words.say("near_misses.other.several")


def _nothing(words: Words, request: Request, place: str, currency: str) -> str:
    parts = " ".join(chain(_cost(words, request, currency), _when(words, request), _where(words, request, place)))
    limits = f" {parts}" if parts else ""
    if request.kinds:
        return words.say("near_misses.no_kind", kind=request.kinds[0], limits=limits)
    return words.say("near_misses.nothing", limits=limits) if limits else words.say("near_misses.plain")


def _cost(words: Words, request: Request, currency: str) -> Iterable[str]:
    if request.max_cost is not None:
        free = not request.max_cost
        yield (
            words.say("near_misses.free")
            if free
            else words.say("near_misses.cost", amount=words.money(request.max_cost, currency))
        )


def _where(words: Words, request: Request, place: str) -> Iterable[str]:
    if request.online is not None:
        yield words.say("near_misses.online" if request.online else "near_misses.in_person")
    named = place or request.area
    if named:
        yield words.say("near_misses.near_place" if request.within_km else "near_misses.in_place", place=named)
    elif request.within_km:
        yield words.say("near_misses.near")


def _when(words: Words, request: Request) -> Iterable[str]:
    if request.times is not None and request.times != Times():
        yield in_words(words, request.times)


def in_words(words: Words, times: Times) -> str:
    """Regular times, such as "on weekday evenings"."""
    if times.earliest == AFTER_SCHOOL and times.latest is None and times.days == WEEKDAYS:
        return words.say("when.after_school")
    part = _part(words, times)
    if part:
        return _with_part(words, times.days, part)
    on = [_on(words, times.days)] if times.days else []
    if times.earliest is not None:
        on.append(words.say("when.from", time=f"{times.earliest:%H:%M}"))
    if times.latest is not None:
        on.append(words.say("when.until", time=f"{times.latest:%H:%M}"))
    return " ".join(on)


def _part(words: Words, times: Times) -> Sequence[str]:
    """The part of the day, once and regularly: "evening", "evenings"."""
    if times.earliest == EVENING and times.latest is None:
        return words.items("when.evening")
    if times.earliest is None and times.latest == MORNING_ENDS:
        return words.items("when.morning")
    return ()


def _with_part(words: Words, days: frozenset[int], part: Sequence[str]) -> str:
    once, regularly = part
    if not days:
        return words.say("when.part", part=once)
    if days in (WEEKEND, WEEKDAYS):
        return words.say("when.weekend_part" if days == WEEKEND else "when.weekdays_part", part=regularly)
    if len(days) == 1:
        return words.say("when.day_part", day=_names(words, days)[0].removesuffix("s"), part=regularly)
    return words.say("when.days_part", days=_joined(words, _names(words, days)), part=once)


def _on(words: Words, days: frozenset[int]) -> str:
    if days == WEEKEND:
        return words.say("when.weekend")
    if days == WEEKDAYS:
        return words.say("when.weekdays")
    return words.say("when.days", days=_joined(words, _names(words, days)))


def _names(words: Words, days: Iterable[int]) -> list[str]:
    names = words.items("when.names")
    return [str(names[day]) for day in sorted(days)]


def _days(words: Words, found: Sequence[Opportunity]) -> str:
    """The days on which what was found is, when those are few and the same for all."""
    each = [frozenset(session.day for session in one.sessions) for one in found]
    days = frozenset(chain.from_iterable(each))
    return _on(words, days) if days and all(each) and len(days) <= MOST_NAMED else ""


def _cheapest(words: Words, found: Sequence[Opportunity]) -> str:
    costs = [(one.cost, one.currency) for one in found if one.cost is not None]
    if not costs:
        return words.say("near_misses.other.cost_unknown")
    return words.say("near_misses.other.cost", amount=words.money(*min(costs)))


def _joined(words: Words, names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return words.say("near_misses.joined", first=", ".join(names[:-1]), last=names[-1])
