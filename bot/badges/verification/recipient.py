"""Whether an address is the one that a credential is made out to (Open Badges 3.0, section B.1.12 IdentityObject;
2.0, section "Identity Hashing")."""

import hmac
from collections.abc import Iterable
from hashlib import md5, sha256

from bot.badges.verification.report import Recipient

EMAIL = "email"


def matches(address: str, recipients: Iterable[Recipient]) -> bool:
    """Whether the credential is made out to this e-mail address. Every comparison takes as long as any other."""
    tried = [_is(one, written) for one in recipients if one.kind == EMAIL for written in _spellings(address)]
    return any(tried)


def by_email(recipients: Iterable[Recipient]) -> bool:
    return any(one.kind == EMAIL for one in recipients)


def _spellings(address: str) -> tuple[str, ...]:
    """As typed and in small letters: issuers hash either."""
    plain = address.strip()
    return tuple(dict.fromkeys((plain, plain.lower())))


def _is(recipient: Recipient, address: str) -> bool:
    if not recipient.hashed:
        return hmac.compare_digest(recipient.identity.strip().lower().encode(), address.lower().encode())
    kind, _, digest = recipient.identity.partition("$")
    if kind not in ("sha256", "md5"):
        return False
    salted = (address + recipient.salt).encode()
    # The standard allows MD5; nothing but the match with what the issuer wrote hangs on it.
    made = sha256(salted) if kind == "sha256" else md5(salted, usedforsecurity=False)
    return hmac.compare_digest(made.hexdigest().encode(), digest.lower().encode())
