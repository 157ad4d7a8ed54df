"""The bot's token stands in no log, whoever writes it there."""

import logging
import sys
from collections.abc import Iterator

import pytest

from bot.channels.telegram import redaction
from bot.channels.telegram.client import make_bot
from tests.telegram.bot_api import TOKEN, Stand
from tests.telegram.guide import Guide
from tests.telegram.person import Person

SECRET = TOKEN.partition(":")[2]


class Lines(logging.Handler):
    """What would be on the screen."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.text = ""

    def emit(self, record: logging.LogRecord) -> None:
        self.text += logging.Formatter().format(record) + "\n"


@pytest.fixture
def lines() -> Iterator[Lines]:
    root, handler = logging.getLogger(), Lines()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    redaction.install()
    yield handler
    root.removeHandler(handler)
    root.setLevel(before)


def test_tokens_go_from_words_arguments_and_tracebacks(lines: Lines) -> None:
    log = logging.getLogger("anything")
    log.info("calling https://api.telegram.org/bot%s/getMe", TOKEN)
    log.info(f"calling {TOKEN}")
    try:
        int(TOKEN)
    except ValueError:
        log.exception("it broke with %r", sys.exc_info()[1])
    assert SECRET not in lines.text
    assert "ValueError" in lines.text
    assert lines.text.count(redaction.HIDDEN) >= 4


def test_a_token_in_use_goes_whatever_it_looks_like(lines: Lines) -> None:
    redaction.install("1:x_of_another_api")
    logging.getLogger("anything").info("http://localhost/bot1:x_of_another_api/getMe")
    assert "x_of_another_api" not in lines.text


def test_other_words_and_numbers_stay(lines: Lines) -> None:
    logging.getLogger("anything").info("%d of %s at 10:30", 3, "five")
    assert "3 of five at 10:30" in lines.text


async def test_a_whole_talk_leaves_no_token_in_the_log(lines: Lines, ada: Person, guide: Guide) -> None:
    guide.stand.api.faults.order("sendMessage", *[])
    ada.say("hello")
    await ada.hears("You said: hello")
    ada.tap("Not sure")
    await ada.hears("You said: Not sure")
    assert SECRET not in lines.text


async def test_a_refused_token_leaves_none_either(lines: Lines, stand: Stand) -> None:
    wrong = "987654321:AAanotherTokenThatNobodyKnowsAtAll_123"
    bot = make_bot(wrong, stand.url)
    try:
        await bot.initialize()
    except Exception:
        logging.getLogger("waymark.telegram").exception("refused")
    await bot.shutdown()
    assert wrong.partition(":")[2] not in lines.text
    assert "refused" in lines.text


def test_the_libraries_tell_of_no_call() -> None:
    redaction.install()
    for name in redaction.LOUD:
        assert not logging.getLogger(f"{name}.ext").isEnabledFor(logging.INFO)
