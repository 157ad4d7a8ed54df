"""Signing in at the city's own provider: OpenID Connect with the authorisation code flow, PKCE, state and nonce.

OpenID Connect Core 1.0 (section 3.1), RFC 7636 (PKCE), OpenID Connect Back-Channel Logout 1.0.
"""

import asyncio
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from authlib.integrations.httpx_client import AsyncOAuth2Client  # type: ignore[import-untyped]
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

if TYPE_CHECKING:
    from joserfc.jwk import KeySetSerialization

SECONDS = 10
SCOPE = "openid email profile"
ALGORITHMS = ["RS256", "ES256", "PS256"]
LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"
SKEW = 60
OLDEST = 300
"""Seconds that a logout token may be old."""


class OidcError(Exception):
    """The provider did not say, in a way that can be believed, who this is."""


@dataclass(frozen=True, slots=True)
class Provider:
    """Where the provider is and who we are to it."""

    issuer: str
    client_id: str
    client_secret: str
    redirect: str
    """Our callback's address, as registered there."""


@dataclass(frozen=True, slots=True)
class Begun:
    """What a sign-in that has begun must bring back; kept in the visitor's own cookie."""

    state: str
    nonce: str
    verifier: str

    def sealed(self) -> str:
        return ".".join((self.state, self.nonce, self.verifier))


def begun_from(text: str) -> Begun:
    """What `sealed` made; OidcError for anything else."""
    parts = text.split(".")
    if len(parts) != 3 or not all(parts):
        raise OidcError("the sign-in was not begun in this browser")
    return Begun(*parts)


@dataclass(frozen=True, slots=True)
class Identity:
    subject: str
    """Issuer and subject together: only the two of them name somebody (Core, section 5.7)."""
    email: str | None
    """The address, when the provider says that it has checked it."""
    session: str | None


class Oidc:
    def __init__(self, provider: Provider) -> None:
        self._provider = provider
        self._facts: dict[str, Any] = {}
        self._keys: KeySet | None = None
        self._reading = asyncio.Lock()

    async def begin(self) -> tuple[str, Begun]:
        """Where to send the browser, and what to keep until it comes back."""
        begun = Begun(secrets.token_urlsafe(24), secrets.token_urlsafe(24), secrets.token_urlsafe(48))
        facts = await self._discovered()
        async with self._client() as client:
            address, _ = client.create_authorization_url(
                facts["authorization_endpoint"], state=begun.state, nonce=begun.nonce, code_verifier=begun.verifier
            )
        return str(address), begun

    async def finish(self, begun: Begun, query: Mapping[str, str]) -> Identity:
        """Who came back. OidcError when state, nonce, signature, issuer, audience or time is not right."""
        if not secrets.compare_digest(query.get("state", "").encode(), begun.state.encode()) or "code" not in query:
            raise OidcError("the answer belongs to another sign-in")
        facts = await self._discovered()
        try:
            async with self._client() as client, asyncio.timeout(SECONDS):
                tokens = await client.fetch_token(
                    facts["token_endpoint"],
                    grant_type="authorization_code",
                    code=query["code"],
                    code_verifier=begun.verifier,
                )
        except Exception as error:
            raise OidcError("the provider gave no token") from error
        claims = await self._claims(str(tokens.get("id_token", "")))
        if not secrets.compare_digest(str(claims.get("nonce", "")).encode(), begun.nonce.encode()):
            raise OidcError("the token belongs to another sign-in")
        return self._identity(claims)

    async def logged_out(self, token: str) -> Identity:
        """Whose sessions a logout token ends. OidcError unless it is one (Back-Channel Logout, section 2.6)."""
        claims = await self._claims(token, ends=time.time())
        events = claims.get("events")
        if not isinstance(events, dict) or LOGOUT_EVENT not in events or "nonce" in claims:
            raise OidcError("this is no logout token")
        if time.time() - float(claims.get("iat", 0)) > OLDEST:
            raise OidcError("the logout token is old")
        return self._identity(claims)

    def _identity(self, claims: Mapping[str, Any]) -> Identity:
        email = claims.get("email") if claims.get("email_verified") is True else None
        session = claims.get("sid")
        return Identity(
            f"{claims['iss']} {claims.get('sub', '')}",
            email if isinstance(email, str) else None,
            session if isinstance(session, str) else None,
        )

    async def _claims(self, token: str, ends: float = 0.0) -> dict[str, Any]:
        """The claims of a token that this provider signed for us, in time; `ends` is for one that tells no end."""
        for fresh in (False, True):
            try:
                decoded = jwt.decode(token, await self._keys_of(fresh), algorithms=ALGORITHMS)
                break
            except (JoseError, ValueError) as error:
                # The provider may have new keys; they are fetched once more and no oftener.
                if fresh:
                    raise OidcError("the token is not the provider's") from error
        claims: dict[str, Any] = decoded.claims
        audience = claims.get("aud")
        ours = audience if isinstance(audience, list) else [audience]
        if claims.get("iss") != self._provider.issuer or self._provider.client_id not in ours:
            raise OidcError("the token is for somebody else")
        if float(claims.get("exp", ends)) + SKEW < time.time():
            raise OidcError("the token is over")
        return claims

    async def _keys_of(self, fresh: bool) -> KeySet:
        facts = await self._discovered()
        if self._keys is None or fresh:
            self._keys = KeySet.import_key_set(cast("KeySetSerialization", await self._json(facts["jwks_uri"])))
        return self._keys

    async def _discovered(self) -> dict[str, Any]:
        """The provider's own description (OpenID Connect Discovery 1.0, section 4)."""
        async with self._reading:
            if not self._facts:
                found = await self._json(f"{self._provider.issuer.rstrip('/')}/.well-known/openid-configuration")
                if found.get("issuer") != self._provider.issuer:
                    raise OidcError("the provider's description is another's")
                self._facts = found
        return self._facts

    async def _json(self, address: str) -> dict[str, Any]:
        try:
            async with self._client() as client:
                answer = await client.request("GET", address, withhold_token=True)
                answer.raise_for_status()
                found: dict[str, Any] = answer.json()
        except Exception as error:
            raise OidcError("the provider cannot be reached") from error
        return found

    def _client(self) -> AsyncOAuth2Client:
        return AsyncOAuth2Client(
            self._provider.client_id,
            self._provider.client_secret,
            scope=SCOPE,
            redirect_uri=self._provider.redirect,
            code_challenge_method="S256",
            timeout=SECONDS,
        )
