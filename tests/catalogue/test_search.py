"""What is found, for whom and why, on both kinds of store."""

from dataclasses import replace
from datetime import time
from decimal import Decimal

import pytest

from bot.catalogue.city import UnknownCityError
from bot.catalogue.model import Found, Online, Request, Seeker, Times
from bot.catalogue.service import Catalogue

TEEN = Seeker("fernley", age=15)


def ids(found: Found) -> list[str]:
    return [match.opportunity.id.rpartition(":")[2] for match in found.matches]


def reasons(found: Found, place: int = 0) -> list[tuple[str, str]]:
    return [(reason.name, reason.value) for reason in found.matches[place].reasons]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("beats", "beats-club"),
        ("summat with my hands", "wood"),
        ("gaming", "game-jam"),
        ("fotografy", "photo-walk"),
        ("any footy round here", "kickabout"),
        ("i wanna do codeing", "code-girls"),
        ("helping out with dogs", "dog-walk"),
        ("stool", "wood"),
    ],
)
async def test_meaning_is_found_and_not_only_words(catalogue: Catalogue, text: str, first: str) -> None:
    assert first in ids(await catalogue.search(Seeker("fernley"), Request(text=text)))


async def test_an_entity_is_searched_for_as_the_city_names_it(catalogue: Catalogue) -> None:
    found = await catalogue.search(TEEN, Request(text="any beats stuff", interests=("beats",)))
    assert ids(found)[0] == "beats-club"
    assert reasons(found)[0] == ("interest", "music production")


async def test_what_is_over_full_or_too_old_for_them_is_never_suggested(catalogue: Catalogue) -> None:
    found = await catalogue.search(TEEN, Request(interests=("music production",), limit=20))
    assert set(ids(found)) == {"beats-club", "online-mixing"}


async def test_what_is_over_is_kept(catalogue: Catalogue) -> None:
    [past] = await catalogue.get(["fernley:opp:past"])
    assert past.title == "Winter beats week"


async def test_things_come_in_the_order_asked_and_unknown_ids_are_left_out(catalogue: Catalogue) -> None:
    wanted = ["fernley:opp:wood", "fernley:opp:nothing", "nowhere:opp:wood", "fernley:opp:bakers"]
    assert [each.id for each in await catalogue.get(wanted)] == ["fernley:opp:wood", "fernley:opp:bakers"]


async def test_an_unknown_age_range_is_decided_for_the_learner(catalogue: Catalogue) -> None:
    found = await catalogue.search(Seeker("fernley", age=13), Request(interests=("mixing",), limit=20))
    assert "online-mixing" in ids(found)


async def test_an_unknown_cost_is_not_free(catalogue: Catalogue) -> None:
    free = await catalogue.search(TEEN, Request(max_cost=Decimal(0), limit=20))
    assert free.matches
    assert all(match.opportunity.cost == 0 for match in free.matches)
    assert "photo-walk" not in ids(free)


async def test_a_price_limit_lets_through_what_costs_less(catalogue: Catalogue) -> None:
    found = await catalogue.search(TEEN, Request(interests=("coding",), max_cost=Decimal(5), area="Far Cotton"))
    assert ids(found) == ["code-club"]
    assert ("cost", "2.00") in reasons(found)


async def test_an_area_is_a_hard_limit_and_typos_in_it_are_forgiven(catalogue: Catalogue) -> None:
    found = await catalogue.search(TEEN, Request(area="parkside", limit=20))
    assert {match.opportunity.area_name for match in found.matches} == {"Park Side"}
    assert ("area", "Park Side") in reasons(found)


async def test_a_place_that_the_city_does_not_have_finds_nothing_but_says_so(catalogue: Catalogue) -> None:
    found = await catalogue.search(TEEN, Request(interests=("coding",), area="Atlantis"))
    assert not found.matches
    assert [each.limit for each in found.loosened] == ["area"]


async def test_distance_counts_from_the_learners_own_area(catalogue: Catalogue) -> None:
    near = replace(TEEN, areas=("fernley:area:mill",))
    found = await catalogue.search(near, Request(within_km=3, limit=20))
    assert "wood" in ids(found)
    assert "bakers" not in ids(found)


async def test_distance_without_a_place_limits_nothing(catalogue: Catalogue) -> None:
    assert "bakers" in ids(await catalogue.search(TEEN, Request(within_km=3, interests=("baking",))))


async def test_online_only_finds_what_can_be_done_online(catalogue: Catalogue) -> None:
    found = await catalogue.search(TEEN, Request(online=True, limit=20))
    assert {match.opportunity.online for match in found.matches} <= {Online.YES, Online.BOTH}
    assert ("online", "") in reasons(found)


async def test_weekends_are_weekends(catalogue: Catalogue) -> None:
    found = await catalogue.search(TEEN, Request(times=Times(frozenset({5, 6})), limit=20))
    for match in found.matches:
        days = {session.day for session in match.opportunity.sessions}
        assert days & {5, 6} or match.opportunity.online is Online.YES


async def test_evenings_begin_when_asked(catalogue: Catalogue) -> None:
    found = await catalogue.search(TEEN, Request(interests=("coding",), times=Times(earliest=time(17))))
    assert ids(found) == ["code-club"]
    assert ("time", "Wed 18:00-19:30") in reasons(found)


async def test_days_that_are_ruled_out_are_not_found(catalogue: Catalogue) -> None:
    found = await catalogue.search(TEEN, Request(interests=("coding",), not_times=Times(frozenset({3})), limit=20))
    assert "code-girls" not in ids(found)
    assert "code-club" in ids(found)


async def test_a_kind_is_understood_as_the_city_names_it(catalogue: Catalogue) -> None:
    found = await catalogue.search(TEEN, Request(kinds=("classes",), limit=20))
    assert {match.opportunity.kind for match in found.matches} == {"course"}


async def test_access_needs_are_hard_limits_and_refusals_are_understood(catalogue: Catalogue) -> None:
    found = await catalogue.search(Seeker("fernley", age=17), Request(access_needs=("wheelchair",), limit=20))
    assert {"beats-club", "wood"} <= set(ids(found))
    assert "studio-course" not in ids(found)
    assert "online-mixing" in ids(found)


async def test_what_was_refused_or_is_on_screen_is_not_shown_again(catalogue: Catalogue) -> None:
    seeker = replace(TEEN, rejected=frozenset({"fernley:opp:beats-club"}))
    request = Request(interests=("beats",), exclude=frozenset({"fernley:opp:online-mixing"}))
    assert not (await catalogue.search(seeker, request)).matches


async def test_what_is_not_wanted_is_left_out(catalogue: Catalogue) -> None:
    found = await catalogue.search(TEEN, Request(not_interests=("football",), limit=20))
    assert "kickabout" not in ids(found)


async def test_nothing_of_the_kind_says_which_limit_is_in_the_way(catalogue: Catalogue) -> None:
    request = Request(interests=("baking",), max_cost=Decimal(0))
    found = await catalogue.search(TEEN, request)
    assert not found.matches
    assert [(each.limit, each.total) for each in found.loosened] == [("cost", 1)]
    assert found.loosened[0].matches[0].opportunity.title == "Young bakers"


async def test_a_topic_that_nobody_offers_finds_nothing(catalogue: Catalogue) -> None:
    found = await catalogue.search(TEEN, Request(text="any falconry", interests=("falconry",)))
    assert (found.matches, found.total, found.loosened) == ((), 0, ())


async def test_filler_is_not_searched_for(catalogue: Catalogue) -> None:
    anything = await catalogue.search(TEEN, Request(text="any stuff near me tbh", limit=20))
    assert anything.total == (await catalogue.search(TEEN, Request(limit=20))).total


async def test_what_the_learner_likes_comes_first_and_is_said(catalogue: Catalogue) -> None:
    found = await catalogue.search(replace(TEEN, interests=("cakes",)), Request(text="what is on"))
    assert ids(found)[0] == "bakers"
    assert reasons(found)[0] == ("interest", "baking and cooking")


async def test_a_badge_on_the_way_to_a_goal_counts_and_is_said(catalogue: Catalogue) -> None:
    found = await catalogue.search(replace(TEEN, goals=("joiner",)), Request(text="what is on"))
    assert ids(found)[0] == "wood"
    assert {("goal", "joiner"), ("badge", "Safe Saw")} <= set(reasons(found))


async def test_a_badge_that_is_held_is_no_reason(catalogue: Catalogue) -> None:
    holder = replace(TEEN, goals=("joiner",), badges=frozenset({"fernley:badge:safe-saw"}))
    found = await catalogue.search(holder, Request(interests=("woodwork",)))
    assert ("badge", "Safe Saw") not in reasons(found)


async def test_a_match_says_which_badges_it_earns(catalogue: Catalogue) -> None:
    found = await catalogue.search(TEEN, Request(interests=("beats",)))
    assert list(found.matches[0].earns) == [("fernley:badge:first-beat", "First Beat")]


async def test_only_what_was_told_is_a_reason(catalogue: Catalogue) -> None:
    found = await catalogue.search(Seeker("fernley"), Request(text="what is on", limit=20))
    told = {reason.name for match in found.matches for reason in match.reasons}
    assert told <= {"soon"}


async def test_the_first_three_differ_in_provider(catalogue: Catalogue) -> None:
    found = await catalogue.search(Seeker("fernley", age=16), Request(text="what is on"))
    assert len({match.opportunity.organisation_id for match in found.matches}) == 3


@pytest.mark.parametrize(
    "told",
    ["im Mohammed", "my name is Grace", "as a muslim girl", "im a gay lad", "im polish", "i'm black", "this is Jake"],
)
async def test_who_somebody_is_changes_nothing(catalogue: Catalogue, told: str) -> None:
    plain = await catalogue.search(TEEN, Request(text="any free coding or beats"))
    assert await catalogue.search(TEEN, Request(text=f"{told}, any free coding or beats")) == plain


async def test_girls_only_is_asked_for_as_an_access_rule(catalogue: Catalogue) -> None:
    found = await catalogue.search(TEEN, Request(interests=("coding",), access_needs=("girls only",)))
    assert ids(found) == ["code-girls"]


async def test_the_same_learner_sees_the_same_order(catalogue: Catalogue) -> None:
    request = Request(text="what is on", limit=10)
    seeker = replace(TEEN, seed="a")
    assert await catalogue.search(seeker, request) == await catalogue.search(seeker, request)


async def test_nothing_is_found_in_another_city(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownCityError):
        await catalogue.search(Seeker("elsewhere"), Request(text="beats"))
    assert await catalogue.city("elsewhere") is None
