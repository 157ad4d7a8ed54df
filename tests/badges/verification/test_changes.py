"""Any change of one byte in a signed credential is found: every position of five, and random bytes at random ones."""

import asyncio
import json
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.badges.model import Verdict
from bot.badges.verification import received
from bot.badges.verification.verifier import Verifier
from tests.badges.verification import makers, vectors
from tests.fakes import FakeClock

NAMES = ("token with RS256", "token with EdDSA", "2.0 token", "picture", "JSON with a proof")


@cache
def credentials() -> dict[str, bytes]:
    signed = makers.token(makers.credential())
    return {
        "token with RS256": received.text_of(vectors.content("ob30/simple-jwt.png")).encode(),
        "token with EdDSA": signed.encode(),
        "2.0 token": vectors.content("ob20/simple.jwt").strip(),
        "picture": makers.png(signed),
        "JSON with a proof": json.dumps(makers.with_proof(makers.credential()), separators=(",", ":")).encode(),
    }


def changed(content: bytes) -> Iterator[tuple[int, bytes]]:
    """With the lowest bit turned over, at every position."""
    for place in range(len(content)):
        yield place, content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


@pytest.mark.parametrize("name", NAMES)
async def test_unchanged_it_is_good(verifier: Verifier, name: str) -> None:
    report = await verifier.verify(credentials()[name])
    assert report.verdict is Verdict.VALID, report.reasons


@pytest.mark.parametrize("name", NAMES)
async def test_one_changed_bit_anywhere_is_found(verifier: Verifier, name: str) -> None:
    missed = [
        place
        for place, content in changed(credentials()[name])
        if (await verifier.verify(content)).verdict is not Verdict.INVALID
    ]
    assert missed == []


VERIFIER = Verifier(vectors.pages(), FakeClock())


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.sampled_from(NAMES), st.data())
def test_any_other_byte_anywhere_is_found(name: str, data: st.DataObject) -> None:
    content = credentials()[name]
    place = data.draw(st.integers(0, len(content) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda one: one != content[place]))
    other = content[:place] + bytes([byte]) + content[place + 1 :]
    assert asyncio.run(VERIFIER.verify(other)).verdict is Verdict.INVALID
