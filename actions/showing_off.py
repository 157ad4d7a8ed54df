"""The talk in which a learner shows badges to others: which, how, and under what name."""

from collections.abc import Sequence

from actions.answers import SKIP_WORDS, is_short, skips
from actions.phrases import list_of
from actions.turn import Button, Turn, payload
from bot.badges.issuing.codes import digest, share_token
from bot.badges.model import Held
from bot.badges.sharing.cv import paragraph
from bot.badges.sharing.linkedin import LEAST_AGE, add_to_profile

NAME = "share_name"
SHOWN = 8
"""Badges offered as buttons."""
ALL = "all"
NAME_LIMIT = 100
ENOUGH_WORDS = 5
"""Words up to which an answer is a name."""


def is_ours(question: object) -> bool:
    return isinstance(question, str) and question.startswith(NAME)


async def take(turn: Turn, question: str) -> bool:
    """A name to stand on the page, or none. False when the message is something else."""
    heard = turn.heard
    if heard.first("card") or heard.intent in ("greet", "thank", "goodbye", "claim_badge", "ask_my_badges"):
        return False
    left_out = bool(SKIP_WORDS.match(heard.text)) or (skips(heard) and is_short(heard.text))
    if not left_out and (len(heard.text.split()) > ENOUGH_WORDS or "?" in heard.text):
        return False
    turn.set("question", None)
    chosen = await chosen_from(turn, question.partition(":")[2])
    await open_page(turn, chosen, "" if left_out else heard.text.strip()[:NAME_LIMIT])
    return True


async def chosen_from(turn: Turn, written: str) -> list[Held]:
    """The badges that a button names: "all", or ids with commas between. Only what the learner holds."""
    held = await turn.services.badges.held(turn.learner.id)
    return held if written == ALL else [one for one in held if one.id in written.split(",")]


def named(turn: Turn, held: Sequence[Held]) -> list[Held]:
    """The badges whose names stand in the message."""
    said = " ".join((*turn.heard.words("badge"), turn.heard.text)).casefold()
    return [one for one in held if one.name.casefold() in said]


def ask_which(turn: Turn, held: Sequence[Held]) -> None:
    words = turn.services.words
    buttons = [payload(one.name, "share_badge", card=f"how:{one.id}") for one in held[-SHOWN:]]
    turn.tell("sharing.which", buttons=[*buttons, payload(words.say("sharing.all"), "share_badge", card=f"how:{ALL}")])


def ask_how(turn: Turn, chosen: Sequence[Held], written: str) -> None:
    words = turn.services.words
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
