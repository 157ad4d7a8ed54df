"""What channels, actions and the console ask of the chat."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat import about, erasure, feedback, handover, limits, queries, reception, tokens
from bot.chat.errors import NoSuchConversationError, UnknownCityError
from bot.chat.first_words import SLOTS, FirstWords
from bot.chat.model import Begun, Conversation, Handling, Message, Receipt, Tap, View
from bot.chat.outbox import Outbox
from bot.chat.parts import Parts
from bot.chat.ports import City
from bot.chat.tables import ConversationRow, TurnRow
from bot.chat.watch import Watch
from bot.people.service import NoSuchLearnerError


class Chat:
    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._store = parts.store
        self._first_words = FirstWords(parts.words)
        self._reception = reception.Reception(parts)
        self._erasure = erasure.Erasure(parts)
        self._watch = Watch(parts)

    async def begin(self, city: str, channel: str, language: str) -> Begun:
        """Starts a conversation with the guide's first words, without the brain. UnknownCityError."""
        place = await self._parts.cities.city(city)
        if place is None:
            raise UnknownCityError(city)
        token, now = tokens.bearer(), self._parts.now()
        async with self._store.write() as session:
            row = await self._new(session, place, channel, language, token)
            said = await Outbox(session, row, now).say(self._first_words.replies(place.name))
            session.add(self._first_turn(row, place, now))
        return Begun(queries.as_conversation(row), token, row.expires, said)

    async def open(self, token: str) -> Conversation | None:
        """Who a bearer token belongs to; None when it is unknown or expired.

        An erased conversation is still given for ten minutes, as ERASED: its last words can be read, no more.
        """
        digest = tokens.digest(token)
        row = await self._store.look(lambda connection: queries.by_token(connection, digest))
        if row is None or row.expires <= self._parts.now():
            return None
        return queries.as_conversation(row)

    async def receive(
        self,
        conversation_id: str,
        external_id: str,
        text: str | None = None,
        button: str | None = None,
        tap: Tap | None = None,
    ) -> Receipt:
        """Takes a text, a tapped button or an entry of the channel's own menu (`tap`) in; the same external id again
        changes nothing and gives the same receipt.

        Raises EmptyTextError, TooLongError, BadIdError, TooFastError, NoSuchConversationError, ErasedError.
        """
        return await self._reception.receive(conversation_id, external_id, text, button, tap)

    async def receive_file(self, conversation_id: str, external_id: str, content: bytes) -> Receipt:
        """Takes in a file that may be a badge, or hold some; what it comes to is said a moment later. The same external
        id again changes nothing. Raises BadIdError, TooFastError, NoSuchConversationError, ErasedError."""
        return await self._reception.receive_file(conversation_id, external_id, content)

    async def remark(self, conversation_id: str, external_id: str, text: str) -> Receipt:
        """The guide says what became of something that the channel cannot take in, such as a voice message.

        The same external id again says nothing more. Raises BadIdError, TooFastError, NoSuchConversationError,
        ErasedError.
        """
        return await self._reception.remark(conversation_id, external_id, text)

    async def amend(self, conversation_id: str, external_id: str, text: str) -> bool:
        """Corrects the words of a message that has no answer yet; False when it has, or is not known.

        Raises EmptyTextError, TooLongError, NoSuchConversationError, ErasedError.
        """
        return await self._reception.amend(conversation_id, external_id, text)

    async def messages(self, conversation_id: str, after: int, limit: int = 100) -> list[Message]:
        """Messages with a seq above `after`, in order, at most `limit` (500 at the very most)."""
        return await self._store.look(lambda connection: queries.messages(connection, conversation_id, after, limit))

    async def view(self, conversation_id: str, after: int, limit: int = 100) -> View:
        """`messages` and `typing` at one moment. NoSuchConversationError."""
        now, claims = self._parts.now(), self._parts.claims
        return await self._store.look(
            lambda connection: queries.view(connection, conversation_id, after, limit, now, claims)
        )

    def arrived(self, conversation_id: str, seq: int) -> None:
        """Everything up to `seq` has reached the learner's screen; advisers see it a moment later."""
        self._parts.arrivals.note(conversation_id, seq, self._parts.now())

    async def wait(self, conversation_id: str, after: int, seconds: float) -> None:
        """Returns when there is a message above `after` or the guide starts or stops typing, or after `seconds`."""
        await self._watch.wait(conversation_id, after, seconds)

    async def typing(self, conversation_id: str) -> bool:
        """Whether an answer is on its way."""
        row = await self._known(conversation_id)
        return queries.is_thinking(row, self._parts.now())

    async def handling(self, conversation_id: str) -> Handling:
        """Who answers at present."""
        return Handling((await self._known(conversation_id)).handling)

    async def on_screen(self, conversation_id: str) -> list[dict[str, Any]]:
        """The cards of the last answer that had any, in the order shown."""
        async with self._store.read() as session:
            return await queries.cards_on_screen(session, conversation_id)

    async def feedback(self, conversation_id: str, seq: int, value: str, reason: str | None = None) -> None:
        """Keeps what a learner thinks of one message of the guide; a later word replaces it.

        NoSuchMessageError when the guide never said that; ValueError unless `value` is `up` or `down`.
        """
        async with self._store.write() as session:
            await queries.writable(session, conversation_id)
            await feedback.keep(session, conversation_id, seq, value, reason, self._parts.now())

    async def about(self, conversation_id: str) -> dict[str, Any]:
        """Everything held about this learner, as plain JSON."""
        async with self._store.read() as session:
            return await about.everything(session, conversation_id, self._parts.people)

    async def calendar(self, conversation_id: str) -> bytes:
        """When what this learner saved takes place, as iCalendar. NoSuchConversationError."""
        try:
            learner = await self._parts.people.learner(conversation_id)
            saved = await self._parts.people.plan(conversation_id)
        except NoSuchLearnerError as error:
            raise NoSuchConversationError(conversation_id) from error
        ids = [item.item for item in saved]
        return await self._parts.cities.calendar(learner.city, ids, self._parts.words.text("calendar.closing"))

    async def erase(self, conversation_id: str) -> dict[str, Any]:
        """Deletes all that is held about this learner, for good; the receipt says what and how many."""
        return await self._erasure.erase(conversation_id)

    async def take_over(self, conversation_id: str) -> None:
        """An adviser answers from now on; a turn that the brain has in hand is refused."""
        async with self._store.write() as session:
            handover.take_over(await queries.writable(session, conversation_id))
        self._parts.news.tell(conversation_id)

    async def hand_back(self, conversation_id: str) -> None:
        """The guide answers again."""
        async with self._store.write() as session:
            handover.hand_back(await queries.writable(session, conversation_id))
        self._parts.news.tell(conversation_id)

    async def _known(self, conversation_id: str) -> ConversationRow:
        async with self._store.read() as session:
            row = await queries.conversation(session, conversation_id)
        if row is None:
            raise NoSuchConversationError(conversation_id)
        return row

    async def _new(self, session: AsyncSession, city: City, channel: str, language: str, token: str) -> ConversationRow:
        now, conversation_id = self._parts.now(), str(uuid.uuid4())
        row = ConversationRow(
            id=conversation_id,
            city=city.id,
            learner_id=await self._parts.people.add(session, conversation_id, city.id),
            channel=channel,
            token_hash=tokens.digest(token),
            language=language,
            handling=Handling.GUIDE,
            epoch=0,
            fence=0,
            next_seq=1,
            slots=SLOTS,
            allowance=limits.BURST,
            allowance_at=now,
            started=now,
            last_word=now,
            expires=now + self._parts.keep,
        )
        session.add(row)
        await session.flush()
        return row

    def _first_turn(self, row: ConversationRow, city: City, now: datetime) -> TurnRow:
        return TurnRow(
            conversation_id=row.id, seq=0, at=now, events=self._first_words.events(city.name), understanding={}
        )
