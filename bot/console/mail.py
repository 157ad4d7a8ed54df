"""Mail to colleagues: short, plain, and without a word of what a learner wrote."""

import asyncio
import logging
import smtplib
from collections.abc import Sequence
from email.message import EmailMessage
from typing import Protocol
from urllib.parse import unquote, urlsplit

SECONDS = 10
log = logging.getLogger("waymark.mail")


class Mailer(Protocol):
    async def send(self, to: Sequence[str], subject: str, text: str) -> bool:
        """Whether the mail was taken."""


class NoMail:
    """Where no mail server is set: says so in the log, so that it is not lost in silence."""

    async def send(self, to: Sequence[str], subject: str, text: str) -> bool:
        log.error("mail to %d people could not be sent: WAYMARK_SMTP_URL is not set", len(to))
        return False


def mailer(url: str, sender: str) -> "Mailer":
    """What sends mail by these settings."""
    return Smtp(url, sender) if url else NoMail()


class Smtp:
    """`url` is smtp://user:password@host:587 (STARTTLS when offered) or smtps://host:465."""

    def __init__(self, url: str, sender: str) -> None:
        self._url = urlsplit(url)
        self._sender = sender

    async def send(self, to: Sequence[str], subject: str, text: str) -> bool:
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = self._sender, ", ".join(to), subject
        mail.set_content(text)
        try:
            await asyncio.to_thread(self._send, mail)
        except (OSError, smtplib.SMTPException) as error:
            log.error("mail could not be sent: %s", type(error).__name__)  # noqa: TRY400 - its words may name people
            return False
        return True

    def _send(self, mail: EmailMessage) -> None:
        kind = smtplib.SMTP_SSL if self._url.scheme == "smtps" else smtplib.SMTP
        with kind(self._url.hostname or "localhost", self._url.port or 0, timeout=SECONDS) as server:
            if self._url.scheme == "smtp" and server.has_extn("starttls"):
                server.starttls()
            if self._url.username:
                server.login(unquote(self._url.username), unquote(self._url.password or ""))
            server.send_message(mail)
