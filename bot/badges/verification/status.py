"""Whether an issuer took a 3.0 credential back."""

import zlib
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.badges.verification import received, strict_json, values
from bot.badges.verification.encodings import base64url
from bot.badges.verification.errors import RefusedError, UnreachableError
from bot.badges.verification.fetching import Pages
from bot.badges.verification.received import Credential
from bot.badges.verification.report import Findings

FEWEST = 131_072
"""Entries in a list, so that one says nothing of a person (Bitstring Status List 1.0, section 2.1)."""
LARGEST = 4_000_000
"""Bytes of a list, unpacked."""
MOST = 5
"""Statuses of one credential that are looked at."""

Prove = Callable[[Credential, str], Awaitable[None]]
"""Raises RefusedError unless a status list is signed by the issuer of that id."""


async def check(credential: Mapping[str, Any], pages: Pages, prove: Prove, findings: Findings) -> None:
    """Every status that the credential points to. One that cannot be had is no revocation."""
    for status in values.listed(credential.get("credentialStatus"))[:MOST]:
        kind = values.text(values.mapping(status).get("type"))
        if kind == "1EdTechRevocationList":
            await _check_list(credential, status, pages, findings)
        elif kind in ("BitstringStatusListEntry", "StatusList2021Entry"):
            await _check_bitstring(credential, status, pages, prove, findings)
        else:
            findings.warn("status", "It has a kind of status that is not known here.")
    if not any(check.name.startswith("status") for check in findings.checks):
        findings.passed("status")


async def _check_list(
    credential: Mapping[str, Any], status: Mapping[str, Any], pages: Pages, findings: Findings
) -> None:
    """1EdTech Revocation List Status Method 1.0: in the list, and not with `revoked` false."""
    try:
        listed = await fetched(values.identifier(status), pages)
    except UnreachableError:
        findings.warn("status", "The issuer's list of revoked badges cannot be looked at.")
        return
    with findings.checking("status"):
        for entry in map(
            values.mapping, values.listed(listed.get("revokedCredential") or listed.get("revokedCredentials"))
        ):
            if values.text(entry.get("id")) == values.text(credential.get("id")) and entry.get("revoked") is not False:
                raise RefusedError(_taken_back(values.text(entry.get("revocationReason"))))


async def _check_bitstring(
    credential: Mapping[str, Any], status: Mapping[str, Any], pages: Pages, prove: Prove, findings: Findings
) -> None:
    """Bitstring Status List 1.0, section 3.2."""
    issuer = values.identifier(credential.get("issuer"))
    try:
        content = await pages.get(values.text(status.get("statusListCredential")))
    except UnreachableError:
        findings.warn("status.bitstring", "The issuer's list of revoked badges cannot be looked at.")
        return
    with findings.checking("status.bitstring"):
        listed = received.read(content)
        if not isinstance(listed, Credential):
            raise RefusedError("The issuer's list of revoked badges is none.")
        await prove(listed, issuer)
        if _is_set(listed.json, status):
            suspended = status.get("statusPurpose") == "suspension"
            raise RefusedError("The issuer has suspended it." if suspended else _taken_back(""))


def _is_set(listed: Mapping[str, Any], status: Mapping[str, Any]) -> bool:
    subject = values.mapping(listed.get("credentialSubject"))
    purpose = status.get("statusPurpose", "revocation")
    if purpose not in values.listed(subject.get("statusPurpose")) or purpose not in ("revocation", "suspension"):
        raise RefusedError("The issuer's list of revoked badges is for something else.")
    bits = _unpacked(values.text(subject.get("encodedList")))
    size, place = _whole(status.get("statusSize", 1)), _whole(status.get("statusListIndex"))
    if size != 1 or len(bits) * 8 < FEWEST or place >= len(bits) * 8:
        raise RefusedError("The issuer's list of revoked badges has no place for it.")
    return bool(bits[place // 8] & (0x80 >> (place % 8)))


def _whole(value: Any) -> int:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 12:
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**11:
        return value
    raise RefusedError("Its place in the issuer's list of revoked badges is none.")


def _unpacked(written: str) -> bytes:
    """GZIP, in base64url that may carry Multibase's `u` (3.0 of the standard asks for it, drafts did not)."""
    packed = base64url(written.removeprefix("u") if written.startswith("uH4s") else written)
    stream = zlib.decompressobj(wbits=31)
    try:
        bits = stream.decompress(packed, LARGEST + 1)
    except zlib.error as error:
        raise RefusedError("The issuer's list of revoked badges is broken.") from error
    if len(bits) > LARGEST or not stream.eof:
        raise RefusedError("The issuer's list of revoked badges is broken.")
    return bits


def _taken_back(reason: str) -> str:
    return f"The issuer has taken it back{f': {reason[:200]}' if reason else ''}."


async def fetched(url: str, pages: Pages) -> Mapping[str, Any]:
    """A JSON object from an address. UnreachableError, also when there is something else."""
    try:
        return strict_json.load_object((await pages.get(url)).decode(), strict_json.LIST)
    except (RefusedError, UnicodeDecodeError) as error:
        raise UnreachableError("What is at its address is not JSON.") from error
