"""A profile grows by what is told, and what is taken back is gone."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.people.model import LIST_LIMIT, LISTS, Profile, apply, as_json, from_json


def test_what_is_added_comes_last_and_once() -> None:
    profile = apply(Profile(interests=("art", "music")), {"add": {"interests": ["Art", "cars"]}})
    assert profile.interests == ("music", "Art", "cars")


def test_liking_ends_disliking_and_the_other_way_round() -> None:
    profile = apply(Profile(interests=("football",)), {"add": {"not_interests": ["Football"]}})
    assert (profile.interests, profile.not_interests) == ((), ("Football",))
    assert apply(profile, {"add": {"interests": ["football"]}}).not_interests == ()


def test_what_is_removed_is_gone_however_it_is_written() -> None:
    assert apply(Profile(goals=("Nurse", "vet")), {"remove": {"goals": ["nurse"]}}).goals == ("vet",)


def test_values_are_set_and_emptied() -> None:
    profile = apply(Profile(), {"set": {"age": 17, "age_told": "2026-11-23", "areas": ["eastfield"]}})
    assert (profile.age, profile.age_told, profile.areas) == (17, date(2026, 11, 23), ("eastfield",))
    assert apply(profile, {"set": {"age": None}}).age is None


def test_only_the_newest_are_kept() -> None:
    profile = apply(Profile(), {"add": {"skills": [f"skill {number}" for number in range(LIST_LIMIT + 5)]}})
    assert len(profile.skills) == LIST_LIMIT
    assert profile.skills[-1] == f"skill {LIST_LIMIT + 4}"


@pytest.mark.parametrize("change", [{"set": {"shoe": 1}}, {"add": {"age": ["1"]}}, {"remove": {"budget": ["x"]}}])
def test_an_unknown_field_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(KeyError):
        apply(Profile(), change)


@pytest.mark.parametrize("verb", ["set", "add", "remove"])
def test_a_word_where_a_list_belongs_is_refused(verb: str) -> None:
    with pytest.raises(TypeError):
        apply(Profile(), {verb: {"interests": "art"}})


def test_what_an_older_release_kept_can_be_read() -> None:
    assert from_json({"age": 16, "shoe_size": 9}) == Profile(age=16)


Lists = st.dictionaries(
    st.sampled_from(sorted(LISTS)), st.lists(st.text(min_size=1, max_size=8), max_size=4), max_size=4
)
Changes = st.fixed_dictionaries({}, optional={"set": Lists, "add": Lists, "remove": Lists})


@given(st.lists(Changes, max_size=5))
def test_every_profile_can_be_kept_and_read_again(changes: list[dict[str, Any]]) -> None:
    profile = Profile()
    for change in changes:
        profile = apply(profile, change)
    assert from_json(as_json(profile)) == profile


@given(Changes)
def test_telling_the_same_twice_changes_nothing_more(change: dict[str, Any]) -> None:
    once = apply(Profile(), change)
    assert set(apply(once, change).interests) == set(once.interests)
