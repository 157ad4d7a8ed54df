"""Interest areas: scores, codes and likeness; high points as O*NET publishes them."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from bot.pathways.riasec import LETTERS, by_letters, code, correlation, is_flat, ranked, scores_of
from bot.settings import PROJECT
from bot.words import load

ONET = PROJECT.parent / "shared" / "data" / "onet" / "Interests.txt"
STATEMENTS = load().items("quiz.statements")
AREAS = {each["id"]: each["area"] for each in STATEMENTS}
PLACES = ("First", "Second", "Third")


def onet(path: Path) -> tuple[dict[str, dict[str, float]], dict[str, dict[str, int]]]:
    """Scores and published high points (1 to 6, 0 for none) by occupation."""
    scores: dict[str, dict[str, float]] = {}
    points: dict[str, dict[str, int]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            occupation, name = row["O*NET-SOC Code"], row["Element Name"]
            if row["Scale ID"] == "OI":
                scores.setdefault(occupation, {})[name[0]] = float(row["Data Value"])
            elif row["Scale ID"] == "IH":
                points.setdefault(occupation, {})[name.split()[0]] = int(float(row["Data Value"]))
    return scores, points


def test_high_points_are_those_that_onet_publishes() -> None:
    """Where two scores are the same to the two published decimals, either may come first."""
    scores, published = onet(ONET)
    assert len(scores) > 900
    differ = 0
    for occupation, theirs in scores.items():
        for place, letter in zip(PLACES, code(theirs), strict=True):
            number = published[occupation][place]
            if number:
                assert theirs[LETTERS[number - 1]] == theirs[letter], occupation
                differ += LETTERS[number - 1] != letter
    assert differ == 4, "two occupations with a tie, two places each"


def test_there_are_five_statements_for_each_area_and_no_five_in_a_row_share_one() -> None:
    assert Counter(AREAS.values()) == dict.fromkeys(LETTERS, 5)
    assert len({each["text"] for each in STATEMENTS}) == 30
    for start in range(0, 30, 5):
        assert len({each["area"] for each in STATEMENTS[start : start + 5]}) == 5


def test_scores_go_from_0_to_20() -> None:
    assert scores_of(dict.fromkeys(AREAS, 4), AREAS) == dict.fromkeys(LETTERS, 20)
    assert scores_of({}, AREAS) == dict.fromkeys(LETTERS, 0)
    assert scores_of({"r1": 3, "r2": 4, "gone": 4}, AREAS)["R"] == 7


def test_ties_are_settled_in_the_order_of_the_letters() -> None:
    assert code(dict.fromkeys(LETTERS, 7)) == "RIA"
    assert code({"C": 9, "S": 9, "E": 9}) == "SEC"
    assert code({"R": 1, "C": 9, "A": 9}) == "ACR"


def test_what_is_ruled_out_comes_last() -> None:
    assert code({"R": 20, "I": 10, "A": 5, "S": 1}, without="R") == "IAS"


def test_likeness_is_the_correlation_of_the_six_scores() -> None:
    mine = dict(zip(LETTERS, (20, 12, 4, 0, 8, 10), strict=True))
    assert correlation(mine, {letter: 1 + score * 0.3 for letter, score in mine.items()}) == pytest.approx(1)
    assert correlation(mine, {letter: 7 - score * 0.3 for letter, score in mine.items()}) == pytest.approx(-1)
    assert correlation(mine, dict.fromkeys(LETTERS, 3.0)) == 0


def test_a_flat_profile_goes_by_first_letters() -> None:
    flat = dict(zip(LETTERS, (10, 9, 9, 9, 9, 9), strict=True))
    assert is_flat(flat)
    fixer = dict(zip(LETTERS, (7.0, 5.0, 4.0, 1.0, 1.0, 1.0), strict=True))
    seller = dict(zip(LETTERS, (1.0, 1.0, 1.0, 4.0, 7.0, 5.0), strict=True))
    assert [name for name, _ in ranked(flat, {"seller": seller, "fixer": fixer})] == ["fixer", "seller"]
    assert by_letters("RIA", fixer) == pytest.approx(1)
    assert by_letters("RIA", seller) == 0


def test_an_occupation_without_six_scores_is_left_out() -> None:
    assert ranked({"R": 20}, {"half": {"R": 7.0}}) == []
