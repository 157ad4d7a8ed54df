"""What can go wrong at a Bot API, on order."""

from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


class ApiError(Exception):
    """An answer with "ok": false."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def as_json(self) -> dict[str, Any]:
        answer: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        return {**answer, "parameters": self.parameters} if self.parameters else answer


class Silence(Exception):  # noqa: N818 - nothing is said, not even an error
    """The connection breaks without an answer, before the method was carried out or after."""

    def __init__(self, *, done: bool = False) -> None:
        super().__init__()
        self.done = done


class Slow(Silence):
    """No answer comes, for longer than anybody waits."""


def bad(description: str) -> ApiError:
    return ApiError(400, f"Bad Request: {description}")


def too_many(retry_after: int) -> ApiError:
    return ApiError(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)


def blocked() -> ApiError:
    return ApiError(403, "Forbidden: bot was blocked by the user")


def broken() -> ApiError:
    return ApiError(500, "Internal Server Error")


def migrated(to: int) -> ApiError:
    return ApiError(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=to)


Fault = ApiError | Silence
Chance = Callable[[str, dict[str, Any]], Fault | None]


@dataclass
class Faults:
    """Faults for the next calls of a method, and `chance` for any call."""

    ordered: defaultdict[str, deque[Fault]] = field(default_factory=lambda: defaultdict(deque))
    chance: Chance | None = None

    def order(self, method: str, *faults: Fault) -> None:
        self.ordered[method.lower()].extend(faults)

    def next(self, method: str, params: dict[str, Any]) -> Fault | None:
        if waiting := self.ordered[method]:
            return waiting.popleft()
        return self.chance(method, params) if self.chance else None
