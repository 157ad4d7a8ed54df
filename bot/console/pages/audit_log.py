"""Who did what: the audit, to read."""

from aiohttp import web
from sqlalchemy import select

from bot.console.keys import DESK, VIEWER
from bot.console.model import Role
from bot.console.rendering import render, wanted
from bot.console.routes import Link, route
from bot.console.tables import AuditRow, GrantRow, PersonRow

READERS = frozenset({Role.AUDITOR, Role.LEAD, Role.ADMIN})
PAGE = 100


async def page(request: web.Request) -> web.StreamResponse:
    """GET /console/audit: what concerns the viewer's cities and the people in them, newest first."""
    cities = request[VIEWER].cities(*READERS)
    before, subject = wanted(request, "before"), wanted(request, "subject")
    chosen = select(AuditRow).order_by(AuditRow.seq.desc()).limit(PAGE)
    if before.isdecimal():
        chosen = chosen.where(AuditRow.seq < int(before[:9]))
    if subject:
        chosen = chosen.where(AuditRow.subject == subject)
    colleagues = select(GrantRow.person_id).where(GrantRow.city.in_(cities))
    # One after the other: an index keeps the order within one city alone.
    parts = [AuditRow.city == city for city in cities]
    parts.append((AuditRow.city == "") & AuditRow.person.in_(colleagues))
    async with request.app[DESK].store.read() as session:
        found = [row for part in parts for row in await session.scalars(chosen.where(part))]
        rows = sorted(found, key=lambda row: row.seq, reverse=True)[:PAGE]
        people = await session.execute(
            select(PersonRow.id, PersonRow.name).where(PersonRow.id.in_({row.person for row in rows}))
        )
        names = {row.id: row.name for row in people}
    return render(request, "audit.html", rows=rows, names=names, subject=subject, more=len(rows) == PAGE)


ROUTES = [route("GET", "/audit", page, READERS)]
LINKS = [Link("Audit", "/audit", READERS, 80)]
