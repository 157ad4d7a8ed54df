"""`python -m bench` prints every table; `python -m bench turns` one of them."""

import asyncio
import sys

from bench import growth, turns

TABLES = {"turns": turns.main, "growth": growth.main}


def main(names: list[str]) -> None:
    for name in names or TABLES:
        asyncio.run(TABLES[name]())


if __name__ == "__main__":
    main(sys.argv[1:])
