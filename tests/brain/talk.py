"""Talks to a brain as the edge does: keeps the events and sends a window of the last turns."""

from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientSession

JSON = Any
LISTEN = {"event": "action", "name": "action_listen"}


@dataclass
class Client:
    """Posts to one brain."""

    session: ClientSession
    url: str

    async def post(self, path: str, body: JSON = None, raw: bytes | None = None) -> tuple[int, JSON]:
        sent = {"data": raw} if raw is not None else {"json": body}
        async with self.session.post(f"{self.url}{path}", **sent) as response:
            return response.status, await response.json()

    async def turn(self, text: str | None = None, **fields: JSON) -> tuple[int, JSON]:
        """One turn; as the first of a conversation unless events are given."""
        return await self.post(
            "/turn", {"conversation": "c1", "message_id": "m1", "text": text, "events": [], **fields}
        )


@dataclass
class Talk:
    """One conversation; `window` is the number of last turns that each request carries, or None for all."""

    client: Client
    window: int | None = 3
    conversation: str = "c1"
    turns: list[list[JSON]] = field(default_factory=list)

    async def say(self, text: str | None = None, **fields: JSON) -> list[str]:
        """The texts of the guide's answer."""
        return [message["text"] for message in (await self.answer(text, **fields))["messages"]]

    async def answer(self, text: str | None = None, **fields: JSON) -> JSON:
        asked = {"conversation": self.conversation, "message_id": f"m{len(self.turns)}", "events": self.events()}
        status, answer = await self.client.turn(text, **{**asked, **fields})
        assert status == 200, answer
        self.turns.append(answer["events"])
        return answer

    def events(self) -> list[JSON]:
        """What the edge sends: the state before the window, then the turns in it."""
        if self.window is None:
            return [LISTEN, *_joined(self.turns)]
        start = max(0, len(self.turns) - self.window)
        return [*_state(_joined(self.turns[:start])), LISTEN, *_joined(self.turns[start:])]

    @property
    def slots(self) -> dict[str, JSON]:
        return {e["name"]: e["value"] for e in _state(_joined(self.turns)) if e["event"] == "slot"}


def _joined(turns: list[list[JSON]]) -> list[JSON]:
    return [event for turn in turns for event in turn]


def _state(events: list[JSON]) -> list[JSON]:
    """The slots and the form as they stand after `events`, as events."""
    state: dict[str, JSON] = {}
    for event in events:
        if event["event"] == "restart":
            state = {}
        if event["event"] in {"slot", "active_loop"}:
            state[f"{event['event']} {event['name'] if event['event'] == 'slot' else ''}"] = event
    return list(state.values())
