"""Texts in pieces that Telegram takes: 4,096 UTF-16 units of what is shown (core.telegram.org/bots/api#sendmessage)."""

import re

LIMIT = 4096
CAPTION_LIMIT = 1024
PARAGRAPH, LINE, SENTENCE, WORD = (re.compile(end) for end in (r"\n\s*\n", r"\n", r"(?<=[.!?…])\s+", r"\s+"))
GENTLE = (PARAGRAPH, LINE, SENTENCE)


def units(text: str) -> int:
    """UTF-16 code units; a sign outside the basic plane, such as most emoji, is two."""
    return len(text) + sum(sign > "\uffff" for sign in text)


def pieces(text: str, limit: int = LIMIT) -> list[str]:
    """The text in pieces of at most `limit` units, parted as late and as gently as may be."""
    found = []
    rest = text.strip()
    while units(rest) > limit:
        end, start = _parting(rest, _fitting(rest, limit))
        found.append(rest[:end].rstrip())
        rest = rest[start:].lstrip()
    return [*found, rest] if rest else found


def _fitting(text: str, limit: int) -> int:
    """How many signs from the start fit."""
    if len(text) <= limit // 2:
        return len(text)
    room, count = limit, 0
    for sign in text:
        room -= 2 if sign > "\uffff" else 1
        if room < 0:
            break
        count += 1
    return count


def _parting(text: str, longest: int) -> tuple[int, int]:
    """Where a piece ends and the next begins: at a paragraph, line or sentence in the second half, where pieces stay
    few; else at one in the first half; else between words; else anywhere."""
    for start, ends in ((longest // 2, GENTLE), (1, GENTLE), (1, (WORD,))):
        for end in ends:
            found = [match for match in end.finditer(text, start, longest + 1) if match.start() <= longest]
            if found:
                return found[-1].start(), found[-1].end()
    return longest, longest
