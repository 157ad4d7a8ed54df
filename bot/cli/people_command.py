"""`waymark people`"""

import asyncio
from typing import TYPE_CHECKING, TypeVar

import click

from bot.cli.common import Failure, open_store, settings

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from bot.console import roster
    from bot.console.model import Grant
    from bot.console.people import Staff

T = TypeVar("T")
ROLES = ("adviser", "lead", "admin", "provider", "issuer", "employer", "auditor")


@click.group("people", short_help="Add and list people of the console, change roles.")
def command() -> None:
    """The people who may sign in to the console at /console.

    A role is held in one city; provider, issuer and employer in one of its organisations too.
    """


@command.command()
@click.argument("email")
@click.option("--name", required=True, help="As colleagues and learners read it.")
@click.option("--role", "roles", type=click.Choice(ROLES), multiple=True, required=True)
@click.option("--city", required=True)
@click.option("--organisation", help="Its id, such as lib or brightport:org:lib.")
def add(email: str, name: str, roles: tuple[str, ...], city: str, organisation: str | None) -> None:
    """Add a person; prints a first password, which they have to change."""
    grants = [_grant(role, city, organisation) for role in roles]
    password = _run(lambda staff: staff.add(email, name, grants, "waymark"), *grants)
    click.echo(f"{email} can sign in at /console with the password {password} and has to change it then.")


@command.command()
@click.argument("email")
@click.argument("role", type=click.Choice(ROLES))
@click.option("--city", required=True)
@click.option("--organisation")
@click.option("--remove", is_flag=True, help="Take the role instead of giving it.")
def role(email: str, role: str, city: str, organisation: str | None, remove: bool) -> None:
    """Give a role to a person, or take it."""
    grant = _grant(role, city, organisation)
    if remove:
        _run(lambda staff: staff.withdraw(email, grant, "waymark"))
    else:
        _run(lambda staff: staff.grant(email, grant, "waymark"), grant)
    click.echo(f"{email} {'no longer holds' if remove else 'holds'} the role {role} in {city}.")


@command.command()
@click.argument("email")
def reset(email: str) -> None:
    """Give a person a new first password; their second factor and their sessions end."""
    password = _run(lambda staff: staff.reset(email, "waymark"))
    click.echo(f"{email} can sign in with the password {password} and has to change it then.")


@command.command("list")
@click.option("--city", default="", help="Those of one city alone.")
@click.option("--whole", is_flag=True, help="Show names and addresses whole; they are shortened otherwise.")
def listed(city: str, whole: bool) -> None:
    """List who may sign in: city, name, address, role, last sign-in (UTC)."""
    chosen = settings()
    from bot.console import roster

    async def found() -> "Sequence[roster.Entry]":
        async with open_store(chosen) as store:
            return await roster.entries(store, city)

    entries = asyncio.run(found())
    shown = str if whole else roster.masked
    rows = [
        (
            one.city,
            shown(one.name),
            shown(one.email),
            f"{one.role} of {one.organisation}" if one.organisation else one.role,
            f"{one.last:%Y-%m-%d %H:%M}" if one.last else "never",
        )
        for one in entries
    ]
    if not rows:
        click.echo("Nobody; `waymark people add` adds somebody.")
        return
    for row in [("City", "Name", "Address", "Role", "Last sign-in"), *rows]:
        click.echo("\t".join(row))


def _grant(role: str, city: str, organisation: str | None) -> "Grant":
    from bot.console.model import OF_ORGANISATION, Grant, Role

    if organisation:
        organisation = f"{city}:org:{organisation.rpartition(':')[2]}"
    return Grant(Role(role), city, organisation if Role(role) in OF_ORGANISATION else None)


def _run(act: "Callable[[Staff], Awaitable[T]]", *grants: "Grant") -> T:
    chosen = settings()
    from bot.console.errors import ConsoleError, NoSuchPersonError, PersonExistsError
    from bot.console.passwords import Passwords
    from bot.console.people import Staff, unknown
    from bot.console.vault import Vault

    async def acted() -> T:
        async with open_store(chosen) as store:
            done = await act(Staff(store, Passwords(), Vault(chosen)))
            for missing in await unknown(store, grants):
                click.echo(f"waymark: {missing} is not in the store yet: is that spelt right?", err=True)
            return done

    try:
        return asyncio.run(acted())
    except NoSuchPersonError as error:
        raise Failure(f"There is nobody with the address {error}; `waymark people add` adds them.") from error
    except PersonExistsError as error:
        raise Failure(f"{error} is there already; `waymark people role` changes roles.") from error
    except ConsoleError as error:
        raise Failure(f"{error}.") from error
