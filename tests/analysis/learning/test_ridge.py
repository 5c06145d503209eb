"""Left-out answers in closed form are those of teaching again without that person."""

import numpy as np
import pytest

from analysis.learning.calibration import weigh
from analysis.learning.ridge import solve


def test_left_out_is_what_it_would_be_without_everything_that_person_said() -> None:
    rng = np.random.default_rng(3)
    features = rng.normal(size=(40, 6)).astype(np.float32)
    kernel, wanted = features @ features.T + 1, rng.normal(size=(40, 2))
    groups = ["", *(f"person {n // 3}" for n in range(39))]
    _, left_out = solve(kernel.copy(), wanted, 1.5, groups)
    for rows in ([0], [1, 2, 3], [37, 38, 39]):
        kept = np.setdiff1d(np.arange(40), rows)
        pull, _ = solve(kernel[np.ix_(kept, kept)], wanted[kept], 1.5, [""] * len(kept))
        assert left_out[rows] == pytest.approx(kernel[np.ix_(rows, kept)] @ pull, abs=1e-3)


def test_a_look_that_tells_counts_for_more_than_one_that_does_not() -> None:
    rng = np.random.default_rng(4)
    telling, idle = rng.normal(size=(2, 3_000, 2))
    truth = rng.random((3_000, 2)) < 1 / (1 + np.exp(-3 * telling))
    counts = weigh(np.stack([idle, telling, np.ones(truth.shape)], axis=2), truth)
    assert counts.shape == (2, 3)
    assert counts[:, 1] == pytest.approx(3, abs=0.4)
    assert counts[:, [0, 2]] == pytest.approx(0, abs=0.2)
