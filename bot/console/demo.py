"""Somebody to sign in as when a new Waymark has nobody yet."""

from bot.console.audit import MACHINE
from bot.console.model import Grant, Role
from bot.console.people import Staff

EMAIL = "demo@waymark.example"
NAME = "Demo Adviser"
ROLES = (Role.ADVISER, Role.LEAD, Role.ADMIN)


async def first_person(staff: Staff, city: str) -> str | None:
    """Adds the demo adviser where nobody was added before; gives the password, or None when there is somebody."""
    if await staff.count():
        return None
    return await staff.add(EMAIL, NAME, [Grant(role, city) for role in ROLES], MACHINE, must_change=False)


def told(password: str | None, address: str) -> str:
    """The line that says how to sign in."""
    if password is None:
        return f"The advisers' console is at {address}/console (`waymark people` adds people and resets passwords)."
    return f"The advisers' console is at {address}/console: sign in as {EMAIL} with {password} (shown this once)."
