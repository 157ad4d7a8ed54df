"""Whatever comes, the verifier answers: no crash, nothing over two seconds. From fixed seeds, in a fixed order;
`WAYMARK_FUZZ_SECONDS` says for how long (3 unless set)."""

import copy
import json
import os
import random
import time
from collections.abc import Iterator
from functools import partial
from typing import Any

from bot.badges.model import Verdict
from bot.badges.verification.verifier import Verifier
from tests.badges.verification import makers, vectors
from tests.badges.verification.test_inner import envelope, record
from tests.processor_time import within

SECONDS = float(os.environ.get("WAYMARK_FUZZ_SECONDS", "3"))
SLOWEST = 2.0
SEEDS = (
    "ob30/simple.json",
    "ob30/simple-eddsa-2022.json",
    "ob30/sd/derivedcredential.json",
    "ob30/bit-string-list/credential-status-revoked.json",
    "ob30/simple-err-credential-subject-result-type.json",
    "ob30/simple-jwt_v1.svg",
    "ob20/basic-assertion.json",
    "ob20/assertion-with-endorsements.json",
    "ob20/assertion-with-multiple-extensions.json",
    "ob20/simple.jwt",
    "ob20/simple-badge.png",
    "ob20/assets/revocation-list.json",
)
TOKENS = (
    *(b"{", b"}", b"[", b"]", b'"', b",", b":", b"null", b"true", b"-1", b"1e9", b'"@id"', b'"@type"', b'"@context"'),
    *(
        b'"@graph"',
        b"_:b0",
        b"\\u0000",
        b"\\ud800",
        b"\xff",
        b"\x00",
        b"\xef\xbb\xbf",
        b"iTXt",
        b"IEND",
        b"<svg",
        b"&#0;",
    ),
    *(b"z6Mk", b"did:web:", b"did:key:", b"https://example.org/robotics-badge.json", b"eyJ", b".", b"==", b"[" * 40),
)


RECORD = makers.with_proof(record(makers.with_proof(makers.credential()), envelope(makers.token(makers.credential()))))
VALUES: tuple[Any, ...] = (
    None,
    True,
    -1,
    10**20,
    0.5,
    "",
    "x",
    "urn:x:1",
    "https://example.org/key1.json",
    [],
    {},
    [[]],
)


def seeds() -> list[bytes]:
    made = makers.token(makers.credential())
    return [
        *map(vectors.content, SEEDS),
        made.encode(),
        makers.png(made),
        makers.svg(made),
        json.dumps(RECORD).encode(),
    ]


def structures() -> list[Any]:
    return [*(vectors.document(name) for name in SEEDS if name.endswith(".json")), makers.credential(), RECORD]


def mutants(chance: random.Random) -> Iterator[bytes]:
    corpus, documents = seeds(), structures()
    while True:
        yield restructured(chance, documents)
        content = bytearray(chance.choice(corpus))
        for _ in range(chance.choice((1, 1, 2, 4, 8))):
            mutate(content, chance, corpus)
        yield bytes(content)


def restructured(chance: random.Random, documents: list[Any]) -> bytes:
    """A document with a few values put in the place of others, bare or signed."""
    whole = copy.deepcopy(chance.choice(documents))
    for _ in range(chance.choice((1, 1, 2, 3))):
        places = list(places_in(whole))
        holder, key = chance.choice(places)
        donor, other = chance.choice(list(places_in(chance.choice(documents))))
        holder[key] = copy.deepcopy(chance.choice((*VALUES, donor[other], [holder[key]], {"id": holder[key]})))
    return json.dumps(whole).encode() if chance.randrange(3) else makers.token(whole).encode()


def places_in(value: Any) -> Iterator[tuple[Any, Any]]:
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        yield from places_in(value[key])


def mutate(content: bytearray, chance: random.Random, corpus: list[bytes]) -> None:
    place = chance.randrange(len(content) + 1)
    end = min(len(content), place + chance.choice((1, 2, 8, 60, 600)))
    match chance.randrange(6):
        case 0:
            content[place:end] = b""
        case 1:
            content[place:place] = chance.choice(TOKENS)
        case 2:
            content[place:end] = chance.randbytes(end - place)
        case 3:
            content[place:place] = content[place:end] * chance.choice((2, 3, 40))
        case 4:
            other = chance.choice(corpus)
            start = chance.randrange(len(other))
            content[place:end] = other[start : start + chance.choice((4, 40, 400))]
        case _:
            del content[place:]


async def test_nothing_breaks_it_or_holds_it_up(verifier: Verifier) -> None:
    ends, tried = time.monotonic() + SECONDS, 0
    for content in mutants(random.Random(20261123)):
        report = await within(SLOWEST, partial(verifier.verify, content))
        assert report.verdict in Verdict
        tried += 1
        if time.monotonic() > ends:
            break
    assert tried > 20
