"""Listings of which it is known which are the same: copies as feeds make them, and others that only look alike."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from bot.catalogue.duplicates.listing import Listing, listing

WHAT = [
    "Guitar",
    "Pottery",
    "Football",
    "Coding",
    "Baking",
    "Boxing",
    "Photography",
    "Gardening",
    "Drama",
    "Dance",
    "Swimming",
    "Chess",
    "Sewing",
    "Robotics",
    "Singing",
    "Cycling",
    "Animation",
    "Judo",
    "Painting",
    "Carpentry",
    "Cooking",
    "Climbing",
    "Poetry",
    "Podcasting",
    "Skateboarding",
    "Woodwork",
    "Jewellery",
    "Yoga",
    "Basketball",
    "Spanish",
    "Polish",
    "Filmmaking",
    "Drumming",
    "Ceramics",
    "Badminton",
    "Cricket",
    "Rowing",
    "Sailing",
    "Astronomy",
    "Birdwatching",
]
FORM = [
    "club",
    "workshop",
    "course",
    "group",
    "lessons",
    "sessions",
    "academy",
    "project",
    "studio",
    "class",
    "circle",
    "lab",
    "school",
    "team",
]
WHO = [
    "for beginners",
    "for improvers",
    "for young people",
    "after school",
    "on wheels",
    "with friends",
    "in the park",
    "by the river",
    "at home",
    "",
]
STYLE = [
    "Creative",
    "Open",
    "Community",
    "Friendly",
    "Summer",
    "Harbour",
    "Urban",
    "Junior",
    "Evening",
    "Green",
    "City",
    "Big",
    "Little",
    "Quiet",
    "Bright",
]
NAMES = [
    "Oak",
    "Mill",
    "River",
    "Harbour",
    "Fern",
    "Castle",
    "Bridge",
    "Market",
    "Station",
    "Hill",
    "Meadow",
    "Garden",
    "Lake",
    "Chapel",
    "Forge",
    "Quay",
    "Orchard",
]
BODIES = [
    "Arts",
    "Youth",
    "Sports",
    "Community",
    "Learning",
    "Music",
    "Family",
    "Skills",
    "Film",
    "Nature",
    "Tech",
    "Wellbeing",
]
ENDS = ("Centre", "Hub", "Project", "Club", "House", "Works", "Studio", "Network")
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
AREAS = ("mill", "harbour", "east", "west", "north", "south", "park", "old-town")
Row = dict[str, Any]
Change = Callable[[Random, Row], Row]


@dataclass(frozen=True, slots=True)
class Labelled:
    listings: Sequence[Listing]
    same: frozenset[tuple[str, str]]
    """Pairs of ids, the lesser first."""


def labelled(count: int, seed: int = 1) -> Labelled:
    """About `count` listings: a tenth of them have a copy, another tenth something that is another thing."""
    random = Random(seed)
    rows: list[Row] = []
    same: set[tuple[str, str]] = set()
    for number in range(count * 5 // 6):
        base = _base(random, number)
        rows.append(base)
        if number % 10 == 0:
            rows.append(_changed(random, base, COPIES, f"{base['id']}-copy"))
            same.add((base["id"], f"{base['id']}-copy"))
        elif number % 10 == 5:
            rows.append(_changed(random, base, OTHERS, f"{base['id']}-other"))
    random.shuffle(rows)
    return Labelled([listing(row, row["organisation"]) for row in rows], frozenset(same))


def _base(random: Random, number: int) -> Row:
    title = f"{random.choice(STYLE)} {random.choice(WHAT)} {random.choice(FORM)} {random.choice(WHO)}".strip()
    starts = random.choice((None, date(2026, 9, 1) + timedelta(days=random.randrange(60))))
    youngest = random.choice((11, 13, 14, 16))
    return {
        "id": f"x:opp:{number:06}",
        "title": title,
        "organisation": f"{random.choice(NAMES)} {random.choice(NAMES)} {random.choice(BODIES)} {random.choice(ENDS)}",
        "area": random.choice(AREAS),
        "postcode": random.choice(
            ("", f"FE{random.randrange(1, 20)} {random.randrange(1, 10)}{random.choice('ABDE')}X")
        ),
        "lat": 51 + random.random() / 5,
        "lon": random.random() / 5,
        "online": "no",
        "starts": starts,
        "sessions": [_session(random) for _ in range(random.randrange(1, 3))],
        "age_min": youngest,
        "age_max": youngest + random.choice((3, 5, 8)),
    }


def _session(random: Random) -> str:
    hour = random.randrange(9, 20)
    return f"{random.choice(DAYS)} {hour:02}:{random.choice(('00', '30'))}-{hour + 2:02}:00"


def _changed(random: Random, base: Row, changes: Sequence[Change], id: str) -> Row:
    row = {**base, "id": id}
    for change in random.sample(changes, random.randrange(1, 3) if changes is COPIES else 1):
        row = change(random, row)
    return row


def mistype(random: Random, text: str) -> str:
    """One letter swapped, left out, doubled or another one, in a word of four letters or more."""
    words = text.split()
    long = [number for number, word in enumerate(words) if len(word) > 3]
    if not long:
        return text
    number = random.choice(long)
    word = words[number]
    at = random.randrange(1, len(word) - 1)
    words[number] = random.choice(
        (
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + random.choice("aeioutnsr") + word[at + 1 :],
        )
    )
    return " ".join(words)


def _mistyped(random: Random, row: Row) -> Row:
    return {**row, "title": mistype(random, row["title"])}


def _reordered(random: Random, row: Row) -> Row:
    words = row["title"].split()
    random.shuffle(words)
    return {**row, "title": " ".join(words)}


def _shouted(random: Random, row: Row) -> Row:
    return {**row, "title": random.choice((row["title"].upper(), f"FREE {row['title']}!", f"{row['title']}."))}


def _renamed(random: Random, row: Row) -> Row:
    end = random.choice((" Ltd", " CIC", " Limited"))
    name = row["organisation"]
    return {**row, "organisation": random.choice((f"{name}{end}", f"The {name}", mistype(random, name)))}


def _vague(random: Random, row: Row) -> Row:
    missing = random.choice(("time", "place", "starts"))
    if missing == "time":
        return {**row, "sessions": []}
    return {**row, "postcode": "", "lat": None, "lon": None} if missing == "place" else {**row, "starts": None}


def _moved_a_little(random: Random, row: Row) -> Row:
    return row if row["lat"] is None else {**row, "lat": row["lat"] + 0.0005}


def _other_hour(random: Random, row: Row) -> Row:
    day, _, times = row["sessions"][0].partition(" ")
    hour = (int(times[:2]) + random.choice((1, 2, 3)) - 8) % 12 + 8
    return {**row, "sessions": [f"{day} {hour:02}{times[2:5]}-{hour + 2:02}:00"]}


def _other_day(random: Random, row: Row) -> Row:
    day, _, times = row["sessions"][0].partition(" ")
    return {**row, "sessions": [f"{random.choice([each for each in DAYS if each != day])} {times}"]}


def _other_start(random: Random, row: Row) -> Row:
    starts = row["starts"] or date(2026, 9, 1)
    return (
        {**row, "starts": starts + timedelta(weeks=random.randrange(1, 12)), "sessions": []}
        if row["starts"]
        else _other_day(random, row)
    )


def _other_place(random: Random, row: Row) -> Row:
    return {**row, "area": row["area"] + "-end", "postcode": "ZZ1 1ZZ", "lat": row["lat"] + 0.05}


def _other_level(random: Random, row: Row) -> Row:
    return {**row, "title": f"{row['title']} {random.choice(('advanced', 'Level 2', 'girls', 'online'))}"}


def _other_thing(random: Random, row: Row) -> Row:
    words = row["title"].split()
    words[1] = random.choice([each for each in WHAT if each != words[1]])
    return {**row, "title": " ".join(words)}


def _other_age(random: Random, row: Row) -> Row:
    return {**row, "age_min": row["age_max"] + 1, "age_max": row["age_max"] + 8}


COPIES: Sequence[Change] = (_mistyped, _reordered, _shouted, _renamed, _vague, _moved_a_little)
OTHERS: Sequence[Change] = (
    _other_hour, _other_day, _other_start, _other_place, _other_level, _other_thing, _other_age,
)  # fmt: skip
