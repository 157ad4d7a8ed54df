"""How often a bot may send, as the Bot API's FAQ has it ("My bot is hitting limits"): then comes 429."""

import math
from dataclasses import dataclass, field

CHAT_BURST, CHAT_A_SECOND = 6, 1.0
ALL_BURST, ALL_A_SECOND = 30, 30.0


@dataclass
class Bucket:
    """A token bucket on the caller's clock (seconds)."""

    burst: float
    a_second: float
    left: float = math.inf
    at: float = 0.0

    def take(self, now: float) -> float:
        """Counts one; gives 0, or the seconds until there is one."""
        self.left = min(self.burst, self.left + (now - self.at) * self.a_second)
        self.at = now
        if self.left < 1:
            return (1 - self.left) / self.a_second
        self.left -= 1
        return 0.0


@dataclass
class Buckets:
    """`speed` makes the stand's second shorter, so that a test of minutes takes seconds."""

    speed: float = 1.0
    chats: dict[int, Bucket] = field(default_factory=dict)
    everything: Bucket = field(init=False)

    def __post_init__(self) -> None:
        self.everything = Bucket(ALL_BURST, ALL_A_SECOND * self.speed)

    def take(self, chat_id: int, now: float) -> float:
        """Counts a message to a chat; gives 0, or how long to leave it alone."""
        chat = self.chats.setdefault(chat_id, Bucket(CHAT_BURST, CHAT_A_SECOND * self.speed))
        return chat.take(now) or self.everything.take(now)
