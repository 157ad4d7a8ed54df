"""Our own verifier finds every award of ours good, until it is taken back, and every changed one bad."""

from urllib.parse import urlsplit

import pytest

from bot.badges.issuing.documents import Document
from bot.badges.issuing.hosting import Hosting
from bot.badges.issuing.orders import Giver, Order
from bot.badges.issuing.service import Issuing
from bot.badges.model import Verdict
from bot.badges.verification.errors import UnreachableError
from bot.badges.verification.report import Report
from bot.badges.verification.verifier import Verifier
from tests.badges.issuing.helpers import AT
from tests.badges.issuing.town import STUDIO
from tests.fakes import FakeClock

BOATYARD = Giver("fernley", "boatyard", "fern")


class OurPages:
    def __init__(self, hosting: Hosting) -> None:
        self._hosting = hosting

    async def get(self, url: str) -> bytes:
        return (await self.document(url)).body

    async def document(self, url: str) -> Document:
        found = await self._hosting.document(urlsplit(url).path.removeprefix("/"))
        if found is None:
            raise UnreachableError(url)
        return found


@pytest.fixture
def pages(hosting: Hosting) -> OurPages:
    return OurPages(hosting)


@pytest.fixture
def verifier(pages: OurPages, clock: FakeClock) -> Verifier:
    return Verifier(pages, clock)


def told(report: Report) -> str:
    return str(report.as_json())


@pytest.mark.parametrize("form", ["", ".json", ".png", ".svg"])
async def test_a_new_award_is_good_in_every_form(
    issuing: Issuing, verifier: Verifier, pages: OurPages, form: str
) -> None:
    given = await issuing.give(STUDIO, Order("beats", email="ada@example.org", evidence="Made Tide"))
    report = await verifier.verify(await pages.get(f"{AT.award(given.award_id)}{form}"))
    assert report.verdict is Verdict.VALID, told(report)


async def test_its_2_0_form_is_good_too(issuing: Issuing, verifier: Verifier) -> None:
    given = await issuing.give(STUDIO, Order("beats", email="ada@example.org"))
    report = await verifier.verify_at(AT.award_ob2(given.award_id))
    assert report.verdict is Verdict.VALID, told(report)


@pytest.mark.parametrize("form", ["", ".png", ".svg", "/ob2.json"])
async def test_one_that_was_taken_back_is_bad_in_every_form(
    issuing: Issuing, verifier: Verifier, pages: OurPages, form: str
) -> None:
    given = await issuing.give(STUDIO, Order("beats"))
    await issuing.revoke(STUDIO, given.award_id, "A mistake")
    report = await verifier.verify(await pages.get(f"{AT.award(given.award_id)}{form}"))
    assert report.verdict is Verdict.INVALID, told(report)


async def test_what_an_old_key_signed_stays_good(issuing: Issuing, verifier: Verifier, pages: OurPages) -> None:
    given = await issuing.give(STUDIO, Order("beats"))
    issuing.ring.rotate()
    report = await verifier.verify(await pages.get(AT.award(given.award_id)))
    assert report.verdict is Verdict.VALID, told(report)


async def test_an_employers_endorsement_is_checked_with_it(
    issuing: Issuing, verifier: Verifier, pages: OurPages
) -> None:
    await issuing.endorse(BOATYARD, "beats", "We look for it.")
    given = await issuing.give(STUDIO, Order("beats"))
    report = await verifier.verify(await pages.get(AT.award(given.award_id)))
    assert report.verdict is Verdict.VALID, told(report)
    assert "endorsements" in {check.name for check in report.checks}


async def test_one_that_is_over_is_not_good(
    issuing: Issuing, verifier: Verifier, pages: OurPages, clock: FakeClock
) -> None:
    given = await issuing.give(STUDIO, Order("beats", expires="2026-12-01"))
    clock.forward(days=30)
    report = await verifier.verify(await pages.get(AT.award(given.award_id)))
    assert report.verdict is not Verdict.VALID, told(report)


async def test_a_changed_one_is_bad(issuing: Issuing, verifier: Verifier, pages: OurPages) -> None:
    given = await issuing.give(STUDIO, Order("beats"))
    token = (await pages.get(AT.award(given.award_id))).decode()
    place = len(token) // 2
    changed = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
    assert (await verifier.verify(changed.encode())).verdict is Verdict.INVALID
