"""A city's file: an id and a name are enough, and what is wrong is said with its place."""

from typing import Any

import pytest

from bot.catalogue.city import Helpline, Priority, city_from
from bot.catalogue.model import Position

LEAST = {"id": "millhaven", "name": "Millhaven"}


def test_a_city_is_an_id_and_a_name() -> None:
    city = city_from(LEAST)
    assert (city.id, city.name, city.centre, city.languages, city.time_zone) == (*LEAST.values(), None, ("en",), "UTC")


def test_areas_and_priorities_may_be_names_alone() -> None:
    city = city_from({**LEAST, "areas": ["Old Town"], "priorities": ["health and wellbeing"]})
    assert [(area.id, area.name, area.position) for area in city.areas] == [("old-town", "Old Town", None)]
    assert city.priorities == (Priority("health-and-wellbeing", "health and wellbeing"),)


def test_an_area_has_its_place_and_its_other_names() -> None:
    area = {"id": "quay", "name": "The Quay", "lat": 53.4, "lon": -1.9, "aliases": "docks|the docks"}
    (found,) = city_from({**LEAST, "areas": [area]}).areas
    assert (found.position, found.aliases) == (Position(53.4, -1.9), ("docks", "the docks"))


@pytest.mark.parametrize(
    ("line", "number", "text"),
    [
        ({"number": "116 123"}, "116 123", ""),
        ({"phone": "0800 1111", "url": "https://www.childline.org.uk"}, "0800 1111", ""),
        ({"telephone": 999}, "999", ""),
        ({"number": "85258", "text": "SHOUT"}, "85258", "SHOUT"),
        ({"text": "85258"}, "85258", ""),
        ({"url": "https://chat.example"}, "https://chat.example", ""),
    ],
)
def test_a_helpline_is_reached_by_whatever_it_has(line: dict[str, Any], number: str, text: str) -> None:
    (found,) = city_from({**LEAST, "helplines": [{"name": "Line", **line}]}).helplines
    assert found == Helpline("Line", number, text=text)


def test_a_helpline_may_be_written_in_one() -> None:
    found = city_from({**LEAST, "helplines": ["Childline: 0800 1111", "Samaritans 116 123"]}).helplines
    assert [(line.name, line.number) for line in found] == [("Childline", "0800 1111"), ("Samaritans", "116 123")]


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"name": ""}, "name is empty"),
        ({"id": "new town"}, "id has other signs"),
        ({"centre": {"lat": 100, "lon": 0}}, "centre: lat and lon"),
        ({"areas": [{"id": "a", "name": "A"}, 7]}, "areas, entry 2"),
        ({"helplines": [{"name": "Line"}]}, "helplines, entry 1: number is missing"),
        ({"time_zone": "Mars/North"}, "time_zone"),
        ({"age_rules": {"user_minimum": "thirteen"}}, "age_rules: user_minimum"),
        ({"age_rules": {"work": [{"from": 13}]}}, "to is missing"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(facts: dict[str, Any], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        city_from({**LEAST, **facts})


def test_age_rules_in_words_are_nobodys_limit() -> None:
    assert city_from({**LEAST, "age_rules": ["Under 16: with a parent"]}).age_rules == {}
