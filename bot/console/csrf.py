"""Keeps other sites from acting in a viewer's name.

Three lines: the session's cookie is SameSite=Lax; the browser's word on where a request comes from (Sec-Fetch-Site,
else Origin) must be this site; a token in the form must match the session (OWASP, "Cross-Site Request
Forgery Prevention", "HMAC based token pattern").
"""

import hashlib
import hmac
from urllib.parse import urlsplit

from aiohttp import hdrs, web

FIELD = "csrf"
HEADER = "X-CSRF-Token"
SAFE = frozenset({hdrs.METH_GET, hdrs.METH_HEAD})


def token_for(secret: str) -> str:
    """The token that belongs to a cookie; whoever cannot read the cookie cannot make it."""
    return hmac.digest(secret.encode("utf-8", "replace"), b"waymark console form", hashlib.sha256).hex()


def is_own(request: web.Request) -> bool:
    """Whether the browser says that a page of this site sent the request."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get(hdrs.ORIGIN)
    return origin is not None and urlsplit(origin).netloc == request.host


async def is_meant(request: web.Request, secret: str) -> bool:
    """Whether the request carries the token that belongs to the cookie."""
    sent = request.headers.get(HEADER) or (await request.post()).get(FIELD, "")
    return bool(secret) and isinstance(sent, str) and hmac.compare_digest(sent.encode(), token_for(secret).encode())
