"""The small parts of claiming: exports, pictures, matching, and a messenger's files."""

import base64
import io
import json
import zipfile
from typing import Any

import pytest
from PIL import Image

from bot.badges.claiming import exports, pictures, zipped
from bot.badges.claiming.keeping import fingerprint
from bot.badges.claiming.pages import OwnPages
from bot.badges.verification import received
from bot.badges.verification.errors import RefusedError, UnreachableError
from bot.badges.verification.fetching import MappedPages, folders
from tests.badges.claiming.conftest import Town
from tests.badges.verification import makers, vectors

ONE = makers.credential()
TOKEN = makers.token(ONE)
ENVELOPE = {"@context": [], "id": f"data:application/vc+jwt,{TOKEN}", "type": "EnvelopedVerifiableCredential"}


@pytest.mark.parametrize(
    ("export", "count"),
    [
        ([ONE, TOKEN], 2),
        ({"badges": [{"assertion": ONE}, {"assertion": "https://badges.example/a.json"}]}, 2),
        ({"type": "VerifiablePresentation", "@context": [], "verifiableCredential": [TOKEN, ONE, ONE]}, 3),
        (
            {"type": ["ClrCredential"], "@context": [], "credentialSubject": {"verifiableCredential": [TOKEN, TOKEN]}},
            2,
        ),
        ({"result": [{"credential": {"jwt": TOKEN}}]}, 1),
        ({"type": "VerifiablePresentation", "@context": [], "verifiableCredential": [ENVELOPE, ENVELOPE]}, 2),
    ],
)
def test_an_export_is_taken_apart(export: Any, count: int) -> None:
    assert len(exports.parts(json.dumps(export).encode())) == count


@pytest.mark.parametrize("under", ["", "vp", "vc"])
def test_a_signed_record_or_presentation_is_taken_apart_into_its_badges(under: str) -> None:
    holder = {
        "type": ["ClrCredential"],
        "@context": [],
        "credentialSubject": {"verifiableCredential": [TOKEN, ENVELOPE]},
    }
    token = makers.token({under: holder} if under else holder)
    assert exports.parts(token.encode()) == [TOKEN.encode(), TOKEN.encode()]


@pytest.mark.parametrize("content", [json.dumps(ONE).encode(), TOKEN.encode(), makers.png(TOKEN), b"hello", b"{}"])
def test_a_single_badge_stays_as_it_came(content: bytes) -> None:
    assert exports.parts(content) == [content]


@pytest.mark.parametrize("content", [json.dumps([TOKEN] * 101).encode(), b"[" * 100, b"\xff", b"[1"])
def test_an_export_that_is_too_much_or_broken_is_refused(content: bytes) -> None:
    with pytest.raises(RefusedError):
        exports.parts(content)


def packed(*files: tuple[str, bytes | str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return made.getvalue()


def test_a_zipped_backpack_is_taken_apart_file_by_file() -> None:
    files: list[tuple[str, bytes | str]] = [
        ("a/", ""),
        ("a/one.png", makers.png(TOKEN)),
        ("__MACOSX/a/one.png", "x"),
        ("a/.DS_Store", "x"),
    ]
    found = exports.parts(packed(*files, ("many.json", json.dumps({"badges": [TOKEN, TOKEN]}))))
    assert found == [makers.png(TOKEN), TOKEN.encode(), TOKEN.encode()]


BOMB = b"\0" * (received.LARGEST + 1)
PACKED = packed(("a", TOKEN))
LOCKED = bytearray(PACKED)
LOCKED[6] |= 1
LOCKED[LOCKED.index(b"PK\x01\x02") + 8] |= 1


@pytest.mark.parametrize(
    "content",
    [
        packed(("a", BOMB)),
        packed(*((f"{number}.json", BOMB[:-1]) for number in range(5))),
        packed(*((f"{number}.json", TOKEN) for number in range(101))),
        packed(("a", json.dumps([TOKEN] * 60)), ("b", json.dumps([TOKEN] * 60))),
        packed(("a", packed(("b", TOKEN)))),
        PACKED[:40],
        PACKED[:60] + bytes([PACKED[60] ^ 255]) + PACKED[61:],
        packed(("a/", "")),
        zipped.START,
        bytes(LOCKED),
    ],
    ids=["bomb", "many bombs", "many", "many within", "nested", "cut", "changed", "nothing", "empty", "locked"],
)
def test_a_zip_that_is_a_bomb_broken_or_locked_is_refused(content: bytes) -> None:
    with pytest.raises(RefusedError):
        exports.parts(content)


def test_a_picture_is_drawn_anew_and_small() -> None:
    file = io.BytesIO()
    Image.new("RGB", (900, 300), "teal").save(file, "JPEG")
    uri = pictures.small(file.getvalue())
    drawn = Image.open(io.BytesIO(base64.b64decode(uri.removeprefix(pictures.START))))
    assert (drawn.format, max(drawn.size)) == ("PNG", pictures.SIDE)


def test_a_noisy_picture_is_kept_with_fewer_colours() -> None:
    noise = Image.effect_noise((300, 300), 90).convert("RGB")
    file = io.BytesIO()
    noise.save(file, "PNG")
    assert 0 < len(pictures.small(file.getvalue())) < 2 * pictures.LONGEST


@pytest.mark.parametrize("content", [b"", b"no picture", makers.png("x")[:60], makers.svg("x"), b"GIF89a"])
def test_what_is_no_picture_makes_none(content: bytes) -> None:
    assert pictures.small(content) == ""


async def test_a_picture_comes_from_the_file_the_credential_or_its_address() -> None:
    baked, pages = makers.png(TOKEN), MappedPages({})
    assert await pictures.picture(baked, "", pages) == baked
    inline = f"data:image/png;base64,{base64.b64encode(baked).decode()}"
    assert await pictures.picture(b"{}", inline, pages) == baked
    assert await pictures.picture(b"{}", "data:image/png;base64,!", pages) == b""
    assert await pictures.picture(b"{}", "https://badges.example/none.png", pages) == b""
    assert await pictures.picture(b"{}", "https://example.org/beths-robot-badge.png", vectors.pages())


def test_the_same_json_in_another_layout_is_the_same_credential() -> None:
    assert fingerprint(json.dumps(ONE).encode()) == fingerprint(json.dumps(ONE, indent=2).encode())
    assert fingerprint(TOKEN.encode()) != fingerprint(json.dumps(ONE).encode())


def test_folders_stand_for_addresses() -> None:
    assert {key: str(value) for key, value in folders("https://a.example/=/x, http://b.example/=y").items()} == {
        "https://a.example/": "/x",
        "http://b.example/": "y",
    }
    assert folders("") == {}


async def test_own_pages_need_no_network(town: Town) -> None:
    pages = town.claims.verifier._pages
    assert isinstance(pages, OwnPages)
    assert b"did:web:waymark.fernley.example" in await pages.get("https://waymark.fernley.example/.well-known/did.json")
    with pytest.raises(UnreachableError):
        await pages.get("https://waymark.fernley.example/none")
