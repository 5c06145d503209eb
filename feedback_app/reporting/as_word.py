"""A report as a Word document with real headings, header rows and its language; always the same bytes."""

import io
import zipfile
from datetime import UTC, datetime

from docx import Document
from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell

from feedback_app.reporting.blocks import (
    Bars,
    Block,
    Facts,
    Grid,
    Heading,
    Items,
    Laid,
    Paragraphs,
    Quotes,
)
from feedback_app.reporting.document import LANGUAGE, ReportDocument
from feedback_app.reporting.lay_out import lay_out
from feedback_app.reporting.lay_out_report import DRAFT

BRAND = "1D6B72"
QUIET = RGBColor(0x4A, 0x46, 0x54)
WARNING = RGBColor(0x8A, 0x1F, 0x17)
ZIP_MOMENT = (1980, 1, 1, 0, 0, 0)
BAR_ROOM = 5.0
UNUSED_PARTS = ("/stylesWithEffects", "/thumbnail")


def as_word(document: ReportDocument, laid: Laid | None = None) -> bytes:
    """The whole file, or the document laid out otherwise. Its dates are never those of the clock."""
    laid = laid or lay_out(document)
    made = document.approved_by.at if document.approved_by else document.compiled_by.at
    word = Document()
    _prepare(word, laid, made)
    if laid.draft:
        mark = word.add_paragraph().add_run(DRAFT)
        mark.bold, mark.font.color.rgb, mark.font.size = True, WARNING, Pt(14)
    word.add_heading(laid.title, 0)
    word.add_paragraph(laid.subtitle, style="Subtitle")
    word.add_paragraph(laid.approval)
    for block in laid.blocks:
        _add(word, block)
    word.add_paragraph()
    for line in laid.standing:
        _quiet(word, line)
    return _same_bytes(word)


def _prepare(word: Word, laid: Laid, made: datetime) -> None:
    """Language, margins, typeface and the facts Word keeps about a file."""
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.header.paragraphs[0].text = f"{laid.council}{f'. {DRAFT}' if laid.draft else ''}"
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(11)
    fonts = word.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    language = fonts.find(qn("w:lang"))
    for name in ("w:val", "w:eastAsia"):
        language.set(qn(name), LANGUAGE)
    _leave_out_what_is_not_used(word)
    kept = word.core_properties
    moment = made.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    kept.created = kept.modified = kept.last_printed = moment
    kept.title, kept.subject, kept.author = f"{laid.title}. {laid.subtitle}", laid.subtitle, laid.council
    kept.last_modified_by, kept.language, kept.comments, kept.revision = laid.council, LANGUAGE, "", 1


def _leave_out_what_is_not_used(word: Word) -> None:
    """The template's picture of itself, its styles for Word 2007, and ninety table styles."""
    for relations in (word.part.rels, word.part.package.rels):
        for key in [key for key, part in relations.items() if part.reltype.endswith(UNUSED_PARTS)]:
            del relations[key]
    for style in list(word.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in ("Normal Table", "Table Grid"):
            style.delete()


def _add(word: Word, block: Block) -> None:
    match block:
        case Heading():
            word.add_heading(block.words, block.level - 1)
        case Paragraphs():
            _paragraphs(word, block)
        case Facts():
            _table(word, ("What", "Figure"), block.rows)
        case Grid():
            _grid(word, block)
        case Bars():
            _quiet(word, f"{block.title}. {block.description}")
        case Quotes():
            _quotes(word, block)
        case Items():
            _items(word, block)


def _paragraphs(word: Word, written: Paragraphs) -> None:
    for words in written.words:
        if written.quiet:
            _quiet(word, words)
        else:
            word.add_paragraph(words)


def _quotes(word: Word, quotes: Quotes) -> None:
    word.add_heading(quotes.theme, 3)
    for words, who in quotes.said:
        word.add_paragraph(words, style="Intense Quote")
        _quiet(word, who)


def _items(word: Word, items: Items) -> None:
    word.add_paragraph().add_run(items.title).bold = True
    for item in items.items:
        word.add_paragraph(item, style="List Bullet")


def _quiet(word: Word, words: str) -> None:
    run = word.add_paragraph().add_run(words)
    run.font.size, run.font.color.rgb = Pt(9.5), QUIET


def _grid(word: Word, grid: Grid) -> None:
    caption = word.add_paragraph(style="Caption")
    caption.add_run(grid.title)
    caption.paragraph_format.keep_with_next = True
    table = _table(word, grid.heads, grid.rows, title=grid.title)
    for row in table.rows:
        for cell in row.cells[1:] if grid.numbers else ():
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for row, part in zip(table.rows[1:], grid.bars, strict=False):
        _draw_bar(row.cells[0], part)
    for line in grid.below:
        _quiet(word, line)


def _table(word: Word, heads: tuple[str, ...], rows: tuple[tuple[str, ...], ...], title: str = "") -> Table:
    lines = (heads, *rows)
    table: Table = word.add_table(rows=len(lines), cols=len(heads), style="Table Grid")
    for row, line in zip(table.rows, lines, strict=True):
        for cell, words in zip(row.cells, line, strict=True):
            cell.text = words
    for cell in table.rows[0].cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))
    for name, words in (("w:tblCaption", title or heads[0]), ("w:tblDescription", title or heads[0])):
        told = OxmlElement(name)
        told.set(qn("w:val"), words)
        table._tbl.tblPr.append(told)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return table


def _draw_bar(cell: _Cell, part: float | None) -> None:
    """A shaded line as long as the figure is large: only for the eye, the figure stands in the row."""
    if part is None:
        return
    line = cell.add_paragraph()
    shade = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", BRAND)):
        shade.set(qn(name), value)
    line._p.get_or_add_pPr().append(shade)
    line.paragraph_format.right_indent = Cm(BAR_ROOM * (1 - part))
    line.paragraph_format.line_spacing = Pt(5)


def _same_bytes(word: Word) -> bytes:
    """The file zipped in one order with one date, uncompressed: the same bytes from any zip library."""
    saved, out = io.BytesIO(), io.BytesIO()
    word.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as target:
        for name in sorted(source.namelist(), key=lambda part: (part != "[Content_Types].xml", part)):
            entry = zipfile.ZipInfo(name, ZIP_MOMENT)
            entry.compress_type = zipfile.ZIP_STORED
            target.writestr(entry, source.read(name))
    return out.getvalue()
