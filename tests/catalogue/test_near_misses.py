"""When nothing fits, it is said what was looked for, and what one limit less would find."""

from dataclasses import replace
from datetime import time
from decimal import Decimal

import pytest

from bot import words
from bot.catalogue.model import Loosened, Match, Opportunity, Request, Seeker, Session, Times
from bot.catalogue.near_misses import in_words, number, what_instead
from bot.catalogue.service import Catalogue

WORDS = words.load()
SATURDAY = Session(5, time(10), time(12))
ONE = Opportunity("c:opp:a", "c", "Art", "Studio", "c:org:s", "club", area_name="Northgate", sessions=(SATURDAY,))
EVENINGS = Times(frozenset(range(5)), earliest=time(17))


def instead(request: Request, limit: str, *found: Opportunity, place: str = "") -> str:
    loosened = Loosened(limit, [Match(each, 1.0, ()) for each in found], len(found))
    return WORDS.say("near_misses.but", **what_instead(WORDS, request, loosened, place, "GBP"))


def test_the_whole_request_and_the_other_day_are_said() -> None:
    request = Request(max_cost=Decimal(0), times=EVENINGS, area="eastfeild")
    said = instead(request, "times", ONE, ONE, place="Eastfield")
    assert said == "Nothing free on weekday evenings in Eastfield right now. I found two on Saturdays:"


@pytest.mark.parametrize(
    ("request_", "limit", "found", "said"),
    [
        (Request(area="x"), "area", (ONE,), "Nothing in x right now. I found one in Northgate:"),
        (
            Request(max_cost=Decimal(0)),
            "cost",
            (replace(ONE, cost=Decimal("2.50"), currency="GBP"), replace(ONE, cost=Decimal(9), currency="GBP")),
            "Nothing free right now. I found two from £2.50:",
        ),
        (Request(max_cost=Decimal(5)), "cost", (ONE,),
         "Nothing up to £5 right now. I found one where the cost isn't given:"),
        (Request(online=True), "online", (ONE,), "Nothing online right now. I found one in person:"),
        (Request(kinds=("course",)), "kind", (ONE,), "No course right now. I found one of another kind (club):"),
        (Request(within_km=3.0), "area", (ONE,), "Nothing near you right now. I found one in Northgate:"),
        (Request(times=Times(earliest=time(16))), "times", (replace(ONE, sessions=()),),
         "Nothing from 16:00 right now. I found one at other times:"),
        (Request(access_needs=("bsl",)), "access", (ONE,),
         "Nothing fits all of that right now. I found one that may not have the access you need:"),
        (Request(online=True), "several", (ONE,),
         "Nothing online right now. I found one if you let go of some of that:"),
    ],
)  # fmt: skip
def test_each_limit_has_its_words(request_: Request, limit: str, found: tuple[Opportunity, ...], said: str) -> None:
    assert instead(request_, limit, *found) == said


@pytest.mark.parametrize(
    ("times", "said"),
    [
        (Times(frozenset({5})), "on Saturdays"),
        (Times(frozenset({5, 6})), "at weekends"),
        (Times(frozenset(range(5))), "on weekdays"),
        (Times(frozenset(range(5)), earliest=time(15)), "after school"),
        (EVENINGS, "on weekday evenings"),
        (Times(frozenset({5}), latest=time(13)), "on Saturday mornings"),
        (Times(frozenset({0, 2}), earliest=time(17)), "on Mondays and Wednesdays in the evening"),
        (Times(earliest=time(17)), "in the evening"),
        (Times(frozenset({0}), time(16), time(18)), "on Mondays from 16:00 until 18:00"),
    ],
)
def test_times_are_said_as_people_say_them(times: Times, said: str) -> None:
    assert in_words(WORDS, times) == said


def test_counts_are_words_up_to_ten() -> None:
    assert [number(WORDS, each) for each in (1, 10, 11, 100)] == ["one", "ten", "11", "100 or more"]


async def test_where_two_limits_stand_in_the_way_both_are_let_go_of(catalogue: Catalogue) -> None:
    request = Request(interests=("baking",), max_cost=Decimal(0), online=True)
    found = await catalogue.search(Seeker("fernley", age=15), request)
    assert [each.limit for each in found.loosened] == ["several"]
    assert found.loosened[0].matches[0].opportunity.title == "Young bakers"


async def test_age_is_never_let_go_of(catalogue: Catalogue) -> None:
    found = await catalogue.search(Seeker("fernley", age=99), Request(interests=("baking",)))
    assert not found.matches
    assert not found.loosened
