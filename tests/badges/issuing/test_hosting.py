"""Every address that is given out answers, and somebody else's verifier finds all that it needs there."""

import asyncio
import json
from typing import Any
from urllib.parse import urlsplit

import pytest
from openbadgeslib.ob2 import OB2VerificationError, OB2Verifier
from openbadgeslib.ob3 import OB3VerificationError, OB3Verifier

from bot.badges.issuing.documents import Document
from bot.badges.issuing.hosting import Hosting
from bot.badges.issuing.orders import Order
from bot.badges.issuing.service import Issuing
from bot.clock import utc_now
from tests.badges.issuing.helpers import AT
from tests.badges.issuing.town import STUDIO
from tests.fakes import FakeClock

EMAIL = "ada@example.org"


async def found(hosting: Hosting, address: str) -> Document:
    document = await hosting.document(urlsplit(address).path.removeprefix("/"))
    assert document is not None, address
    return document


class Fetch:
    """Lets code that blocks, in a thread, fetch from what is hosted."""

    def __init__(self, hosting: Hosting) -> None:
        self._hosting = hosting
        self._loop = asyncio.get_running_loop()

    def __call__(self, address: str, *_: Any, **__: Any) -> bytes:
        return asyncio.run_coroutine_threadsafe(found(self._hosting, address), self._loop).result(10).body


def _verify3(fetch: Fetch, token: str) -> str:
    verifier = OB3Verifier.for_issuer_did(AT.did, download=fetch)
    return str(verifier.verify(token, check_status=True, download=fetch).achievement.name)


def _verify2(fetch: Fetch, address: str) -> str:
    document = json.loads(fetch(address))
    verifier = OB2Verifier(download=fetch)
    return str(verifier.verify_hosted(document, expected_recipient=EMAIL, check_revocation=True).badge)


@pytest.fixture
def clock() -> FakeClock:
    """The present moment: somebody else's verifier looks at the real clock, and a status list lasts a day."""
    return FakeClock(utc_now().replace(microsecond=0))


async def test_a_hosted_award_verifies_from_nothing_but_its_address(issuing: Issuing, hosting: Hosting) -> None:
    given = await issuing.give(STUDIO, Order("beats", email=EMAIL))
    fetch = Fetch(hosting)
    token = (await found(hosting, AT.award(given.award_id))).body.decode()
    assert await asyncio.to_thread(_verify3, fetch, token) == "Beat Maker"
    assert await asyncio.to_thread(_verify2, fetch, AT.award_ob2(given.award_id)) == AT.badge_ob2(given.badge)


async def test_once_taken_back_it_verifies_nowhere(issuing: Issuing, hosting: Hosting) -> None:
    given = await issuing.give(STUDIO, Order("beats", email=EMAIL))
    token = (await found(hosting, AT.award(given.award_id))).body.decode()
    await issuing.revoke(STUDIO, given.award_id, "A mistake")
    with pytest.raises(OB3VerificationError, match="revocation"):
        await asyncio.to_thread(_verify3, Fetch(hosting), token)
    with pytest.raises(OB2VerificationError):
        await asyncio.to_thread(_verify2, Fetch(hosting), AT.award_ob2(given.award_id))
    gone = await found(hosting, AT.award_ob2(given.award_id))
    assert gone.status == 410
    assert json.loads(gone.body)["revocationReason"] == "A mistake"


async def test_the_pictures_of_an_award_hold_it(issuing: Issuing, hosting: Hosting) -> None:
    given = await issuing.give(STUDIO, Order("beats"))
    token = (await found(hosting, AT.award(given.award_id))).body.decode()
    png, svg = [await found(hosting, f"{AT.award(given.award_id)}.{form}") for form in ("png", "svg")]
    assert OB3Verifier.extract_token_from_png(png.body) == token
    assert OB3Verifier.extract_token_from_svg(svg.body) == token


async def test_all_that_documents_point_to_is_there(issuing: Issuing, hosting: Hosting) -> None:
    given = await issuing.give(STUDIO, Order("beats"))
    award = json.loads((await found(hosting, f"{AT.award(given.award_id)}.json")).body)
    named = award["credentialSubject"]["achievement"]
    for address in (award["id"], named["id"], named["image"]["id"], award["credentialStatus"]["statusListCredential"]):
        await found(hosting, address)
    for address in (AT.organisation("fernley:org:studio"), AT.picture(given.badge, "svg"), AT.revoked("fernley")):
        await found(hosting, address)
    jwks = json.loads((await found(hosting, f"{AT.base}/.well-known/jwks.json")).body)
    assert [set(key) for key in jwks["keys"]] == [{"kty", "crv", "x", "kid", "use", "alg"}]


@pytest.mark.parametrize(
    "path",
    [
        "badges/awards/none",
        "badges/awards/none.png",
        "badges/classes/fernley/none",
        "badges/classes/fernley/none.svg",
        "badges/organisations/elsewhere/studio",
        "badges/organisations/elsewhere/studio/did.json",
        "badges/status/fernley/1",
        "badges/endorsements/none",
        "badges/..%2F..%2Fetc/passwd",
        "badges/",
        "",
    ],
)
async def test_nothing_else_is_there(hosting: Hosting, path: str) -> None:
    assert await hosting.document(path) is None
