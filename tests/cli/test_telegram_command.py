"""`waymark telegram`: each answer and each error is a plain line, and none has the token in it."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from tests.cli.conftest import Ran
from tests.telegram.bot_api import TOKEN, BotApi, Stand, running

Waymark = Callable[..., Ran]
SECRET = TOKEN.partition(":")[2]


@contextmanager
def in_a_thread(api: BotApi) -> Iterator[Stand]:
    """The stand beside a command, which has a loop of its own."""
    ready: list[Stand] = []
    started, end = threading.Event(), asyncio.Event()
    loop = asyncio.new_event_loop()

    async def serve() -> None:
        async with running(api) as stand:
            ready.append(stand)
            started.set()
            await end.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=[serve()])
    thread.start()
    started.wait(30)
    try:
        yield ready[0]
    finally:
        loop.call_soon_threadsafe(end.set)
        thread.join(30)
        loop.close()


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> Iterator[BotApi]:
    with in_a_thread(BotApi()) as stand:
        monkeypatch.setenv("WAYMARK_TELEGRAM_API", stand.url)
        monkeypatch.setenv("WAYMARK_TELEGRAM_TOKEN", TOKEN)
        monkeypatch.setenv("WAYMARK_TELEGRAM_WEBHOOK", "https://guide.example/")
        yield stand.api


def test_a_webhook_is_set_shown_and_deleted(waymark: Waymark, api: BotApi) -> None:
    code, out, _ = waymark("telegram", "webhook", "set")
    assert (code, out) == (
        0,
        "Telegram calls @waymark_test_bot at https://guide.example/telegram/webhook now.\n",
    )
    assert len(api.delivery.secret) == 64
    code, out, _ = waymark("telegram", "webhook", "info")
    assert "is called at https://guide.example/telegram/webhook; 0 updates wait" in out
    assert waymark("telegram", "webhook", "delete")[0] == 0
    assert "has no webhook" in waymark("telegram", "webhook", "info")[1]


@pytest.mark.parametrize(
    ("name", "value", "code", "says"),
    [
        ("TOKEN", "", 2, "WAYMARK_TELEGRAM_TOKEN: set it"),
        ("TOKEN", "rubbish", 1, "Telegram does not know this bot"),
        ("TOKEN", f"987654321:{SECRET}", 1, "Telegram does not know this bot"),
        ("API", "http://127.0.0.1:9", 1, "Telegram did not do it"),
        ("WEBHOOK", "", 2, "WAYMARK_TELEGRAM_WEBHOOK: set it"),
        ("WEBHOOK", "http://guide.example", 1, "Telegram did not do it"),
        ("WEBHOOK", "guide.example", 2, "no address that begins with http"),
    ],
)
def test_what_is_wrong_is_one_line_without_the_token(
    waymark: Waymark, api: BotApi, monkeypatch: pytest.MonkeyPatch, name: str, value: str, code: int, says: str
) -> None:
    monkeypatch.setenv(f"WAYMARK_TELEGRAM_{name}", value)
    got, out, error = waymark("telegram", "webhook", "set")
    assert (got, out) == (code, "")
    assert says in error
    assert len(error.splitlines()) == 1
    assert SECRET not in error
