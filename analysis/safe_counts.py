"""Counts that are safe to show: a value only `disclosure.protect` can make, and its form in a snapshot."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal, TypeAlias

from analysis.documents import DocumentMistake, block, items, list_of_words, whole_number, words

THRESHOLD: Final = 5
STAFF_THRESHOLD: Final = 10
SMALL_GROUP: Final = 10
HIDDEN: Final = "c"
Shown: TypeAlias = int | Literal["c"]


class Rounding(StrEnum):
    NONE = "none"
    TO_5 = "to_5"
    DOWN_TO_10 = "down_to_10"


class Of(StrEnum):
    """What a percentage is of."""

    BASE = "base"
    ROW = "row"
    COLUMN = "column"


class NotProtected(TypeError):
    """Somebody tried to make safe counts without protecting them."""


class Key:
    """What it takes to build SafeCounts; only `disclosure`, `lattice` and `from_document` hold the one."""


_KEY: Final = Key()


@dataclass(frozen=True, slots=True)
class SafeCounts:
    """Counts safe to show: `cells[row][column]`; a tally has one column "answers"; totals where printed."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[Shown, ...], ...]
    row_totals: tuple[Shown, ...] | None
    column_totals: tuple[Shown, ...] | None
    base: Shown
    threshold: int
    rounding: Rounding
    key: Key

    def __post_init__(self) -> None:
        if self.key is not _KEY:
            raise NotProtected("Safe counts come from protect(...) and nowhere else")

    def cell(self, row: str, column: str = "answers") -> Shown:
        """KeyError when there is no such row or column."""
        return self.cells[_place(self.rows, row)][_place(self.columns, column)]

    def percent(self, row: str, column: str = "answers", *, of: Of = Of.BASE) -> Shown:
        """A whole percentage, or "c" when the count or what it is of is hidden or too small (R-41)."""
        return percentage(self.cell(row, column), self._whole(row, column, of), self.threshold)

    def _whole(self, row: str, column: str, of: Of) -> Shown:
        totals = {Of.ROW: self.row_totals, Of.COLUMN: self.column_totals}.get(of)
        if of is Of.BASE:
            return self.base
        if totals is None:
            return HIDDEN
        return totals[_place(self.rows, row) if of is Of.ROW else _place(self.columns, column)]

    @property
    def hides_anything(self) -> bool:
        """Whether a note about hidden figures belongs beside them."""
        margins = (*(self.row_totals or ()), *(self.column_totals or ()), self.base)
        return HIDDEN in margins or any(HIDDEN in row for row in self.cells)

    def to_document(self) -> str:
        """JSON, the same for the same counts, to freeze in a snapshot."""
        fields = {
            "rows": self.rows,
            "columns": self.columns,
            "cells": self.cells,
            "row_totals": self.row_totals,
            "column_totals": self.column_totals,
            "base": self.base,
            "threshold": self.threshold,
            "rounding": self.rounding.value,
        }
        return json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def percentage(count: Shown, base: Shown, threshold: int = THRESHOLD) -> Shown:
    """A whole percentage; "c" when either is hidden or the base is under the threshold."""
    if isinstance(count, str) or isinstance(base, str) or base < threshold:
        return HIDDEN
    return (200 * count + base) // (2 * base)


def from_document(document: str) -> SafeCounts:
    """Counts protected before, out of a snapshot; DocumentMistake when they could not have been."""
    try:
        loaded: object = json.loads(document)
    except ValueError as mistake:
        raise DocumentMistake("The snapshot's counts are not readable") from mistake
    fields = block(loaded, "counts")
    threshold = whole_number(fields.get("threshold"), "threshold")
    safe = SafeCounts(
        rows=list_of_words(fields.get("rows"), "rows"),
        columns=list_of_words(fields.get("columns"), "columns"),
        cells=tuple(_shown_line(row, threshold) for row in items(fields.get("cells"), "cells")),
        row_totals=_optional_line(fields, "row_totals", threshold),
        column_totals=_optional_line(fields, "column_totals", threshold),
        base=_shown(fields.get("base"), threshold),
        threshold=threshold,
        rounding=Rounding(words(fields.get("rounding"), "rounding")),
        key=_KEY,
    )
    _check_shape(safe)
    return safe


def _place(names: tuple[str, ...], name: str) -> int:
    if name not in names:
        raise KeyError(name)
    return names.index(name)


def _shown(value: object, threshold: int) -> Shown:
    if value == HIDDEN:
        return HIDDEN
    count = whole_number(value, "a count")
    if count < 0 or 0 < count < threshold:
        raise DocumentMistake("A snapshot cannot show a count this small")
    return count


def _shown_line(values: object, threshold: int) -> tuple[Shown, ...]:
    return tuple(_shown(value, threshold) for value in items(values, "counts"))


def _optional_line(fields: Mapping[str, object], name: str, threshold: int) -> tuple[Shown, ...] | None:
    return None if fields.get(name) is None else _shown_line(fields[name], threshold)


def _check_shape(safe: SafeCounts) -> None:
    wide = all(len(row) == len(safe.columns) for row in safe.cells)
    if len(safe.cells) != len(safe.rows) or not wide:
        raise DocumentMistake("The snapshot's counts do not fit their rows and columns")
