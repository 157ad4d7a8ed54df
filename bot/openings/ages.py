"""Who may do which work at which age. A city's file sets the rules (`age_rules` in city.json); these are the defaults.

Source of the defaults, for England: https://www.gov.uk/child-employment (children may do light part-time work from 13,
and full-time work from the school leaving date, the last Friday in June of the school year in which they turn 16; they
need a permit from the council before that), the Education Act 1996, section 560 (work experience in the last two years
of school, from 14), and the Working Time Regulations 1998, regulations 5A and 6A (under 18: 8 hours a day, 40 a week,
no nights).
"""

from collections.abc import Mapping, Sequence
from typing import Any

SOURCE = "https://www.gov.uk/child-employment"
FULL_TIME = frozenset({"job", "apprenticeship", "traineeship", "internship"})
WORK_DEFAULTS: Sequence[Mapping[str, Any]] = (
    {"from": 13, "to": 14, "term_week_hours": 12, "saturday_hours": 5, "earliest": "07:00", "latest": "19:00"},
    {"from": 15, "to": 15, "term_week_hours": 12, "saturday_hours": 8, "earliest": "07:00", "latest": "19:00"},
    {"from": 16, "to": 17, "week_hours": 40},
)
LIGHT_WORK_FROM, WORK_EXPERIENCE_FROM, LEAVING_AGE, GROWN_UP = 13, 14, 16, 18


def youngest(kind: str, stated: int | None, rules: Mapping[str, Any]) -> int:
    """The age from which an opening of this kind may be taken, `stated` being the employer's own limit.

    An employer who takes people below the school leaving age means light part-time work, which is allowed from 13; one
    who names no age is taken to mean ordinary work.
    """
    lowest = min((int(row["from"]) for row in rules.get("work", ())), default=LIGHT_WORK_FROM)
    if kind not in FULL_TIME:
        return max(stated or 0, int(rules.get("work_experience_from", WORK_EXPERIENCE_FROM)))
    return max(stated, lowest) if stated is not None else int(rules.get("full_time_from", LEAVING_AGE))


def rule_for(age: int, rules: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The limits on work at an age below 18, the strictest where two apply; None from 18 on."""
    if age >= GROWN_UP:
        return None
    rows = rules.get("work") or WORK_DEFAULTS
    return next((row for row in rows if int(row["from"]) <= age <= int(row["to"])), None)


def source(rules: Mapping[str, Any]) -> str:
    return str(rules.get("source", SOURCE))
