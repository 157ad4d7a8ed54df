"""Advisers of two cities beside a chat that has begun."""

import pytest

from bot.chat.advising.followup import FollowUp
from bot.chat.advising.model import Adviser
from bot.chat.advising.presence import Presence
from bot.chat.advising.takeover import Takeover
from bot.chat.parts import Parts

SAM = Adviser("sam", "Sam", frozenset({"brightport"}))
KIM = Adviser("kim", "Kim", frozenset({"brightport"}))
FOREIGN = Adviser("far", "Far Away", frozenset({"elsewhere"}))


@pytest.fixture
def takeover(parts: Parts) -> Takeover:
    return Takeover(parts)


@pytest.fixture
def followup(parts: Parts) -> FollowUp:
    return FollowUp(parts)


@pytest.fixture
def presence(parts: Parts, takeover: Takeover) -> Presence:
    return Presence(parts, takeover)
