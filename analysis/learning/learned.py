"""What was learned from examples, and how it judges passages it has not seen."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.codebook import Codebook
from analysis.learning.calibration import choose_thresholds, from_log_odds, log_odds, weigh
from analysis.learning.examples import Labelled, Passage
from analysis.learning.features import Shape, learn_shape
from analysis.learning.meaning import Vectors, encoder
from analysis.learning.meant import meant_by, near_codes
from analysis.learning.reading import Reading, read
from analysis.learning.ridge import solve
from analysis.learning.views import Part, alike, nearness, part_of, seen_through, views_of
from analysis.learning.vocabulary import Numbers

LEARN_FROM_AT_MOST = 5_000
_OUTWEIGHED_AT = 10.0
_FIRST_MAY_BE_LOWER = 0.6
_ALMOST_ALL = 0.9
_USUAL_SHARE = 0.04
_STEEP = 4.0


@dataclass(frozen=True)
class Learned:
    """Everything in log odds: what is learned adds up, code by code, to how likely a code is.

    `weights` of the words, letters, question and hits; `pulls` of each example, by how near its `centres`
    (its vectors) are; `of_prior`: how much of the codebook's own word still counts; `of_meant`: how much it
    counts to be near what the codebook means (`meant`, empty without encoders); `start`: what is left.
    `first_lower`: by how much the likeliest code may miss its threshold and still be suggested.
    """

    shape: Shape
    weights: Vectors
    centres: dict[str, Vectors]
    pulls: dict[Part, Vectors]
    of_prior: Numbers
    meant: dict[str, Vectors]
    of_meant: Numbers
    start: Numbers
    thresholds: Numbers
    first_lower: float

    def chances(self, reading: Reading) -> Numbers:
        """Calibrated, one row a passage, one column a code."""
        from scipy.sparse import hstack

        odds = self.start + self.of_prior * log_odds(reading.prior)
        odds += hstack(list(self.shape.sparse(reading).values()), format="csr") @ self.weights
        dense = self.shape.dense(reading)
        for part, near in nearness(dense, self.centres).items():
            odds += near @ self.pulls[part]
        if self.meant:
            odds += self.of_meant * near_codes(dense, self.meant)
        return from_log_odds(odds)


def learn(codebook: Codebook, examples: Sequence[Labelled], encoders: Sequence[str]) -> Learned:
    """In seconds: one linear system a view, for all codes; everything after it from left-out answers.

    What each view says of answers it was not taught with is weighed, code by code, against the other views;
    the fullest one stands in for the codebook as far as there are examples. With encoders, nearness to what
    each code means is one more. Each is a sum, so the whole is.
    """
    chosen = _chosen(examples)
    reading = read([Passage(e.text, e.question) for e in chosen], codebook)
    truth = np.array([[code.id in e.codes for code in codebook.codes] for e in chosen], dtype=bool)
    shape = learn_shape(reading, encoders)
    sparse, dense = shape.sparse(reading), shape.dense(reading)
    parts = alike(sparse, dense)
    views = views_of(parts)
    usual = 0.9 * truth.mean(axis=0) + 0.1 * _USUAL_SHARE
    groups = [e.group for e in chosen]
    solved = [solve(seen_through(view, parts), truth - usual, view.firmness, groups) for view in views]
    seen = truth.sum(axis=0)
    trust = seen / (seen + _OUTWEIGHED_AT)
    said = [trust * _odds(usual + left_out) for _, left_out in solved]
    said[0] += (1 - trust) * log_odds(reading.prior)
    meant = {name: meant_by(codebook, encoder(name).vectors) for name in encoders}
    by_code = [near_codes(dense, meant)] if meant else []
    looks = np.stack([*said, *by_code, np.ones(truth.shape)], axis=2)
    counts = weigh(looks, truth)
    chances = from_log_odds((looks * counts).sum(axis=2))
    moves = counts[:, : len(views)].T * trust
    pulled = [_STEEP * move * pull for move, (pull, _) in zip(moves, solved, strict=True)]
    pulls = {
        part: np.sum([p for p, view in zip(pulled, views, strict=True) if part in view.parts], axis=0)
        for part in parts
    }
    return Learned(
        shape=shape,
        weights=np.concatenate([rows.T @ pulls[part] for part, rows in sparse.items()]).astype(np.float32),
        centres=dense,
        pulls={part_of(name): pulls[part_of(name)].astype(np.float32) for name in dense},
        of_prior=counts[:, 0] * (1 - trust),
        meant=meant,
        of_meant=counts[:, -2] if meant else np.zeros(len(trust)),
        start=counts[:, -1] + (moves * _odds(usual)).sum(axis=0) + np.sum(pulled, axis=(0, 1)),
        thresholds=choose_thresholds(chances, truth),
        first_lower=_FIRST_MAY_BE_LOWER if truth.any(axis=1).mean() >= _ALMOST_ALL else 0.0,
    )


def _chosen(examples: Sequence[Labelled]) -> list[Labelled]:
    """All of them, or the newest that fit: more would cost memory by the square, and adds next to nothing."""
    return list(examples[-LEARN_FROM_AT_MOST:])


def _odds(answers: Numbers) -> Numbers:
    """From an answer between 0 (no) and 1 (yes) to roughly log odds, in a straight line."""
    odds: Numbers = _STEEP * (answers - 0.5)
    return odds
