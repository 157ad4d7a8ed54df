"""Text of a cell made plain: no HTML, no control characters, no formula."""

import re
from html import unescape
from html.parser import HTMLParser

TEXT_LIMIT = 20_000
"""Characters of one field that are kept as they are; a longer one is refused."""
MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|<!--|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\ufeff\ud800-\udfff]")
SPACES = re.compile(r"[ \t\r\n\u00a0]+")
BLOCKS = frozenset(
    [
        "p",
        "br",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "div",
        "tr",
        "td",
        "th",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "header",
        "footer",
    ]
)
HIDDEN = frozenset({"script", "style", "template", "noscript"})
# A cell that a spreadsheet would run: OWASP, "CSV Injection".
FORMULA = re.compile(r"^\s*(?:=|[+\-@][^\s()|!]*[(|!])")


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in HIDDEN
        if tag in BLOCKS:
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self.hidden = max(0, self.hidden - (tag in HIDDEN))
        if tag in BLOCKS:
            self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(data)


def plain(text: str) -> str:
    """The text without markup, on one line. ValueError when it is too long or a spreadsheet's formula."""
    if len(text) > TEXT_LIMIT:
        raise ValueError(f"longer than {TEXT_LIMIT:,} characters")
    if text[:1] in "=+-@ \t" and FORMULA.match(text):
        raise ValueError("looks like a spreadsheet formula")
    if "<" in text or "&" in text:
        text = _without_markup(text)
    if text.isprintable() and "  " not in text:
        return text.strip()
    return SPACES.sub(" ", CONTROL.sub("", text)).strip()


def _without_markup(text: str) -> str:
    if not MARKUP.search(text):
        return text
    parser = _Text()
    parser.feed(text)
    parser.close()
    # Some feeds escape twice, so that "&amp;amp;" is left as "&amp;".
    return unescape("".join(parser.parts))
