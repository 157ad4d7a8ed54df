"""Whose turn it is among things that fit equally well: fair over many learners, and the same again for the same one."""

from collections.abc import Callable
from hashlib import blake2b

PRIME = 2**61 - 1


def mark(id: str) -> int:
    """A number below 2^61 that stands for an id."""
    return int.from_bytes(blake2b(id.encode(), digest_size=8).digest()) >> 3


def turns(seed: str) -> Callable[[int], int]:
    """An order of marks, drawn by the seed: Carter and Wegman's universal hashing (1979), which costs next to nothing
    for each of hundreds of candidates."""
    drawn = blake2b(seed.encode(), digest_size=16).digest()
    factor, shift = int.from_bytes(drawn[:8]) % (PRIME - 1) + 1, int.from_bytes(drawn[8:]) % PRIME
    return lambda mark: (factor * mark + shift) % PRIME
