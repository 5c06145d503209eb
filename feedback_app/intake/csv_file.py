"""Read a CSV file row by row in constant memory; a broken row is one refusal, never the end of the file."""

import codecs
import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from feedback_app.intake.mapping import Encoding, ImportMap
from feedback_app.intake.reasons import N_, Reason

LONGEST_LINE = 1_000_000
REASON, LINE = "reason", "line"
BROKEN = N_("This row cannot be read. Look for a quote that is never closed, or for broken line ends.")
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
GUARDED = re.compile(r"'+[=+\-@\t\r]")


class NotReadable(Exception):
    """Nothing can be read from this file; the message says why and what to do."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.message)
        self.reason = reason


@dataclass(frozen=True)
class Row:
    """One row as it stands in the file: the lines it begins and ends on, the byte after it, and its cells."""

    line: int
    last_line: int
    ends_at: int
    cells: tuple[str, ...]
    broken: Reason | None = None


@dataclass(frozen=True)
class Header:
    """The columns of a file, and whether it is one of our own files of refused rows, mended."""

    columns: tuple[str, ...]
    ends_at: int
    line: int
    was_refused: bool


def codec(encoding: Encoding) -> str:
    """UTF-8 with or without the mark that Excel puts first is read the same."""
    return "utf-8" if encoding in (Encoding.utf_8, Encoding.utf_8_sig) else encoding.value


def read_header(file: BinaryIO, mapping: ImportMap) -> Header:
    """The header, checked against the map.

    Raises NotReadable when the file is empty, is not CSV, lacks a column or has one the map does not mention.
    """
    file.seek(0)
    start = file.read(3)
    if start[:2] in UTF_16:
        raise NotReadable(Reason(N_("This file is written in UTF-16. Save it as CSV UTF-8 and try again.")))
    found = next(_rows(file, mapping, len(start) if start == codecs.BOM_UTF8 else 0, 0), None)
    if found is None or not any(cell.strip() for cell in found.cells):
        raise NotReadable(Reason(N_("This file is empty. Its first line must name the columns.")))
    if found.broken:
        raise NotReadable(found.broken)
    if "\0" in "".join(found.cells):
        raise NotReadable(Reason(N_("This is not a CSV file. Save the sheet as CSV UTF-8 and try again.")))
    columns = tuple(cell.strip() for cell in found.cells)
    mentioned = {*mapping.columns(), *mapping.ignore}
    was_refused = columns[-2:] == (REASON, LINE) and not {REASON, LINE} & mentioned
    _check_columns(columns[:-2] if was_refused else columns, mapping)
    return Header(columns, found.ends_at, found.last_line, was_refused)


def _check_columns(columns: tuple[str, ...], mapping: ImportMap) -> None:
    twice = sorted({column for column in columns if columns.count(column) > 1})
    if twice:
        what = N_("This column is there twice: %(columns)s. Give every column a name of its own.")
        raise NotReadable(Reason(what, {"columns": _listed(twice)}))
    missing = sorted(set(mapping.columns()) - set(columns))
    if missing:
        what = N_("The file does not have these columns of the map: %(columns)s. It has: %(found)s.")
        raise NotReadable(Reason(what, {"columns": _listed(missing), "found": _listed(columns)}))
    unknown = [column for column in columns if column not in {*mapping.columns(), *mapping.ignore}]
    if unknown:
        what = N_(
            "The map does not say what to do with these columns: %(columns)s. "
            "Use them, or list them in ignore."
        )
        raise NotReadable(Reason(what, {"columns": _listed(unknown)}))


def _listed(columns: Iterable[str]) -> str:
    shown = [column[:60] for column in columns]
    return ", ".join(f'"{column}"' for column in shown[:12]) + (", …" if len(shown) > 12 else "")


def rows_after(
    file: BinaryIO, mapping: ImportMap, header: Header, at: int = 0, line: int = 0
) -> Iterator[Row]:
    """The rows from a byte on (the first row when none is given); blank lines are passed over.

    Raises NotReadable at a line too long to be a row.
    """
    for row in _rows(file, mapping, at or header.ends_at, line or header.line):
        if row.broken is None and not any(row.cells):
            continue
        yield _as_it_was(row) if header.was_refused else row


def _as_it_was(row: Row) -> Row:
    """A cell we guarded against spreadsheets, as it was before."""
    bare = tuple(cell[1:] if GUARDED.match(cell) else cell for cell in row.cells)
    return Row(row.line, row.last_line, row.ends_at, bare, row.broken)


def _rows(file: BinaryIO, mapping: ImportMap, at: int, line: int) -> Iterator[Row]:
    """Rows beginning at a byte; `line` is the number of the line before it."""
    lines = _Lines(file, codec(mapping.encoding), at, line)
    reader = csv.reader(lines, delimiter=mapping.delimiter)
    while True:
        before = line + lines.count
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield Row(before + 1, line + lines.count, lines.at, (), Reason(BROKEN))
            continue
        yield Row(before + 1, line + lines.count, lines.at, tuple(cells))


class _Lines:
    """The lines of a file as text, remembering where the last one ended. Odd bytes are kept as they are."""

    def __init__(self, file: BinaryIO, encoding: str, at: int, line: int) -> None:
        self._file, self._encoding, self._line = file, encoding, line
        self.at, self.count = at, 0
        file.seek(at)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        raw = self._file.readline(LONGEST_LINE + 1)
        if not raw:
            raise StopIteration
        if len(raw) > LONGEST_LINE:
            what = N_("Line %(line)s is longer than a million bytes. Is this a CSV file?")
            raise NotReadable(Reason(what, {"line": self._line + self.count + 1}))
        self.at += len(raw)
        self.count += 1
        return raw.decode(self._encoding, "surrogateescape")
