"""The signing key: nobody else reads it, it shows nowhere, and it can be changed."""

import json
import stat
from pathlib import Path

import pytest
from joserfc.jwk import OKPKey, RSAKey

from bot.badges.issuing.keys import CURRENT, KeyRing, KeyTroubleError

SECRET = OKPKey.generate_key("Ed25519")
WRITTEN = json.dumps(SECRET.as_dict(private=True))


def test_the_first_use_makes_a_key_that_only_its_owner_reads(tmp_path: Path) -> None:
    kid = KeyRing(tmp_path / "keys").current().kid
    assert stat.S_IMODE((tmp_path / "keys" / CURRENT).stat().st_mode) == 0o600
    assert KeyRing(tmp_path / "keys").current().kid == kid


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    KeyRing(tmp_path).current()
    (tmp_path / CURRENT).chmod(0o640)
    with pytest.raises(KeyTroubleError, match="chmod 600"):
        KeyRing(tmp_path).current()


def test_a_new_key_signs_and_the_old_one_stays_published(tmp_path: Path) -> None:
    ring = KeyRing(tmp_path)
    old = ring.current().kid
    new = ring.rotate().kid
    assert new != old
    assert ring.current().kid == new
    assert [jwk["kid"] for jwk in ring.published()] == [new, old]


def test_what_is_published_holds_no_secret(tmp_path: Path) -> None:
    ring = KeyRing(tmp_path)
    ring.rotate()
    assert all(set(jwk) == {"kty", "crv", "x", "kid"} for jwk in ring.published())


@pytest.mark.parametrize("written", [WRITTEN, SECRET.as_pem(private=True).decode()])
def test_a_key_from_the_environment_is_never_written_down(tmp_path: Path, written: str) -> None:
    ring = KeyRing(tmp_path, written)
    assert ring.current().kid == SECRET.thumbprint()
    secret = json.loads(WRITTEN)["d"]
    assert all(secret not in path.read_text() for path in tmp_path.rglob("*.json"))
    with pytest.raises(KeyTroubleError, match="WAYMARK_BADGE_KEY"):
        ring.rotate()


def test_a_repr_says_nothing(tmp_path: Path) -> None:
    key = KeyRing(tmp_path, WRITTEN).current()
    assert json.loads(WRITTEN)["d"] not in repr(key)


@pytest.mark.parametrize(
    "wrong",
    ["{", "none", json.dumps(SECRET.as_dict(private=False)), RSAKey.generate_key(2048).as_pem(private=True).decode()],
    ids=["half", "no JSON", "public alone", "RSA"],
)
def test_what_is_no_such_key_is_refused_without_a_quote(tmp_path: Path, wrong: str) -> None:
    with pytest.raises(KeyTroubleError) as refused:
        KeyRing(tmp_path, wrong).current()
    assert wrong not in str(refused.value)
