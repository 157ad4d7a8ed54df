"""`waymark badges verify`"""

import asyncio
import contextlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.common import open_store, settings

if TYPE_CHECKING:
    from bot.badges.verification.fetching import Pages
    from bot.badges.verification.report import Report
    from bot.settings import Settings

PASSES = "ok"
FILE = "waymark.db"
"""Of the store in the home, where no other is set."""


@click.command("verify", short_help="Check a badge.")
@click.argument("subject", metavar="FILE|URL")
@click.option("--json", "as_json", is_flag=True, help="Print the verdict and every check as JSON.")
@click.option("--map", "mapped", multiple=True, metavar="ADDRESS=DIR", help="Take what begins with ADDRESS from DIR.")
@click.option("--offline", is_flag=True, help="Fetch nothing from the network.")
def verify_command(subject: str, as_json: bool, mapped: tuple[str, ...], offline: bool) -> int:
    """Check a badge of Open Badges 3.0, 2.0 or 2.1: JSON, a signed token, a PNG or SVG with a badge in it, or the
    address of one. Ends with 0 when it is good (also with a warning) and with 1 when it is not."""
    report = asyncio.run(_verify(subject, mapped, offline))
    click.echo(json.dumps(report.as_json(), indent=2, ensure_ascii=False) if as_json else _readable(report))
    return int(report.verdict == "invalid")


async def _verify(subject: str, mapped: tuple[str, ...], offline: bool) -> "Report":
    from bot.badges.verification.verifier import Verifier

    async with contextlib.AsyncExitStack() as stack:
        verifier = Verifier(_pages(mapped, offline, stack))
        if subject.startswith(("https://", "http://")):
            return await verifier.verify_at(subject)
        return await verifier.verify(await asyncio.to_thread(_content, Path(subject)))


def _content(path: Path) -> bytes:
    from bot.badges.verification.received import LARGEST

    if not path.is_file():
        raise click.UsageError(f"There is no file {path}.")
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def _pages(mapped: tuple[str, ...], offline: bool, stack: contextlib.AsyncExitStack) -> "Pages":
    """Folders that stand for addresses, then what this Waymark publishes itself, then the network."""
    from bot.badges.verification.fetching import GuardedPages, MappedPages, folders

    chosen = settings()
    places = {}
    for one in mapped:
        address, _, folder = one.rpartition("=")
        if not address or not Path(folder).is_dir():
            raise click.UsageError(f"--map takes ADDRESS=DIR, with a folder that is there: {one}")
        places[address] = Path(folder)
    network = MappedPages({}) if offline else GuardedPages()
    return MappedPages({**places, **folders(chosen.badge_pages)}, _Home(chosen, network, stack))


class _Home:
    """This Waymark's own pages, from its store, which is opened when one is asked for and only if there is one."""

    def __init__(self, chosen: "Settings", beyond: "Pages", stack: contextlib.AsyncExitStack) -> None:
        self._chosen = chosen
        self._beyond = beyond
        self._stack = stack
        self._own: Pages | None = None

    async def get(self, url: str) -> bytes:
        """See `Pages`."""
        host = f"://{self._chosen.public_address.partition('://')[2]}/"
        has_store = bool(self._chosen.database_url) or await asyncio.to_thread(self._chosen.home.joinpath(FILE).is_file)
        if host not in url or not has_store:
            return await self._beyond.get(url)
        if self._own is None:
            self._own = await self._open()
        return await self._own.get(url)

    async def _open(self) -> "Pages":
        from bot.badges.claiming.pages import OwnPages
        from bot.badges.issuing.hosting import Hosting
        from bot.badges.issuing.make import issuing_for

        store = await self._stack.enter_async_context(open_store(self._chosen))
        issuing = issuing_for(self._chosen, store)
        return OwnPages(issuing.at.base, Hosting(store, issuing.ring, issuing.at), self._beyond)


def _readable(report: "Report") -> str:
    about = report.about
    title = f"{about.name}, given by {about.issuer}" if about else _untitled(report)
    checks = [
        f"  {PASSES if check.outcome == 'passed' else check.outcome:8} {check.name:16} {check.message}".rstrip()
        for check in report.checks
    ]
    return "\n".join([f"{report.verdict}: {title}", *checks])


def _untitled(report: "Report") -> str:
    if report.format is None:
        return "no badge could be read" if report.failed("read", "read.fetch") else "a part of a badge"
    return "what it says is not to be relied on" if report.verdict == "invalid" else "a signed document about badges"
