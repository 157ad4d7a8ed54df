import pytest

from bot.badges.verification.verifier import Verifier
from tests.badges.verification import vectors
from tests.fakes import FakeClock


@pytest.fixture
def verifier(clock: FakeClock) -> Verifier:
    """One that finds the vectors' pages in files, on a Monday in November 2026."""
    return Verifier(vectors.pages(), clock)
