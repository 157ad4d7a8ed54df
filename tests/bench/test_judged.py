"""The judged requests are sound, and the figures that are made of them are right."""

import csv
from pathlib import Path

import pytest

from bench.judged.figures import is_useless, ndcg, recall
from bench.judged.requests import held_back, looked_at, read

GRADES = {"a": 3, "b": 2, "c": 1}


def test_every_judged_opportunity_stands_in_the_city_and_lets_the_age_in() -> None:
    with Path("cities/brightport/opportunities.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    for judged in read("brightport"):
        assert any(grade >= 2 for grade in judged.grades.values()), judged.text
        for id in judged.grades:
            assert int(rows[id]["age_min"] or 0) <= judged.age <= int(rows[id]["age_max"] or 99), (judged.text, id)


def test_there_are_enough_requests_each_once_and_the_halves_share_none() -> None:
    judged = read("brightport")
    assert len(judged) >= 150
    assert len({each.text for each in judged}) == len(judged)
    assert len(looked_at(judged)) + len(held_back(judged)) == len(judged)
    assert not {each.text for each in looked_at(judged)} & {each.text for each in held_back(judged)}


def test_the_best_order_is_1_and_what_is_not_listed_gains_nothing() -> None:
    assert ndcg(["a", "b", "c"], GRADES, 3) == 1
    assert ndcg(["x", "y", "z", "a"], GRADES, 3) == 0
    swapped, best = 3 + 7 / 1.58496 + 0.5, 7 + 3 / 1.58496 + 0.5
    assert ndcg(["b", "a", "c"], GRADES, 3) == pytest.approx(swapped / best, rel=1e-4)


def test_recall_counts_what_is_useful_up_to_the_depth() -> None:
    assert recall(["a", "c", "x"], GRADES, 3) == 0.5
    assert recall(["a"], {"a": 3, "b": 3, "c": 2}, 1) == 1


def test_nothing_useful_means_none_of_the_first() -> None:
    assert is_useless(["c", "x", "y", "a"], GRADES, 3)
    assert not is_useless(["x", "y", "b"], GRADES, 3)
