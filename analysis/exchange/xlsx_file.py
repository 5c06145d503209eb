"""Codebooks as XLSX workbooks: words only, wide enough to read."""

import io
from datetime import UTC, datetime
from zipfile import BadZipFile

import openpyxl
import xlsxwriter

from analysis.exchange.archive import unpack
from analysis.exchange.book import Book
from analysis.exchange.refused import Refused, Wrong
from analysis.exchange.rows import COLUMNS, book_of_rows, plain_cell, rows_of

WIDTHS = {"theme_id": 10, "code_id": 16, "guid": 38, "tells_of": 12}
USUAL_WIDTH = 36
_MADE = datetime(2000, 1, 1, tzinfo=UTC)
_BROKEN = (KeyError, ValueError, TypeError, IndexError, AttributeError, BadZipFile, OSError, SyntaxError)


def write_xlsx(book: Book) -> bytes:
    """The workbook; every cell is written as words, so that none is a formula."""
    made = io.BytesIO()
    workbook = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False})
    workbook.set_properties({"created": _MADE.replace(tzinfo=None)})
    sheet = workbook.add_worksheet("Codebook")
    wrapped, bold = (
        workbook.add_format({"text_wrap": True, "valign": "top"}),
        workbook.add_format({"bold": True}),
    )
    for number, column in enumerate(COLUMNS):
        sheet.set_column(number, number, WIDTHS.get(column, USUAL_WIDTH), wrapped)
        sheet.write_string(0, number, column, bold)
    for line, row in enumerate(rows_of(book), 1):
        for number, cell in enumerate(row):
            sheet.write_string(line, number, plain_cell(cell), wrapped)
    sheet.freeze_panes(1, 0)
    workbook.close()
    return made.getvalue()


def read_xlsx(content: bytes, name: str = "") -> Book:
    """A codebook of the first sheet of a workbook. Raises Refused."""
    for part in unpack(content, (".xml", ".rels", ".vml")).entries.values():
        if b"<!DOCTYPE" in part or b"<!ENTITY" in part or part[:2] in {b"\xff\xfe", b"\xfe\xff"}:
            raise Refused(Wrong.has_entities)
    try:
        workbook = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = workbook.worksheets[0]
        rows = ([_words(cell) for cell in row] for row in sheet.iter_rows(values_only=True))
        header = next(rows, [])
        return book_of_rows(header, enumerate(rows, 2), name)
    except Refused:
        raise
    except _BROKEN:
        raise Refused(Wrong.not_xlsx) from None


def _words(cell: object) -> str:
    if cell is None:
        return ""
    whole = isinstance(cell, float) and cell.is_integer()
    return str(int(cell)) if whole and isinstance(cell, float) else str(cell)
