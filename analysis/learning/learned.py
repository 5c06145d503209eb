"""What was learned from examples, and how it judges passages it has not seen."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.codebook import Codebook
from analysis.learning.calibration import Calibration, calibrate, choose_thresholds, log_odds
from analysis.learning.examples import Labelled, Passage
from analysis.learning.features import Shape, learn_shape
from analysis.learning.meaning import Vectors
from analysis.learning.reading import Reading, read
from analysis.learning.ridge import FIRM, FIRM_WITH_MEANING, nearness, solve
from analysis.learning.vocabulary import Numbers

LEARN_FROM_AT_MOST = 5_000
_OUTWEIGHED_AT = 10.0
_FIRST_MAY_BE_LOWER = 0.6
_ALMOST_ALL = 0.9
_USUAL_SHARE = 0.04


@dataclass(frozen=True)
class Learned:
    """`weights` on the sparse part; `pull` of each of the `centres` (the examples' dense parts).

    `first_lower`: by how much log odds the likeliest code may miss its threshold and still be suggested.
    """

    shape: Shape
    weights: Vectors
    start: Numbers
    centres: dict[str, Vectors]
    pull: Vectors
    trust: Numbers
    calibration: Calibration
    thresholds: Numbers
    first_lower: float

    def chances(self, reading: Reading) -> Numbers:
        """Calibrated, one row a passage, one column a code."""
        sparse, dense = self.shape.sparse(reading), self.shape.dense(reading)
        raw = sparse @ self.weights + nearness(dense, self.centres) @ self.pull + self.start
        return self.calibration.chances(_blended(np.asarray(raw), reading.prior, self.trust))


def learn(codebook: Codebook, examples: Sequence[Labelled], encoders: Sequence[str]) -> Learned:
    """In seconds: one linear system for all codes; thresholds and calibration from left-out answers."""
    chosen = _chosen(examples)
    reading = read([Passage(e.text, e.question) for e in chosen], codebook)
    truth = np.array([[code.id in e.codes for code in codebook.codes] for e in chosen], dtype=bool)
    shape = learn_shape(reading, encoders)
    sparse, dense = shape.sparse(reading), shape.dense(reading)
    kernel = (sparse @ sparse.T).toarray() + nearness(dense, dense) + 1.0
    usual = 0.9 * truth.mean(axis=0) + 0.1 * _USUAL_SHARE
    firmness = FIRM_WITH_MEANING if encoders else FIRM
    pull, left_out = solve(kernel, truth - usual, firmness, [e.group for e in chosen])
    seen = truth.sum(axis=0)
    trust = seen / (seen + _OUTWEIGHED_AT)
    scores = _blended(left_out + usual, reading.prior, trust)
    calibration = calibrate(scores, truth)
    return Learned(
        shape=shape,
        weights=np.asarray(sparse.T @ pull, np.float32),
        start=pull.sum(axis=0) + usual,
        centres=dense,
        pull=pull.astype(np.float32),
        trust=trust,
        calibration=calibration,
        thresholds=choose_thresholds(calibration.chances(scores), truth),
        first_lower=_FIRST_MAY_BE_LOWER if truth.any(axis=1).mean() >= _ALMOST_ALL else 0.0,
    )


def _chosen(examples: Sequence[Labelled]) -> list[Labelled]:
    """All of them, or the newest that fit: more would cost memory by the square, and adds next to nothing."""
    return list(examples[-LEARN_FROM_AT_MOST:])


def _blended(raw: Numbers, prior: Numbers, trust: Numbers) -> Numbers:
    """The codebook's word until people's outweighs it, code by code."""
    learned = 4 * np.clip(raw, -0.5, 1.5) - 2
    blended: Numbers = trust * learned + (1 - trust) * log_odds(prior)
    return blended
