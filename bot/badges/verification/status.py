"""Whether an issuer took a 3.0 credential back."""

import zlib
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.badges.verification import received, strict_json, values
from bot.badges.verification.encodings import base64url
from bot.badges.verification.errors import RefusedError, RevokedError, UnreachableError
from bot.badges.verification.fetching import Pages
from bot.badges.verification.received import Credential
from bot.badges.verification.report import Findings

FEWEST = 131_072
"""Entries in a list, so that one says nothing of a person (Bitstring Status List 1.0, section 2.1)."""
LARGEST = 4_000_000
"""Bytes of a list, unpacked."""
WIDEST = 8
"""Bits of an entry."""
TAKES_BACK = ("revocation", "suspension")
"""Purposes that make a credential worth nothing; others (`message`, `refresh`) only say something about it."""
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
            findings.unknown("status", "It has a kind of status that is not known here.")
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
                raise RevokedError(values.text(entry.get("revocationReason")))


async def _check_bitstring(
    credential: Mapping[str, Any], status: Mapping[str, Any], pages: Pages, prove: Prove, findings: Findings
) -> None:
    """Bitstring Status List 1.0, section 3.2."""
    purpose = status.get("statusPurpose", "revocation")
    if purpose not in TAKES_BACK:
        findings.unknown("status.bitstring", "It has a status that does not say whether it holds.")
        return
    try:
        content = await pages.get(values.text(status.get("statusListCredential")))
    except UnreachableError:
        findings.warn("status.bitstring", "The issuer's list of revoked badges cannot be looked at.")
        return
    with findings.checking("status.bitstring"):
        listed = received.read(content)
        if not isinstance(listed, Credential):
            raise RefusedError("The issuer's list of revoked badges is none.")
        await prove(listed, values.identifier(credential.get("issuer")))
        if _is_set(listed.json, status):
            raise RefusedError("The issuer has suspended it.") if purpose == "suspension" else RevokedError()


def _is_set(listed: Mapping[str, Any], status: Mapping[str, Any]) -> bool:
    """Whether the entry is anything but 0 (section 3.2, steps 5 to 11)."""
    subject = values.mapping(listed.get("credentialSubject"))
    if status.get("statusPurpose", "revocation") not in values.listed(subject.get("statusPurpose")):
        raise RefusedError("The issuer's list of revoked badges is for something else.")
    bits = _unpacked(values.text(subject.get("encodedList")))
    size, place = _whole(status.get("statusSize", 1)), _whole(status.get("statusListIndex"))
    if not 0 < size <= WIDEST or len(bits) * 8 < FEWEST * size or (place + 1) * size > len(bits) * 8:
        raise RefusedError("The issuer's list of revoked badges has no place for it.")
    return any(bits[bit // 8] & (0x80 >> (bit % 8)) for bit in range(place * size, (place + 1) * size))


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


async def fetched(url: str, pages: Pages) -> Mapping[str, Any]:
    """A JSON object from an address. UnreachableError, also when there is something else."""
    try:
        return strict_json.load_object((await pages.get(url)).decode(), strict_json.LIST)
    except (RefusedError, UnicodeDecodeError) as error:
        raise UnreachableError("What is at its address is not JSON.") from error
