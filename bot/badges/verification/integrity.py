"""Proofs that stand in the credential itself (Verifiable Credential Data Integrity 1.0; Ed25519Signature2020)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256, sha384
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec

from bot.badges.verification import disclosure, keys, values
from bot.badges.verification.encodings import multibase
from bot.badges.verification.errors import RefusedError
from bot.badges.verification.keys import PublicKey
from bot.badges.verification.linked import Linked

SUITES = ("eddsa-rdfc-2022", "eddsa-2022", "ecdsa-rdfc-2019", "ecdsa-sd-2023")
OLD = ("Ed25519Signature2020",)
MOST_PROOFS = 5


@dataclass(frozen=True, slots=True)
class Proof:
    """The one proof of a credential that is looked at."""

    json: Mapping[str, Any]

    @property
    def suite(self) -> str:
        named = values.text(self.json.get("cryptosuite"))
        return named if self.json.get("type") == "DataIntegrityProof" else values.text(self.json.get("type"))

    @property
    def method(self) -> str:
        return values.identifier(self.json.get("verificationMethod"))

    @property
    def value(self) -> str:
        return values.text(self.json.get("proofValue"))


def chosen(credential: Mapping[str, Any], now: datetime) -> Proof:
    """The first proof of a kind that is known here, for a statement, and not over. RefusedError when there is none."""
    proofs = [Proof(one) for one in values.listed(credential.get("proof"))[:MOST_PROOFS] if isinstance(one, dict)]
    if not proofs:
        raise RefusedError("It is not signed.")
    known = [
        one for one in proofs if one.suite in (*SUITES, *OLD) and one.json.get("proofPurpose") == "assertionMethod"
    ]
    if not known:
        suites = ", ".join(sorted({one.suite[:40] for one in proofs if one.suite})) or "nothing"
        raise RefusedError(f"It is signed in a way that is not checked here ({suites}), so nothing vouches for it.")
    expires = values.moment(known[0].json.get("expires"))
    if expires is not None and expires <= now:
        raise RefusedError("Its signature is out of date.")
    if not known[0].method:
        raise RefusedError("It does not say which key signed it.")
    return known[0]


def verify(credential: Mapping[str, Any], proof: Proof, key: PublicKey, linked: Linked) -> None:
    """RefusedError unless the key signed all that the credential says. Takes some 20 ms."""
    options = _quads(_options(credential, proof), linked)
    document = _quads({name: value for name, value in credential.items() if name != "proof"}, linked)
    hashed = _hash(key, proof)
    options_hash = hashed("".join(options).encode()).digest()
    if proof.suite == "ecdsa-sd-2023":
        disclosure.verify(disclosure.read(proof.value), key, options_hash, document)
        return
    message = options_hash + hashed("".join(document).encode()).digest()
    check = keys.verify_ecdsa if proof.suite == "ecdsa-rdfc-2019" else keys.verify_ed25519
    check(key, multibase(proof.value), message)


def _hash(key: PublicKey, proof: Proof) -> Any:
    """SHA-256, and SHA-384 with P-384 (ECDSA Cryptosuites 1.0, section 3.2.3)."""
    wide = isinstance(key, ec.EllipticCurvePublicKey) and key.key_size > 256 and proof.suite == "ecdsa-rdfc-2019"
    return sha384 if wide else sha256


def _options(credential: Mapping[str, Any], proof: Proof) -> dict[str, Any]:
    """The proof without its value, under the credential's contexts (EdDSA Cryptosuites 1.0, section 3.2.5)."""
    kept = {name: value for name, value in proof.json.items() if name != "proofValue"}
    return {**kept, "@context": credential.get("@context")}


def _quads(document: Mapping[str, Any], linked: Linked) -> Sequence[str]:
    quads, _ = linked.quads(dict(document))
    if not quads:
        raise RefusedError("There is nothing in it that a signature could vouch for.")
    return quads
