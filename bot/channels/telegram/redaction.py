"""Keeps the bot's token out of logs: whoever has it is the bot.

Addresses of the Bot API hold the token, and httpx logs every address it asks; python-telegram-bot names the token when
it was refused, and tells of every call with the chat's number and what is said.
"""

import logging
import re

TOKEN = re.compile(r"\d{6,}:[A-Za-z0-9_-]{30,}")
"""What a token looks like (core.telegram.org/bots/features#botfather)."""
HIDDEN = "[the bot's token]"
LOUD = ("httpx", "httpcore", "telegram")
_known: set[str] = set()
"""Tokens in use, whatever they look like: another Bot API than Telegram's may have some of its own."""


class Redaction(logging.Filter):
    """Takes tokens out of a record, its arguments and its traceback: what looks like one, and those it is told of."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        if (hidden := redacted(said)) != said:
            record.msg, record.args = hidden, None
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = redacted(record.exc_text)
        return True


def redacted(text: str) -> str:
    """The text without anything that looks like a token."""
    for token in _known:
        text = text.replace(token, HIDDEN)
    return TOKEN.sub(HIDDEN, text)


def install(token: str = "") -> None:
    """For every handler that there is; once is enough, twice does no harm."""
    if token:
        _known.add(token)
    for name in LOUD:
        logging.getLogger(name).setLevel(logging.WARNING)
    for handler in [*logging.getLogger().handlers, logging.lastResort]:
        if handler is not None and not any(isinstance(one, Redaction) for one in handler.filters):
            handler.addFilter(Redaction())
