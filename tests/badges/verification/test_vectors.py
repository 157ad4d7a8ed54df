"""Every vector comes out as the official validator has it, for its reason."""

import pytest

from bot.badges.model import Format, Verdict
from bot.badges.verification.report import Outcome
from bot.badges.verification.verifier import Verifier
from tests.badges.verification import vectors


@pytest.mark.parametrize("name", vectors.VERDICTS)
async def test_verdict_and_reason_are_the_official_ones(verifier: Verifier, name: str) -> None:
    report = await verifier.verify(vectors.content(name))
    wanted = vectors.VERDICTS[name]
    assert report.verdict == wanted["verdict"], report.reasons
    if wanted["reasons"]:
        speaking = {check.as_json()["probe"] for check in report.checks if check.outcome is Outcome.FAILED}
        assert speaking & set(wanted["reasons"])


OBJECTS = {
    "ob20/rdf-validation/valid-alignment-object.json": Verdict.VALID,
    "ob20/rdf-validation/valid-badge-class-empty-criteria-type.json": Verdict.VALID,
    "ob20/rdf-validation/valid-cool-class.json": Verdict.VALID,
    "ob20/rdf-validation/valid-issuer-extension.json": Verdict.VALID,
    "ob20/badge-class-with-language.json": Verdict.VALID,
    "ob20/rdf-validation/badge-class-invalid-issuer-type.json": Verdict.INVALID,
    "ob20/rdf-validation/invalid-class.json": Verdict.INVALID,
    "ob20/rdf-validation/invalid-empty-type.json": Verdict.INVALID,
    "ob20/rdf-validation/invalid-one-invalid-class.json": Verdict.INVALID,
    "ob20/basic-assertion-with-allowed-origins-invalid-starts-with.json": Verdict.INVALID,
    "ob20/basic-assertion-with-allowed-origins-invalid-multiple-starts-with.json": Verdict.INVALID,
    "ob30/simple-context-version.json": Verdict.WARNING,
    "ob30/simple-noproof.json": Verdict.INVALID,
    "ob30/endorsement-valid.json": Verdict.VALID,
    "ob30/endorsement-err-schema-status-refresh.json": Verdict.INVALID,
}
"""Files of the set without a verdict in its list: what their names say."""


@pytest.mark.parametrize("name", OBJECTS)
async def test_other_files_of_the_set_are_what_their_names_say(verifier: Verifier, name: str) -> None:
    assert (await verifier.verify(vectors.content(name))).verdict is OBJECTS[name]


async def test_a_credential_says_in_plain_words_what_it_is(verifier: Verifier) -> None:
    report = await verifier.verify(vectors.content("ob30/simple.json"))
    assert report.about is not None
    assert (report.format, report.about.name, report.about.issuer) == (Format.VC_EMBEDDED, "Teamwork", "Example Corp")
    assert report.about.issued is not None


async def test_an_assertion_says_it_with_its_badge_class_and_issuer(verifier: Verifier) -> None:
    report = await verifier.verify(vectors.content("ob20/simple.jwt"))
    assert report.about is not None
    assert (report.about.name, report.about.issuer) == ("Awesome Robotics Badge", "An Example Badge Issuer")
    assert report.format is Format.OB2_SIGNED
    assert report.confirmed


async def test_a_hosted_assertion_whose_address_cannot_be_looked_at_is_not_confirmed(verifier: Verifier) -> None:
    report = await verifier.verify(vectors.content("ob20/basic-assertion.json"))
    assert not report.confirmed


async def test_one_that_is_only_in_an_old_form_is_a_warning_and_says_why(verifier: Verifier) -> None:
    report = await verifier.verify(vectors.content("ob30/simple_v1.json"))
    assert all("older context" in reason for reason in report.reasons)


async def test_verifying_twice_finds_the_same(verifier: Verifier) -> None:
    """The second time its shape is remembered."""
    first = await verifier.verify(vectors.content("ob30/simple-jwt.png"))
    assert await verifier.verify(vectors.content("ob30/simple-jwt.png")) == first
