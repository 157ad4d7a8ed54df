"""Short statements as the driver takes them: what SQLAlchemy adds to each costs more than they do."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError


def rows(connection: Connection, statement: str, values: Mapping[str, Any] | Sequence[Any] = ()) -> Sequence[Any]:
    """All rows of a statement, with the driver's placeholders and values. DBAPIError, which tells whether the server
    had hung up (`connection_invalidated`)."""
    dbapi: Any = connection.dialect.dbapi
    cursor = connection.connection.cursor()
    try:
        cursor.execute(statement, values)
        found: Sequence[Any] = cursor.fetchall()
    except dbapi.Error as error:
        gone = connection.dialect.is_disconnect(error, connection.connection.dbapi_connection, cursor)
        raise DBAPIError(statement, None, error, connection_invalidated=gone) from error
    finally:
        cursor.close()
    return found


def value(connection: Connection, statement: str, values: Mapping[str, Any] | Sequence[Any] = ()) -> Any:
    """The first value of the first row; None when there is no row."""
    found = rows(connection, statement, values)
    return found[0][0] if found else None
