"""Pages out of templates: everything escaped, nothing from elsewhere, strict headers."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit
from zoneinfo import ZoneInfo

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.console import csrf
from bot.console.cookies import PATH, new_secret, secret_of, set_visit
from bot.console.guard import RefusedError
from bot.console.keys import DESK, TEMPLATES, VIEWER
from bot.console.routes import Link

FOLDER = Path(__file__).parent
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
DONE = {
    "saved": "Saved.",
    "mailed": "Saved. The mentor has a mail with their link.",
    "sent": "Sent.",
    "removed": "Removed.",
    "password": "Your password is changed. Other sessions are ended.",
    "factor": "Your second factor is set. From now on you need a code to sign in.",
    "ended": "All your sessions are ended. Sign in again.",
    "out": "You are signed out.",
}
"""What a page says after a change; the address names it by key, so that no address can put words on a page."""
BROWSERS = (
    *(("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox")),
    *(("Chrom", "Chrome"), ("CriOS", "Chrome"), ("FxiOS", "Firefox"), ("Safari", "Safari")),
)
"""What stands in a User-Agent header, the one that others claim to be last."""
SYSTEMS = (
    *(("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS", "a Mac")),
    *(("CrOS", "a Chromebook"), ("Linux", "Linux")),
)
NAVIGATION = web.AppKey("links", list[Link])


def environment() -> Environment:
    """Escapes in every template, whatever its name; a name that is not given is an error."""
    made = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["when"] = when
    made.filters["query"] = query
    made.filters["told"] = told
    made.filters["browser"] = browser
    made.globals["done_words"] = DONE
    made.globals["picture"] = picture
    return made


def when(at: datetime | None, zone: str = "UTC", form: str = "%a %d %b %Y, %H:%M") -> str:
    """A moment as it is read in that time zone; empty for none."""
    return at.astimezone(ZoneInfo(zone)).strftime(form) if at else ""


def browser(agent: str) -> str:
    """A browser's name for itself as its owner knows it, such as "Firefox on Windows"."""
    name = next((said for sign, said in BROWSERS if sign in agent), "A browser")
    system = next((said for sign, said in SYSTEMS if sign in agent), "")
    return f"{name} on {system}" if system else name


def told(value: Any) -> str:
    """What an entry of the audit holds, in words: lists and names inside it become one line."""
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {told(one)}" for name, one in value.items())
    if isinstance(value, list):
        within = " " if all(isinstance(one, str) for one in value) else ", "
        return within.join(words for one in value if (words := told(one)))
    return str(value)


def picture(card: Mapping[str, Any], address: str) -> str:
    """Where the console gets a card's picture: from the card itself or from this server; empty for another's."""
    image = str(card.get("image") or "")
    if image.startswith("data:image/png;base64,"):
        return image
    return urlsplit(image).path if image.startswith(f"{address}/") else ""


def query(values: dict[str, Any], **changes: Any) -> str:
    """An address's query of the values with changes; empty ones are left out."""
    kept = {name: value for name, value in {**values, **changes}.items() if value not in (None, "", [], False)}
    return urlencode(kept, doseq=True)


def render(request: web.Request, template: str, status: int = 200, **values: Any) -> web.Response:
    """A page, or a part of one for htmx. All have `viewer`, `links`, `csrf` (a hidden field), `path`, `done`."""
    secret = secret_of(request) or new_secret()
    token = csrf.token_for(secret)
    viewer = request.get(VIEWER)
    text = (
        request.app[TEMPLATES]
        .get_template(template)
        .render(
            {
                "viewer": viewer,
                "links": [link for link in request.app[NAVIGATION] if viewer and viewer.has(*link.roles)],
                "csrf": Markup('<input type="hidden" name="csrf" value="{}">').format(token),
                "csrf_token": token,
                "address": request.app[DESK].address,
                "path": request.path.removeprefix(PATH) or "/",
                "done": DONE.get(request.query.get("done", ""), ""),
                **values,
            }
        )
    )
    response = web.Response(text=text, status=status, content_type="text/html", headers=headers())
    if not secret_of(request):
        set_visit(request, response, secret)
    return response


def headers() -> dict[str, str]:
    return {
        "Content-Security-Policy": POLICY,
        "Cache-Control": "no-store",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Vary": "HX-Request",
    }


def see_other(path: str, done: str = "", fragment: str = "") -> web.Response:
    """To another page after a change (RFC 9110, section 15.4.4). `done` is a key of DONE."""
    mark = "&" if "?" in path else "?"
    where = f"{PATH}{path}{mark}done={done}" if done else f"{PATH}{path}"
    return web.Response(status=303, headers={"Location": f"{where}#{fragment}" if fragment else where})


async def fields(request: web.Request, longest: int = 4000) -> dict[str, str]:
    """The text fields of a form, control characters but line breaks left out. RefusedError 413 for one too long."""
    sent = await request.post()
    found = {name: plain(value) for name, value in sent.items() if isinstance(value, str)}
    if any(len(value) > longest for value in found.values()):
        raise RefusedError(413, f"A field has {longest} characters at most.")
    return found


def plain(text: str) -> str:
    """Text that every database can keep: no control characters but tabs and line breaks, no half characters."""
    kept = (sign for sign in text.replace("\r\n", "\n") if sign in "\n\t" or (sign.isprintable() or sign == "\u200d"))
    return "".join(kept).encode("utf-8", "ignore").decode()


def wanted(request: web.Request, name: str, longest: int = 200) -> str:
    """One value of the query."""
    return plain(request.query.get(name, ""))[:longest].strip()


def not_found() -> RefusedError:
    """The same words for what is not there and for what is another city's or organisation's."""
    return RefusedError(404, "There is nothing here, or it is not yours to see.")
