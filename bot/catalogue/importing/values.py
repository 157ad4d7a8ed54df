"""Cells of Waymark CSV to values. Each raises ValueError with a reason that a person can act on."""

import re
from collections.abc import Callable, Sequence
from datetime import date, time
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from bot.catalogue.importing.plain import plain
from bot.catalogue.model import Session
from bot.language.times import DAY_NAMES

Parser = Callable[[Any], Any]
MONEY_MARKS = re.compile(r"[£$€\s]|gbp|eur|usd", re.IGNORECASE)
MOST_MONEY = Decimal(10_000_000)
SESSION = re.compile(r"([A-Za-z]+)\.?\s+(\d{1,2})[:.](\d{2})\s*(?:-|\u2013|to)\s*(\d{1,2})[:.](\d{2})")
LIST_LIMIT = 200
WORD_LIMIT = 200


def text(cell: str) -> str:
    return plain(cell)


def word(cell: str) -> str:
    """A name or another short text."""
    short = plain(cell)
    if len(short) > WORD_LIMIT:
        raise ValueError(f"longer than {WORD_LIMIT} characters")
    return short


def lower(cell: str) -> str:
    return word(cell).lower()


def words(cell: str | Sequence[str]) -> list[str]:
    """A list, separated by "|" where it comes as one text; empty entries and repetitions fall out."""
    parts = _parts(cell)
    found = list(dict.fromkeys(part for part in (word(part) for part in parts) if part))
    if len(found) > LIST_LIMIT:
        raise ValueError(f"more than {LIST_LIMIT} entries")
    return found


def texts(cell: str | Sequence[str]) -> list[str]:
    return [part for part in (plain(part) for part in _parts(cell)) if part]


def _parts(cell: str | Sequence[str]) -> list[str]:
    """The entries; a bar inside one would part it in the next export."""
    return cell.split("|") if isinstance(cell, str) else [part.replace("|", "/") for part in cell]


def whole(cell: str) -> int | None:
    """A whole number from 0 on."""
    if not cell.strip():
        return None
    try:
        number = int(cell.strip().removesuffix(".0"))
    except ValueError:
        raise ValueError(f"{shown(cell)} is no whole number") from None
    if not 0 <= number <= 1_000_000_000:
        raise ValueError(f"{shown(cell)} is out of range")
    return number


def age(cell: str) -> int | None:
    years = whole(cell.strip().removesuffix("+"))
    if years is not None and years > 120:
        raise ValueError(f"{shown(cell)} is no age")
    return years


def number(cell: str) -> float | None:
    if not cell.strip():
        return None
    try:
        value = float(cell)
    except ValueError:
        raise ValueError(f"{shown(cell)} is no number") from None
    if value != value or abs(value) > 1e9:
        raise ValueError(f"{shown(cell)} is no number")
    return value


def latitude(cell: str) -> float | None:
    return _degrees(cell, 90)


def longitude(cell: str) -> float | None:
    return _degrees(cell, 180)


def _degrees(cell: str, most: int) -> float | None:
    value = number(cell)
    if value is not None and abs(value) > most:
        raise ValueError(f"{shown(cell)} is not between -{most} and {most} degrees")
    return value


def money(cell: str) -> Decimal | None:
    """0, 12.50, 12,50, £12.50 or "free". Empty is unknown, which is not free."""
    bare = MONEY_MARKS.sub("", cell).lower()
    if not bare:
        return None
    if bare in ("free", "none", "nothing"):
        return Decimal("0.00")
    try:
        amount = Decimal(_point(bare))
    except InvalidOperation:
        raise ValueError(f"{shown(cell)} is no amount of money") from None
    if not amount.is_finite() or not 0 <= amount <= MOST_MONEY:
        raise ValueError(f"{shown(cell)} is no amount of money")
    return amount.quantize(Decimal("0.01"))


def _point(bare: str) -> str:
    """ "1,250.00" and "12,50" both with a point alone."""
    if re.fullmatch(r"\d+,\d{1,2}", bare):
        return bare.replace(",", ".")
    return bare.replace(",", "")


def day(cell: str) -> date | None:
    """An ISO date; a time of day after it is dropped."""
    if not cell.strip():
        return None
    try:
        return date.fromisoformat(cell.strip()[:10])
    except ValueError:
        raise ValueError(f"{shown(cell)} is no date like 2026-01-31") from None


ONLINE = {
    "no": ("", "no", "n", "false", "0", "in person", "in-person", "face to face", "offline"),
    "yes": ("yes", "y", "true", "1", "online", "remote", "virtual"),
    "both": ("both", "hybrid", "blended", "mixed", "either"),
}
"""What is written, and what is said elsewhere."""


def online(cell: str) -> str:
    answer = cell.strip().lower()
    found = next((ours for ours, said in ONLINE.items() if answer in said), None)
    if found is None:
        raise ValueError(f"{shown(cell)} is not yes, no or both")
    return found


def link(cell: str) -> str:
    """A web address; anything but http(s) is refused, since it becomes a link on a card."""
    address = cell.strip()
    if not address:
        return ""
    if not re.fullmatch(r"https?://[^\s<>\"'`]+", address, re.IGNORECASE) or len(address) > 2000:
        raise ValueError(f"{shown(cell)} is no web address")
    return address


def sessions(cell: str | Sequence[str]) -> list[str]:
    """Regular times, each "Sat 10:00-12:00", in this one spelling."""
    return [written(session(part)) for part in texts(cell)]


@lru_cache(maxsize=5_000)
def session(part: str) -> Session:
    match = SESSION.fullmatch(part.strip())
    number = DAY_NAMES.get(match[1].lower()) if match else None
    if match is None or number is None:
        raise ValueError(f"{shown(part)} is no time like Sat 10:00-12:00")
    try:
        starts, ends = (time(int(match[i]) % 24, int(match[i + 1])) for i in (2, 4))
    except ValueError:
        raise ValueError(f"{shown(part)} is no time of day") from None
    return Session(number, starts, ends)


def written(session: Session) -> str:
    name = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[session.day]
    return f"{name} {session.starts:%H:%M}-{session.ends:%H:%M}"


def shown(cell: str) -> str:
    """A cell as it is named in a reason: quoted and short."""
    short = cell if len(cell) <= 60 else cell[:57] + "..."
    return f'"{short}"'


def one_of(*choices: str) -> Parser:
    def parse(cell: str) -> str:
        answer = cell.strip().lower()
        if answer not in choices:
            raise ValueError(f"{shown(cell)} is not one of {', '.join(choices)}")
        return answer

    return parse


STEP = re.compile(r"([^=|]+)=\s*(all|any|opening)\s*:\s*([^=|]+)")


def steps(cell: str | Sequence[str]) -> list[str]:
    """A pathway's steps, each "Title=all:badge,badge", "Title=any:badge,badge" or "Title=opening:id"."""
    found = texts(cell)
    for step in found:
        if not STEP.fullmatch(step):
            raise ValueError(f"{shown(step)} is no step like Title=all:badge,badge")
    return found
