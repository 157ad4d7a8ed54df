"""How PostgreSQL is asked to plan our statements, which are short and mostly find in memory what they read."""

from typing import Any

from sqlalchemy import Engine, event

# Its default takes a row that an index names for four times as dear as one read in passing: it then reads whole tables
# for a search. Compiling a plan takes longer than any of them runs, and workers beside it take processors from others.
SETTINGS = ("SET random_page_cost = 1.1", "SET jit = off", "SET max_parallel_workers_per_gather = 0")


def prepare(engine: Engine) -> None:
    """Sets every new connection up."""
    event.listen(engine, "connect", _set_up)


def _set_up(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for setting in SETTINGS:
        cursor.execute(setting)
    cursor.close()
    connection.commit()
