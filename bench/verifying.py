"""How fast badges are verified, on one core, in processor time."""

import time
from collections.abc import Sequence

from bench.figures import milliseconds, show
from bot.badges.verification import received
from bot.badges.verification.verifier import Verifier
from tests.badges.verification import makers, vectors

TOKENS = 1_000
OTHERS = 50
"""What is slower is measured on fewer."""


async def main() -> None:
    """VC-JWTs that differ in all their words, a proof in the JSON, a hosted assertion, a picture."""
    rows = [
        await _row("VC-JWT, EdDSA, each another", [_token(number) for number in range(TOKENS)]),
        await _row("VC-JWT, RS256", [received.text_of(vectors.content("ob30/simple-jwt.png")).encode()] * TOKENS),
        await _row("VC-JWT in a PNG of 85 kB", [vectors.content("ob30/simple-jwt.png")] * OTHERS),
        await _row("JSON with a proof (eddsa-rdfc-2022)", [vectors.content("ob30/simple.json")] * OTHERS),
        await _row("2.0 hosted, its pages in files", [vectors.content("ob20/basic-assertion.json")] * OTHERS),
    ]
    show("Verifying badges (goal: 300 VC-JWTs a second on one core)", ["what", "each", "a second"], rows)


def _token(number: int) -> bytes:
    whole = makers.credential(id=f"urn:x:{number}", validFrom=f"2026-01-02T03:04:{number % 60:02}Z")
    return makers.token(whole).encode()


async def _row(name: str, contents: Sequence[bytes]) -> Sequence[str]:
    verifier = Verifier(vectors.pages())
    await verifier.verify(contents[0])
    start = time.process_time()
    for content in contents:
        if (await verifier.verify(content)).verdict == "invalid":
            raise ValueError(f"{name}: not verified")
    each = (time.process_time() - start) / len(contents)
    return [name, milliseconds(each), f"{1 / each:,.0f}"]
