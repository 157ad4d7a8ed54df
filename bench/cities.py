"""Makes cities of any size: the sample city's taxonomy, places and words, and as many opportunities as are wanted.

Words keep the frequencies that they have in the sample city's texts, interests and providers follow Zipf's law, and
a word of its own in one of a thousand opportunities is rare however large the city is.
"""

import csv
import random
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

from bot.language.words import words

SAMPLE = Path("cities") / "brightport"
TODAY = date(2026, 1, 5)
COLUMNS = (
    "id", "title", "organisation", "kind", "summary", "description", "interests", "skills", "age_min", "age_max",
    "cost", "currency", "area", "online", "access", "starts", "ends", "sessions", "places", "valid_until",
)  # fmt: skip
LIKE_THE_SAMPLE = ("kind", "age_min", "age_max", "cost", "currency", "area", "online", "access")
OWN = ("opportunities.csv", "openings.csv", "organisations.csv")
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
OVER = 0.1
"""The share that is over already."""


class Chances:
    """Picks from a list by weights."""

    def __init__(self, of: Sequence[str], weights: Sequence[float], chance: random.Random) -> None:
        self._of, self._until, self._chance = of, list(accumulate(weights)), chance

    def pick(self, count: int) -> list[str]:
        return self._chance.choices(self._of, cum_weights=self._until, k=count)


def write_city(folder: Path, size: int) -> None:
    """A folder to import; the same for the same size."""
    shutil.copytree(
        SAMPLE, folder, ignore=shutil.ignore_patterns("opportunities.csv", "openings.csv", "organisations.csv")
    )
    with (folder / "opportunities.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(opportunities(size))


def opportunities(size: int) -> Iterator[dict[str, Any]]:
    """Rows of the Waymark CSV."""
    chance = random.Random(size)
    rows = _rows("opportunities")
    texts = Counter(word for row in rows for word in words(f"{row['title']} {row['summary']} {row['description']}"))
    said = Chances([*texts], [*texts.values()], chance)
    interests = _by_rank([row["id"] for row in _rows("interests")], chance)
    skills = _by_rank([row["id"] for row in _rows("skills")], chance)
    providers = _by_rank([f"provider-{number}" for number in range(max(size // 15, 5))], chance)
    names = {row["id"]: row["name"] for row in _rows("interests")}
    for number in range(size):
        about = [*dict.fromkeys(interests.pick(chance.choice((1, 1, 2, 3))))]
        pattern = chance.choice(rows)
        yield {
            "id": f"made-{number}",
            "title": f"{' '.join(said.pick(2))} {names[about[0]].lower()} {' '.join(said.pick(1))}".capitalize(),
            "organisation": providers.pick(1)[0],
            "summary": " ".join(said.pick(12)).capitalize(),
            "description": " ".join([*said.pick(30), *([f"rare{number % 1000}"] if chance.random() < 0.02 else [])]),
            "interests": "|".join(about),
            "skills": "|".join(dict.fromkeys(skills.pick(2))),
            **{
                name: pattern[name]
                for name in ("kind", "age_min", "age_max", "cost", "currency", "area", "online", "access")
            },
            **_when(chance),
            "places": chance.choice(("", "", "", "8", "20", "0")),
        }


def _rows(name: str) -> list[dict[str, str]]:
    with (SAMPLE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _by_rank(of: Sequence[str], chance: random.Random) -> Chances:
    return Chances(of, [1 / (rank + 2) for rank in range(len(of))], chance)


def _when(chance: random.Random) -> dict[str, str]:
    starts = TODAY + timedelta(days=chance.randrange(-60, 240))
    ends = TODAY - timedelta(days=3) if chance.random() < OVER else starts + timedelta(days=chance.randrange(7, 200))
    starts = min(starts, ends)
    hour = chance.randrange(9, 20)
    days = chance.sample(DAYS, chance.choice((1, 1, 2)))
    sessions = " | ".join(f"{day} {hour:02}:00-{hour + 2:02}:00" for day in days)
    if chance.random() < 0.3:
        return {"starts": "", "ends": "", "sessions": sessions, "valid_until": ""}
    end = max(ends, TODAY + timedelta(days=1)) if ends >= TODAY else ends
    return {"starts": starts.isoformat(), "ends": end.isoformat(), "sessions": sessions, "valid_until": end.isoformat()}
