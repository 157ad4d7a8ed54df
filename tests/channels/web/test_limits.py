import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.web import limits
from bot.channels.web.errors import ApiError
from bot.channels.web.limits import Bucket, network


class Hands:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_fills_by_one_each_second() -> None:
    hands = Hands()
    bucket = Bucket(2, hands)
    bucket.take("192.0.2.1")
    bucket.take("192.0.2.1")
    with pytest.raises(ApiError) as refused:
        bucket.take("192.0.2.1")
    assert refused.value.headers["Retry-After"] == "1"
    hands.now = 1.0
    bucket.take("192.0.2.1")
    bucket.take("192.0.2.2")


@given(st.lists(st.floats(0, 3), min_size=1, max_size=60), st.integers(1, 5))
def test_a_bucket_never_lets_more_through_than_its_burst_and_one_a_second(pauses: list[float], burst: int) -> None:
    hands, taken = Hands(), 0
    bucket = Bucket(burst, hands)
    for pause in pauses:
        hands.now += pause
        try:
            bucket.take("192.0.2.1")
        except ApiError:
            continue
        taken += 1
    assert 1 <= taken <= burst + hands.now + 1e-6


def test_addresses_are_forgotten_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ADDRESSES", 3)
    bucket = Bucket(1, Hands())
    for number in range(5):
        bucket.take(f"192.0.2.{number}")
    bucket.take("192.0.2.0")
    with pytest.raises(ApiError):
        bucket.take("192.0.2.4")


def test_a_household_with_ipv6_counts_as_one() -> None:
    assert network("2001:db8::1") == network("2001:db8::ffff") != network("2001:db8:0:1::1")
    assert network("192.0.2.1") != network("192.0.2.2")
    assert network("no address") == network("") == "unknown"
