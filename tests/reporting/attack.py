"""Somebody who reads a printed report and works out what it keeps back, with linear programming."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import ceil, floor

import numpy as np
from scipy.optimize import linprog

from analysis.safe_counts import HIDDEN, SMALL_GROUP, SafeCounts, Shown
from feedback_app.reporting.document import Compiled, FigureKey

SMALL = range(1, 5)
MOST = 500


@dataclass
class Attack:
    """Every number of the report as an unknown; what is printed or must add up as an equation."""

    names: dict[tuple[str, ...], int] = field(default_factory=dict)
    equal: list[tuple[dict[int, int], int]] = field(default_factory=list)
    at_most: list[tuple[dict[int, int], int]] = field(default_factory=list)
    hidden: list[tuple[str, ...]] = field(default_factory=list)
    of_few: list[tuple[str, ...]] = field(default_factory=list)

    def unknown(self, *name: str) -> int:
        return self.names.setdefault(name, len(self.names))

    def printed(self, count: Shown, *name: str) -> int:
        place = self.unknown(*name)
        if count == HIDDEN:
            self.hidden.append(name)
        else:
            self.equal.append(({place: 1}, int(count)))
        return place

    def adds_up(self, parts: list[int], whole: int) -> None:
        self.equal.append(({**dict.fromkeys(parts, 1), whole: -1}, 0))

    def part_of(self, part: int, whole: int, *rest: str) -> None:
        """What is left of the whole is a number too, and may be worked out."""
        left = self.unknown(*rest)
        self.equal.append(({part: 1, left: 1, whole: -1}, 0))
        self.hidden.append(rest)

    def of_a_group(self, group: Shown, *names: tuple[str, ...]) -> None:
        """How the answers of a group of fewer than ten fall may not be found, whatever the numbers are."""
        if group == HIDDEN or 0 < int(group) < SMALL_GROUP:
            self.of_few.extend(names)

    def known(self) -> Iterator[tuple[tuple[str, ...], int]]:
        """Every kept-back number for which only one value fits."""
        for name in dict.fromkeys(self.hidden):
            low, high = self._range(self.names[name])
            if low == high:
                yield name, low

    def _range(self, place: int) -> tuple[int, int]:
        size = len(self.names)
        rows = np.zeros((len(self.equal), size))
        for number, (parts, _) in enumerate(self.equal):
            for part, factor in parts.items():
                rows[number, part] = factor
        ends = []
        for sign in (1, -1):
            aim = np.zeros(size)
            aim[place] = sign
            found = linprog(aim, A_eq=rows, b_eq=[value for _, value in self.equal], bounds=(0, MOST))
            assert found.status == 0, found.message
            ends.append(sign * found.fun)
        return ceil(ends[0] - 1e-6), floor(ends[1] + 1e-6)


def attack(compiled: Compiled) -> list[tuple[tuple[str, ...], int]]:
    """What can be worked out from a report of small numbers and small groups; empty when it is safe."""
    found = Attack()
    everyone = found.unknown("everyone")
    for figure in compiled.figures:
        counts = figure.counts
        match figure.key:
            case FigureKey.audits | FigureKey.requests:
                _whole_table(found, figure.key, counts, found.unknown(figure.key, "all"))
            case FigureKey.said_by | FigureKey.channels | FigureKey.languages | FigureKey.people:
                _whole_table(found, figure.key, counts, everyone)
            case FigureKey.themes:
                _theme_rows(found, figure.key, counts)
            case FigureKey.localities | FigureKey.service_areas:
                _theme_rows(found, figure.key, counts)
                _columns_of(found, figure.key, counts, everyone)
    now = compiled.trend.quarters[-1].counts
    found.printed(now.base, "everyone")
    found.of_a_group(now.base, *(("theme", theme) for theme in now.rows))
    for number, theme in enumerate(now.rows):
        whole = found.printed(now.cells[number][0], "theme", theme)
        found.part_of(whole, everyone, "not", theme)
    for line in compiled.themes:
        if line.inside:
            for number, code in enumerate(line.inside.rows):
                place = found.printed(line.inside.cells[number][0], "code", line.slug, code)
                found.of_a_group(line.inside.base, ("code", line.slug, code))
                found.part_of(place, found.unknown("theme", line.name), "not code", line.slug, code)
    printed = [name for name in found.of_few if name not in found.hidden]
    return [
        *((name, value) for name, value in found.known() if value in SMALL or name in found.of_few),
        *((name, -1) for name in printed),
    ]


def _whole_table(found: Attack, key: str, counts: SafeCounts, base: int) -> None:
    found.printed(counts.base, *(_name_of(found, base)))
    columns = [found.unknown(key, "column", column) for column in counts.columns]
    rows = []
    for number, row in enumerate(counts.rows):
        cells = [
            found.printed(cell, key, row, column)
            for cell, column in zip(counts.cells[number], counts.columns, strict=True)
        ]
        rows.append(found.unknown(key, "row", row))
        found.adds_up(cells, rows[-1])
        if counts.row_totals:
            found.printed(counts.row_totals[number], key, "row", row)
    for number, column in enumerate(counts.columns):
        found.adds_up([found.unknown(key, row, column) for row in counts.rows], columns[number])
        if counts.column_totals:
            found.printed(counts.column_totals[number], key, "column", column)
    found.adds_up(rows, base)
    found.adds_up(columns, base)


def _name_of(found: Attack, place: int) -> tuple[str, ...]:
    return next(name for name, number in found.names.items() if number == place)


def _theme_rows(found: Attack, key: str, counts: SafeCounts) -> None:
    for number, theme in enumerate(counts.rows):
        cells = [
            found.printed(cell, key, theme, column)
            for cell, column in zip(counts.cells[number], counts.columns, strict=True)
        ]
        whole = found.unknown("theme", theme)
        found.adds_up(cells, whole)
        if counts.row_totals:
            found.printed(counts.row_totals[number], "theme", theme)
            if key == FigureKey.themes:
                found.of_a_group(counts.row_totals[number], *((key, theme, c) for c in counts.columns))


def _columns_of(found: Attack, key: str, counts: SafeCounts, everyone: int) -> None:
    bases = []
    for number, column in enumerate(counts.columns):
        assert counts.column_totals is not None
        bases.append(found.printed(counts.column_totals[number], key, "base", column))
        found.of_a_group(counts.column_totals[number], *((key, theme, column) for theme in counts.rows))
        for theme in counts.rows:
            found.part_of(found.unknown(key, theme, column), bases[-1], key, "not", theme, column)
    found.adds_up(bases, everyone)
