"""Jobs, badges, mentors, openings, pathways and places."""

from dataclasses import replace

from bot.catalogue.mentors import Mentor
from bot.catalogue.model import Request, Seeker
from bot.catalogue.service import Catalogue

TEEN = Seeker("fernley", age=16)


async def test_a_city_is_as_its_file_says(catalogue: Catalogue) -> None:
    city = await catalogue.city("fernley")
    assert city is not None
    assert (city.name, city.currency, city.zone.key) == ("Fernley", "GBP", "Europe/London")
    assert [(line.name, line.number) for line in city.helplines] == [("Emergency services", "999")]


async def test_an_area_is_found_by_name_alias_and_typo(catalogue: Catalogue) -> None:
    for words in ("Mill End", "the mill", "millend", "Mil End", "i live in mill end"):
        area = await catalogue.area("fernley", words)
        assert area is not None, words
        assert area.id == "mill"
    assert await catalogue.area("fernley", "Atlantis") is None
    assert await catalogue.area("nowhere", "Mill End") is None


async def test_openings_are_found_by_the_job_and_say_what_they_ask(catalogue: Catalogue) -> None:
    found = await catalogue.openings(TEEN, Request(text="apprenticeship as a chippy", occupations=("chippy",)))
    [match] = found.matches
    assert match.opening.title == "Apprentice joiner"
    assert [badge.name for badge in match.opening.badges_must] == ["Safe Saw"]
    assert match.reasons[0].value == "joiner"


async def test_closed_openings_and_those_for_others_ages_are_left_out(catalogue: Catalogue) -> None:
    for age, titles in ((15, ["Saturday cafe helper"]), (18, ["Apprentice joiner"])):
        found = await catalogue.openings(replace(TEEN, age=age), Request(limit=10))
        assert [match.opening.title for match in found.matches] == titles


async def test_the_kind_of_opening_is_a_limit(catalogue: Catalogue) -> None:
    found = await catalogue.openings(TEEN, Request(kinds=("saturday job",), limit=10))
    assert [match.opening.kind for match in found.matches] == ["job"]


async def test_an_opening_can_be_read_when_it_has_closed(catalogue: Catalogue) -> None:
    closed = await catalogue.opening("fernley:opening:closed")
    assert closed is not None
    assert closed.title == "Old job"
    assert await catalogue.opening("fernley:opening:nothing") is None


async def test_only_mentors_who_are_checked_and_have_room_are_offered(catalogue: Catalogue) -> None:
    assert [mentor.name for mentor in await catalogue.mentors(TEEN, "joiner", 10)] == ["Ann Wood"]
    assert await catalogue.mentors(TEEN, "nurse", 10) == []
    assert await catalogue.mentors(replace(TEEN, age=13), "joiner", 10) == []


async def test_no_contact_details_leave_with_a_mentor(catalogue: Catalogue) -> None:
    [mentor] = await catalogue.mentors(TEEN, "woodwork")
    assert "joinery.example" not in repr(mentor)
    assert "01632" not in repr(mentor)
    assert not any("contact" in name for name in Mentor.__slots__)


async def test_a_job_is_found_by_name_label_typo_and_what_it_has_to_do_with(catalogue: Catalogue) -> None:
    for words in ("joiner", "chippy", "joyner", "woodwork", "a carpenter"):
        assert (await catalogue.occupations("fernley", words))[0].name == "Joiner", words
    assert await catalogue.occupations("fernley", "astronaut") == []


async def test_badges_are_found_by_id_by_words_and_any_to_start_with(catalogue: Catalogue) -> None:
    [badge] = await catalogue.badges("fernley", ["fernley:badge:safe-saw", "fernley:badge:nothing"])
    assert (badge.name, badge.issuer) == ("Safe Saw", "The Shed")
    assert (await catalogue.badges("fernley", "making beats"))[0].name == "First Beat"
    assert len(await catalogue.badges("fernley", "")) == 2
    assert await catalogue.badges("fernley", "falconry") == []


async def test_a_pathway_leads_to_a_named_goal(catalogue: Catalogue) -> None:
    [pathway] = await catalogue.pathways("fernley", "carpenter")
    assert (pathway.goal, pathway.goal_name) == ("fernley:occupation:joiner", "Joiner")
    assert [(step.rule, step.items) for step in pathway.steps] == [
        ("all", (("fernley:badge:safe-saw", "Safe Saw"),)),
        ("opening", (("fernley:opening:app-joiner", "Apprentice joiner"),)),
    ]
    assert await catalogue.pathway(pathway.id) == pathway
    assert await catalogue.pathways("fernley", "nurse") == []


async def test_groups_are_clubs_for_the_same_thing(catalogue: Catalogue) -> None:
    matches = await catalogue.groups(TEEN, "coding")
    assert {match.opportunity.kind for match in matches} == {"club"}
    assert {match.opportunity.title for match in matches} == {"Code club", "Code for girls"}


async def test_what_awards_a_badge_is_found(catalogue: Catalogue) -> None:
    matches = await catalogue.awarding(TEEN, ["fernley:badge:safe-saw"])
    assert [match.opportunity.title for match in matches] == ["Woodwork for beginners"]
    assert await catalogue.awarding(TEEN, []) == []


async def test_a_plan_is_a_calendar_of_what_takes_place_and_when_openings_close(catalogue: Catalogue) -> None:
    ids = ["fernley:opp:beats-club", "fernley:opening:app-joiner", "fernley:opp:unknown", "elsewhere:opp:x", "rubbish"]
    text = (await catalogue.calendar("fernley", ids, "Last day: {title}")).decode()
    assert text.count("BEGIN:VEVENT") == 2
    assert "SUMMARY:Beats club" in text
    assert "RRULE:FREQ=WEEKLY;BYDAY=SA" in text
    assert "SUMMARY:Last day: Apprentice joiner" in text
    assert "DTSTART;VALUE=DATE:20260601" in text
