"""XML files of any size, one record at a time, with a parser that refuses what only attackers need."""

import codecs
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from bot.catalogue.formats.json_stream import DEEPEST, LARGEST, LONGEST
from bot.catalogue.formats.rows import UnreadableError
from bot.catalogue.formats.text import chunks

DECLARED = re.compile(rb"""<\?xml[^>]{0,100}encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})""")
BREAKING = frozenset({"p", "div", "li", "ul", "ol", "br", "tr", "td", "h1", "h2", "h3", "h4"})


@dataclass(slots=True)
class Element:
    """An element without its namespace prefix; `space` is the namespace itself."""

    name: str
    space: str
    attributes: Mapping[str, str]
    line: int
    parts: list[str] = field(default_factory=list)
    """Its text, that of inner elements included."""
    inner: list["Element"] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.parts).split())

    def all(self, *names: str) -> list["Element"]:
        """The inner elements of these names, in the order of the names."""
        return [each for name in names for each in self.inner if each.name == name]

    def first(self, *names: str) -> "Element | None":
        return next(iter(self.all(*names)), None)

    def read(self, *names: str) -> str:
        """The first text of an inner element of these names; empty when there is none."""
        return next((each.text for each in self.all(*names) if each.text), "")


@dataclass(frozen=True, slots=True)
class Record:
    element: Element
    parent: Element
    """What it stands in, with what stood there before it."""


def records(path: Path, root: str, name: str, outer: Collection[str]) -> Iterator[Record]:
    """The elements called `name` of a file whose first element is `root`.

    `outer` are elements around them that are let go of when they end. UnreadableError for what is no XML, is not
    `root`, has a document type (and so perhaps entities), or is too deep, too long or empty.
    """
    builder = _Builder(root, name, outer)
    silent = 0
    for piece in chunks(path, _declared(path)):
        events = builder.events
        builder.feed(piece.encode())
        silent = 0 if builder.events != events else silent + len(piece)
        if silent > LONGEST:
            raise UnreadableError(f"a tag is longer than {LONGEST:,} characters")
        yield from builder.taken()
    builder.feed(b"", final=True)
    yield from builder.taken()


def _declared(path: Path) -> str:
    with path.open("rb") as file:
        found = DECLARED.match(file.read(300).lstrip())
    try:
        return codecs.lookup(found[1].decode()).name if found else ""
    except LookupError:
        return ""


class _Builder:
    def __init__(self, root: str, name: str, outer: Collection[str]) -> None:
        self.events = 0
        self._root, self._name, self._outer = root, name, outer
        self._open: list[Element] = []
        self._within = 0
        """Of the open elements, how many the record that is being read has; 0 outside of records."""
        self._size = self._length = 0
        self._ready: list[Record] = []
        # The text was decoded already, so what the file says of its encoding no longer counts.
        self._parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text

    def feed(self, data: bytes, *, final: bool = False) -> None:
        try:
            self._parser.Parse(data, final)
        except expat.ExpatError as error:
            raise UnreadableError(f"it is no XML that can be read: {error}") from error

    def taken(self) -> Iterator[Record]:
        """The records that are complete."""
        ready, self._ready = self._ready, []
        yield from ready

    def _refuse(self, *_: object) -> None:
        raise UnreadableError("it declares a document type, which a feed needs for nothing but harm")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        space, _, name = tag.rpartition(" ")
        if not self._open and name != self._root:
            raise UnreadableError(f"its first element is {name[:60]}, not {self._root}")
        self.events += 1
        self._size += 1
        if len(self._open) >= DEEPEST:
            raise UnreadableError(f"it is nested more than {DEEPEST} levels deep")
        if self._size > LARGEST:
            raise UnreadableError(f"a record has more than {LARGEST:,} elements")
        short = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        self._open.append(Element(name, space, short, self._parser.CurrentLineNumber))
        if self._within or name == self._name:
            self._within += 1

    def _end(self, _: str) -> None:
        self.events += 1
        element = self._open.pop()
        if self._within:
            self._within -= 1
            if not self._within:
                self._ready.append(Record(element, self._shell()))
                self._size = self._length = 0
                return
        elif element.name in self._outer:
            self._size = self._length = 0
            return
        if self._open:
            self._open[-1].inner.append(element)
            gap = [" "] if element.name in BREAKING else []
            self._open[-1].parts.extend([*gap, *element.parts, *gap])

    def _shell(self) -> Element:
        """The record's parent as it is now; what comes later belongs to later records."""
        parent = self._open[-1]
        parent.parts.clear()
        return Element(parent.name, parent.space, parent.attributes, parent.line, [], list(parent.inner))

    def _text(self, text: str) -> None:
        self.events += 1
        self._length += len(text)
        if self._length > LONGEST:
            raise UnreadableError(f"a record has more than {LONGEST:,} characters")
        if self._open:
            self._open[-1].parts.append(text)
