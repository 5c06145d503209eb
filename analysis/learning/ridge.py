"""Kernel ridge regression, every code at once, and what it would have said of each example without it."""

from collections.abc import Mapping, Sequence

import numpy as np

from analysis.learning.features import BY_HITS
from analysis.learning.meaning import Vectors
from analysis.learning.vocabulary import Numbers

# How sharply nearness falls off, and how much it counts, by block; chosen by cross-validation.
_BY_HITS = (1.0, 1.0)
_BY_MEANING = (1.5, 2.0)
FIRM, FIRM_WITH_MEANING = 1.5, 2.0


def nearness(ours: Mapping[str, Vectors], theirs: Mapping[str, Vectors]) -> Vectors:
    """How near each of our rows is to each of theirs, over all dense parts."""
    total: Vectors | None = None
    for name, rows in theirs.items():
        sharp, counts = _BY_HITS if name == BY_HITS else _BY_MEANING
        near = ours[name] @ rows.T
        near -= 1
        near *= sharp
        np.exp(near, out=near)
        near *= counts
        total = near if total is None else total + near
    assert total is not None
    return total


def solve(
    kernel: Numbers, wanted: Numbers, firmness: float, groups: Sequence[str]
) -> tuple[Numbers, Numbers]:
    """The pull of each example on each code, and the left-out answer of each example.

    Left out means without every example of the same group (the same person), worked out in closed form.
    """
    from scipy.linalg import lapack

    kernel[np.diag_indices(len(kernel))] += firmness
    factor, failed = lapack.dpotrf(kernel, lower=1, overwrite_a=1)
    assert not failed
    inverse, _ = lapack.dpotri(factor, lower=1, overwrite_c=1)
    lower = np.tril_indices(len(inverse), -1)
    inverse.T[lower] = inverse[lower]
    pull = inverse @ wanted
    left_out = wanted - pull / np.diag(inverse)[:, None]
    for rows in _shared(groups):
        left_out[rows] = wanted[rows] - np.linalg.solve(inverse[np.ix_(rows, rows)], pull[rows])
    return pull, left_out


def _shared(groups: Sequence[str]) -> list[list[int]]:
    members: dict[str, list[int]] = {}
    for row, group in enumerate(groups):
        if group:
            members.setdefault(group, []).append(row)
    return [rows for rows in members.values() if len(rows) > 1]
