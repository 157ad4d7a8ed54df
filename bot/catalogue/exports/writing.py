"""A city's things into one file of a format, batch by batch."""

import asyncio
import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.catalogue.city import City
from bot.catalogue.exports import catalog, linked, services
from bot.catalogue.exports.things import Thing, count, load_city, things
from bot.store.engine import Store


@dataclass(frozen=True, slots=True)
class Written:
    path: Path
    things: int


class Writer(ABC):
    """What a format puts before, between and after things; one for each file."""

    kinds: Sequence[str] = ("opportunities",)

    @abstractmethod
    def before(self, total: int, now: datetime) -> str: ...

    @abstractmethod
    def each(self, things: Sequence[Thing]) -> Iterator[str]: ...

    @abstractmethod
    def after(self) -> str: ...


class _Json(Writer):
    """Entries of one list."""

    def __init__(self) -> None:
        self._first = True

    @abstractmethod
    def entry(self, thing: Thing) -> object: ...

    def each(self, things: Sequence[Thing]) -> Iterator[str]:
        for thing in things:
            yield ("" if self._first else ",\n") + json.dumps(self.entry(thing), ensure_ascii=False)
            self._first = False

    def after(self) -> str:
        return "\n]}\n"


class SchemaOrg(_Json):
    kinds = ("opportunities", "openings")

    def before(self, total: int, now: datetime) -> str:
        return f'{{"@context": {json.dumps(linked.CONTEXT)}, "@graph": [\n'

    def entry(self, thing: Thing) -> object:
        return linked.node(thing)


class OpenReferral(_Json):
    def before(self, total: int, now: datetime) -> str:
        page = {
            "total_items": total, "total_pages": 1, "page_number": 1, "size": total, "first_page": True,
            "last_page": True, "empty": not total,
        }  # fmt: skip
        return json.dumps(page)[:-1] + ', "contents": [\n'

    def entry(self, thing: Thing) -> object:
        return services.service(thing)


class Xcri(Writer):
    """Courses within their providers, which the things come sorted by."""

    def __init__(self) -> None:
        self._provider: str | None = None

    def before(self, total: int, now: datetime) -> str:
        stamp = f"{now:%Y-%m-%dT%H:%M:%S%z}"
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{catalog.OPENING}"{stamp[:-2]}:{stamp[-2:]}">\n'

    def each(self, things: Sequence[Thing]) -> Iterator[str]:
        for thing in things:
            if thing.organisation["name"] != self._provider:
                yield "" if self._provider is None else "</provider>\n"
                yield catalog.provider(thing)
                self._provider = thing.organisation["name"]
            yield catalog.course(thing)

    def after(self) -> str:
        return ("" if self._provider is None else "</provider>\n") + "</catalog>\n"


WRITERS: Mapping[str, Callable[[], Writer]] = {
    "schema-org": SchemaOrg,
    "open-referral": OpenReferral,
    "xcri": Xcri,
}


async def export_file(store: Store, fmt: str, path: Path, *, city: str, now: datetime) -> Written:
    """Writes a city's opportunities (and openings, where the format has them) into one file.

    What was withdrawn is left out. `fmt` is a name in WRITERS. UnknownCityError, OSError.
    """
    home = await load_city(store, city)
    writer = WRITERS[fmt]()
    total = sum([await count(store, city, kind) for kind in writer.kinds])
    await asyncio.to_thread(_write, path, [writer.before(total, now.astimezone(home.zone))], "w")
    for kind in writer.kinds:
        await _write_kind(store, writer, path, home, kind)
    await asyncio.to_thread(_write, path, [writer.after()], "a")
    return Written(path, total)


async def _write_kind(store: Store, writer: Writer, path: Path, city: City, kind: str) -> None:
    async for batch in things(store, city, kind):
        await asyncio.to_thread(_write, path, writer.each(batch), "a")


def _write(path: Path, parts: Sequence[str] | Iterator[str], mode: str) -> None:
    with path.open(mode, encoding="utf-8", newline="\n") as file:
        file.writelines(parts)
