"""What a channel asks of the rest. `bot.chat.service.Chat` is the chat; tests have a fake that keeps its promises."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from bot.chat.model import Handling, Message, View


class Conversation(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def handling(self) -> Handling: ...


class Begun(Protocol):
    @property
    def token(self) -> str: ...
    @property
    def expires(self) -> datetime: ...
    @property
    def messages(self) -> Sequence[Message]: ...


class Receipt(Protocol):
    @property
    def seq(self) -> int: ...
    @property
    def stale(self) -> bool: ...


class Chat(Protocol):
    """See docs/architecture.md for the errors that each raises."""

    async def begin(self, city: str, channel: str, language: str) -> Begun: ...
    async def open(self, token: str) -> Conversation | None: ...
    async def receive(
        self, conversation_id: str, external_id: str, text: str | None = None, button: str | None = None
    ) -> Receipt: ...
    async def receive_file(self, conversation_id: str, external_id: str, content: bytes) -> Receipt: ...
    async def messages(self, conversation_id: str, after: int, limit: int = 100) -> Sequence[Message]: ...
    async def view(self, conversation_id: str, after: int, limit: int = 100) -> View: ...
    def arrived(self, conversation_id: str, seq: int) -> None: ...
    async def wait(self, conversation_id: str, after: int, seconds: float) -> None: ...
    async def typing(self, conversation_id: str) -> bool: ...
    async def feedback(self, conversation_id: str, seq: int, value: str, reason: str | None) -> None: ...
    async def about(self, conversation_id: str) -> Mapping[str, Any]: ...
    async def calendar(self, conversation_id: str) -> bytes: ...
    async def erase(self, conversation_id: str) -> Mapping[str, Any]: ...


class Elsewhere(Protocol):
    """A messenger on which a conversation can go on."""

    @property
    def seconds(self) -> int:
        """How long a link is good for."""

    async def link(self, conversation_id: str) -> str | None:
        """A link that goes on with the conversation there, once; None while the messenger is out of reach."""


class Health(Protocol):
    async def missing(self) -> Sequence[str]:
        """What is not ready yet, out of `store`, `brain`, `model` and `catalogue`; empty when all is well."""


class CityName(Protocol):
    async def __call__(self) -> str:
        """The name of the page's city, as shown."""


class Document(Protocol):
    """What stands at a public address."""

    @property
    def body(self) -> bytes: ...
    @property
    def content_type(self) -> str: ...
    @property
    def status(self) -> int: ...
    @property
    def seconds(self) -> int:
        """How long anybody may keep a copy; 0 for what nobody may keep and no search engine may list."""

    @property
    def name(self) -> str:
        """A file's name for whoever saves it; empty for none."""


class Published(Protocol):
    async def document(self, path: str) -> Document | None:
        """What stands at a path, without its first slash and as it came; None when nothing does."""
