"""Times as python-telegram-bot gives them: a number of seconds today, a timedelta tomorrow."""

from datetime import timedelta

from telegram.error import RetryAfter


def retry_seconds(error: RetryAfter) -> float:
    """How long a chat has to be left alone."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
