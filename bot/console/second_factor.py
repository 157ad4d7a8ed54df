"""Codes that change every half minute (TOTP, RFC 6238)."""

import hmac
from datetime import datetime

import pyotp
import segno

STEP = 30
DRIFT = 1
"""Steps that a clock may be off (RFC 6238, section 5.2)."""
NAME = "Waymark"


def new_secret() -> str:
    return pyotp.random_base32()


def matching_step(secret: str, code: str, now: datetime, last: int | None) -> int | None:
    """The time step that a code is for; None when it is wrong or was used before."""
    typed = "".join(code.split())
    totp, present = pyotp.TOTP(secret), int(now.timestamp()) // STEP
    for step in range(present - DRIFT, present + DRIFT + 1):
        if hmac.compare_digest(totp.at(step * STEP), typed.encode("ascii", "replace").decode()):
            return step if last is None or step > last else None
    return None


def address(secret: str, email: str) -> str:
    """What an app that makes codes reads."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=NAME)


def picture(secret: str, email: str) -> str:
    """The address as an SVG of a QR code, dark on white."""
    drawn: str = segno.make(address(secret, email)).svg_inline(scale=5, dark="#000", light="#fff", title="QR code")
    return drawn
