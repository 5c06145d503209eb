"""Kernel ridge regression, every code at once, and what it would have said of each example without it."""

from collections.abc import Sequence

import numpy as np

from analysis.learning.meaning import Vectors
from analysis.learning.vocabulary import Numbers


def solve(
    kernel: Vectors, wanted: Numbers, firmness: float, groups: Sequence[str]
) -> tuple[Numbers, Numbers]:
    """The pull of each example on each code, and the left-out answer of each example.

    Left out means without every example of the same group (the same person), worked out in closed form.
    The kernel is used up.
    """
    from scipy.linalg import lapack

    kernel[np.diag_indices(len(kernel))] += firmness
    factor, failed = lapack.spotrf(kernel.T, lower=1, overwrite_a=1)
    assert not failed
    inverse, _ = lapack.spotri(factor, lower=1, overwrite_c=1)
    lower = np.tril_indices(len(inverse), -1)
    inverse.T[lower] = inverse[lower]
    pull = (inverse @ wanted.astype(np.float32)).astype(float)
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
