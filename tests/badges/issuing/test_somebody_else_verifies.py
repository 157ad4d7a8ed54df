"""What is issued here verifies with an implementation that is not ours (openbadgeslib)."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openbadgeslib.ob3 import (
    OB3VerificationError,
    OB3Verifier,
    decode_encoded_list,
    set_indices,
    verify_endorsement_jwt,
)

from bot.badges.issuing.baking import bake_png, bake_svg
from bot.badges.issuing.credentials import award_credential, endorsement_credential
from bot.badges.issuing.keys import KeyRing
from bot.badges.issuing.model import hashed_recipient
from bot.badges.issuing.picture import png, svg
from bot.badges.issuing.signing import sign
from bot.badges.issuing.status import ENTRIES, encode
from tests.badges.issuing.helpers import AT, BEATS, CITY, NOW, STUDIO, Web, award

PICTURE = svg("Beat Maker", "The Studio", "starter")


@pytest.fixture
def ring(tmp_path: Path) -> KeyRing:
    return KeyRing(tmp_path)


def signed(ring: KeyRing, **what: Any) -> str:
    return sign(award_credential(award(**what), CITY, AT), AT.did, ring.current())


def verifier(web: Web) -> OB3Verifier:
    return OB3Verifier.for_issuer_did(AT.did, download=web.fetch)


def test_an_award_verifies_with_its_status(ring: KeyRing) -> None:
    web = Web(ring, revoked=[8])
    seen = verifier(web).verify(signed(ring, index=7), check_status=True, download=web.fetch)
    assert (seen.achievement.name, seen.issuer.name, seen.issuer.id) == ("Beat Maker", "Fernley", AT.did)


def test_a_revoked_award_does_not(ring: KeyRing) -> None:
    web = Web(ring, revoked=[7])
    with pytest.raises(OB3VerificationError, match="revocation"):
        verifier(web).verify(signed(ring, index=7), check_status=True, download=web.fetch)


def test_another_citys_key_does_not(ring: KeyRing, tmp_path: Path) -> None:
    foreign = KeyRing(tmp_path / "other")
    with pytest.raises(OB3VerificationError):
        verifier(Web(ring)).verify(signed(foreign))


def test_what_an_old_key_signed_still_verifies(ring: KeyRing) -> None:
    before = signed(ring)
    ring.rotate()
    for token in (before, signed(ring)):
        assert verifier(Web(ring)).verify(token).achievement.name == "Beat Maker"


def test_the_hashed_address_is_the_learners(ring: KeyRing) -> None:
    token = signed(ring, recipient=hashed_recipient(" Ada@Example.org "))
    (identity,) = verifier(Web(ring)).verify(token).identifiers
    assert identity.hashed
    assert hashed_recipient("ada@example.org", identity.salt).hash == identity.identity_hash
    assert "example.org" not in token


def test_it_travels_in_pictures(ring: KeyRing) -> None:
    token = signed(ring)
    assert OB3Verifier.extract_token_from_png(bake_png(png(PICTURE), token)) == token
    assert OB3Verifier.extract_token_from_svg(bake_svg(PICTURE, token).encode()) == token


def test_an_employers_endorsement_verifies_with_the_employers_name(ring: KeyRing) -> None:
    document = endorsement_credential("e1", STUDIO, BEATS, "We look for this.", NOW, AT)
    token = sign(document, AT.organisation_did(STUDIO.id), ring.current())
    seen = verify_endorsement_jwt(token, download=Web(ring).fetch)
    assert seen["issuer"] == AT.organisation_did(STUDIO.id)
    assert (seen["endorses"], seen["comment"]) == (AT.badge(BEATS.id), "We look for this.")
    with_it = signed(ring, badge=replace(BEATS, endorsements=(token,)))
    assert verifier(Web(ring)).verify(with_it).all_endorsement_jwts() == [token]


@settings(max_examples=25, deadline=None, derandomize=True)
@given(revoked=st.frozensets(st.integers(0, ENTRIES - 1), max_size=50))
def test_the_status_list_says_what_was_revoked_and_no_more(revoked: frozenset[int]) -> None:
    assert set_indices(decode_encoded_list(encode(revoked))) == revoked
