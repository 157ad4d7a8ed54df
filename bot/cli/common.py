"""What several commands need."""

import contextlib
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.settings import Settings
    from bot.store.engine import Store


class Failure(click.ClickException):
    """A command failed; the message is one line that says what to do."""

    exit_code = 1


def no_city(city: str) -> Failure:
    """That there is no such city, for a command to raise."""
    return Failure(f"There is no city {city!r}: load one with `waymark import folder DIR`.")


class WrongSettings(click.ClickException):
    exit_code = 2


def settings() -> "Settings":
    """The settings; WrongSettings, in one line, when one of them is wrong."""
    from pydantic import ValidationError

    from bot.settings import Settings

    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = "_".join(str(part) for part in first["loc"]).upper()
        raise WrongSettings(f"WAYMARK_{name}: {first['msg']}.") from None


@contextlib.asynccontextmanager
async def open_store(settings: "Settings") -> "AsyncIterator[Store]":
    """The store, brought to the newest schema. Failure when it cannot be opened."""
    from bot.supervisor.failure import StartError
    from bot.supervisor.storage import opened

    try:
        async with opened(settings.store_url) as store:
            yield store
    except StartError as error:
        raise Failure(str(error)) from error
