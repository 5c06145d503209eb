"""Somebody who has the digests of three months and the report of their quarter, and subtracts."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil, floor

import numpy as np
from scipy.optimize import linprog

from analysis.bands import STEP
from analysis.safe_counts import HIDDEN, SMALL_GROUP, Shown
from feedback_app.reporting import words
from feedback_app.reporting.document import Compiled, Figure, FigureKey

Name = tuple[int, str, str]


@dataclass
class MonthsAttack:
    """What each month can be at least and at most, what adds up, and what is no more than something else.

    The attacker knows how many responses every month had, and by what rule bands are made.
    """

    bounds: dict[Name, tuple[int, int]] = field(default_factory=dict)
    equal: list[tuple[list[Name], int]] = field(default_factory=list)
    at_most: list[tuple[list[Name], int]] = field(default_factory=list)

    def known(self) -> dict[Name, int]:
        """Every number of a month for which only one value fits."""
        names = {name: place for place, name in enumerate(self.bounds)}
        found = {}
        for name in names:
            low, high = self._range(names, name)
            if low == high:
                found[name] = low
        return found

    def _range(self, names: dict[Name, int], name: Name) -> tuple[int, int]:
        ends = []
        for sign in (1, -1):
            aim = np.zeros(len(names))
            aim[names[name]] = sign
            solved = linprog(
                aim,
                A_eq=_rows(self.equal, names),
                b_eq=[total for _parts, total in self.equal] or None,
                A_ub=_rows(self.at_most, names),
                b_ub=[total for _parts, total in self.at_most] or None,
                bounds=list(self.bounds.values()),
            )
            assert solved.status == 0, solved.message
            ends.append(sign * solved.fun)
        return ceil(ends[0] - 1e-6), floor(ends[1] + 1e-6)


def _rows(
    sums: list[tuple[list[Name], int]], names: dict[Name, int]
) -> "np.ndarray[tuple[int, ...], np.dtype[np.float64]] | None":
    if not sums:
        return None
    rows = np.zeros((len(sums), len(names)))
    for number, (parts, _total) in enumerate(sums):
        for part in parts:
            rows[number, names[part]] = 1
    return rows


def attack_months(
    themes: list[str], months: list[Figure], sizes: list[int], quarter: Compiled
) -> dict[Name, int]:
    """What the digests give away of single months: what may not be found, and is not known without them.

    Small numbers, all but a small number of a month, and everything of a month of fewer than ten.
    """
    alone = _prepared(themes, [None] * len(months), sizes, quarter).known()
    together = _prepared(themes, months, sizes, quarter).known()
    return {
        name: value for name, value in together.items() if name not in alone and _tells(value, sizes[name[0]])
    }


def _prepared(
    themes: list[str], months: Sequence[Figure | None], sizes: list[int], quarter: Compiled
) -> MonthsAttack:
    found = MonthsAttack()
    for number, (month, size) in enumerate(zip(months, sizes, strict=True)):
        for theme in themes:
            for valence in words.VALENCES:
                told = month is not None and theme in month.counts.rows
                band = month.counts.cell(theme, valence) if told and month else HIDDEN
                found.bounds[number, theme, valence] = _bounds(band, size)
            everything = [(number, theme, valence) for valence in words.VALENCES]
            found.at_most.append((everything, size))
    figure = quarter.figure(FigureKey.themes)
    for theme in figure.counts.rows if figure else ():
        _add_up(found, figure, theme, len(months))
    return found


def _bounds(band: Shown, size: int) -> tuple[int, int]:
    return (0, size) if isinstance(band, str) else (band, min(band + STEP - 1, size - STEP))


def _add_up(found: MonthsAttack, figure: Figure | None, theme: str, months: int) -> None:
    assert figure is not None
    row = figure.counts.rows.index(theme)
    for valence, cell in zip(figure.counts.columns, figure.counts.cells[row], strict=True):
        if isinstance(cell, int):
            found.equal.append(([(number, theme, valence) for number in range(months)], cell))
    total = (figure.counts.row_totals or ())[row]
    if isinstance(total, int):
        every = [(number, theme, valence) for number in range(months) for valence in words.VALENCES]
        found.equal.append((every, total))


def _tells(value: int, size: int) -> bool:
    small_month = 0 < size < SMALL_GROUP
    return small_month or 0 < value < 5 or 0 < size - value < 5
