"""Small joins of words, from words/en/."""

from collections.abc import Iterable

from bot.words import Words


def list_of(words: Words, things: Iterable[str], joint: str = "and") -> str:
    """ "cars", "cars and music", "cars, music and art". `joint` is `and` or `or`."""
    said = list(dict.fromkeys(things))
    if len(said) < 2:
        return "".join(said)
    return words.say(f"lists.{joint}", before=", ".join(said[:-1]), last=said[-1])


def capitalised(text: str) -> str:
    """With a capital first letter, the rest as it is ("DJing" stays)."""
    return text[:1].upper() + text[1:]


def in_a_sentence(name: str) -> str:
    """With a small first letter, unless it begins with letters that stand for words ("IT support technician")."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
