from datetime import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalogue.model import Request, Times
from bot.language.limits import NEAR_KM, WALK_KM, limits_in


@pytest.mark.parametrize("text", ["any clubs near me", "owt nearby", "local stuff", "somewhere round here"])
def test_near_me_is_a_distance(text: str) -> None:
    assert limits_in(text) == Request(within_km=NEAR_KM)


def test_walking_distance_is_nearer() -> None:
    assert limits_in("has to be walking distance").within_km == WALK_KM


@pytest.mark.parametrize(
    ("text", "online"),
    [
        ("online pls", True),
        ("not in person", True),
        ("from home", True),
        ("not online", False),
        ("nothing online", False),
        ("in person", False),
        ("art club", None),
    ],
)
def test_online_or_not(text: str, online: bool | None) -> None:
    assert limits_in(text).online is online


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("any free coding clubs", Decimal(0)),
        ("anything free on sunday", Decimal(0)),
        ("whats free at the weekend", Decimal(0)),
        ("free on sundays", None),
        ("im skint", Decimal(0)),
        ("under a tenner", Decimal(10)),
        ("im 16 and free on sat mornings", None),
        ("im free weekends", None),
        ("ages 16 to 18", None),
        ("the 2 of us", None),
    ],
)
def test_money_is_told_from_time_and_age(text: str, most: Decimal | None) -> None:
    assert limits_in(text).max_cost == most


def test_days_that_are_ruled_out_are_kept_apart() -> None:
    read = limits_in("evenings but not tuesdays or thursdays")
    assert read.times == Times(frozenset(), time(17))
    assert read.not_times == Times(frozenset({1, 3}))


@pytest.mark.parametrize("text", ["girls only swimming", "just for girls"])
def test_a_rule_about_who_may_come_is_an_access_need(text: str) -> None:
    assert limits_in(text).access_needs == ("girls only",)


@pytest.mark.parametrize("text", ["", "more", "football", "my girl friend plays", "ok cool"])
def test_other_messages_set_no_limit(text: str) -> None:
    assert limits_in(text) == Request()


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    assert isinstance(limits_in(text), Request)


def test_a_day_is_ruled_out_with_an_article_too() -> None:
    read = limits_in("owt thats not on a thursday cos i look after my nan")
    assert (read.times, read.not_times) == (None, Times(frozenset({3})))
