"""Shared badges as a PDF and as a picture, each with a QR code that leads to the page. Heavy: for a thread."""

import io

import segno
from fpdf import FPDF
from fpdf.enums import XPos, YPos

from bot.badges import fonts
from bot.badges.issuing.documents import Document
from bot.badges.issuing.picture import png
from bot.badges.sharing.model import Showing, Shown
from bot.badges.sharing.pages import Pages
from bot.words import Words

LISTED = 6
"""Badges named in the picture; the page has them all."""


def pdf(showing: Showing, words: Words, pages: Pages) -> Document:
    """An A4 document with every badge on the page."""
    sheet = FPDF(format="A4")
    sheet.set_title(pages.title(showing))
    sheet.set_lang("en")
    family = _font(sheet)
    sheet.add_page()
    sheet.image(io.BytesIO(_qr(showing.link)), x=160, y=12, w=38, alt_text=showing.link)
    _line(sheet, family, pages.title(showing), 20, width=140)
    _line(sheet, family, words.say("sharing.page_intro", city=showing.city), 10, width=140)
    sheet.set_y(max(sheet.get_y(), 56))
    for award in showing.awards:
        _award(sheet, family, award, words, pages)
    _line(sheet, family, showing.link, 8)
    return Document(bytes(sheet.output()), "application/pdf", seconds=0, name="badges.pdf")


def picture(showing: Showing, words: Words, pages: Pages) -> Document:
    """A card of 1200 by 630 pixels, as messengers show it."""
    rows = [f"{award.name}, {award.issuer}" for award in showing.awards[:LISTED]]
    if len(showing.awards) > LISTED:
        rows.append(words.say("sharing.more", count=len(showing.awards) - LISTED))
    code = segno.make(showing.link, error="m")
    drawn = pages.fill(
        "card.svg", title=pages.title(showing), rows=rows, code=_path(code), size=code.symbol_size(border=2)[0]
    )
    return Document(png(drawn, 1200, 630), "image/png", seconds=0, name="badges.png")


def _path(code: segno.QRCode) -> str:
    """The dark modules of a code as strokes of one unit, in SVG's path language."""
    rows = [[at for at, dark in enumerate(row) if dark] for row in code.matrix_iter(border=2)]
    return "".join(f"M{at} {number}h1" for number, row in enumerate(rows) for at in row)


def _award(sheet: FPDF, family: str, award: Shown, words: Words, pages: Pages) -> None:
    _line(sheet, family, award.name, 14)
    _line(sheet, family, words.say("sharing.page_given", issuer=award.issuer, date=pages.day(award.issued)), 10)
    for text in (award.description, award.criteria, ", ".join(award.skills), award.evidence):
        if text:
            _line(sheet, family, text, 10)
    _line(sheet, family, words.say(f"sharing.page_{award.verdict}", date=pages.day(award.checked)), 9)
    sheet.ln(4)


def _line(sheet: FPDF, family: str, text: str, size: int, width: float = 0) -> None:
    sheet.set_font(family, size=size)
    safe = text if family == "dejavu" else text.encode("latin-1", "replace").decode("latin-1")
    sheet.multi_cell(width, size * 0.5, safe, new_x=XPos.LMARGIN, new_y=YPos.NEXT, align="L")


def _font(sheet: FPDF) -> str:
    """Without fonts the paper has the Latin letters of its built-in font alone."""
    found = fonts.folder()
    if found is None:
        return "helvetica"
    sheet.add_font("dejavu", fname=found / fonts.FILE)
    return "dejavu"


def _qr(link: str) -> bytes:
    out = io.BytesIO()
    segno.make(link, error="m").save(out, kind="png", scale=8, border=2)
    return out.getvalue()
