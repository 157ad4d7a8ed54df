"""What was made to get through, or to hurt, is refused in one clear line."""

import hmac
import json
import struct
import zlib
from collections.abc import Mapping
from functools import partial
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from bot.badges.model import Verdict
from bot.badges.verification.fetching import MappedPages
from bot.badges.verification.linked import Linked
from bot.badges.verification.report import Report
from bot.badges.verification.verifier import Verifier
from tests.badges.verification import makers, vectors
from tests.processor_time import within

SLOW = 2.0


async def refused(verifier: Verifier, content: bytes | str) -> str:
    """The one line of the refusal."""
    file = content.encode() if isinstance(content, str) else content
    report = await within(SLOW, partial(verifier.verify, file))
    assert report.verdict is Verdict.INVALID
    assert report.about is None
    assert all(reason and "\n" not in reason for reason in report.reasons)
    return report.reasons[0]


async def accepted(verifier: Verifier, content: bytes | str) -> Report:
    report = await verifier.verify(content.encode() if isinstance(content, str) else content)
    assert report.verdict is Verdict.VALID, report.reasons
    return report


async def test_what_is_only_as_it_should_be_is_accepted(verifier: Verifier) -> None:
    """So that the refusals below are for what they say."""
    report = await accepted(verifier, makers.token(makers.credential()))
    assert report.confirmed
    await accepted(verifier, makers.png(makers.token(makers.credential()), compressed=True))
    await accepted(verifier, makers.svg(makers.token(makers.credential())))
    await accepted(verifier, json.dumps(makers.with_proof(makers.credential())))


@pytest.mark.parametrize("algorithm", ["none", "None", "nOnE", "", "HS256", "PS256", "ES256K", None, 1, ["EdDSA"]])
async def test_other_algorithms_are_refused(verifier: Verifier, algorithm: Any) -> None:
    header = {"alg": algorithm, "kid": makers.did()}
    assert "not safe" in await refused(verifier, makers.token(makers.credential(), header))


async def test_a_token_without_a_signature_is_refused(verifier: Verifier) -> None:
    head, body, _ = makers.token(makers.credential(), {"alg": "none"}).split(".")
    await refused(verifier, f"{head}.{body}.")


async def test_a_public_key_used_as_a_secret_is_refused(verifier: Verifier) -> None:
    """Key confusion (RFC 8725, section 2.1)."""
    signed = f"{makers.part({'alg': 'HS256', 'kid': makers.did()})}.{makers.part(makers.credential())}"
    secret = makers.KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    tag = makers.base64url(hmac.new(secret, signed.encode(), "sha256").digest())
    await refused(verifier, f"{signed}.{tag}")


@pytest.mark.parametrize("algorithm", ["RS256", "ES256", "ES384"])
async def test_an_algorithm_that_does_not_fit_the_key_is_refused(verifier: Verifier, algorithm: str) -> None:
    header = {"alg": algorithm, "kid": makers.did()}
    assert "does not fit" in await refused(verifier, makers.token(makers.credential(), header))


def own_key() -> Mapping[str, str]:
    raw = makers.OTHER_KEY.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return {"kty": "OKP", "crv": "Ed25519", "x": makers.base64url(raw)}


@pytest.mark.parametrize("more", [{}, {"kid": makers.did()}])
async def test_a_key_in_the_header_is_refused(verifier: Verifier, more: dict[str, str]) -> None:
    header = {"alg": "EdDSA", "jwk": own_key(), **more}
    said = await refused(verifier, makers.token(makers.credential(), header, makers.OTHER_KEY))
    assert "brings its own key" in said


@pytest.mark.parametrize("name", ["jku", "x5u", "x5c"])
async def test_a_key_from_an_address_in_the_header_is_refused(verifier: Verifier, name: str) -> None:
    header = {"alg": "EdDSA", "kid": makers.did(), name: "https://evil.example/keys"}
    assert "place of its own choice" in await refused(verifier, makers.token(makers.credential(), header))


async def test_what_a_header_calls_critical_is_refused(verifier: Verifier) -> None:
    header = {"alg": "EdDSA", "kid": makers.did(), "crit": ["b64"], "b64": False}
    await refused(verifier, makers.token(makers.credential(), header))


async def test_a_key_that_is_another_issuers_is_refused(verifier: Verifier) -> None:
    header = {"alg": "EdDSA", "kid": f"https://evil.example/keys#{makers.multikey(makers.OTHER_KEY)}"}
    said = await refused(verifier, makers.token(makers.credential("https://harbour.example"), header, makers.OTHER_KEY))
    assert "not its issuer's" in said


@pytest.mark.parametrize("name", ["iss", "jti", "sub"])
async def test_a_token_that_says_other_than_the_credential_is_refused(verifier: Verifier, name: str) -> None:
    assert "something else" in await refused(verifier, makers.token({**makers.credential(), name: "urn:x:other"}))


@pytest.mark.parametrize("claims", [{"exp": 1_700_000_000}, {"nbf": 4_000_000_000}, {"exp": "soon"}, {"exp": True}])
async def test_a_token_out_of_its_time_is_refused(verifier: Verifier, claims: dict[str, Any]) -> None:
    await refused(verifier, makers.token({**makers.credential(), **claims}))


async def test_a_signature_spelled_in_another_way_is_refused(verifier: Verifier) -> None:
    """The last sign of 64 bytes in base64url has four bits to spare."""
    good = makers.token(makers.credential())
    others = [good[:-1] + sign for sign in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef" if sign != good[-1]]
    for other in (*others, good + "=", good + "=="):
        await refused(verifier, other)


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1, "a": 2}',
        '{"type": "Assertion", "id": {"x": 1, "x": 1}}',
        "[" * 100_000 + "]" * 100_000,
        '{"a":' * 5_000 + "1" + "}" * 5_000,
        '{"a": ' + "1" * 5_000 + "}",
        '{"a": 1e999}',
        '{"a": NaN}',
        '{"a": "\\ud800"}',
        '{"a": "\\u0000"}',
        '{"a": [' + "0," * 50_000 + "0]}",
        '{"a": "' + "x" * 600_000 + '"}',
        "[]",
        "null",
        "",
        "hello",
        "\ufeff{",
    ],
)
async def test_json_that_is_not_what_it_seems_is_refused(verifier: Verifier, text: str) -> None:
    await refused(verifier, text)


async def test_duplicate_keys_within_a_signed_token_are_refused(verifier: Verifier) -> None:
    body = json.dumps(makers.credential())
    twice = body.replace('"id": "urn', '"id": "urn:x:1", "id": "urn', 1)
    signed = f"{makers.part({'alg': 'EdDSA', 'kid': makers.did()})}.{makers.base64url(twice.encode())}"
    await refused(verifier, f"{signed}.{makers.base64url(makers.KEY.sign(signed.encode()))}")


async def test_a_file_that_is_too_large_is_refused(verifier: Verifier) -> None:
    assert "too large" in await refused(verifier, b"x" * 6_000_000)


def chunks_of(picture: bytes) -> tuple[bytes, bytes, bytes]:
    """What stands before the credential's chunk, the chunk, and what comes after."""
    at = picture.index(b"iTXt") - 4
    (length,) = struct.unpack(">I", picture[at : at + 4])
    return picture[:at], picture[at : at + 12 + length], picture[at + 12 + length :]


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


async def test_a_picture_with_two_badges_is_refused(verifier: Verifier) -> None:
    picture = makers.png(makers.token(makers.credential()), times=2)
    assert "more than one" in await refused(verifier, picture)


async def test_a_picture_with_badges_of_two_versions_is_refused(verifier: Verifier) -> None:
    before, baked, after = chunks_of(makers.png(makers.token(makers.credential())))
    _, other, _ = chunks_of(makers.png("{}", keyword="openbadges"))
    assert "more than one" in await refused(verifier, before + baked + other + after)


async def test_pictures_with_broken_chunks_are_refused(verifier: Verifier) -> None:
    before, baked, after = chunks_of(makers.png(makers.token(makers.credential())))
    long = struct.pack(">I", 2**31) + baked[4:]
    for broken in (before + baked[:-1], before + baked[:-4] + b"\0\0\0\0" + after, before + long + after, before):
        assert "broken" in await refused(verifier, broken)
    for data in (b"", b"\0\0", b"\2\0\0\0text", b"\1\7\0\0text", b"\1\0\0\0not packed"):
        await refused(verifier, before + chunk(b"iTXt", b"openbadgecredential\0" + data) + after)


async def test_a_picture_without_a_badge_is_refused(verifier: Verifier) -> None:
    before, _, after = chunks_of(makers.png("x"))
    assert "no badge" in await refused(verifier, before + after)


async def test_a_bomb_in_a_picture_is_refused(verifier: Verifier) -> None:
    packed = zlib.compress(b" " * 60_000_000, 9)
    before, _, after = chunks_of(makers.png("x"))
    bomb = before + chunk(b"iTXt", b"openbadgecredential\0\1\0\0\0" + packed) + after
    assert "too large" in await refused(verifier, bomb)


@pytest.mark.parametrize(
    "more",
    [
        "<script>alert(1)</script>",
        '<path onload="alert(1)"/>',
        '<a href="javascript:alert(1)"><path/></a>',
        '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>',
        '<image href="data:text/html,x"/>',
    ],
)
async def test_a_drawing_with_a_program_in_it_is_refused(verifier: Verifier, more: str) -> None:
    assert "program" in await refused(verifier, makers.svg(makers.token(makers.credential()), more))


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    ],
)
async def test_a_drawing_with_entities_is_refused(verifier: Verifier, head: str) -> None:
    drawing = makers.svg(makers.token(makers.credential())).replace(b"?>", b"?>" + head.encode(), 1)
    await refused(verifier, drawing)


async def test_a_drawing_with_two_badges_is_refused(verifier: Verifier) -> None:
    signed = makers.token(makers.credential())
    more = f'<openbadges:credential verify="{signed}"/>'
    assert "more than one" in await refused(verifier, makers.svg(signed, more))


@pytest.mark.parametrize(
    "added",
    [
        {"coolness": "very"},
        {"evidence": [{"id": "../elsewhere", "type": ["Evidence"], "name": "A prize"}]},
        {"@graph": [{"id": "urn:x:1"}]},
        {"@reverse": {"issuer": "urn:x:1"}},
    ],
)
async def test_what_no_signature_covers_is_refused(verifier: Verifier, added: dict[str, Any]) -> None:
    """JSON-LD drops what it has no name for, so it could be added to a signed credential unseen."""
    await refused(verifier, json.dumps({**makers.with_proof(makers.credential()), **added}))


async def test_a_context_that_gives_names_another_meaning_is_refused(verifier: Verifier) -> None:
    whole = makers.credential()
    whole["@context"] = [*whole["@context"], {"name": "https://schema.org/description"}]
    await refused(verifier, json.dumps(makers.with_proof(makers.credential()) | {"@context": whole["@context"]}))


async def test_a_graph_made_to_take_for_ever_is_refused() -> None:
    """A "poison graph" (RDF Dataset Canonicalization 1.0, section 7.1): blank nodes that all look alike."""
    nodes = [{"@id": f"_:n{one}", "http://x.example/p": [{"@id": f"_:n{other}"} for other in range(12) if other != one]}
             for one in range(12)]  # fmt: skip

    async def refuse() -> None:
        with pytest.raises(Exception, match="too long"):
            Linked().quads(nodes)

    await within(SLOW, refuse)


async def test_a_badge_that_is_signed_for_its_holder_alone_is_refused(verifier: Verifier) -> None:
    whole = makers.with_proof(makers.credential(), cryptosuite="ecdsa-sd-2023")
    whole["proof"]["proofValue"] = "u2V0A" + "A" * 40
    await refused(verifier, json.dumps(whole))


async def test_an_issuer_that_publishes_other_keys_has_not_signed(tmp_path: Any) -> None:
    (tmp_path / "did.json").write_text(
        json.dumps(
            {
                "id": "did:web:harbour.example",
                "verificationMethod": [
                    {
                        "id": "did:web:harbour.example#key-1",
                        "type": "Multikey",
                        "controller": "did:web:harbour.example",
                        "publicKeyMultibase": makers.multikey(makers.KEY),
                    }
                ],
                "assertionMethod": ["did:web:harbour.example#key-1"],
            }
        )
    )
    verifier = Verifier(MappedPages({"https://harbour.example/.well-known/": tmp_path}))
    whole = makers.credential("did:web:harbour.example")
    good = makers.token(whole, {"alg": "EdDSA", "kid": "did:web:harbour.example#key-1"})
    assert (await accepted(verifier, good)).confirmed
    forged = makers.token(whole, {"alg": "EdDSA", "kid": "did:web:harbour.example#key-1"}, makers.OTHER_KEY)
    await refused(verifier, forged)
    elsewhere = {"alg": "EdDSA", "kid": makers.did(makers.OTHER_KEY)}
    assert "not its issuer's" in await refused(verifier, makers.token(whole, elsewhere, makers.OTHER_KEY))


async def test_a_key_that_its_issuer_lists_for_something_else_gives_no_badges(tmp_path: Any) -> None:
    """Nor when the token calls it by its other name, the key itself."""
    did = "did:web:harbour.example"
    listed = [
        {"id": f"{did}#{name}", "type": "Multikey", "controller": did, "publicKeyMultibase": makers.multikey(key)}
        for name, key in (("gives", makers.KEY), ("signs-in", makers.OTHER_KEY))
    ]
    document = {"id": did, "verificationMethod": listed, "assertionMethod": ["#gives"]}
    (tmp_path / "did.json").write_text(json.dumps(document | {"authentication": ["#signs-in"]}))
    verifier = Verifier(MappedPages({"https://harbour.example/.well-known/": tmp_path}))
    whole = makers.credential(did)
    await accepted(verifier, makers.token(whole))
    assert "not its issuer's" in await refused(verifier, makers.token(whole, key=makers.OTHER_KEY))


async def test_an_issuer_that_is_a_key_has_signed_with_no_other(verifier: Verifier) -> None:
    """The name of such an issuer is its key, so that nothing has to be looked up to find this."""
    said = await refused(verifier, makers.token(makers.credential(), key=makers.OTHER_KEY))
    assert "not its issuer's" in said
    whole = makers.with_proof(makers.credential(), makers.OTHER_KEY)
    assert "not its issuer's" in await refused(verifier, json.dumps(whole))


async def test_an_assertion_of_another_site_is_refused(tmp_path: Any) -> None:
    """A badge class at one site that says it belongs to another."""
    badge = vectors.document("ob20/assets/robotics-badge.json")
    (tmp_path / "badge.json").write_text(json.dumps(badge))
    assertion = vectors.document("ob20/basic-assertion.json") | {"badge": "https://evil.example/badge.json"}
    verifier = Verifier(MappedPages({"https://evil.example/": tmp_path}, vectors.pages()))
    assert "another site" in await refused(verifier, json.dumps(assertion))


async def test_an_assertion_that_its_address_does_not_show_is_refused(tmp_path: Any) -> None:
    """A hosted badge that was changed after it was given out."""
    assertion = vectors.document("ob20/basic-assertion.json")
    (tmp_path / "beths-robotics-badge.json").write_text(json.dumps(assertion))
    pages = MappedPages({"https://example.org/beths": tmp_path}, vectors.pages())
    (tmp_path / "-robotics-badge.json").write_text(json.dumps(assertion))
    verifier = Verifier(pages)
    assert (await accepted(verifier, json.dumps(assertion))).confirmed
    changed = {**assertion, "issuedOn": "2017-12-31T23:59:59Z"}
    assert "Something else" in await refused(verifier, json.dumps(changed))


async def test_a_revoked_badge_of_a_list_is_refused_with_the_reason(tmp_path: Any) -> None:
    (tmp_path / "list.json").write_text(
        json.dumps({"revokedCredential": [{"id": makers.credential()["id"], "revocationReason": "Given by mistake"}]})
    )
    status = {"id": "https://harbour.example/list.json", "type": "1EdTechRevocationList"}
    contexts = [*makers.credential()["@context"], "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"]
    whole = makers.credential(credentialStatus=status) | {"@context": contexts}
    verifier = Verifier(MappedPages({"https://harbour.example/": tmp_path}))
    assert "Given by mistake" in await refused(verifier, makers.token(whole))
    other = Verifier(MappedPages({}))
    report = await other.verify(makers.token(whole).encode())
    assert (report.verdict, report.reasons) == (
        Verdict.WARNING,
        ["The issuer's list of revoked badges cannot be looked at."],
    )


async def test_more_objects_than_a_badge_has_are_refused_before_they_cost_anything(verifier: Verifier) -> None:
    whole = makers.credential(evidence=[{"type": ["Evidence"], "name": str(one)} for one in range(1_000)])
    assert "too much" in await refused(verifier, makers.token(whole))


async def test_a_shape_that_is_remembered_vouches_for_no_other_ids(verifier: Verifier) -> None:
    """An id that is no address is dropped by JSON-LD, unseen, wherever it stands."""

    def of(id_: str) -> str:
        return makers.token(makers.credential(relatedResource={"id": id_, "digestSRI": "sha384-x"}))

    await accepted(verifier, of("https://harbour.example/a"))
    await accepted(verifier, of("https://harbour.example/b"))
    assert "no context explains" in await refused(verifier, of("elsewhere"))


async def test_a_long_list_of_revoked_badges_is_read(tmp_path: Any) -> None:
    entries = [{"id": f"urn:x:{one}"} for one in range(5_000)] + [{"id": makers.credential()["id"]}]
    (tmp_path / "list.json").write_text(json.dumps({"revokedCredential": entries}))
    status = {"id": "https://harbour.example/list.json", "type": "1EdTechRevocationList"}
    contexts = [*makers.credential()["@context"], "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"]
    whole = makers.credential(credentialStatus=status) | {"@context": contexts}
    verifier = Verifier(MappedPages({"https://harbour.example/": tmp_path}))
    assert "taken it back" in await refused(verifier, makers.token(whole))
