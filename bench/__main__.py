"""`python -m bench` prints every table; `python -m bench turns` one of them."""

import asyncio
import sys

from bench import (
    desk,
    desk_live,
    duplicates,
    finding,
    growth,
    importing,
    planning,
    searching,
    telegram,
    turns,
    verifying,
)

TABLES = {
    "turns": turns.main,
    "growth": growth.main,
    "finding": finding.main,
    "searching": searching.main,
    "importing": importing.main,
    "duplicates": duplicates.main,
    "planning": planning.main,
    "verifying": verifying.main,
    "telegram": telegram.main,
    "desk": desk.main,
    "desk_live": desk_live.main,
}


def main(names: list[str]) -> None:
    for name in [name for name in names if not name.startswith("--")] or TABLES:
        asyncio.run(TABLES[name]())


if __name__ == "__main__":
    main(sys.argv[1:])
