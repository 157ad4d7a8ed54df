"""`waymark badges issue|bulk|resend|revoke|list|endorse|rotate-key`"""

import asyncio
import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from bot.cli.common import Failure, open_store, settings

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.badges.issuing.bulk import BulkReport
    from bot.badges.issuing.orders import Giver
    from bot.badges.issuing.service import Given, Issuing

T = TypeVar("T")
CITY = click.option("--city", help="Which city's (default: WAYMARK_CITY).")
ISSUER = click.option("--issuer", help="Only badges of this organisation (its id); without it all of the city's.")


@click.command("issue", short_help="Award a badge to one person.")
@click.argument("badge")
@CITY
@ISSUER
@click.option("--email", default="", help="Whom it is made out to; only a hash of it is kept.")
@click.option("--reference", default="", help="What you know it by, such as a number in your register.")
@click.option("--evidence", default="", help="What they did, to stand in the award.")
@click.option("--issued", default="", help="Day of issue, such as 2026-03-31 (default: now).")
@click.option("--expires", default="", help="Last day that it is good for.")
def issue_command(
    badge: str,
    city: str | None,
    issuer: str | None,
    email: str,
    reference: str,
    evidence: str,
    issued: str,
    expires: str,
) -> None:
    """Award BADGE (its id or name), and print the code and link that its owner claims it with."""
    from bot.badges.issuing.orders import Order

    order = Order(badge, email, reference, evidence, issued, expires)
    given = _done(city, issuer, lambda issuing, by: issuing.give(by, order))
    _show(given)


@click.command("bulk", short_help="Award badges from a CSV file.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@CITY
@ISSUER
@click.option("--badge", default="", help="The badge of rows that name none.")
def bulk_command(file: Path, city: str | None, issuer: str | None, badge: str) -> None:
    """Award a badge for each row of FILE (columns: badge, email, reference, evidence, issued, expires).

    Prints a CSV of line, reference, award, code and link; rejected rows go to stderr with line, field and reason.
    """
    from bot.badges.issuing.bulk import bulk

    try:
        text = file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise Failure(f"{file} is not in UTF-8: save it as CSV UTF-8.") from None
    report = _done(city, issuer, lambda issuing, by: bulk(issuing, by, text, badge))
    _show_report(report)
    if report.rejected:
        raise Failure(
            f"{len(report.given)} awarded, {len(report.rejected)} rejected: put those right and send them again."
        )


@click.command("resend", short_help="Make a new claim link for an award.")
@click.argument("award")
@CITY
@ISSUER
def resend_command(award: str, city: str | None, issuer: str | None) -> None:
    """Make a new code and link for AWARD (its id) when the first was lost; the old ones stop working."""
    _show(_done(city, issuer, lambda issuing, by: issuing.resend(by, award)))


@click.command("revoke", short_help="Take an award back.")
@click.argument("award")
@click.option("--reason", required=True, help="Why; its owner is told.")
@CITY
@ISSUER
def revoke_command(award: str, reason: str, city: str | None, issuer: str | None) -> None:
    """Take AWARD (its id) back for good."""
    _done(city, issuer, lambda issuing, by: issuing.revoke(by, award, reason))
    click.echo(f"Taken back: {award}")


@click.command("list", short_help="List awards, newest first.")
@CITY
@ISSUER
@click.option("--limit", type=click.IntRange(1, 500), default=50, show_default=True)
def list_command(city: str | None, issuer: str | None, limit: int) -> None:
    """List awards that were made here, newest first, as CSV."""
    rows = _done(city, issuer, lambda issuing, by: issuing.listed(by, limit))
    writer = csv.writer(sys.stdout)
    writer.writerow(["award", "badge", "reference", "issued", "claimed", "state", "reason"])
    for one in rows:
        claimed = "yes" if one.claimed else "no"
        writer.writerow(
            [one.award_id, one.badge, one.reference, one.issued.date().isoformat(), claimed, one.state, one.reason]
        )


@click.command("endorse", short_help="Let an employer vouch for a badge.")
@click.argument("badge")
@click.option("--employer", required=True, help="The organisation's id.")
@click.option("--comment", required=True, help="What they say about it.")
@CITY
def endorse_command(badge: str, employer: str, comment: str, city: str | None) -> None:
    """Sign what an employer says about BADGE; awards made from now on carry it."""
    address = _done(city, employer, lambda issuing, by: issuing.endorse(by, badge, comment))
    click.echo(address)


@click.command("rotate-key", short_help="Sign with a new key from now on.")
def rotate_key_command() -> None:
    """Make a new signing key. What the old one signed stays valid: its public half goes on being published."""
    from bot.badges.issuing.keys import KeyRing, KeyTroubleError

    chosen = settings()
    try:
        key = KeyRing(chosen.badge_keys, chosen.badge_key.get_secret_value()).rotate()
    except (KeyTroubleError, OSError) as error:
        raise Failure(str(error)) from None
    click.echo(f"Signing with {key.kid}")


def _done(city: str | None, issuer: str | None, deed: "Callable[[Issuing, Giver], Awaitable[T]]") -> T:
    return asyncio.run(_do(city, issuer, deed))


async def _do(city: str | None, issuer: str | None, deed: "Callable[[Issuing, Giver], Awaitable[T]]") -> T:
    from bot.badges.issuing.errors import IssuingError
    from bot.badges.issuing.keys import KeyTroubleError
    from bot.badges.issuing.make import issuing_for
    from bot.badges.issuing.orders import Giver

    chosen = settings()
    async with open_store(chosen) as store:
        try:
            return await deed(issuing_for(chosen, store), Giver(city or chosen.city, issuer, "command line"))
        except (IssuingError, KeyTroubleError) as error:
            raise Failure(str(error)) from None


def _show(given: "Given") -> None:
    click.echo(f"{given.name}: {given.award_id}")
    click.echo(f"  code {given.code}")
    click.echo(f"  link {given.link}")


def _show_report(report: "BulkReport") -> None:
    writer = csv.writer(sys.stdout)
    writer.writerow(["line", "reference", "award", "code", "link"])
    for line, reference, given in report.given:
        writer.writerow([line, reference, given.award_id, given.code, given.link])
    for row in report.rejected:
        click.echo(f"line {row.line}, {row.field}: {row.reason}", err=True)
