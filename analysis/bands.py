"""Say of a month only "ten or more", "twenty or more", so that months taken from a quarter tell on nobody.

A quarter is printed exactly, and its months add up to it. Whoever is told nothing of a month but a band can
find the month's number only where the months leave each other no room: `gives_away` looks for that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor

import numpy as np
from scipy.optimize import linprog

from analysis.counts import Table
from analysis.safe_counts import _KEY, HIDDEN, SMALL_GROUP, THRESHOLD, Rounding, SafeCounts, Shown

STEP = 10
CLOSE = 1e-6


def in_tens(table: Table, base: int) -> SafeCounts:
    """Each cell down to the ten below it; kept back where fewer than ten of `base` say it, or do not.

    No total is given but the base, in tens too. Of a base of fewer than twenty nothing is told.
    """
    return SafeCounts(
        rows=table.rows,
        columns=table.columns,
        cells=tuple(tuple(_band(count, base) for count in line) for line in table.counts),
        row_totals=None,
        column_totals=None,
        base=_down(base) if base >= STEP else HIDDEN,
        threshold=THRESHOLD,
        rounding=Rounding.DOWN_TO_10,
        key=_KEY,
    )


def _band(count: int, base: int) -> Shown:
    return _down(count) if STEP <= count <= base - STEP else HIDDEN


def _down(count: int) -> int:
    return count - count % STEP


@dataclass(frozen=True)
class Told:
    """What was told of one thing in one month of `size` responses: the band of each part it has."""

    size: int
    bands: Mapping[str, Shown]


def gives_away(months: Sequence[Told], parts: Sequence[str], totals: Mapping[tuple[str, ...], int]) -> bool:
    """Whether totals over all months, taken with the bands, show a month's number that tells on somebody.

    Each response of a month says one of the parts or none. A total is of one part or of several together.
    What the totals show without any band is not given away by the bands. Totals that no months could have,
    because something was counted anew, are taken to give away too.
    """
    with_bands = _Months(months, parts, totals)
    if not with_bands.is_possible:
        return True
    without = _Months([Told(month.size, {}) for month in months], parts, totals)
    return any(
        (value := with_bands.only(number, part)) is not None
        and _tells(value, month.size)
        and without.only(number, part) is None
        for number, month in enumerate(months)
        for part in parts
    )


def _tells(value: int, size: int) -> bool:
    """A small number, all but a small number, and anything of a small group."""
    return 0 < size < SMALL_GROUP or 0 < value < THRESHOLD or 0 < size - value < THRESHOLD


class _Months:
    """All the months there could be, as a linear programme: one unknown for each part of each month."""

    def __init__(
        self, months: Sequence[Told], parts: Sequence[str], totals: Mapping[tuple[str, ...], int]
    ) -> None:
        self._parts = tuple(parts)
        self._bounds = [
            _limits(month.bands.get(part, HIDDEN), month.size) for month in months for part in parts
        ]
        wanted = [[part in together for _month in months for part in parts] for together in totals]
        self._equal = np.array(wanted, dtype=float), np.array(list(totals.values()), dtype=float)
        sizes = np.array([month.size for month in months], dtype=float)
        self._at_most = np.kron(np.eye(len(months)), np.ones(len(parts))), sizes

    @property
    def is_possible(self) -> bool:
        return self._least(np.zeros(len(self._bounds))) is not None

    def only(self, month: int, part: str) -> int | None:
        """The number of a part in a month where no other fits."""
        aim = np.zeros(len(self._bounds))
        aim[month * len(self._parts) + self._parts.index(part)] = 1
        low, high = self._least(aim), self._least(-aim)
        if low is None or high is None or ceil(low - CLOSE) != floor(-high + CLOSE):
            return None
        return ceil(low - CLOSE)

    def _least(self, aim: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> float | None:
        rows, sums = self._equal
        parts, sizes = self._at_most
        found = linprog(aim, A_eq=rows, b_eq=sums, A_ub=parts, b_ub=sizes, bounds=self._bounds)
        return float(found.fun) if found.status == 0 else None


def _limits(band: Shown, size: int) -> tuple[int, int]:
    """What a number can be that was told as this band; of what was kept back anything may be."""
    return (0, size) if isinstance(band, str) else (band, max(band, min(band + STEP - 1, size - STEP)))
