"""Taking conversations out: what was taken is recorded, by whom and when, and which conversations it held."""

import csv
import io
import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from aiohttp import web
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat.advising.tables import ExportedRow, ExportRow
from bot.console import audit

TYPES = {"csv": "text/csv; charset=utf-8", "jsonl": "application/jsonl; charset=utf-8"}
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
"""What a spreadsheet takes for the start of a formula (OWASP, "CSV Injection")."""


def safe(value: Any) -> str:
    """A cell that no spreadsheet runs: what could begin a formula has an apostrophe before it."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" \u00a0").startswith(FORMULA) or text.startswith(FORMULA) else text


def as_csv(rows: Sequence[Mapping[str, Any]], head: bool = True) -> str:
    """The rows, with a first line of names unless they go on (RFC 4180), every cell safe."""
    out = io.StringIO()
    writer = csv.writer(out)
    if head:
        writer.writerow(rows[0] if rows else ["conversation"])
    for row in rows:
        writer.writerow([safe(value) for value in row.values()])
    return out.getvalue()


def as_lines(rows: Sequence[Mapping[str, Any]], head: bool = True) -> str:
    """The rows as JSON lines, which have no head."""
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)


AS_TEXT = {"csv": as_csv, "jsonl": as_lines}


def file(name: str, content: str) -> web.Response:
    """A file to keep; its name's ending says which kind."""
    kind = TYPES[name.rpartition(".")[2]]
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return web.Response(body=content.encode("utf-8"), headers={**headers, "Content-Type": kind})


async def note(
    session: AsyncSession,
    now: datetime,
    person: str,
    city: str,
    kind: str,
    conversations: Sequence[str],
    asked: Mapping[str, Any],
) -> str:
    """Keeps that conversations were taken out, before they are read; gives the export's id."""
    export_id = secrets.token_hex(16)
    session.add(ExportRow(id=export_id, city=city, person=person, at=now, kind=kind, rows=len(conversations)))
    await session.flush()
    if conversations:
        rows = [{"export_id": export_id, "conversation_id": one} for one in conversations]
        await session.execute(insert(ExportedRow), rows)
    subject = f"conversation {conversations[0]}" if len(conversations) == 1 else f"export {export_id}"
    detail = {"export": export_id, "kind": kind, "rows": len(conversations), "filter": dict(asked)}
    await audit.record(session, now, person, "exported", subject, city, detail)
    return export_id
