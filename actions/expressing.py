"""Telling an employer that one is interested: what to share is chosen, seen, and only then sent."""

import re
from typing import Any

from actions.answers import SKIP_WORDS
from actions.turn import Button, Card, Turn, payload
from bot.catalogue.openings import Opening
from bot.language.personal import has_contact

PREFIX = "express_"
WORDS, NAME, SEND = "express_words", "express_name", "express_send"
YES = re.compile(r"^\W*(yes|yeah|yh|ye|yep|send( it)?|go on|ok(ay)?|do it|please)\W*$", re.IGNORECASE)
FIRST_NAME = re.compile(
    r"^(?:(?:i'?m|my name'?s?(?: is)?|its|it's|call me)\s+)?(?P<name>[^\W\d_][\w'-]{0,28})\W*$", re.IGNORECASE
)
LONGEST, SENT_SHOWN = 600, 3
PASSES = frozenset({"cancel", "restart", "talk_to_adviser", "delete_my_data", "disclose_harm"})
"""Intents that are never an answer here."""


def is_ours(question: object) -> bool:
    return isinstance(question, str) and question.startswith(PREFIX)


async def begin(turn: Turn, opening: Opening) -> None:
    """The first choice; what was sent for it already can be taken back."""
    say = turn.services.words.say
    held = await turn.services.badges.held(turn.learner.id)
    if not held:
        await _ask_words(turn, {"opening": opening.id, "badges": []})
        return
    turn.effect("recheck")
    buttons = [
        payload(say("openings.buttons.with_badges"), "ask_fit", card=opening.id, limit="with_badges"),
        payload(say("openings.buttons.without_badges"), "ask_fit", card=opening.id, limit="without_badges"),
    ]
    names = ", ".join(each.name for each in held[:10])
    turn.tell("openings.express_badges", employer=opening.organisation, badges=names, buttons=buttons)


async def chosen(turn: Turn, opening: Opening, with_badges: bool) -> None:
    held = await turn.services.badges.held(turn.learner.id) if with_badges else []
    await _ask_words(turn, {"opening": opening.id, "badges": [[each.badge or each.id, each.name] for each in held]})


async def take(turn: Turn, question: str) -> bool:
    """A message as the answer to one of our questions. False when it is something else, and then all is dropped."""
    draft: dict[str, Any] | None = turn.slots.get("offer")
    opening = await turn.services.catalogue.opening(draft["opening"]) if isinstance(draft, dict) else None
    passes = turn.heard.intent in PASSES and not has_contact(turn.heard.text)
    if opening is None or draft is None or passes or turn.heard.first("card"):
        turn.set("question", None)
        return False
    text = turn.heard.text.strip()
    if question == WORDS:
        _take_words(turn, opening, draft, text)
    elif question == NAME:
        _take_name(turn, opening, draft, text)
    else:
        _take_send(turn, opening, draft, text)
    return True


def withdraw(turn: Turn, opening: str) -> None:
    """Takes back what was sent for an opening (public id)."""
    turn.effect("withdraw", opening=opening)
    turn.tell("openings.express_withdrawn")


async def tell_sent(turn: Turn) -> bool:
    """What was sent to employers, each to be taken back. False when nothing was."""
    sent = await turn.services.openings.of_learner(turn.learner.id)
    for one in sent[:SENT_SHOWN]:
        turn.tell("openings.express_which", title=one.title, buttons=[_take_back(turn, one.opening)])
    return bool(sent)


def _take_back(turn: Turn, opening: str) -> Button:
    return payload(turn.services.words.say("openings.buttons.withdraw"), "ask_fit", card=opening, limit="withdraw")


async def _ask_words(turn: Turn, draft: dict[str, Any]) -> None:
    _wait(turn, WORDS, draft)
    turn.tell("openings.express_words", buttons=[_skip(turn)])


def _take_words(turn: Turn, opening: Opening, draft: dict[str, Any], text: str) -> None:
    if has_contact(text):
        _wait(turn, WORDS, draft)
        turn.tell("openings.express_contact", buttons=[_skip(turn)])
        return
    _wait(turn, NAME, {**draft, "words": "" if _skips(turn, text) else text[:LONGEST]})
    turn.tell("openings.express_name", buttons=[_skip(turn)])


def _take_name(turn: Turn, opening: Opening, draft: dict[str, Any], text: str) -> None:
    found = FIRST_NAME.match(text)
    if not _skips(turn, text) and (found is None or has_contact(text)):
        _wait(turn, NAME, draft)
        turn.tell("openings.express_name_odd", buttons=[_skip(turn)])
        return
    name = "" if _skips(turn, text) or found is None else found["name"]
    _preview(turn, opening, {**draft, "first_name": name})


def _preview(turn: Turn, opening: Opening, draft: dict[str, Any]) -> None:
    """The very card that the employer will see."""
    say = turn.services.words.say
    _wait(turn, SEND, draft)
    send = [payload(say("openings.buttons.send"), "affirm"), payload(say("openings.buttons.not_now"), "deny")]
    card = _card(turn, opening, draft)
    turn.tell("openings.express_preview", employer=opening.organisation, cards=[card], buttons=send)


def _card(turn: Turn, opening: Opening, draft: dict[str, Any]) -> Card:
    say = turn.services.words.say
    rows = [
        ("name", draft.get("first_name") or say("openings.no_name")),
        ("words", draft.get("words", "")),
        ("badges", ", ".join(name for _, name in draft["badges"])),
    ]
    return {
        "kind": "step",
        "id": "expression",
        "title": say("openings.preview_title", title=opening.title),
        "subtitle": opening.organisation,
        "facts": [{"name": say(f"openings.preview_{name}"), "value": value} for name, value in rows if value],
        "why": "",
        "earns": [],
        "link": "",
        "buttons": [],
    }


def _take_send(turn: Turn, opening: Opening, draft: dict[str, Any], text: str) -> None:
    turn.set("question", None)
    if turn.heard.intent != "affirm" and not YES.match(text):
        turn.tell("openings.express_dropped")
        return
    shared = {name: draft[name] for name in ("badges", "words", "first_name") if draft.get(name)}
    turn.effect("express", opening=opening.id, title=opening.title, organisation=opening.organisation_id, **shared)
    following = payload(turn.services.words.say("pathways.buttons.next"), "ask_next_step")
    turn.tell("openings.express_sent", title=opening.title, buttons=[_take_back(turn, opening.id), following])


def _wait(turn: Turn, question: str, draft: dict[str, Any]) -> None:
    turn.set("question", question)
    turn.set("offer", draft)


def _skips(turn: Turn, text: str) -> bool:
    return turn.heard.intent in ("deny", "dont_know") or bool(SKIP_WORDS.match(text))


def _skip(turn: Turn) -> Button:
    return payload(turn.services.words.say("openings.buttons.skip"), "deny")
