"""Teach the ear from the building part and write its weights: run `python -m benchmarks.concern.teach`.

The threshold is that at which one harmless answer in twenty of the building part would alarm, each heard by
an ear that was taught without it and its neighbours. Nothing here reads the held-out part.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from analysis.codebook import starter
from analysis.concern import as_heard
from analysis.concern_learned import WEIGHTS, Clue, Ear, Weights, clues
from analysis.concern_words import Heard
from benchmarks.concern.sayings import Part, Saying, sayings

WRITTEN = Path(__file__).parents[2] / "analysis" / WEIGHTS
ALARMS = 0.05
FOLDS = 10
_STRENGTH = 0.1
_LIGHT = 0.3
_MET = 2
_SMALLEST = 0.003
_BLOCK = 10
_DIGITS = 3
Lesson = Counter[tuple[Clue, str]]


@dataclass(frozen=True, slots=True)
class Taught:
    """One answer to learn from, as it is heard."""

    saying: Saying
    said: tuple[Heard, ...]
    lesson: Lesson


def lessons() -> tuple[Taught, ...]:
    """The building part, and the codebook's made-up examples as harmless answers."""
    examples = tuple(
        Saying(example, "any", "codebook", "") for code in starter().codes for example in code.examples
    )
    return tuple(
        Taught(saying, said, Counter(clues(said)))
        for saying in (*sayings(Part.building), *examples)
        if (said := as_heard(saying.text))
    )


def learn(taught: Sequence[Taught]) -> Weights:
    """Weights without a threshold: logistic regression on counts, parts of words counting less."""
    met = Counter(clue for one in taught for clue in one.lesson)
    places = {clue: n for n, clue in enumerate(sorted(clue for clue in met if met[clue] >= _MET))}
    rows, columns, counts = [], [], []
    for row, one in enumerate(taught):
        for clue, count in one.lesson.items():
            if clue in places:
                rows.append(row)
                columns.append(places[clue])
                counts.append(count * _lightness(clue[0]))
    model = LogisticRegression(C=_STRENGTH, class_weight="balanced", solver="liblinear", max_iter=1000)
    model.fit(
        csr_matrix((counts, (rows, columns)), shape=(len(taught), len(places))),
        [one.saying.should_be_read_soon for one in taught],
    )
    found: dict[Clue, dict[str, float]] = {kind: {} for kind in Clue}
    for (kind, name), place in places.items():
        weight = round(float(model.coef_[0][place]) * _lightness(kind), _DIGITS)
        if kind is Clue.stem or abs(weight) >= _SMALLEST:
            found[kind][name] = weight
    return Weights(round(float(model.intercept_[0]), _DIGITS), 0.0, *found.values())


def _lightness(kind: Clue) -> float:
    return _LIGHT if kind is Clue.part else 1.0


def weighed_by_strangers(taught: Sequence[Taught]) -> NDArray[np.float64]:
    """How heavy each answer is to an ear that was taught without it.

    Ten neighbouring lines of a kind and voice are left out together, as thoughts come in runs.
    """
    seen: Counter[tuple[str, str]] = Counter()
    groups = []
    for one in taught:
        cell = one.saying.kind, one.saying.voice
        groups.append(f"{cell} {seen[cell] // _BLOCK}")
        seen[cell] += 1
    heavy = np.zeros(len(taught))
    for kept, left_out in GroupKFold(FOLDS).split(groups, groups=groups):
        ear = Ear(learn([taught[n] for n in kept]))
        for n in left_out:
            heavy[n] = ear.heaviest(taught[n].said)
    return heavy


def threshold_for(heavy: NDArray[np.float64], is_harm: NDArray[np.bool_]) -> float:
    """Above it lies one harmless answer in twenty."""
    return round(float(np.quantile(heavy[~is_harm], 1 - ALARMS, method="higher")), _DIGITS)


def teach() -> Weights:
    """Weights and threshold, from the building part alone."""
    taught = lessons()
    is_harm = np.array([one.saying.should_be_read_soon for one in taught])
    return replace(learn(taught), threshold=threshold_for(weighed_by_strangers(taught), is_harm))


def written(weights: Weights) -> str:
    """The file, with one weight on a line so that a change can be read."""
    return json.dumps(
        {
            "about": "Learned by python -m benchmarks.concern.teach; do not edit by hand.",
            "bias": weights.bias,
            "threshold": weights.threshold,
            "stems": weights.stems,
            "pairs": weights.pairs,
            "parts": weights.parts,
            "circles": weights.circles,
        },
        indent=0,
        ensure_ascii=False,
        sort_keys=True,
    )


if __name__ == "__main__":
    WRITTEN.write_text(written(teach()) + "\n", encoding="utf-8")
