"""How good an engine is on examples it has not seen: F1, recall of the first few, calibration, intervals."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.learning.engine import Engine
from analysis.learning.examples import Labelled, Passage
from analysis.learning.vocabulary import Numbers

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with the range that 95 of 100 resamples fall in."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class LabelFigures:
    """For one code: `given` by people, `suggested` by the engine, `both`."""

    code: str
    given: int
    suggested: int
    both: int

    @property
    def precision(self) -> float:
        return self.both / self.suggested if self.suggested else 0.0

    @property
    def recall(self) -> float:
        return self.both / self.given if self.given else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.both / (self.given + self.suggested) if self.given + self.suggested else 0.0


@dataclass(frozen=True, slots=True)
class Bin:
    """Of `scores` scores near `said`, how many `was_right`."""

    scores: int
    said: float
    was_right: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """`recall_at_5`: of the codes people gave, how many are among the engine's first five.

    `calibration_error` is over every score there is, most of them near nought; `suggested_error` over those
    high enough to be shown, which is what a person sees.
    """

    answers: int
    micro_f1: Interval
    macro_f1: Interval
    samples_f1: float
    exact_match: float
    recall_at_3: float
    recall_at_5: float
    calibration_error: float
    suggested_error: float
    calibration: tuple[Bin, ...]
    labels: tuple[LabelFigures, ...]
    answers_per_second: float


def evaluate(
    engine: Engine,
    examples: Sequence[Labelled],
    *,
    codes: Sequence[str] | None = None,
    resamples: int = 1_000,
) -> Evaluation:
    """Scored over `codes` (every code of the engine when not given) and every example."""
    wanted = [n for n, code in enumerate(engine.codes) if codes is None or code in set(codes)]
    passages = [Passage(example.text, example.question) for example in examples]
    began = time.perf_counter()
    scores = engine.scores(passages)
    took = time.perf_counter() - began
    truth = np.array(
        [[engine.codes[n] in example.codes for n in wanted] for example in examples], dtype=bool
    ).reshape(len(examples), len(wanted))
    guessed, scores = engine.worthy(scores)[:, wanted], scores[:, wanted]
    draws = np.random.default_rng(2024).integers(0, len(examples), (resamples, len(examples)))
    micro, macro = _resampled(truth, guessed, draws)
    both, bins = truth & guessed, calibration_bins(truth, scores)
    return Evaluation(
        answers=len(examples),
        micro_f1=_interval(_micro(truth, guessed), micro),
        macro_f1=_interval(_macro(truth, guessed), macro),
        samples_f1=_samples_f1(truth, guessed),
        exact_match=float((truth == guessed).all(axis=1).mean()),
        recall_at_3=_recall_at(truth, scores, 3),
        recall_at_5=_recall_at(truth, scores, 5),
        calibration_error=calibration_error(bins),
        suggested_error=calibration_error(calibration_bins(truth[guessed], scores[guessed])),
        calibration=bins,
        labels=tuple(
            LabelFigures(
                engine.codes[n], int(truth[:, i].sum()), int(guessed[:, i].sum()), int(both[:, i].sum())
            )
            for i, n in enumerate(wanted)
        ),
        answers_per_second=len(examples) / took,
    )


def _micro(truth: Flags, guessed: Flags) -> float:
    counted = truth.sum() + guessed.sum()
    return float(2 * (truth & guessed).sum() / counted) if counted else 0.0


def _macro(truth: Flags, guessed: Flags) -> float:
    counted = truth.sum(axis=0) + guessed.sum(axis=0)
    return float(np.mean(2 * (truth & guessed).sum(axis=0) / np.maximum(counted, 1)))


def _samples_f1(truth: Flags, guessed: Flags) -> float:
    counted = truth.sum(axis=1) + guessed.sum(axis=1)
    alike = np.where(counted > 0, 2 * (truth & guessed).sum(axis=1) / np.maximum(counted, 1), 1.0)
    return float(alike.mean())


def _resampled(truth: Flags, guessed: Flags, draws: NDArray[np.int64]) -> tuple[Numbers, Numbers]:
    both = truth & guessed
    micro, macro = np.zeros(len(draws)), np.zeros(len(draws))
    for n, drawn in enumerate(draws):
        times = np.bincount(drawn, minlength=len(truth)).astype(float)
        hit, counted = times @ both, times @ truth + times @ guessed
        micro[n] = 2 * hit.sum() / max(counted.sum(), 1)
        macro[n] = np.mean(2 * hit / np.maximum(counted, 1))
    return micro, macro


def _interval(value: float, resampled: Numbers) -> Interval:
    low, high = np.quantile(resampled, [0.025, 0.975]) if len(resampled) else (value, value)
    return Interval(value, float(low), float(high))


def _recall_at(truth: Flags, scores: Numbers, first: int) -> float:
    order = np.argsort(-scores, axis=1, kind="stable")[:, :first]
    found = np.take_along_axis(truth, order, axis=1).sum()
    return float(found / max(1, truth.sum()))


def calibration_bins(truth: Flags, scores: Numbers) -> tuple[Bin, ...]:
    """Ten equal steps of the score; steps nobody scored are left out."""
    step = np.minimum((scores.ravel() * 10).astype(int), 9)
    said, right = scores.ravel(), truth.ravel()
    return tuple(
        Bin(int((step == n).sum()), float(said[step == n].mean()), float(right[step == n].mean()))
        for n in range(10)
        if (step == n).any()
    )


def calibration_error(bins: Sequence[Bin]) -> float:
    """The mean gap between the score said and the share that was right."""
    return sum(abs(b.said - b.was_right) * b.scores for b in bins) / max(1, sum(b.scores for b in bins))
