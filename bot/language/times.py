"""Regular times in words: "weekends", "after school", "sat mornings"."""

import re
from datetime import time

from bot.catalogue.model import Times

DAY_NAMES = {
    name: number
    for number, names in enumerate(
        (
            ("mon", "monday", "mondays", "mons", "mondys"),
            ("tue", "tues", "tuesday", "tuesdays", "teusday", "teusdays"),
            ("wed", "weds", "wednesday", "wednesdays", "wensday", "wensdays", "wednesdy"),
            ("thu", "thur", "thurs", "thursday", "thursdays", "thurday"),
            ("fri", "friday", "fridays", "fris"),
            ("sat", "sats", "saturday", "saturdays", "satdays", "saterday", "saterdays", "satday", "satdee"),
            ("sun", "suns", "sunday", "sundays", "sundee"),
        )
    )
    for name in names
}
"""Names of days, short, long and misspelt, to 0 (Monday) to 6 (Sunday)."""

WEEKDAYS = frozenset(range(5))
WEEKEND = frozenset({5, 6})
WEEKEND_WORD = re.compile(r"\b(wk ?ends?|week ?ends?|w/?ends?)\b")
WEEKDAY_WORD = re.compile(
    r"\b(week ?days?|wk ?days?|school days?|in the week|during the week|midweek|school nights?)\b"
)
EVERY_DAY = re.compile(r"\b(every ?day|any ?day|whenever|any ?time)\b")
RANGE = re.compile(rf"\b({'|'.join(DAY_NAMES)}) ?(?:-|to|til|till|thru|through) ?({'|'.join(DAY_NAMES)})\b")
DAY = re.compile(rf"\b({'|'.join(sorted(DAY_NAMES, key=len, reverse=True))})\b")

SCHOOL_ENDS = time(15, 0)
EVENING = time(17, 0)
WORK_ENDS = time(17, 0)
PARTS = (
    # What is said, the earliest start, the latest end; and the days, where the words imply them.
    (
        re.compile(r"\b(after ?school|after ?college|after ?skl|afta ?school|after lessons)\b"),
        SCHOOL_ENDS,
        None,
        WEEKDAYS,
    ),
    (re.compile(r"\b(after ?work)\b"), WORK_ENDS, None, WEEKDAYS),
    (re.compile(r"\b(evenings?|eves?|evenin|eveings?|nights?|nites?|night ?time)\b"), EVENING, None, None),
    (re.compile(r"\b(lunch ?times?|lunch breaks?)\b"), time(11, 30), time(14, 30), None),
    (re.compile(r"\b(mornings?|morns?|mornin|before lunch)\b"), None, time(13, 0), None),
    (re.compile(r"\b(after ?noons?|aft|arvo)\b"), time(12, 0), time(18, 30), None),
    (re.compile(r"\b(day ?times?|in the day|during the day|school hours)\b"), time(8, 0), time(17, 30), None),
)
NO_CLOCK = r"(?! ?(?:st|nd|rd|th|years?|yrs?|y/?o|weeks?|months?|days?|quid|pounds?|p\b|km|miles?|min|to \d|-\d|%))"
CLOCK = rf"(\d{{1,2}})(?:[:.](\d{{2}}))? ?(am|pm|o'?clock)?\b{NO_CLOCK}"
AFTER = re.compile(rf"\b(?:after|not before|past|later than) (?:about |around |like |half )?{CLOCK}")
BEFORE = re.compile(rf"\b(?:before|by|until|till|til|not after|earlier than) (?:about |around |like |half )?{CLOCK}")


def times(text: str) -> Times | None:
    """The times that are meant: days, earliest start and latest end. None when the text says nothing of times.

    Whether they are possible or ruled out is the caller's to know: "not tuesdays" gives Tuesdays here. Evenings begin
    at 17:00 and schools end at 15:00; a bare hour from 1 to 8 is taken as p.m.
    """
    folded = " ".join(text.lower().replace("\u2019", "'").split())[:1000]
    days = days_in(folded)
    earliest, latest, implied = _part_of_day(folded)
    earliest = _clock(AFTER, folded) or earliest
    latest = _clock(BEFORE, folded) or latest
    if not days and implied:
        days = implied
    if not days and earliest is None and latest is None:
        return Times() if EVERY_DAY.search(folded) else None
    return Times(days, earliest, latest)


def days_in(folded: str) -> frozenset[int]:
    """The days of the week that are named, also as a range or as "weekends"."""
    days: set[int] = set()
    for first, last in RANGE.findall(folded):
        span = (DAY_NAMES[last] - DAY_NAMES[first]) % 7
        days |= {(DAY_NAMES[first] + step) % 7 for step in range(span + 1)}
    days |= {DAY_NAMES[name] for name in DAY.findall(folded)}
    if WEEKEND_WORD.search(folded):
        days |= WEEKEND
    if WEEKDAY_WORD.search(folded):
        days |= WEEKDAYS
    return frozenset(days)


def _part_of_day(folded: str) -> tuple[time | None, time | None, frozenset[int] | None]:
    """The widest span of all parts of the day that are named."""
    spans = [(earliest, latest, days) for pattern, earliest, latest, days in PARTS if pattern.search(folded)]
    if not spans:
        return None, None, None
    starts, ends = [span[0] for span in spans], [span[1] for span in spans]
    earliest = None if None in starts else min(start for start in starts if start)
    latest = None if None in ends else max(end for end in ends if end)
    return earliest, latest, spans[0][2] if len(spans) == 1 else None


def _clock(pattern: re.Pattern[str], folded: str) -> time | None:
    match = pattern.search(folded)
    if not match:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    if (match[3] == "pm" and hour < 12) or (not match[3] and 1 <= hour <= 8):
        hour += 12
    return time(hour, minute) if hour < 24 and minute < 60 else None
