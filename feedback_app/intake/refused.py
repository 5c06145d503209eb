"""The file of refused rows: the columns as they came, why each was refused, and the line to look at."""

import csv
import io
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import BinaryIO

from feedback_app.intake.csv_file import LINE, REASON, Header, Row, codec
from feedback_app.intake.mapping import ImportMap
from feedback_app.intake.reasons import Reason

RUN_BY_SPREADSHEETS = re.compile(r"'*[=+\-@\t\r]")
ONLY_MINE = 0o600


def guarded(cell: str) -> str:
    """A cell that no spreadsheet will run as a formula; reading the file again takes the guard off."""
    return f"'{cell}" if RUN_BY_SPREADSHEETS.match(cell) else cell


@dataclass(frozen=True)
class Kept:
    """How many bytes and rows of an unfinished file are settled."""

    size: int = 0
    rows: int = 0


NOTHING = Kept()


class RefusedFile:
    """Refused rows, written beside the final name and moved there at the end; in the file's own encoding.

    Until `finish` nothing has the final name, so a half-written file is never taken for a whole one.
    """

    def __init__(self, path: Path, mapping: ImportMap, header: Header, keep: "Kept" = NOTHING) -> None:
        """`keep`: how much of an unfinished file belongs to rows that are settled already."""
        self.path = path
        self.part = path.with_name(f"{path.name}.part")
        self._mapping, self._was_refused = mapping, header.was_refused
        self._columns = header.columns[:-2] if header.was_refused else header.columns
        self._file: BinaryIO = os.fdopen(os.open(self.part, os.O_RDWR | os.O_CREAT, ONLY_MINE), "r+b")
        self._file.truncate(keep.size)
        self._file.seek(keep.size)
        self.size, self._rows = keep.size, keep.rows
        if not keep.size:
            self._write((*self._columns, REASON, LINE))

    def add(self, row: Row, reason: Reason) -> None:
        """One refused row."""
        expected = len(self._columns)
        own = row.cells
        if self._was_refused:
            own = (*own[:expected], *own[expected + 2 :])
        first = (*own, *[""] * expected)[:expected]
        surplus = own[expected:]
        self._rows += 1
        self._write((*map(guarded, first), reason.message, str(row.line), *map(guarded, surplus)))

    def _write(self, cells: tuple[str, ...]) -> None:
        line = io.StringIO()
        csv.writer(line, delimiter=self._mapping.delimiter).writerow(cells)
        written = line.getvalue().encode(codec(self._mapping.encoding), "surrogateescape")
        self.size += self._file.write(written)

    def flush(self) -> None:
        """Everything so far is on the disk."""
        self._file.flush()
        os.fsync(self._file.fileno())

    def finish(self) -> Path | None:
        """Give the file its final name, or take it away when no row was refused.

        An earlier file of refused rows may hold somebody's mending: it is never written over.
        """
        self.flush()
        written = self.part.read_bytes()
        self._file.close()
        if self._rows == 0:
            self.part.unlink()
            return None
        for name in _names(self.path):
            if not name.exists() or name.read_bytes() == written:
                self.part.replace(name)
                return name
        return None

    def close(self) -> None:
        """Stop here for now; what was written stays for the next batch."""
        self._file.close()


def _names(path: Path) -> Iterator[Path]:
    yield path
    for number in count(2):
        yield path.with_name(f"{path.stem}-{number}{path.suffix}")
