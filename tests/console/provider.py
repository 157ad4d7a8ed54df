"""An OpenID provider that runs beside a test: it checks PKCE and the client's secret, rotates keys, and calls back when
somebody signs out there (OpenID Connect Back-Channel Logout 1.0, which oidc-provider-mock does not have)."""

import base64
import hashlib
import secrets
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import BasicAuth, web
from aiohttp.test_utils import TestServer
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from bot.console.oidc import LOGOUT_EVENT

CLIENT, SECRET = "waymark", "a secret of the tests"


@dataclass
class Visit:
    """One sign-in at the provider."""

    who: str
    nonce: str
    challenge: str
    session: str = field(default_factory=lambda: secrets.token_hex(8))


@dataclass
class RealProvider:
    people: dict[str, str]
    """Checked e-mail addresses by subject."""
    callback: str = ""
    logout: str = ""
    """Where the client wants to hear of people who sign out."""
    issuer: str = ""
    with_session: bool = True
    visits: dict[str, Visit] = field(default_factory=dict)
    open: list[Visit] = field(default_factory=list)
    keys: list[RSAKey] = field(default_factory=lambda: [_key()])

    def app(self) -> web.Application:
        app = web.Application()
        app.add_routes(
            [
                web.get("/.well-known/openid-configuration", self._about),
                web.get("/keys", self._keys),
                web.get("/authorize", self._authorize),
                web.post("/token", self._token),
            ]
        )
        return app

    async def sign_out(self, who: str) -> list[int]:
        """Ends somebody's sessions here and tells the client of each; gives the client's answers."""
        ended, self.open = [one for one in self.open if one.who == who], [one for one in self.open if one.who != who]
        async with aiohttp.ClientSession() as http:
            return [await self._tell(http, one) for one in ended]

    def rotate(self) -> None:
        """New tokens are signed with a new key; the old one is gone."""
        self.keys = [_key()]

    async def _tell(self, http: aiohttp.ClientSession, visit: Visit) -> int:
        claims: dict[str, Any] = {"events": {LOGOUT_EVENT: {}}, "jti": secrets.token_hex(8)}
        token = self._signed({**claims, "sub": visit.who, **self._session(visit)}, typ="logout+jwt")
        async with http.post(self.logout, data={"logout_token": token}) as answer:
            return answer.status

    async def _about(self, request: web.Request) -> web.Response:
        names = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        return web.json_response(
            {"issuer": self.issuer, **{name: f"{self.issuer}/{path}" for name, path in names.items()}}
        )

    async def _keys(self, request: web.Request) -> web.Response:
        return web.json_response(dict(KeySet([*self.keys]).as_dict(private=False)))

    async def _authorize(self, request: web.Request) -> web.Response:
        """Whoever the header names is signed in already; a browser would show a form here."""
        asked = request.query
        sent = (asked["client_id"], asked["redirect_uri"], asked["code_challenge_method"])
        if sent != (CLIENT, self.callback, "S256"):
            raise web.HTTPBadRequest
        code = secrets.token_urlsafe(16)
        self.visits[code] = Visit(request.headers["X-Person"], asked["nonce"], asked["code_challenge"])
        return web.Response(status=302, headers={"Location": f"{self.callback}?code={code}&state={asked['state']}"})

    async def _token(self, request: web.Request) -> web.Response:
        sent = await request.post()
        visit = self.visits.pop(str(sent.get("code")), None)
        digest = hashlib.sha256(str(sent.get("code_verifier")).encode()).digest()
        proof = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        known = BasicAuth.decode(request.headers["Authorization"]) == BasicAuth(CLIENT, SECRET)
        if visit is None or not known or proof != visit.challenge:
            return web.json_response({"error": "invalid_grant"}, status=400)
        self.open.append(visit)
        claims = {"sub": visit.who, "nonce": visit.nonce, "email": self.people[visit.who], "email_verified": True}
        signed = self._signed({**claims, **self._session(visit)})
        return web.json_response({"access_token": "x", "token_type": "Bearer", "expires_in": 60, "id_token": signed})

    def _session(self, visit: Visit) -> dict[str, str]:
        return {"sid": visit.session} if self.with_session else {}

    def _signed(self, claims: dict[str, Any], typ: str = "JWT") -> str:
        now, key = int(time.time()), self.keys[0]
        head = {"alg": "RS256", "kid": str(key.kid), "typ": typ}
        return jwt.encode(head, {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 60, **claims}, key)


@asynccontextmanager
async def running(people: dict[str, str]) -> AsyncIterator[RealProvider]:
    provider = RealProvider(people)
    async with TestServer(provider.app()) as server:
        provider.issuer = str(server.make_url("")).rstrip("/")
        yield provider


def _key() -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": secrets.token_hex(4), "use": "sig"})
