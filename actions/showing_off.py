"""The talk in which a learner shows badges to others: which, how, and under what name."""

import re
from collections.abc import Sequence

from actions.answers import SKIP_WORDS, is_short, skips
from actions.phrases import list_of
from actions.turn import Button, Turn, payload
from bot.badges.issuing.codes import digest, share_token
from bot.badges.model import Held
from bot.badges.sharing.asked import chosen_in, way_in
from bot.badges.sharing.cv import paragraph
from bot.badges.sharing.linkedin import LEAST_AGE, add_to_profile

PREFIX = "share_"
WHICH, HOW, NAME = "share_which", "share_how", "share_name"
"""Questions; after `:` stands the way (of `WHICH`) or the badges (of the others) that are chosen already."""
SHOWN = 8
"""Badges offered as buttons."""
ALL = "all"
NAME_LIMIT = 100
ENOUGH_WORDS = 5
"""Words up to which an answer is a name."""
MANY_WORDS = 10
"""Words up to which a message may be the answer to which badges, or how."""
ELSEWHERE = frozenset({"greet", "thank", "goodbye", "claim_badge", "ask_my_badges"})
"""Intents of messages that are no answer, unless they are nothing but a badge's or a person's name."""
GREETS = frozenset({"greet", "thank", "goodbye"})
HELLO = re.compile(r"^\W*(hi|hey|hiya|hello|yo|sup|wag1|thanks?|thx|ty|cheers|bye|cya|ok|okay)\b", re.IGNORECASE)


def is_ours(question: object) -> bool:
    return isinstance(question, str) and question.startswith(PREFIX)


async def take(turn: Turn, question: str) -> bool:
    """Which badges, how, or under what name. False when the message is something else."""
    kind, _, chosen = question.partition(":")
    if turn.heard.first("card") or (turn.heard.intent in ELSEWHERE and not await _is_a_name(turn, kind)):
        return False
    if kind == WHICH:
        return await _take_which(turn, chosen)
    return await (_take_how if kind == HOW else _take_name)(turn, chosen)


async def _is_a_name(turn: Turn, kind: str) -> bool:
    """Whether a message is the name that was asked for, whatever the brain took it for."""
    text = turn.heard.text.strip()
    if kind == NAME:
        return turn.heard.intent in GREETS and not HELLO.match(text)
    held = await turn.services.badges.held(turn.learner.id) if kind == WHICH else []
    return any(one.name.casefold() == text.casefold() for one in held)


async def _take_which(turn: Turn, way: str) -> bool:
    text = turn.heard.text
    held = await turn.services.badges.held(turn.learner.id)
    chosen = chosen_in(text, turn.heard.words("badge"), held)
    if not chosen or len(text.split()) > MANY_WORDS:
        return False
    turn.set("question", None)
    await show(turn, chosen, way or way_in(text), _written(chosen, held))
    return True


async def _take_how(turn: Turn, written: str) -> bool:
    way = way_in(turn.heard.text)
    if not way or len(turn.heard.text.split()) > MANY_WORDS:
        return False
    turn.set("question", None)
    await show(turn, await chosen_from(turn, written), way, written)
    return True


async def _take_name(turn: Turn, written: str) -> bool:
    heard = turn.heard
    left_out = bool(SKIP_WORDS.match(heard.text)) or (skips(heard) and is_short(heard.text))
    if not left_out and (len(heard.text.split()) > ENOUGH_WORDS or "?" in heard.text):
        return False
    turn.set("question", None)
    chosen = await chosen_from(turn, written)
    await open_page(turn, chosen, "" if left_out else heard.text.strip()[:NAME_LIMIT])
    return True


async def chosen_from(turn: Turn, written: str) -> list[Held]:
    """The badges that a button names: "all", or ids with commas between. Only what the learner holds."""
    held = await turn.services.badges.held(turn.learner.id)
    return held if written == ALL else [one for one in held if one.id in written.split(",")]


async def show(turn: Turn, chosen: Sequence[Held], way: str, written: str) -> None:
    """Shows the chosen badges in a way; asks how where none is said. `written` is `chosen` as a button writes it."""
    if not chosen:
        turn.say("utter_share_badge")
    elif way == "page":
        ask_name(turn, written)
    elif way == "linkedin":
        open_linkedin(turn, chosen)
    elif way == "record":
        open_record(turn, chosen)
    elif way == "cv":
        say_cv(turn, chosen)
    else:
        ask_how(turn, chosen, written)


def _written(chosen: Sequence[Held], held: Sequence[Held]) -> str:
    return ALL if len(chosen) == len(held) else ",".join(one.id for one in chosen)


def ask_which(turn: Turn, held: Sequence[Held], way: str) -> None:
    words, then = turn.services.words, way or "how"
    turn.set("question", f"{WHICH}:{way}")
    buttons = [payload(one.name, "share_badge", card=f"{then}:{one.id}") for one in held[-SHOWN:]]
    everything = payload(words.say("sharing.all"), "share_badge", card=f"{then}:{ALL}")
    turn.tell("sharing.which", buttons=[*buttons, everything])


def ask_how(turn: Turn, chosen: Sequence[Held], written: str) -> None:
    words = turn.services.words
    turn.set("question", f"{HOW}:{written}")
    ways = ["page", "linkedin", "cv", "record"]
    buttons = [payload(words.say(f"sharing.{way}"), "share_badge", card=f"{way}:{written}") for way in ways]
    turn.tell("sharing.how", badges=list_of(words, [one.name for one in chosen]), buttons=buttons)


def ask_name(turn: Turn, written: str) -> None:
    turn.ask(f"{NAME}:{written}", buttons=[payload(turn.services.words.say("sharing.no_name"), "deny")])


async def open_page(turn: Turn, chosen: Sequence[Held], name: str) -> None:
    """A page under a link that cannot be guessed, with its files."""
    if not chosen:
        turn.say("utter_share_badge")
        return
    link, stop = make_link(turn, chosen, name)
    turn.tell("sharing.ready", link=link, buttons=[stop])
    turn.tell("sharing.ready_files", link=link)


def open_record(turn: Turn, chosen: Sequence[Held]) -> None:
    link, stop = make_link(turn, chosen, "")
    turn.tell("sharing.ready_record", link=link, buttons=[stop])


def open_linkedin(turn: Turn, chosen: Sequence[Held]) -> None:
    """LinkedIn shows a link to the page; younger learners get the page alone."""
    link, stop = make_link(turn, chosen, "")
    if turn.profile.age is not None and turn.profile.age < LEAST_AGE:
        turn.tell("sharing.too_young_linkedin")
        turn.tell("sharing.ready", link=link, buttons=[stop])
        return
    for one in chosen[:SHOWN]:
        address = add_to_profile(one.name, one.issuer, one.issued, one.expires, link, one.id)
        turn.tell("sharing.ready_linkedin", badge=one.name, link=address)
    turn.tell("sharing.ready", link=link, buttons=[stop])


def say_cv(turn: Turn, chosen: Sequence[Held]) -> None:
    turn.tell("sharing.cv_text", text=paragraph(turn.services.words, chosen))


def stop_sharing(turn: Turn, token_hash: str) -> None:
    turn.effect("unshare", hash="" if token_hash == ALL else token_hash)
    turn.tell("sharing.stopped_all" if token_hash == ALL else "sharing.stopped")


def make_link(turn: Turn, chosen: Sequence[Held], name: str) -> tuple[str, Button]:
    """The link, and the button that closes it. Only the token's hash is kept."""
    token = share_token()
    turn.effect("share", hash=digest(token), awards=[one.id for one in chosen], name=name)
    stop = payload(turn.services.words.say("sharing.stop"), "share_badge", card=f"stop:{digest(token)}")
    return turn.services.sharing.at.shared(token), stop
