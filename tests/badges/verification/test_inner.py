"""What a credential holds or points to: a record's badges, endorsements, a newer one of itself, lists of what was taken
back."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from bot.badges.model import Verdict
from bot.badges.verification.fetching import MappedPages
from bot.badges.verification.form import CLR, OB3, VC2
from bot.badges.verification.report import Report
from bot.badges.verification.verifier import Verifier
from tests.badges.verification import makers, vectors

EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
SITE = "https://harbour.example/"


def record(*members: Any, **changes: Any) -> dict[str, Any]:
    """A good record that needs only a signature."""
    return {
        "@context": [VC2, CLR, OB3],
        "id": "urn:uuid:0b7b9e0e-5a6c-4f0f-9b3d-2f4d2f6b7a10",
        "type": ["VerifiableCredential", "ClrCredential"],
        "name": "What I did",
        "issuer": {"id": makers.did(), "type": ["Profile"], "name": "Harbour Studios"},
        "validFrom": "2026-02-03T04:05:06Z",
        "credentialSubject": {
            "id": "did:example:learner",
            "type": ["ClrSubject"],
            "verifiableCredential": list(members),
        },
        **changes,
    }


def envelope(token: str) -> dict[str, Any]:
    return {"@context": VC2, "id": f"data:application/vc+jwt,{token}", "type": "EnvelopedVerifiableCredential"}


async def verified(verifier: Verifier, what: Any) -> Report:
    return await verifier.verify((what if isinstance(what, str) else json.dumps(what)).encode())


def failed(report: Report) -> list[str]:
    return [check.name for check in report.checks if check.outcome == "failed"]


async def test_a_record_is_good_when_all_that_is_in_it_is(verifier: Verifier) -> None:
    members = [makers.with_proof(makers.credential()), envelope(makers.token(makers.credential()))]
    report = await verified(verifier, makers.with_proof(record(*members)))
    assert (report.verdict, failed(report)) == (Verdict.VALID, [])
    assert (await verified(verifier, makers.token(record(*members)))).verdict is Verdict.VALID


@pytest.mark.parametrize(
    "member",
    [
        {**makers.with_proof(makers.credential()), "name": "Master of Beats"},
        makers.with_proof(makers.credential(validUntil="2026-01-03T00:00:00Z")),
        envelope(makers.token(makers.credential(), key=makers.OTHER_KEY)),
        envelope("a.b.c"),
        "no credential",
    ],
)
async def test_a_record_with_a_bad_badge_in_it_is_bad(verifier: Verifier, member: Any) -> None:
    good = makers.with_proof(makers.credential())
    report = await verified(verifier, makers.token(record(good, member)))
    assert failed(report) == ["credentials"]


async def test_a_record_with_a_badge_of_an_older_form_is_a_warning(verifier: Verifier) -> None:
    older = makers.with_proof(makers.credential() | {"@context": [VC2, OB3.replace("3.0.3", "3.0.2")]})
    assert (await verified(verifier, makers.token(record(older)))).verdict is Verdict.WARNING


async def test_a_record_that_was_changed_is_bad(verifier: Verifier) -> None:
    whole = makers.with_proof(record(makers.with_proof(makers.credential())))
    assert failed(await verified(verifier, {**whole, "name": "All I ever did"})) == ["proof"]


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"@context": [VC2, OB3]}, "form.context"),
        ({"credentialSubject": {"id": "did:example:learner", "type": ["ClrSubject"]}}, "form.schema"),
        ({"credentialSubject": {"id": "did:a:b", "type": ["Other"], "verifiableCredential": []}}, "subject"),
        ({"type": ["VerifiableCredential"]}, "form.type"),
    ],
)
async def test_what_is_no_record_is_told_by_the_check_for_it(
    verifier: Verifier, changes: dict[str, Any], name: str
) -> None:
    assert name in failed(await verified(verifier, makers.token(record(**changes))))


async def test_a_record_with_more_badges_than_anybody_has_is_refused(verifier: Verifier) -> None:
    many = [envelope("a.b.c")] * 101
    assert failed(await verified(verifier, makers.token(record(*many)))) == ["credentials"]


async def test_a_token_in_an_envelope_is_the_token(verifier: Verifier) -> None:
    report = await verified(verifier, envelope(makers.token(makers.credential())))
    assert report.verdict is Verdict.VALID
    assert report.about is not None


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def online(site: Path) -> Verifier:
    """One that finds `site` at https://harbour.example/."""
    return Verifier(MappedPages({SITE: site}, vectors.pages()))


def refreshed(address: str = f"{SITE}new") -> dict[str, Any]:
    service = {"id": address, "type": "1EdTechCredentialRefresh"}
    contexts = [*makers.credential()["@context"], EXTENSIONS]
    return makers.credential(refreshService=service) | {"@context": contexts}


async def test_a_newer_one_of_a_badge_has_to_be_good_too(online: Verifier, site: Path) -> None:
    old = makers.token(refreshed())
    (site / "new").write_text(makers.token(makers.credential()))
    assert (await verified(online, old)).verdict is Verdict.VALID
    (site / "new").write_text(makers.token(makers.credential(validUntil="2026-01-03T00:00:00Z")))
    assert failed(await verified(online, old)) == ["refresh"]


async def test_a_newer_one_that_cannot_be_had_changes_nothing_about_a_badge(online: Verifier) -> None:
    report = await verified(online, makers.token(refreshed()))
    assert report.verdict is Verdict.VALID
    assert [check.name for check in report.checks if check.outcome == "unknown"] == ["refresh"]


async def test_a_newer_one_that_leads_on_is_not_followed(online: Verifier, site: Path) -> None:
    (site / "new").write_text(makers.token(refreshed()))
    assert (await verified(online, makers.token(refreshed()))).verdict is Verdict.VALID


def listed(place: int | None, issuer: str = "", **changes: Any) -> dict[str, Any]:
    """A list on which the badge at that place is taken back."""
    bits = bytearray(131_072 // 8)
    if place is not None:
        bits[place // 8] |= 0x80 >> (place % 8)
    encoded = "u" + makers.base64url(gzip.compress(bytes(bits), mtime=0))
    return {
        "@context": [VC2],
        "id": f"{SITE}list",
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer or makers.did(),
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {
            "id": f"{SITE}list#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encoded,
        },
        **changes,
    }


def with_status(**changes: Any) -> str:
    status = {
        "id": f"{SITE}list#94567",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "94567",
        "statusListCredential": f"{SITE}list",
        **changes,
    }
    return makers.token(makers.credential(credentialStatus=status))


async def test_a_list_can_be_verified_by_itself(verifier: Verifier) -> None:
    assert (await verified(verifier, makers.with_proof(listed(1)))).verdict is Verdict.VALID
    changed = makers.with_proof(listed(1))
    changed["credentialSubject"]["encodedList"] = listed(2)["credentialSubject"]["encodedList"]
    assert failed(await verified(verifier, changed)) == ["proof"]


@pytest.mark.parametrize(("place", "names"), [(94_567, ["status.bitstring"]), (94_566, []), (None, [])])
async def test_a_badge_is_taken_back_by_its_place_alone(
    online: Verifier, site: Path, place: int | None, names: list[str]
) -> None:
    (site / "list").write_text(makers.token(listed(place)))
    assert failed(await verified(online, with_status())) == names


async def test_places_may_be_wider_than_a_bit(online: Verifier, site: Path) -> None:
    bits = bytearray(2 * 131_072 // 8)
    bits[2 * 10 // 8] = 0b0000_0100
    whole = listed(None)
    whole["credentialSubject"]["encodedList"] = "u" + makers.base64url(gzip.compress(bytes(bits), mtime=0))
    (site / "list").write_text(makers.token(whole))
    outcomes = [failed(await verified(online, with_status(statusListIndex=one, statusSize=2))) for one in (10, 9, 11)]
    assert outcomes == [["status.bitstring"], [], []]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"validUntil": "2026-01-02T00:00:00Z"}, "out of date"),
        ({"type": ["VerifiableCredential"]}, "is none"),
        ({"issuer": "https://somebody.example"}, "somebody else's"),
    ],
)
async def test_a_list_that_is_not_good_vouches_for_nothing(
    online: Verifier, site: Path, changes: dict[str, Any], said: str
) -> None:
    (site / "list").write_text(makers.token(listed(None, **changes)))
    report = await verified(online, with_status())
    assert failed(report) == ["status.bitstring"]
    assert said in report.reasons[0]


async def test_a_status_that_is_only_a_message_takes_nothing_back(online: Verifier) -> None:
    report = await verified(online, with_status(statusPurpose="message"))
    assert report.verdict is Verdict.VALID


async def test_a_status_of_another_kind_is_not_judged(online: Verifier) -> None:
    status = {"id": f"{SITE}status", "type": f"{SITE}OwnStatus"}
    report = await verified(online, makers.token(makers.credential(credentialStatus=status)))
    assert report.verdict is Verdict.VALID
    assert any(check.name == "status" and check.outcome == "unknown" for check in report.checks)


@pytest.mark.parametrize(
    ("kind", "verdict"),
    [("1EdTechJsonSchemaValidator2019", Verdict.INVALID), ("JsonSchema", Verdict.VALID)],
)
async def test_only_schemas_of_the_standards_kind_have_to_be_there(
    verifier: Verifier, kind: str, verdict: Verdict
) -> None:
    named = {"id": "https://harbour.example/schema.json", "type": kind}
    contexts = [*makers.credential()["@context"], EXTENSIONS]
    whole = makers.credential(credentialSchema=[named]) | {"@context": contexts}
    assert (await verified(verifier, makers.token(whole))).verdict is verdict


async def test_a_key_in_the_name_of_a_did_is_taken_where_the_did_cannot_be_asked(online: Verifier, site: Path) -> None:
    """As the official validator does, and it is not confirmed; once the DID can be asked, it has to list the key."""
    did = "did:web:harbour.example:studio"
    whole = makers.credential(did)
    signed = makers.with_proof(whole, verificationMethod=f"{did}#{makers.multikey(makers.KEY)}")
    report = await verified(online, signed)
    assert (report.verdict, report.confirmed) == (Verdict.VALID, False)
    (site / "studio").mkdir()
    (site / "studio" / "did.json").write_text(json.dumps({"id": did, "verificationMethod": [], "assertionMethod": []}))
    fresh = Verifier(MappedPages({SITE: site}))
    assert failed(await verified(fresh, signed)) == ["proof"]


async def test_a_proof_of_a_kind_that_is_not_checked_says_so_by_name(verifier: Verifier) -> None:
    report = await verified(verifier, makers.with_proof(makers.credential(), cryptosuite="bbs-2023"))
    assert report.reasons == ["It is signed in a way that is not checked here (bbs-2023), so nothing vouches for it."]
