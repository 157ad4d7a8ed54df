"""`waymark badges verify`"""

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bot.badges.verification.fetching import Pages
    from bot.badges.verification.report import Report

PASSES = "ok"


@click.command("verify", short_help="Check a badge.")
@click.argument("subject", metavar="FILE|URL")
@click.option("--json", "as_json", is_flag=True, help="Print the verdict and every check as JSON.")
@click.option("--map", "mapped", multiple=True, metavar="ADDRESS=DIR", help="Take what begins with ADDRESS from DIR.")
@click.option("--offline", is_flag=True, help="Fetch nothing from the network.")
def verify_command(subject: str, as_json: bool, mapped: tuple[str, ...], offline: bool) -> int:
    """Check a badge of Open Badges 3.0, 2.0 or 2.1: JSON, a signed token, a PNG or SVG with a badge in it, or the
    address of one. Ends with 0 when it is good (also with a warning) and with 1 when it is not."""
    report = asyncio.run(_verify(subject, _pages(mapped, offline)))
    click.echo(json.dumps(report.as_json(), indent=2, ensure_ascii=False) if as_json else _readable(report))
    return int(report.verdict == "invalid")


async def _verify(subject: str, pages: "Pages") -> "Report":
    from bot.badges.verification.verifier import Verifier

    verifier = Verifier(pages)
    if subject.startswith(("https://", "http://")):
        return await verifier.verify_at(subject)
    return await verifier.verify(await asyncio.to_thread(_content, Path(subject)))


def _content(path: Path) -> bytes:
    from bot.badges.verification.received import LARGEST

    if not path.is_file():
        raise click.UsageError(f"There is no file {path}.")
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def _pages(mapped: tuple[str, ...], offline: bool) -> "Pages":
    from bot.badges.verification.fetching import GuardedPages, MappedPages

    folders: dict[str, Path] = {}
    for one in mapped:
        address, _, folder = one.rpartition("=")
        if not address or not Path(folder).is_dir():
            raise click.UsageError(f"--map takes ADDRESS=DIR, with a folder that is there: {one}")
        folders[address] = Path(folder)
    return MappedPages(folders, None if offline else GuardedPages())


def _readable(report: "Report") -> str:
    about = report.about
    title = f"{about.name}, given by {about.issuer}" if about else "No badge that could be read"
    checks = [
        f"  {PASSES if check.outcome == 'passed' else check.outcome:8} {check.name:16} {check.message}".rstrip()
        for check in report.checks
    ]
    return "\n".join([f"{report.verdict}: {title}", *checks])
