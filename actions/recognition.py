"""The talk in which a learner puts into words what they did outside any course, and asks an issuer to recognise it."""

import re

from actions.answers import ASKS, SKIP_WORDS, is_short, skips
from actions.conversation import carry_on
from actions.heard import Heard
from actions.item_cards import badge_card
from actions.phrases import list_of
from actions.skill_words import corrected, is_correction
from actions.turn import Button, Card, Turn, payload
from bot.badges.recognition.doing import LASTED, tells_of_work
from bot.badges.recognition.heard import skills_in
from bot.badges.recognition.model import ASKED, NEWS, QUESTIONS, Recognisable
from bot.catalogue.badges import Badge
from bot.language import harm

PREFIX = ASKED
OFFER, WHAT, SKILLS = "recognise_offer", "recognise_what", "recognise_skills"
SEND, REPLY = "recognise_send", "recognise_reply"
BADGES_SHOWN, CORRECTIONS = 3, 3
TELLS = frozenset(
    {"tell_experience", "tell_interest", "tell_goal", "tell_situation", "get_recognised", "nlu_fallback", "chitchat"}
    | {"out_of_scope", "dont_know", "affirm", "deny", "abuse", "praise", "complain", "disclose_harm"}
)
"""Intents that an answer in one's own words is easily taken for."""
TURNS_AWAY = frozenset(
    {"greet", "goodbye", "thank", "show_plan", "claim_badge", "share_badge", "ask_my_badges", "save_it"}
)
"""Intents that are hardly ever such an answer, however they are put."""
ABOUT_IT = re.compile(
    r"^\W*(?:so |and |ok |but |wait )*(?:(?:when|where|what time|what days?|how much|how long|who) )?"
    r"(?:is|are|does|do|runs) (?:it|this|that|they|these|the|i)\b(?! for)",
    re.IGNORECASE,
)
"""A question about something that is on screen: no answer, whatever it was taken for."""
CHANGED_MIND = re.compile(r"^\W*(stop|cancel|forget it|never ?mind|leave it)\W*$", re.IGNORECASE)


def is_ours(question: object) -> bool:
    return isinstance(question, str) and question.startswith(PREFIX)


async def take(turn: Turn, question: str) -> bool:
    """Takes the message as the answer to one of our questions. False when it is something else.

    What was hard about caring can sound like harm: it counts as the answer that it is; an adviser looks at it, and help
    is named too."""
    taken = await _take(turn, question)
    if taken and (turn.heard.intent == "disclose_harm" or harm.find(turn.heard.text)):
        turn.effect("flag", kind="harm")
        turn.tell("recognition.help_too", buttons=[_adviser(turn)])
    return taken


async def _take(turn: Turn, question: str) -> bool:
    if question == OFFER:
        return await _take_offer(turn)
    corrects = question == SKILLS and is_correction(turn.heard.text)
    if turn.heard.first("card") or (_turns_away(turn.heard) and not corrects):
        return False
    if question == WHAT:
        return await _take_what(turn)
    if question in (REPLY, NEWS):
        return (question == REPLY or _answers_news(turn.heard)) and _take_reply(turn)
    draft = await turn.services.recognition.draft(turn.learner.id)
    if draft is None:
        turn.set("question", None)
        return False
    if question == SEND:
        return _take_send(turn)
    if question == SKILLS:
        return await _take_skills(turn, draft)
    return await _take_detail(turn, draft, question.removeprefix(PREFIX))


async def begin(turn: Turn, words: str) -> None:
    """A new draft of what they did, and the first question about it."""
    turn.effect("recognise", do="begin", city=turn.city.id, words=words, skills=[])
    turn.set("asked", {name: count for name, count in turn.asked.items() if not is_ours(name)})
    turn.say("utter_get_recognised")
    turn.ask(PREFIX + QUESTIONS[1 if LASTED.search(words) else 0], buttons=_skip(turn))


def offer(turn: Turn) -> None:
    """Asks whether what was just told shall be put into words. Once: who leaves it is not asked again."""
    say = turn.services.words.say
    choices = [payload(say("recognition.offer_yes"), "affirm"), payload(say("recognition.offer_no"), "deny")]
    turn.ask(OFFER, buttons=choices)


async def choose(turn: Turn, badge_id: str) -> None:
    """A badge was picked: what would be sent is shown first."""
    draft = await turn.services.recognition.draft(turn.learner.id)
    found = await turn.services.catalogue.badges(turn.city.id, [badge_id], 1)
    if draft is None or not found:
        turn.say("utter_get_recognised_tell")
        turn.set("question", WHAT)
        return
    turn.effect("recognise", do="choose", badge=found[0].id)
    turn.tell("recognition.summary", issuer=found[0].issuer, badge=found[0].name)
    turn.tell("recognition.summary_all", all=_summary(turn, draft))
    words = turn.services.words
    send = [payload(words.say("recognition.send"), "affirm"), payload(words.say("recognition.not_now"), "deny")]
    turn.ask(SEND, buttons=send)


def tells_something(heard: Heard) -> bool:
    """Whether a message says what was done, and not only asks whether such things count."""
    return bool(skills_in(heard.text) or heard.words("skill") or heard.words("interest"))


def _turns_away(heard: Heard) -> bool:
    if heard.intent in TURNS_AWAY or (heard.intent == "tell_goal" and heard.words("occupation")):
        return True
    return bool(ABOUT_IT.search(heard.text)) or (heard.intent not in TELLS and bool(ASKS.search(heard.text)))


def _left_out(heard: Heard) -> bool:
    return bool(SKIP_WORDS.match(heard.text)) or (skips(heard) and is_short(heard.text))


async def _take_offer(turn: Turn) -> bool:
    """ "Yes", or at once for how long; anything else is a matter of its own."""
    turn.set("question", None)
    heard, told = turn.heard, turn.profile.experience[-1:]
    if heard.first("card") or not told:
        return False
    if heard.intent == "affirm" and is_short(heard.text):
        await begin(turn, told[0])
        return True
    if heard.intent == "deny" or _left_out(heard):
        await carry_on(turn)
        return True
    if ASKS.search(heard.text) or not LASTED.search(heard.text) or tells_of_work(heard.text):
        return False
    await begin(turn, f"{told[0]}, {heard.text}")
    return True


async def _take_what(turn: Turn) -> bool:
    if _left_out(turn.heard) or CHANGED_MIND.match(turn.heard.text):
        turn.set("question", None)
        turn.tell("recognition.kept")
    else:
        await begin(turn, turn.heard.text)
    return True


async def _take_detail(turn: Turn, draft: Recognisable, about: str) -> bool:
    said = "" if _left_out(turn.heard) else turn.heard.text
    turn.effect("recognise", do="answer", about=about, said=said)
    following = QUESTIONS[QUESTIONS.index(about) + 1 :]
    if following:
        turn.ask(PREFIX + following[0], buttons=_skip(turn))
    else:
        await _name_skills(turn, " ".join((draft.words, *draft.answers.values())))
    return True


async def _name_skills(turn: Turn, told: str) -> None:
    names = await _heard_skills(turn, told)
    turn.effect("recognise", do="skills", skills=names)
    _ask_skills(turn, names, "recognition.heard")


def _ask_skills(turn: Turn, names: list[str], key: str) -> None:
    turn.set("question", SKILLS)
    if not names:
        turn.tell("recognition.heard_none", buttons=_skip(turn))
        return
    right = payload(turn.services.words.say("recognition.heard_right"), "affirm")
    turn.tell(key, skills=list_of(turn.services.words, names), buttons=[right])
    turn.tell("recognition.heard_how")


async def _heard_skills(turn: Turn, told: str) -> list[str]:
    """The city's names of skills: those named in the words, then those that such work shows."""
    catalogue, city = turn.services.catalogue, turn.city.id
    found = [skill.name for skill in await catalogue.skills(city, told)]
    for phrase in skills_in(told):
        known = await catalogue.skills(city, phrase, 1)
        found.append(known[0].name if known else phrase.capitalize())
    return list(dict.fromkeys(found))


async def _take_skills(turn: Turn, draft: Recognisable) -> bool:
    """ "Yes", "add cooking", "not cleaning, patience": until it is right."""
    names, heard = list(draft.skills), turn.heard
    if (heard.intent == "affirm" and is_short(heard.text)) or _skips_skills(heard):
        await _offer_badges(turn, draft, names)
        return True
    changed = names if _only_no(heard) else corrected(names, heard.text)
    count = turn.asked.get(SKILLS, 0) + 1
    turn.set("asked", {**turn.asked, SKILLS: count})
    if changed == names and count < CORRECTIONS:
        turn.tell("recognition.heard_how")
    else:
        await _correct(turn, draft, names, changed)
    return True


def _skips_skills(heard: Heard) -> bool:
    """A plain "no" says that something is wrong with them."""
    return bool(SKIP_WORDS.match(heard.text)) or (_left_out(heard) and heard.intent != "deny")


def _only_no(heard: Heard) -> bool:
    return heard.intent == "deny" and len(heard.text.split()) == 1


async def _correct(turn: Turn, draft: Recognisable, names: list[str], changed: list[str]) -> None:
    known = [name if name in names else await _citys_name(turn, name) for name in changed]
    turn.effect("recognise", do="skills", skills=known)
    if turn.asked[SKILLS] >= CORRECTIONS:
        await _offer_badges(turn, draft, known)
    else:
        _ask_skills(turn, known, "recognition.heard_changed")


async def _citys_name(turn: Turn, name: str) -> str:
    """What the city calls a skill: by that name, or as the work that shows it; else the name as it was said."""
    for said in (name, *skills_in(name)[:1]):
        if known := await turn.services.catalogue.skills(turn.city.id, said, 1):
            return known[0].name
    return name


async def _offer_badges(turn: Turn, draft: Recognisable, names: list[str]) -> None:
    turn.set("question", None)
    words = ", ".join(names) or draft.words
    held = await turn.services.badges.held_badges(turn.learner.id)
    near = [badge for badge in await turn.services.catalogue.badges(turn.city.id, words, 10) if badge.id not in held]
    if not near:
        turn.tell("recognition.near_none", buttons=[_adviser(turn)])
        return
    shown = near[:BADGES_SHOWN]
    turn.say("utter_get_recognised_badges", cards=[await _near_card(turn, badge, names) for badge in shown])


async def _near_card(turn: Turn, badge: Badge, names: list[str]) -> Card:
    """The badge with what was told already, and what is still to show."""
    words = turn.services.words
    told = {name.casefold() for name in names}
    skills = [skill.name for skill in await turn.services.catalogue.skills(turn.city.id, list(badge.skills))]
    missing = [name for name in skills if name.casefold() not in told]
    have = [name for name in skills if name.casefold() in told]
    rows = [
        ("recognition.you_have", list_of(words, have)),
        ("recognition.missing", list_of(words, missing) or words.say("recognition.nothing_missing")),
    ]
    facts = [{"name": words.say(key), "value": value} for key, value in rows if value]
    card = badge_card(words, badge)
    ask = payload(words.say("recognition.ask_for"), "get_recognised", card=badge.id)
    return card | {"facts": [*facts, *card["facts"]], "buttons": [ask, *card["buttons"]]}


def _take_send(turn: Turn) -> bool:
    if turn.heard.intent == "affirm":
        turn.effect("recognise", do="send")
        turn.tell("recognition.sent")
    elif turn.heard.intent == "deny" or _left_out(turn.heard) or CHANGED_MIND.match(turn.heard.text):
        turn.tell("recognition.kept")
    else:
        return False
    turn.set("question", None)
    return True


def _answers_news(heard: Heard) -> bool:
    """Whether a message is the answer to what an issuer asked, which the guide told unasked: in their own words."""
    return heard.intent in TELLS and (not is_short(heard.text) or heard.intent in ("affirm", "deny"))


def _take_reply(turn: Turn) -> bool:
    turn.set("question", None)
    if _left_out(turn.heard):
        turn.tell("recognition.kept")
    else:
        turn.effect("recognise", do="reply", said=turn.heard.text)
        turn.tell("recognition.replied")
    return True


def _summary(turn: Turn, draft: Recognisable) -> str:
    words = turn.services.words
    lines = [words.say("recognition.summary_what", words=draft.words)]
    lines += [
        words.say(f"recognition.summary_{about}", said=draft.answers[about])
        for about in QUESTIONS
        if draft.answers.get(about)
    ]
    if draft.skills:
        lines.append(words.say("recognition.summary_skills", skills=list_of(words, draft.skills)))
    return "\n".join(lines)


def _skip(turn: Turn) -> list[Button]:
    return [payload(turn.services.words.say("recognition.skip"), "dont_know")]


def _adviser(turn: Turn) -> Button:
    return payload(turn.services.words.say("cards.talk_to_a_person"), "talk_to_adviser")
