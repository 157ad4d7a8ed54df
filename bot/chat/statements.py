"""The statements that every turn needs, made once: to make one anew costs more than to run it.

They are for `Store.look` and `Store.change`; what only some turns need is in queries.py.
"""

from typing import cast

from sqlalchemy import Table, bindparam, insert, or_, select, update

from bot.chat.model import Fate
from bot.chat.tables import ButtonRow, ConversationRow, FlagRow, InboxRow, MessageRow, TurnRow
from bot.chat.window import TURNS

conversations = cast("Table", ConversationRow.__table__)
inbox = cast("Table", InboxRow.__table__)
messages = cast("Table", MessageRow.__table__)
turns = cast("Table", TurnRow.__table__)
buttons = cast("Table", ButtonRow.__table__)

THIS = conversations.c.id == bindparam("conversation")
IN_THIS = inbox.c.conversation_id == bindparam("conversation")

BY_TOKEN = select(conversations).where(conversations.c.token_hash == bindparam("digest"))
BY_ID = select(conversations).where(THIS)
LOCKED = BY_ID.with_for_update()
SIGHTS = select(conversations.c.id, conversations.c.next_seq, conversations.c.lease_until, conversations.c.due).where(
    conversations.c.id.in_(bindparam("conversations", expanding=True))
)

MESSAGES = (
    select(messages)
    .where(messages.c.conversation_id == bindparam("conversation"), messages.c.seq > bindparam("after"))
    .order_by(messages.c.seq)
    .limit(bindparam("most"))
)
DELIVERY = select(inbox.c.seq, inbox.c.state).where(IN_THIS, inbox.c.external_id == bindparam("external_id"))
FIRST_WAITING = select(inbox).where(IN_THIS, inbox.c.state == Fate.WAITING).order_by(inbox.c.seq).limit(1)
BUTTON = select(buttons).where(buttons.c.token == bindparam("token"))
LAST_TURNS = (
    select(turns.c.events)
    .where(turns.c.conversation_id == bindparam("conversation"))
    .order_by(turns.c.seq.desc())
    .limit(TURNS)
)

ADD_MESSAGES = insert(messages)
ADD_BUTTONS = insert(buttons)
ADD_INBOX = insert(inbox)
ADD_TURN = insert(turns)
ADD_FLAG = insert(cast("Table", FlagRow.__table__))

MET_FATE = update(inbox).where(IN_THIS, inbox.c.seq == bindparam("message")).values(state=bindparam("fate"))
AMEND_INBOX = update(inbox).where(IN_THIS, inbox.c.seq == bindparam("message")).values(text=bindparam("words"))
AMEND_MESSAGE = (
    update(messages)
    .where(messages.c.conversation_id == bindparam("conversation"), messages.c.seq == bindparam("message"))
    .values(text=bindparam("words"))
)
CALL_BACK = (
    update(conversations).where(THIS).values(lease_owner=None, lease_until=None, fence=conversations.c.fence + 1)
)
TOOK_IN = (
    update(conversations)
    .where(THIS)
    .values(
        next_seq=bindparam("new_next_seq"),
        allowance=bindparam("new_allowance"),
        allowance_at=bindparam("new_allowance_at"),
        last_word=bindparam("new_last_word"),
        expires=bindparam("new_expires"),
        due=bindparam("new_due"),
        unread=bindparam("new_unread"),
        need=bindparam("new_need"),
        need_since=bindparam("new_need_since"),
        resolved=bindparam("new_resolved"),
    )
)

_free = or_(conversations.c.lease_until.is_(None), conversations.c.lease_until <= bindparam("now"))
_next = (
    select(conversations.c.id)
    .where(conversations.c.due <= bindparam("now"), _free)
    .order_by(conversations.c.due)
    .limit(1)
    .with_for_update(skip_locked=True)
)
LEASE_NEXT = (
    update(conversations)
    .where(conversations.c.id == _next.scalar_subquery())
    .values(lease_owner=bindparam("owner"), lease_until=bindparam("until"), fence=conversations.c.fence + 1)
    .returning(*conversations.c)
)
NOTHING_WAITS = update(conversations).where(THIS).values(due=None, lease_until=None, lease_owner=None)
