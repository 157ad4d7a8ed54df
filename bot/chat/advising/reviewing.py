"""Reviewing what the guide said: a drawn sample, marks, how far two reviewers agree, and new training examples."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random

from sqlalchemy import exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat.advising.model import Adviser
from bot.chat.advising.tables import ReviewRow, SampleRow
from bot.chat.advising.topics import BY_INTENT, TOPICS
from bot.chat.errors import NoSuchMessageError
from bot.chat.tables import ConversationRow, FeedbackRow, MessageRow, TurnRow

SPAN = timedelta(days=30)
SLACK = timedelta(hours=1)
"""How long after a conversation's last word a turn of it may still be written down."""
DRAWN = 20
NOTE = 500
UNSURE = 0.6
POOL = 5000
"""Messages among which a sample is drawn at most."""


class Why(StrEnum):
    RANDOM = "random"
    UNSURE = "unsure"
    THUMBS_DOWN = "thumbs down"
    TOPIC = "topic"


class Mark(StrEnum):
    RIGHT = "right"
    WRONG_INTENT = "wrong intent"
    WRONG_ANSWER = "wrong answer"
    TONE = "tone"
    SAFETY = "safety"


@dataclass(frozen=True, slots=True)
class Example:
    """A learner's words and what a reviewer says that they meant."""

    intent: str
    text: str


@dataclass(frozen=True, slots=True)
class Agreement:
    both: int
    """Messages that two people marked."""
    same: int
    kappa: float | None
    """Cohen's kappa (Cohen, "A coefficient of agreement for nominal scales", 1960); None where it means nothing."""


async def draw(
    session: AsyncSession, city: str, why: Why, now: datetime, dice: Random, topic: str = "", number: int = DRAWN
) -> int:
    """Puts messages of the last 30 days into the queue that are not in it yet; gives how many.

    A message is named by the seq of what the learner wrote; what is reviewed is the guide's answer to it.
    """
    pool = (
        select(TurnRow.conversation_id, TurnRow.seq)
        .join(ConversationRow, ConversationRow.id == TurnRow.conversation_id)
        .where(
            ConversationRow.city == city,
            ConversationRow.last_word >= now - SPAN - SLACK,
            TurnRow.at >= now - SPAN,
            TurnRow.seq > 0,
            ~exists().where(SampleRow.conversation_id == TurnRow.conversation_id, SampleRow.seq == TurnRow.seq),
        )
    )
    confidence = TurnRow.understanding["confidence"].as_float()
    if why is Why.UNSURE:
        pool = pool.where(confidence < UNSURE)
    elif why is Why.TOPIC:
        pool = pool.where(TurnRow.understanding["intent"].as_string().in_(TOPICS.get(topic, ())))
    elif why is Why.THUMBS_DOWN:
        disliked = select(MessageRow.answers).join(
            FeedbackRow,
            (FeedbackRow.conversation_id == MessageRow.conversation_id) & (FeedbackRow.seq == MessageRow.seq),
        )
        of_turn = (MessageRow.conversation_id == TurnRow.conversation_id) & (MessageRow.answers == TurnRow.seq)
        pool = pool.where(disliked.where(of_turn, FeedbackRow.value == "down").exists())
    found = (await session.execute(pool.order_by(TurnRow.at.desc()).limit(POOL))).all()
    chosen = dice.sample(found, min(number, len(found)))
    session.add_all(SampleRow(conversation_id=row[0], seq=row[1], city=city, why=why, at=now) for row in chosen)
    return len(chosen)


async def next_for(session: AsyncSession, adviser: Adviser) -> SampleRow | None:
    """The next drawn message that this reviewer has not marked and that fewer than two people have, oldest first."""
    mine = exists().where(
        ReviewRow.conversation_id == SampleRow.conversation_id,
        ReviewRow.seq == SampleRow.seq,
        ReviewRow.person == adviser.id,
    )
    marks = (
        select(func.count())
        .where(ReviewRow.conversation_id == SampleRow.conversation_id, ReviewRow.seq == SampleRow.seq)
        .scalar_subquery()
    )
    found = await session.scalars(
        select(SampleRow)
        .where(SampleRow.city.in_(adviser.cities), ~mine, marks < 2)
        .order_by(SampleRow.at, SampleRow.conversation_id, SampleRow.seq)
        .limit(1)
    )
    return found.one_or_none()


async def mark(
    session: AsyncSession,
    adviser: Adviser,
    conversation_id: str,
    seq: int,
    given: Mark,
    intent: str,
    note: str,
    now: datetime,
) -> str:
    """Keeps a mark, in place of an earlier one of theirs; gives the city. NoSuchMessageError when not drawn."""
    sample = await session.get(SampleRow, (conversation_id, seq))
    if sample is None or sample.city not in adviser.cities:
        raise NoSuchMessageError(f"{seq}")
    meant = intent if given is Mark.WRONG_INTENT and intent in BY_INTENT else ""
    await session.merge(
        ReviewRow(
            conversation_id=conversation_id,
            seq=seq,
            person=adviser.id,
            mark=given,
            intent=meant,
            note=note[:NOTE],
            at=now,
        )
    )
    return sample.city


async def agreement(session: AsyncSession, city: str) -> Agreement:
    """How far reviewers agree on what two of them marked."""
    rows = await session.execute(
        select(ReviewRow.conversation_id, ReviewRow.seq, ReviewRow.mark)
        .join(SampleRow, (SampleRow.conversation_id == ReviewRow.conversation_id) & (SampleRow.seq == ReviewRow.seq))
        .where(SampleRow.city == city)
        .order_by(ReviewRow.conversation_id, ReviewRow.seq, ReviewRow.person)
        .limit(2 * POOL)
    )
    given: dict[tuple[str, int], list[str]] = {}
    for row in rows:
        given.setdefault((row[0], row[1]), []).append(row[2])
    return kappa([(marks[0], marks[1]) for marks in given.values() if len(marks) == 2])


def kappa(pairs: Sequence[tuple[str, str]]) -> Agreement:
    """Cohen's kappa of pairs of marks: (observed - expected agreement) / (1 - expected)."""
    both, same = len(pairs), sum(one == other for one, other in pairs)
    if not both:
        return Agreement(0, 0, None)
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    expected = sum(first[name] * second[name] for name in first) / both**2
    return Agreement(both, same, None if expected == 1 else (same / both - expected) / (1 - expected))


async def examples(session: AsyncSession, city: str) -> list[Example]:
    """What was understood wrongly, with the right intent. Two reviewers who differ give none."""
    rows = await session.execute(
        select(ReviewRow.conversation_id, ReviewRow.seq, ReviewRow.intent, MessageRow.text)
        .join(SampleRow, (SampleRow.conversation_id == ReviewRow.conversation_id) & (SampleRow.seq == ReviewRow.seq))
        .join(MessageRow, (MessageRow.conversation_id == ReviewRow.conversation_id) & (MessageRow.seq == ReviewRow.seq))
        .where(SampleRow.city == city)
        .order_by(ReviewRow.at)
    )
    said: dict[tuple[str, int], tuple[str, set[str]]] = {}
    for conversation_id, seq, intent, text in rows:
        said.setdefault((conversation_id, seq), (text, set()))[1].add(intent)
    return [
        Example(next(iter(intents)), text) for text, intents in said.values() if len(intents) == 1 and intents != {""}
    ]
