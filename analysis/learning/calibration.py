"""Turn scores into honest chances, and choose from which chance up each code is worth suggesting."""

import numpy as np
from numpy.typing import NDArray

from analysis.learning.vocabulary import Numbers

Flags = NDArray[np.bool_]
_HELD_FIRST, _HELD_LATER = 1.0, 1.0
_SHRUNK_AT = 10.0
_LOWEST = 0.5
_BELIEVED_AT = 200.0
_SHARED_SHRUNK_AT, _USUAL_THRESHOLD = 200.0, 0.3


def from_log_odds(odds: Numbers) -> Numbers:
    chances: Numbers = 1 / (1 + np.exp(-np.clip(odds, -40, 40)))
    return chances


def log_odds(chances: Numbers) -> Numbers:
    held = np.clip(chances, 0.003, 0.997)
    odds: Numbers = np.log(held / (1 - held))
    return odds


def weigh(looks: Numbers, truth: Flags) -> Numbers:
    """How much each look at an answer counts towards the log odds of each code: one row a code.

    `looks` has a row an answer, a column a code, and behind each the looks, the last of them always one.
    One mixture is found for all codes, then bent for each code as far as its own examples carry it.
    """
    codes, kinds = looks.shape[1:]
    shared = _fit(looks.reshape(-1, kinds), truth.ravel(), np.eye(kinds)[0], _HELD_FIRST)
    return np.array([_fit(looks[:, n], truth[:, n], shared, _HELD_LATER) for n in range(codes)])


def _fit(looks: Numbers, truth: Flags, near: Numbers, held: float) -> Numbers:
    """Newton's steps to the likeliest weights, held near the given ones."""
    at = near.copy()
    for _ in range(25):
        chances = from_log_odds(looks @ at)
        slope = looks.T @ (chances - truth) + 2 * held * (at - near)
        bend = (looks.T * (chances * (1 - chances))) @ looks + 2 * held * np.eye(len(at))
        step = np.linalg.solve(bend, slope)
        at -= np.clip(step, -2, 2)
        if np.abs(step).max() < 1e-6:
            break
    return at


def choose_thresholds(chances: Numbers, truth: Flags) -> Numbers:
    """The threshold with the best F1, drawn towards the one for all codes where a code has few examples.

    A code's own examples are too few to find it by them alone: what counts as right is partly what people
    said and partly, the fewer the more, the chance itself.
    """
    given = truth.sum() / (truth.sum() + _SHARED_SHRUNK_AT)
    shared = given * _best_threshold(chances.ravel(), truth.ravel()) + (1 - given) * _USUAL_THRESHOLD
    thresholds = np.full(truth.shape[1], shared)
    for n, seen in enumerate(truth.sum(axis=0)):
        if seen > 1:
            believed = seen / (seen + _BELIEVED_AT)
            right = believed * truth[:, n] + (1 - believed) * chances[:, n]
            own = seen / (seen + _SHRUNK_AT)
            best = max(_best_threshold(chances[:, n], right), _LOWEST * shared)
            thresholds[n] = own * best + (1 - own) * shared
    return thresholds


def _best_threshold(chances: Numbers, right: Numbers | Flags) -> float:
    order = np.argsort(-chances, kind="stable")
    ranked = chances[order]
    found = np.cumsum(right[order])
    best = int((2 * found / (np.arange(1, len(found) + 1) + right.sum())).argmax())
    return float((ranked[best] + (ranked[best + 1] if best + 1 < len(ranked) else 0.0)) / 2)
