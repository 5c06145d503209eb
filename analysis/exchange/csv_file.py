"""Codebooks as CSV files that spreadsheets open rightly: UTF-8 with its mark, nothing run as a formula."""

import csv
import io

from analysis.exchange.book import Book
from analysis.exchange.refused import Refused, Wrong
from analysis.exchange.rows import COLUMNS, book_of_rows, rows_of
from analysis.exchange.safe_xml import text_of

LARGEST = 5 * 1024 * 1024


def write_csv(book: Book) -> bytes:
    """The file, beginning with the mark that tells a spreadsheet it is UTF-8."""
    made = io.StringIO(newline="")
    lines = csv.writer(made)
    lines.writerow(COLUMNS)
    lines.writerows(rows_of(book))
    return made.getvalue().encode("utf-8-sig")


def read_csv(content: bytes, name: str = "") -> Book:
    """A codebook of a file whose columns are parted by commas, semicolons or tabs. Raises Refused."""
    if len(content) > LARGEST:
        raise Refused(Wrong.too_big)
    if not content.strip():
        raise Refused(Wrong.empty)
    text = text_of(content)
    if "\0" in text:
        raise Refused(Wrong.not_csv)
    first_line = text.partition("\n")[0]
    delimiter = max(",;\t", key=first_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = next(reader, [])
        return book_of_rows(header, enumerate(reader, 2), name)
    except csv.Error:
        raise Refused(Wrong.not_csv, reader.line_num) from None
