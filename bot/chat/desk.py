"""Where one message is kept, within one transaction that holds its conversation."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row

from bot.chat import inbox, outbox
from bot.chat.advising.summary import Need, Standing, needs
from bot.chat.flags import Flag, flag_row
from bot.chat.inbox import Incoming
from bot.chat.limits import Allowance
from bot.chat.model import Fate, Handling, Receipt, Reply, Speaker
from bot.chat.sheet import Sheet
from bot.chat.statements import ADD_FLAG, AMEND_INBOX, AMEND_MESSAGE, CALL_BACK, FIRST_WAITING, MET_FATE, TOOK_IN


class Desk:
    def __init__(self, connection: Connection, conversation: Row[Any], external_id: str, now: datetime) -> None:
        self.connection = connection
        self.conversation = conversation
        self.now = now
        self.external_id = external_id
        self._sheet = Sheet(conversation.id, conversation.epoch, conversation.next_seq, now)
        self._due: datetime | None = conversation.due
        self._unread: bool = conversation.unread
        self._need = Standing(conversation.need, conversation.need_since, conversation.resolved)

    def refuse(self, stale: Reply) -> Receipt:
        """A button that means nothing any more is remembered by the seq of the reply that says so."""
        return Receipt(self.remark(stale, Fate.STALE).seq, stale=True)

    def remark(self, reply: Reply, fate: Fate = Fate.DONE) -> Receipt:
        """Answers something that is not kept, and remembers by the reply's seq that it was answered."""
        said = self._sheet.say([reply])
        self._store(said[0].seq, Incoming(""), fate)
        return Receipt(said[0].seq)

    def guard(self, incoming: Incoming, help_now: list[Reply]) -> Receipt:
        """Harm or distress: the helplines at once, and a person is told."""
        seq = self._show(incoming)
        self._store(seq, incoming, Fate.GUARDED)
        self._say_help(seq, help_now)
        return Receipt(seq)

    def answer(self, incoming: Incoming, reply: Reply | None = None) -> Receipt:
        """Keeps a message that is not for the brain, with what is said to it at once, if anything."""
        seq = self._show(incoming)
        self._store(seq, incoming, Fate.DONE)
        if reply is not None:
            self._sheet.say([reply], seq)
        return Receipt(seq)

    def take(self, incoming: Incoming, kept_too: Reply) -> Receipt:
        """Keeps a message for the brain. When those before it have to wait, so must this one, and the learner knows."""
        first = self.connection.execute(FIRST_WAITING, {"conversation": self.conversation.id}).one_or_none()
        waits = first is not None and first.told and self.conversation.handling != Handling.ADVISER
        seq = self._show(incoming)
        self._store(seq, incoming, Fate.WAITING, told=waits)
        if waits:
            self._sheet.say([kept_too], seq)
        self._due = self._due or self.now
        return Receipt(seq)

    def amend(self, seq: int, text: str, help_now: list[Reply]) -> None:
        """Other words for a message that waits. A turn that has the old ones in hand is refused and taken again."""
        this = {"conversation": self.conversation.id}
        for statement in (AMEND_INBOX, AMEND_MESSAGE):
            self.connection.execute(statement, {**this, "message": seq, "words": text})
        if self.conversation.lease_owner is not None:
            self.connection.execute(CALL_BACK, this)
            self._due = self.now
        if help_now:
            self.connection.execute(MET_FATE, {**this, "message": seq, "fate": Fate.GUARDED})
            self._say_help(seq, help_now)

    def close(self, keep: timedelta, left: Allowance | None = None) -> None:
        """Stores what was said and how the conversation stands now; `left` is what may still be sent."""
        outbox.write(self.connection, self._sheet)
        left = left or Allowance(self.conversation.allowance, self.conversation.allowance_at)
        self.connection.execute(
            TOOK_IN,
            {
                "conversation": self.conversation.id,
                "new_next_seq": self._sheet.next_seq,
                "new_allowance": left.left,
                "new_allowance_at": left.at,
                "new_last_word": self.now,
                "new_expires": self.now + keep,
                "new_due": self._due,
                "new_unread": self._unread,
                "new_need": self._need.need,
                "new_need_since": self._need.need_since,
                "new_resolved": self._need.resolved,
            },
        )

    def _show(self, incoming: Incoming) -> int:
        self._unread = True
        return self._sheet.put(Speaker.YOU, Reply(incoming.text)).seq

    def _say_help(self, seq: int, help_now: list[Reply]) -> None:
        self._sheet.say(help_now, seq)
        needs(self._need, Need.WORRIED, self.now)
        self.connection.execute(ADD_FLAG, flag_row(self.conversation.id, seq, Flag.HARM, self.now))

    def _store(self, seq: int, incoming: Incoming, fate: Fate, told: bool = False) -> None:
        inbox.keep(self.connection, self.conversation.id, seq, self.external_id, incoming, self.now, fate, told)
