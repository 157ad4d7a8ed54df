"""What the pages about badges find in their application, and on whose behalf a viewer acts there."""

from aiohttp import web

from bot.badges.issuing.orders import Giver
from bot.badges.issuing.service import Issuing
from bot.badges.recognition.service import Recognition
from bot.console import audit
from bot.console.guard import RefusedError
from bot.console.keys import DESK, VIEWER
from bot.console.model import Role, Viewer

ISSUING = web.AppKey("issuing", Issuing)
RECOGNITION = web.AppKey("recognition", Recognition)


def add_badges(app: web.Application, issuing: Issuing, recognition: Recognition) -> None:
    """Gives the console what its pages about badges need."""
    app[ISSUING] = issuing
    app[RECOGNITION] = recognition


def givers(viewer: Viewer, role: Role = Role.ISSUER) -> list[Giver]:
    """Every organisation for which the viewer holds the role."""
    held = [grant for grant in viewer.person.grants if grant.role is role and grant.organisation]
    return [Giver(grant.city, _source_id(grant.organisation or ""), viewer.id) for grant in held]


async def giver(request: web.Request, role: Role = Role.ISSUER) -> Giver:
    """The organisation that the request is for (`org`, as `city/id`), else the viewer's first. RefusedError."""
    mine = givers(request[VIEWER], role)
    sent = str((await request.post()).get("org", "")) if request.method == "POST" else ""
    asked = sent or request.query.get("org", "")
    found = next((one for one in mine if not asked or name_of(one) == asked), None)
    if found is None:
        raise RefusedError(403, "Your role does not open this page.")
    return found


def name_of(by: Giver) -> str:
    """An organisation as it stands in an address of the console."""
    return f"{by.city}/{by.organisation}"


async def note(request: web.Request, by: Giver, action: str, subject: str, **detail: str) -> None:
    """Puts what was done into the audit."""
    desk = request.app[DESK]
    async with desk.store.write() as session:
        told = {"organisation": by.organisation or "", **detail}
        await audit.record(session, desk.now(), by.name, action, subject, by.city, told)


def _source_id(public_id: str) -> str:
    return public_id.rpartition(":")[2]
