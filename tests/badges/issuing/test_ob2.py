"""Hosted 2.0 documents verify with somebody else's code too."""

import json
from typing import Any

import pytest
from openbadgeslib.ob2 import OB2VerificationError, OB2Verifier

from bot.badges.issuing import ob2
from bot.badges.issuing.model import Award, hashed_recipient
from tests.badges.issuing.helpers import AT, BEATS, STUDIO, award

EMAIL = "ada@example.org"


def hosted(one: Award, revoked: list[tuple[str, str]]) -> dict[str, Any]:
    return {
        AT.award_ob2(one.id): ob2.assertion(one, AT),
        AT.badge_ob2(BEATS.id): ob2.badge_class(BEATS, AT),
        f"{AT.organisation(STUDIO.id)}/ob2.json": ob2.issuer(STUDIO, "badges@fernley.example", AT),
        AT.revoked("fernley"): ob2.revocation_list("fernley", revoked, AT),
    }


def verify(one: Award, documents: dict[str, Any], recipient: str | None = EMAIL) -> str:
    verifier = OB2Verifier(download=lambda address: json.dumps(documents[address]).encode())
    seen = verifier.verify_hosted(documents[AT.award_ob2(one.id)], expected_recipient=recipient, check_revocation=True)
    return str(seen.id)


def test_a_hosted_assertion_verifies_for_its_recipient() -> None:
    one = award(recipient=hashed_recipient(EMAIL))
    assert verify(one, hosted(one, [])) == AT.award_ob2(one.id)


def test_it_does_not_for_anybody_else() -> None:
    one = award(recipient=hashed_recipient("bob@example.org"))
    with pytest.raises(OB2VerificationError):
        verify(one, hosted(one, []))


def test_one_without_an_address_names_its_own_subject() -> None:
    one = award()
    assert ob2.assertion(one, AT)["recipient"] == {"type": "id", "hashed": False, "identity": one.subject}


def test_a_revoked_one_is_refused_with_the_list_and_with_what_is_left_of_it() -> None:
    one = award(recipient=hashed_recipient(EMAIL))
    with pytest.raises(OB2VerificationError, match="revoked"):
        verify(one, hosted(one, [(one.id, "given by mistake")]))
    documents = hosted(one, []) | {AT.award_ob2(one.id): ob2.revoked_assertion(one.id, "given by mistake", AT)}
    with pytest.raises(OB2VerificationError):
        verify(one, documents)
