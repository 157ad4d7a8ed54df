"""Names of people in what somebody wrote: by the words that announce one, and by a list of first and family names.

For masking alone, where a word too many is hidden rather than one too few; what the guide understands by a message does
not hang on it (`bot/language/personal.py` has what does).
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.language.filler import filler

LIST = Path(__file__).with_name("names.txt")
LONGEST = 4
"""Words of one name."""
WORD = re.compile(r"[^\W\d_](?:[\w'-]*[^\W_])?")
TELLS = re.compile(
    r"\b(?:my (?:full |real |first |last |middle |sur)?name(?:'?s| is| iz)?(?: actually)?|name ?[:=-]"
    r"|(?:i am|i'?m) called|call me|known as|signed|me llamo|mi nombre es|je m'?appelle|mam na imi[eę]|nazywam si[eę]"
    r"|ich hei(?:ß|ss)e|mi chiamo|m[aă] numesc|meu nome [eé])[\s:,-]+",
    re.IGNORECASE,
)
"""What somebody says before their own name and seldom before anything else."""
HINTS = ("name", "call", "known as", "signed", "llamo", "nombre", "imi", "nazywam", "hei", "chiamo", "numesc", "nome")
"""One of these is in every text that `TELLS` fits."""
MAY_TELL = re.compile(
    r"\b(?:i'?m|i am|its|it's|it is|this is|hi|hey|hello|hiya|dear|named|called|names?'?s?(?: is)?|love from|thanks"
    r"|thank you|cheers|regards),?\s+",
    re.IGNORECASE,
)
"""What may come before a name, and before much else."""
WHOSE = (
    "mum|mom|mam|dad|nan|gran|grandma|grandad|auntie|aunt|uncle|brother|bro|sister|sis|cousin|mate|friend|bf|gf"
    "|boyfriend|girlfriend|teacher|tutor|boss|manager|coach|carer|keyworker|worker|doctor|counsellor"
)
OF_SOMEBODY = re.compile(
    rf"\bmy (?:\w+ )?(?:{WHOSE})(?:'?s)?(?: name)?(?: is| called| named)?,?\s+(?!(?:mr|mrs|ms|mx|miss|dr)\b)",
    re.IGNORECASE,
)
TITLE = re.compile(r"\b(?:(?:mr|mrs|ms|mx|dr|prof)\b\.?\s+|(?:miss|sir|master|coach)\s+(?=(?-i:[A-Z])))", re.IGNORECASE)
STATES = ("ing", "ed", "ish", "ian", "ean", "ese", "ful")
"""Endings of what somebody may be after "I'm" that is no name: British, Nigerian, bored."""
ENDS = re.compile(r" *(?:$|[.,!?;:)\n-]|\d|(?:and|n|im|i'm|from|btw|aged?)\b)", re.IGNORECASE)
"""What comes after the last word of a clause."""


@cache
def listed() -> Mapping[str, frozenset[str]]:
    """The words of names.txt by section."""
    found: dict[str, set[str]] = {}
    section = ""
    for line in LIST.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif not line.startswith("#"):
            found.setdefault(section, set()).update(line.split())
    return {name: frozenset(words) for name, words in found.items()}


@cache
def first_names() -> frozenset[str]:
    return listed()["plain"] | listed()["word"]


def find(text: str) -> list[tuple[int, int]]:
    """Where names of people stand, in order, none within another."""
    return Sentence(text).names()


def own(text: str) -> list[str]:
    """The words of the names by which somebody calls themselves."""
    said = Sentence(text)
    return [word.text for at, length in said.told() for word in said.words[at : at + length]]


def known_in(text: str, known: Collection[str]) -> Iterator[tuple[int, int]]:
    """Where known names stand; those that are ordinary words too only with a capital letter."""
    wanted = {name.casefold() for name in known}
    for word in Sentence(text).words:
        if word.folded in wanted and (word.text[0].isupper() or not _is_ordinary(word.folded)):
            yield word.start, word.end


def _is_ordinary(word: str) -> bool:
    return word in filler() or word in listed()["word"] or word in listed()["family word"]


@dataclass(frozen=True, slots=True)
class Word:
    start: int
    end: int
    """Without the s of what is somebody's."""
    text: str
    folded: str

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper() and not (len(self.text) > 1 and self.text.isupper())

    def is_listed(self, *sections: str) -> bool:
        return any(self.folded in listed()[section] for section in sections)


class Sentence:
    """What somebody wrote, as words."""

    def __init__(self, text: str) -> None:
        self._text = text.replace("\u2019", "'")
        self.words = [_word(match) for match in WORD.finditer(self._text)]

    def names(self) -> list[tuple[int, int]]:
        before = {pattern: self._after(pattern) for pattern in (TELLS, MAY_TELL, OF_SOMEBODY, TITLE)}
        announced: set[int] = set().union(*before.values())
        likely = first_names()
        found: list[tuple[int, int]] = []
        for at, word in enumerate(self.words):
            if found and word.start < found[-1][1]:
                continue
            if word.start in announced or word.folded in likely or word.text[0].isupper():
                told = {pattern for pattern, ends in before.items() if word.start in ends}
                if length := self._length(at, told):
                    found.append((word.start, self.words[at + length - 1].end))
        return found

    def told(self) -> Iterator[tuple[int, int]]:
        """The words with which somebody's own name begins, and how many words it has."""
        ends = self._after(TELLS)
        for at, word in enumerate(self.words):
            if word.start in ends and (length := self._length(at, {TELLS})):
                yield at, length

    def _after(self, pattern: re.Pattern[str]) -> set[int]:
        return {match.end() for match in pattern.finditer(self._text)}

    def _length(self, at: int, before: Collection[re.Pattern[str]]) -> int:
        """How many words are a name that begins here, after what announces one; 0 for none."""
        told = TELLS in before
        length = int(self._begins(at, before) or self._stands_alone(at))
        while length and length < LONGEST and (more := self._more(at + length, told and length == 1)):
            length += more
        return length

    def _begins(self, at: int, before: Collection[re.Pattern[str]]) -> bool:
        word = self.words[at]
        is_name = word.folded not in filler()
        return (
            (TELLS in before and not word.is_listed("no name"))
            or (TITLE in before and is_name)
            or (OF_SOMEBODY in before and word.is_capital and is_name)
            or ((MAY_TELL in before or OF_SOMEBODY in before) and self._may_begin(at))
        )

    def _may_begin(self, at: int) -> bool:
        word = self.words[at]
        if self._is_place(at):
            return False
        if word.is_listed("plain"):
            return True
        if word.is_listed("word"):
            return word.is_capital or self._ends_clause(at)
        if not word.is_capital or word.folded.endswith(STATES) or word.folded in filler():
            return False
        after = self._next(at)
        return self._ends_clause(at) or (after is not None and after.is_capital)

    def _stands_alone(self, at: int) -> bool:
        """Whether nothing need announce it: a listed name, or one beside a family name."""
        word, after = self.words[at], self._next(at)
        if word.is_listed("plain"):
            return not self._is_place(at)
        if after is None or self._is_place(at):
            return False
        if word.is_listed("word") and after.folded == "here":
            return at == 0 and self._ends_clause(at + 1)
        is_first = word.is_listed("word")
        is_family = after.is_listed("family") or (is_first and after.is_listed("family word"))
        return word.is_capital and after.is_capital and is_family and (is_first or word.folded not in filler())

    def _more(self, at: int, told: bool) -> int:
        """How many words from here on belong to the name before: none, one, or two with a "bin" or "de"."""
        word = self._next(at - 1)
        if word is None:
            return 0
        if word.is_listed("within"):
            after = self._next(at)
            return 2 if after is not None and after.folded not in filler() else 0
        return int(self._goes_on(self.words[at - 1], word, told))

    def _goes_on(self, before: Word, word: Word, told: bool) -> bool:
        if word.is_listed("no name") or (word.folded in filler() and not word.is_listed("word")):
            return False
        if word.is_listed("family") or (word.is_capital and before.is_capital):
            return True
        return told and not before.is_capital and word.folded not in filler()

    def _is_place(self, at: int) -> bool:
        """Whether the word names a street, a building or the like, as in "Victoria Park"."""
        after, before = self._next(at), self.words[at - 1] if at else None
        if after is not None and after.is_listed("place"):
            return True
        return before is not None and before.is_listed("before a place") and self._next(at - 1) is not None

    def _next(self, at: int) -> Word | None:
        """The word right after this one, with a space or a hyphen between; none after what is somebody's."""
        if at + 1 >= len(self.words):
            return None
        between = self._text[self.words[at].end : self.words[at + 1].start]
        return self.words[at + 1] if between in {" ", "-", ". "} else None

    def _ends_clause(self, at: int) -> bool:
        return ENDS.match(self._text, self.words[at].end) is not None


def _word(match: re.Match[str]) -> Word:
    text = match[0].removesuffix("'s")
    return Word(match.start(), match.start() + len(text), text, text.casefold())
