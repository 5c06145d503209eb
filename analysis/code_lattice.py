"""Where and by whom each code of a theme was said, beside everything that is told of the theme already.

A code is a part of its theme as a theme is a part of all responses, so it is protected the same way, against
somebody who knows how many carry the theme in every place. Two things are different. What the theme keeps
back, its codes keep back too. And whoever carries the theme carries one of its codes: where the codes that
are told leave only a few, those few carry one of the others. So a code is told of by itself only while the
codes told leave none or enough everywhere, and two codes of every theme are never told of at all.
"""

from collections.abc import Collection, Mapping, Sequence

from analysis.chain import Chain
from analysis.lattice import protect_lattice
from analysis.safe_counts import _KEY, HIDDEN, SMALL_GROUP, THRESHOLD, Rounding, SafeCounts, Shown

NEVER_TOLD = 2
Tables = Mapping[tuple[str, str], SafeCounts]


def codes_apart(
    theme: Chain,
    told: Tables,
    codes: Mapping[str, Chain],
    may_be_told: Collection[str],
    of_all: int,
    *,
    small_group: int = SMALL_GROUP,
) -> dict[str, dict[tuple[str, str], SafeCounts]]:
    """Tables of each code like those of its theme, with their margins only: no two things are crossed.

    `told` is what is told of the theme, `may_be_told` are the codes whose totals are, and `of_all` is how
    many codes the theme has; a code that is not in the answer is not told of but by its total. Where fewer
    than `small_group` carry the theme, nothing is told of its codes.
    """
    lattice = protect_lattice(theme, codes, small_group=small_group)
    by_total = sorted(lattice.carrying.keys() & may_be_told, key=lambda code: (-codes[code].base, code))
    safe = {
        code: {stages: _margins(lattice.carrying[code][stages], told[stages]) for stages in told}
        for code in by_total[: max(0, of_all - NEVER_TOLD)]
    }
    while (exposed := _leaves_a_few(told, safe)) is not None:
        del safe[exposed]
    return safe


def _margins(code: SafeCounts, theme: SafeCounts) -> SafeCounts:
    """The margins of a table, kept back where the theme's are; every crossing kept back."""
    return SafeCounts(
        rows=code.rows,
        columns=code.columns,
        cells=tuple(tuple(HIDDEN for _column in code.columns) for _row in code.rows),
        row_totals=_both(code.row_totals, theme.row_totals),
        column_totals=_both(code.column_totals, theme.column_totals),
        base=code.base,
        threshold=code.threshold,
        rounding=Rounding.NONE,
        key=_KEY,
    )


def _both(code: Sequence[Shown] | None, theme: Sequence[Shown] | None) -> tuple[Shown, ...]:
    pairs = zip(code or (), theme or (), strict=True)
    return tuple(HIDDEN if carrying == HIDDEN else count for count, carrying in pairs)


def _leaves_a_few(told: Tables, safe: Mapping[str, Tables]) -> str | None:
    """The rarest code told of where those told leave only a few of the theme; none where they leave none."""
    for stages, theme in told.items():
        for axis in (_rows, _columns):
            for number, carrying in enumerate(axis(theme)):
                there = {code: axis(tables[stages])[number] for code, tables in safe.items()}
                counts = {code: count for code, count in there.items() if isinstance(count, int) and count}
                if isinstance(carrying, int) and 0 < carrying - sum(counts.values()) < THRESHOLD:
                    return min(counts, key=lambda code: (counts[code], code))
    return None


def _rows(table: SafeCounts) -> tuple[Shown, ...]:
    return table.row_totals or ()


def _columns(table: SafeCounts) -> tuple[Shown, ...]:
    return table.column_totals or ()
