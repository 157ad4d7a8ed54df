"""The stand is as strict as Telegram, or tests against it would prove nothing."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter
from telegram.ext import ExtBot

from bot.channels.telegram.client import make_bot
from bot.channels.telegram.seconds import retry_seconds
from tests.telegram import markup
from tests.telegram.bot_api import BotApi, Stand
from tests.telegram.bucket import Buckets
from tests.telegram.faults import Silence, broken, migrated, too_many
from tests.telegram.person import Person

Bot = ExtBot[None]
CHAT = 42


@pytest.fixture
async def bot(stand: Stand) -> AsyncIterator[Bot]:
    """A bot without a limiter of its own: the stand has to stop it."""
    Person(stand.api, CHAT)
    async with ExtBot(stand.api.token, base_url=f"{stand.url}/bot", base_file_url=f"{stand.url}/file/bot") as bot:
        yield bot


def buttons(data: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data=data)]])


@pytest.mark.parametrize(
    ("html", "complaint"),
    [
        ("<b>bold", "can't find end tag"),
        ("<b><i>x</b></i>", "unmatched end tag"),
        ("</b>", "unexpected end tag"),
        ("<p>x</p>", "unsupported start tag"),
        ("a < b", "unclosed start tag"),
    ],
)
async def test_wrong_marks_are_refused(bot: Bot, html: str, complaint: str) -> None:
    with pytest.raises(BadRequest, match=rf"(?i){complaint}"):
        await bot.send_message(CHAT, html, parse_mode=ParseMode.HTML)


def test_marks_are_counted_in_utf_16() -> None:
    text, entities = markup.read("😀 <b>&lt;b&gt; &amp; 😀</b>&#33; &unknown;")
    assert text == "😀 <b> & 😀! &unknown;"
    assert entities == [{"type": "bold", "offset": 3, "length": 8}]


async def test_a_text_may_have_4096_utf_16_units_and_no_more(bot: Bot) -> None:
    await bot.send_message(CHAT, "😀" * 2048)
    with pytest.raises(BadRequest, match="too long"):
        await bot.send_message(CHAT, "😀" * 2048 + "a")
    with pytest.raises(BadRequest, match="empty"):
        await bot.send_message(CHAT, " ")


async def test_a_buttons_data_may_have_64_bytes(bot: Bot) -> None:
    await bot.send_message(CHAT, "x", reply_markup=buttons("é" * 32))
    with pytest.raises(BadRequest, match=r"(?i)button_data_invalid"):
        await bot.send_message(CHAT, "x", reply_markup=buttons("é" * 32 + "a"))


async def test_a_button_without_words_or_with_no_page_is_refused(bot: Bot) -> None:
    for button in (InlineKeyboardButton(" ", callback_data="x"), InlineKeyboardButton("x", url="javascript:x")):
        with pytest.raises(BadRequest, match="button"):
            await bot.send_message(CHAT, "x", reply_markup=InlineKeyboardMarkup([[button]]))


async def test_too_many_messages_are_refused_for_a_while(bot: Bot, stand: Stand) -> None:
    stand.api.buckets = Buckets()
    for number in range(6):
        await bot.send_message(CHAT, f"{number}")
    with pytest.raises(RetryAfter) as refusal:
        await bot.send_message(CHAT, "one too many")
    assert retry_seconds(refusal.value) >= 1
    assert stand.api.too_many == 1


async def test_who_blocked_the_bot_or_is_unknown_is_not_reached(bot: Bot, stand: Stand) -> None:
    stand.api.chat(CHAT).blocked = True
    with pytest.raises(Forbidden):
        await bot.send_message(CHAT, "x")
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        await bot.send_message(7, "x")


async def test_a_message_that_would_not_change_is_refused(bot: Bot) -> None:
    message = await bot.send_message(CHAT, "x", reply_markup=buttons("1"))
    with pytest.raises(BadRequest, match=r"(?i)message is not modified"):
        await message.edit_text("x", reply_markup=buttons("1"))
    await message.edit_text("x")
    with pytest.raises(BadRequest, match=r"(?i)message is not modified"):
        await message.edit_reply_markup(None)


async def test_an_old_query_cannot_be_answered(bot: Bot, stand: Stand) -> None:
    with pytest.raises(BadRequest, match=r"(?i)query is too old"):
        await bot.answer_callback_query("1")
    query = stand.api.new_query()
    stand.api.queries[query] -= 16
    with pytest.raises(BadRequest, match=r"(?i)query is too old"):
        await bot.answer_callback_query(query)


async def test_a_second_poller_ends_the_first(bot: Bot, stand: Stand) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=5))
    await asyncio.sleep(0.2)
    async with ExtBot(stand.api.token, base_url=f"{stand.url}/bot") as other:
        second = asyncio.create_task(other.get_updates(timeout=5))
        with pytest.raises(Conflict):
            await first
        Person(stand.api, CHAT).say("hello")
        assert len(await second) == 1


async def test_updates_come_again_until_the_offset_confirms_them(bot: Bot, stand: Stand) -> None:
    person = Person(stand.api, CHAT)
    person.say("one")
    person.say("two")
    [one, two] = await bot.get_updates()
    assert len(await bot.get_updates()) == 2
    assert [update.update_id for update in await bot.get_updates(offset=one.update_id + 1)] == [two.update_id]


async def test_beside_a_webhook_nobody_may_poll(bot: Bot) -> None:
    await bot.set_webhook("https://guide.example/telegram/webhook", secret_token="s3cret")
    with pytest.raises(Conflict, match="webhook"):
        await bot.get_updates()
    with pytest.raises(BadRequest, match=r"(?i)https"):
        await bot.set_webhook("http://guide.example/")
    await bot.delete_webhook()
    assert await bot.get_updates() == ()


async def test_a_wrong_token_is_refused(stand: Stand) -> None:
    for token in ("123456789:AAwrongwrongwrongwrongwrongwrongwrong", "rubbish"):
        bot: Bot = ExtBot(token, base_url=f"{stand.url}/bot")
        with pytest.raises(InvalidToken):
            await bot.initialize()
        await bot.shutdown()


async def test_a_picture_has_to_be_one_and_files_can_be_fetched(bot: Bot, stand: Stand) -> None:
    with pytest.raises(BadRequest, match=r"(?i)image_process_failed"):
        await bot.send_photo(CHAT, b"not a picture")
    await bot.send_photo(CHAT, b"\x89PNG\r\n\x1a\n...", caption="A path")
    Person(stand.api, CHAT).send_file("badge.json", b"{}")
    [update] = await bot.get_updates()
    assert update.message is not None
    assert update.message.document is not None
    assert bytes(await (await update.message.document.get_file()).download_as_bytearray()) == b"{}"


async def test_faults_come_on_order(bot: Bot, stand: Stand) -> None:
    order = stand.api.faults.order
    order("sendMessage", broken(), Silence(), migrated(-5), too_many(9), Silence(done=True))
    for error in (NetworkError, NetworkError, ChatMigrated, RetryAfter, NetworkError):
        with pytest.raises(error):
            await bot.send_message(CHAT, "x")
    assert len(Person(stand.api, CHAT).heard) == 1, "the last one was carried out all the same"


def test_our_own_bot_is_not_told_by_its_representation_of_options() -> None:
    from bot.channels.telegram.channel import Options

    api = BotApi()
    assert api.token not in repr(Options(api.token, "brightport"))
    assert make_bot(api.token).token == api.token
