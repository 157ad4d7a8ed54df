"""Public documents: what a wallet, a verifier or an employer asks for, and a plan behind its link."""

import hashlib

from aiohttp import hdrs, web

from bot.channels.ports import Document, Published
from bot.channels.web.errors import framework_error

PUBLISHED = web.AppKey("published", Published)
POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""For the pages among them, which need no script."""


def publish(app: web.Application, published: Published) -> None:
    """Adds the addresses to an application that is not started yet."""
    app[PUBLISHED] = published
    app.add_routes([web.get(r"/.well-known/{name:(did|jwks)\.json}", document), web.get("/badges/{path:.+}", document),
                    web.get("/plan/{path:.+}", document)])  # fmt: skip


class Together:
    """Several that publish as one: the first that knows a path answers."""

    def __init__(self, *several: Published) -> None:
        self._several = several

    async def document(self, path: str) -> Document | None:
        for each in self._several:
            if found := await each.document(path):
                return found
        return None


async def document(request: web.Request) -> web.Response:
    """GET /.well-known/did.json, /.well-known/jwks.json and all of /badges/ and /plan/."""
    found = await request.app[PUBLISHED].document(request.rel_url.raw_path.removeprefix("/"))
    if found is None:
        raise framework_error(404)
    tag = hashlib.sha256(found.body).hexdigest()
    known = found.status == 200 and any(one.value in (tag, "*") for one in request.if_none_match or ())
    response = web.Response(status=304 if known else found.status, headers=_headers(found))
    response.etag = tag
    if not known:
        response.body = found.body
    return response


def _headers(found: Document) -> dict[str, str]:
    headers = {
        hdrs.CONTENT_TYPE: found.content_type,
        # Verifiers in a browser read them from another site; nothing here depends on who asks.
        hdrs.ACCESS_CONTROL_ALLOW_ORIGIN: "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
        hdrs.CACHE_CONTROL: f"public, max-age={found.seconds}" if found.seconds else "no-store",
    }
    if not found.seconds:
        headers["X-Robots-Tag"] = "noindex, nofollow"
    if found.content_type.startswith("text/html"):
        headers["Content-Security-Policy"] = POLICY
    if found.name:
        headers[hdrs.CONTENT_DISPOSITION] = f'inline; filename="{found.name}"'
    return headers
