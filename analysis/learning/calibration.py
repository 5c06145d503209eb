"""Turn scores into honest chances, and choose from which chance up each code is worth suggesting."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.learning.vocabulary import Numbers

Flags = NDArray[np.bool_]
_HELD_FIRST, _HELD_LATER = 0.01, 1.0
_SHRUNK_AT = 10.0
_FLATTEST, _LOWEST = 0.5, 0.5
_SHARED_SHRUNK_AT, _USUAL_THRESHOLD = 50.0, 0.35


@dataclass(frozen=True)
class Calibration:
    """chance = 1 / (1 + exp(-(slope x score + offset))), for each code."""

    slopes: Numbers
    offsets: Numbers

    def chances(self, scores: Numbers) -> Numbers:
        return from_log_odds(scores * self.slopes + self.offsets)


def from_log_odds(odds: Numbers) -> Numbers:
    chances: Numbers = 1 / (1 + np.exp(-np.clip(odds, -40, 40)))
    return chances


def log_odds(chances: Numbers) -> Numbers:
    held = np.clip(chances, 0.003, 0.997)
    odds: Numbers = np.log(held / (1 - held))
    return odds


def calibrate(scores: Numbers, truth: Flags) -> Calibration:
    """One curve for all codes, bent for each as far as its own examples carry it."""
    shared = _fit(scores.ravel(), truth.ravel(), np.array([1.0, 0.0]), _HELD_FIRST)
    own = np.array([_fit(scores[:, n], truth[:, n], shared, _HELD_LATER) for n in range(truth.shape[1])])
    return Calibration(np.maximum(own[:, 0], _FLATTEST * shared[0]), own[:, 1])


def _fit(scores: Numbers, truth: Flags, near: Numbers, held: float) -> Numbers:
    """Newton's steps to the likeliest slope and offset, held near the given ones."""
    at = near.copy()
    hold = 2 * held * np.array([0.3, 1.0])
    for _ in range(25):
        chances = from_log_odds(at[0] * scores + at[1])
        wrong, spread = chances - truth, chances * (1 - chances)
        slope = np.array([wrong @ scores, wrong.sum()]) + hold * (at - near)
        cross = spread @ scores
        bend = np.array([[spread @ (scores * scores), cross], [cross, spread.sum()]]) + np.diag(hold)
        step = np.linalg.solve(bend, slope)
        at -= np.clip(step, -2, 2)
        if np.abs(step).max() < 1e-6:
            break
    return at


def choose_thresholds(chances: Numbers, truth: Flags) -> Numbers:
    """The threshold with the best F1, drawn towards the one for all codes where a code has few examples."""
    given = truth.sum() / (truth.sum() + _SHARED_SHRUNK_AT)
    shared = given * _best_threshold(chances.ravel(), truth.ravel()) + (1 - given) * _USUAL_THRESHOLD
    thresholds = np.full(truth.shape[1], shared)
    for n, seen in enumerate(truth.sum(axis=0)):
        if seen > 1:
            own = seen / (seen + _SHRUNK_AT)
            best = max(_best_threshold(chances[:, n], truth[:, n]), _LOWEST * shared)
            thresholds[n] = own * best + (1 - own) * shared
    return thresholds


def _best_threshold(chances: Numbers, truth: Flags) -> float:
    order = np.argsort(-chances, kind="stable")
    ranked = chances[order]
    right = np.cumsum(truth[order])
    best = int((2 * right / (np.arange(1, len(right) + 1) + truth.sum())).argmax())
    return float((ranked[best] + (ranked[best + 1] if best + 1 < len(ranked) else 0.0)) / 2)
