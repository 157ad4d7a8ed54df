"""Badges of 2.0 that were taken back at their address, and badges of 2.1."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from bot.badges.model import Verdict
from bot.badges.verification.errors import GoneError
from bot.badges.verification.verifier import Verifier
from tests.badges.verification import vectors
from tests.fakes import FakeClock

ADDRESS = "https://example.org/beths-robotics-badge.json"
V2_1 = "https://purl.imsglobal.org/spec/ob/v2p1/ob_v2p1.jsonld"


class Hosting:
    """The vectors' pages, with the test's own answer for the assertion's address; None for one that is gone."""

    def __init__(self, answer: Mapping[str, Any] | None) -> None:
        self._answer = answer
        self._others = vectors.pages()

    async def get(self, url: str) -> bytes:
        if url != ADDRESS:
            return await self._others.get(url)
        if self._answer is None:
            raise GoneError("What was at its address was taken away.")
        return json.dumps(self._answer).encode()


ASSERTION = vectors.document("ob20/basic-assertion.json")
SHORT = {"@context": ASSERTION["@context"], "type": "Assertion", "id": ADDRESS, "revoked": True}


def failed(report: Any) -> dict[str, str]:
    return {check.name: check.message for check in report.checks if check.outcome == "failed"}


@pytest.mark.parametrize("answer", [None, {**ASSERTION, "revoked": True}, {**SHORT, "revocationReason": "A mistake"}])
async def test_one_that_its_address_says_was_taken_back_is_not_good_and_says_why(
    clock: FakeClock, answer: Mapping[str, Any] | None
) -> None:
    verifier = Verifier(Hosting(answer), clock)
    for report in (await verifier.verify(json.dumps(ASSERTION).encode()), await verifier.verify_at(ADDRESS)):
        assert report.verdict is Verdict.INVALID
        assert "taken it back" in failed(report)["status"]
        assert ("A mistake" in failed(report)["status"]) is bool(answer and "revocationReason" in answer)


async def test_one_that_its_address_shows_is_confirmed(clock: FakeClock) -> None:
    report = await Verifier(Hosting(ASSERTION), clock).verify_at(ADDRESS)
    assert (report.verdict, report.confirmed) == (Verdict.VALID, True)


async def test_one_with_the_context_of_2_1_is_read_as_the_badge_of_2_0_that_it_is(clock: FakeClock) -> None:
    assertion = {**ASSERTION, "@context": V2_1}
    report = await Verifier(Hosting(assertion), clock).verify(json.dumps(assertion).encode())
    assert (report.verdict, report.confirmed) == (Verdict.VALID, True)
    assert report.about is not None
    assert report.about.name == "Awesome Robotics Badge"
