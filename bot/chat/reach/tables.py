"""What is stored of channels that Waymark has to call: addresses, what came in, what was delivered, codes."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, Instant


class AddressRow(Base):
    """A chat at a messenger. It goes when its conversation goes."""

    __tablename__ = "addresses"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    """A keyed hash of the channel and the chat's number."""
    channel: Mapped[str] = mapped_column(String(32))
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    """The chat's number, sealed with a key outside the database."""
    sent: Mapped[int] = mapped_column(default=0)
    part: Mapped[int] = mapped_column(default=0)
    campaign: Mapped[str] = mapped_column(String(48), default="")
    """Which poster or post brought them."""
    blocked: Mapped[bool] = mapped_column(default=False)
    quiet: Mapped[int] = mapped_column(default=0)
    """After /stop, the seq of the last word said then; 0 for an address that may be written to unasked."""


class ReceivedRow(Base):
    """An update of a messenger. Its number stays to know it again; its content goes once it was handled."""

    __tablename__ = "received_updates"
    __table_args__ = (Index("ix_received_updates_waiting", "channel", "waiting", "at"),)

    channel: Mapped[str] = mapped_column(String(32), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Instant)
    waiting: Mapped[bool] = mapped_column()
    sender: Mapped[str] = mapped_column(String(64))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    tries: Mapped[int] = mapped_column(default=0)


class LinkCodeRow(Base):
    """A code that opens a conversation on another channel, once."""

    __tablename__ = "link_codes"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), index=True)
    expires: Mapped[datetime] = mapped_column(Instant)


class LeadRow(Base):
    """Which process works for a channel; there is one at a time."""

    __tablename__ = "channel_leads"

    channel: Mapped[str] = mapped_column(String(32), primary_key=True)
    owner: Mapped[str] = mapped_column(String(32))
    until: Mapped[datetime] = mapped_column(Instant)
