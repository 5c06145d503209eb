"""A codebook in any of the forms we exchange, by the ending of its file's name."""

from collections.abc import Callable
from enum import StrEnum

from analysis.exchange.book import Book
from analysis.exchange.codebook_xml import read_qdc, write_qdc
from analysis.exchange.csv_file import read_csv, write_csv
from analysis.exchange.read_project import read_qdpx
from analysis.exchange.refused import Refused, Wrong
from analysis.exchange.tree import book_of
from analysis.exchange.xlsx_file import read_xlsx, write_xlsx


class BookForm(StrEnum):
    qdc = "qdc"
    csv = "csv"
    xlsx = "xlsx"


TYPES = {
    BookForm.qdc: "application/xml",
    BookForm.csv: "text/csv",
    BookForm.xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_WRITERS: dict[BookForm, Callable[[Book], bytes]] = {
    BookForm.qdc: write_qdc,
    BookForm.csv: write_csv,
    BookForm.xlsx: write_xlsx,
}
_READERS: dict[str, Callable[[bytes, str], Book]] = {
    "qdc": read_qdc,
    "csv": read_csv,
    "txt": read_csv,
    "xlsx": read_xlsx,
}


def write_book(book: Book, form: BookForm) -> bytes:
    """The file. Raises Refused when the form cannot hold it."""
    return _WRITERS[form](book)


def read_book(content: bytes, file_name: str) -> Book:
    """The codebook of a file, also of a whole project (.qdpx). Raises Refused."""
    stem, _dot, ending = file_name.rpartition(".")
    if not content:
        raise Refused(Wrong.empty)
    if ending.lower() == "qdpx":
        project = read_qdpx(content)
        return book_of(project.codes, project.name)
    reader = _READERS.get(ending.lower())
    if reader is None:
        raise Refused(Wrong.unknown_ending)
    return reader(content, stem)
