"""Put an interval around a figure of agreement: a thousand draws, and the same ones for the same seed."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from analysis.agreement_figures import NO_CODE, Square, alpha_of_sets, alpha_of_square, kappa_of_square, masi

DRAWS = 1_000
MOST_UNTOLD = 0.05
Counts = NDArray[np.int64]
Figures = NDArray[np.float64]
Sets = tuple[frozenset[str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure, and between what it would lie in 95 of 100 such samples (percentiles of draws of answers)."""

    value: float
    low: float
    high: float


def kappa_around(square: Square, seed: str) -> Estimate | None:
    """Cohen's kappa of one code; drawing answers again is drawing the four counts again."""
    return _estimate(kappa_of_square(square), _kappas(_draws(square, seed)))


def alpha_around(square: Square, seed: str) -> Estimate | None:
    """Krippendorff's alpha of one code."""
    both, first, second, _neither = _draws(square, seed).T.astype(float)
    yes, n = 2 * both + first + second, square.answers
    expected = yes * (2 * n - yes)
    return _estimate(alpha_of_square(square), _one_less((2 * n - 1) * (first + second), expected))


def _draws(square: Square, seed: str) -> Counts:
    counts = np.array([square.both, square.first_only, square.second_only, square.neither])
    return _random(seed).multinomial(square.answers, counts / square.answers, size=DRAWS)


def _kappas(draws: Counts) -> Figures:
    both, first, second, neither = draws.T.astype(float)
    n = both + first + second + neither
    yes_first, yes_second = both + first, both + second
    by_chance = yes_first * yes_second + (n - yes_first) * (n - yes_second)
    return _one_less(n * (first + second), n * n - by_chance)


def _one_less(observed: Figures, expected: Figures) -> Figures:
    """One less the disagreement seen by that expected; not a number where none could be expected."""
    return np.where(expected > 0, 1 - observed / np.maximum(expected, 1e-9), np.nan)


def sets_alpha_around(pairs: Sequence[Sets], seed: str) -> Estimate | None:
    """Krippendorff's alpha of two readers' sets with MASI distance."""
    sets = sorted({one or NO_CODE for pair in pairs for one in pair}, key=sorted)
    place = {codes: number for number, codes in enumerate(sets)}
    given = np.zeros((len(pairs), len(sets)))
    for row, pair in enumerate(pairs):
        for one in pair:
            given[row, place[one or NO_CODE]] += 1
    apart = np.array([[masi(one, other) for other in sets] for one in sets])
    times = _times(len(pairs), seed)
    drawn = times @ given
    observed = times @ np.array([masi(*pair) for pair in pairs])
    expected = ((drawn @ apart) * drawn).sum(axis=1) / 2
    return _estimate(alpha_of_sets(pairs), _one_less((2 * len(pairs) - 1) * observed, expected))


def pooled_kappa_around(squares: Sequence[Square], seed: str) -> Estimate | None:
    """Kappa of every yes and no, from the square of each answer."""
    counts = np.array([(each.both, each.first_only, each.second_only, each.neither) for each in squares])
    drawn = _times(len(squares), seed) @ counts
    return _estimate(kappa_of_square(sum(squares, Square())), _kappas(drawn))


def _times(units: int, seed: str) -> Counts:
    """How many times each draw takes each unit."""
    return _random(seed).multinomial(units, np.full(units, 1 / units), size=DRAWS)


def _estimate(value: float | None, drawn: Figures) -> Estimate | None:
    """None where the figure itself cannot be told, or not in one draw of twenty."""
    told = drawn[~np.isnan(drawn)]
    if value is None or len(told) < len(drawn) * (1 - MOST_UNTOLD):
        return None
    low, high = np.quantile(told, (0.025, 0.975))
    return Estimate(value, min(float(low), value), max(float(high), value))


def _random(seed: str) -> np.random.Generator:
    return np.random.default_rng(int.from_bytes(sha256(seed.encode()).digest()[:8], "big"))
