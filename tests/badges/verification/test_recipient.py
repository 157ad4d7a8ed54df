"""Whom a badge is made out to, by the hash of an address."""

from hashlib import md5, sha256

from bot.badges.verification.recipient import by_email, matches
from bot.badges.verification.report import Recipient
from bot.badges.verification.verifier import Verifier
from tests.badges.verification import makers, vectors

ADDRESS = "Sam@Example.org"


def hashed(address: str, salt: str = "", kind: str = "sha256") -> Recipient:
    make = sha256 if kind == "sha256" else md5
    return Recipient("email", f"{kind}${make((address + salt).encode()).hexdigest()}", True, salt)


def test_an_address_is_known_by_its_hash_with_and_without_salt() -> None:
    for named in (hashed(ADDRESS), hashed(ADDRESS, "salt"), hashed(ADDRESS.lower(), "x"), hashed(ADDRESS, kind="md5")):
        assert matches(f" {ADDRESS} ", [named])
        assert not matches("pat@example.org", [named])


def test_an_address_in_plain_letters_is_known_too() -> None:
    assert matches(ADDRESS, [Recipient("email", "sam@example.org", False)])


def test_another_kind_of_name_or_hash_matches_nothing() -> None:
    assert not matches(ADDRESS, [Recipient("url", ADDRESS, False), Recipient("email", "sha1$00", True)])
    assert not by_email([Recipient("telephone", "+441234", False)])


async def test_a_credential_of_3_0_names_its_recipient(verifier: Verifier) -> None:
    whole = makers.credential(credentialSubject=makers.for_email(ADDRESS))
    report = await verifier.verify(makers.token(whole).encode())
    assert report.verdict == "valid", report.reasons
    assert matches(ADDRESS, report.recipients)


async def test_an_assertion_of_2_0_names_its_recipient(verifier: Verifier) -> None:
    report = await verifier.verify(vectors.content("ob20/basic-assertion.json"))
    assert by_email(report.recipients)
    assert not matches(ADDRESS, report.recipients)
