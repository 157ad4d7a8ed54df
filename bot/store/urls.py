"""Which driver serves which address."""

from sqlalchemy.engine import URL, make_url

ASYNC = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
SYNC = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}


class UnknownStoreError(ValueError):
    """The address names a database that Waymark does not speak."""


def async_url(address: str) -> URL:
    """The address for the running edge. UnknownStoreError for anything but SQLite and PostgreSQL."""
    return _with_driver(address, ASYNC)


def sync_url(address: str) -> URL:
    """The address for migrations, which run in a thread."""
    return _with_driver(address, SYNC)


def _with_driver(address: str, drivers: dict[str, str]) -> URL:
    url = make_url(address)
    kind = url.drivername.split("+")[0]
    if kind not in drivers:
        raise UnknownStoreError(f"WAYMARK_DATABASE_URL must begin with sqlite or postgresql, not {kind}")
    return url.set(drivername=drivers[kind])
