"""Public keys as they are named in credentials."""

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from joserfc.jwk import RSAKey

from bot.badges.verification.errors import RefusedError
from bot.badges.verification.keys import from_jwk


def jwk(bits: int) -> dict[str, str | list[str]]:
    numbers = rsa.generate_private_key(65537, bits).public_key()
    return RSAKey.import_key(numbers).as_dict()


def test_a_strong_key_is_read() -> None:
    assert isinstance(from_jwk(jwk(2048)), rsa.RSAPublicKey)


def test_a_weak_key_is_refused_before_a_library_reads_it() -> None:
    strong = jwk(2048)
    with pytest.raises(RefusedError, match="too weak"):
        from_jwk({**strong, "n": str(strong["n"])[:171]})


def test_what_is_no_number_is_no_key() -> None:
    with pytest.raises(RefusedError, match="is none"):
        from_jwk({**jwk(2048), "n": "é" * 342})
