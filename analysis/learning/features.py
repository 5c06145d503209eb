"""Turn what was read into numbers: a sparse part, and dense parts compared by how near they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analysis.learning.grams import Grams, distant_pairs, letter_grams, together, word_grams
from analysis.learning.meaning import Vectors, encoder
from analysis.learning.reading import LONGEST_READ, Reading
from analysis.learning.views import Part
from analysis.learning.vocabulary import Numbers, Vocabulary, learn_vocabulary, of_length_one

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

_QUESTION, _HITS = 0.7071, 0.5
_QUESTION_NEAR, _NEVER_NOUGHT = 0.7, 1e-6
_FEW = 300


@dataclass(frozen=True)
class Shape:
    """What a model was taught to look at; `middles` is the mean vector of each encoder's texts."""

    words: Vocabulary
    letters: Vocabulary
    questions: tuple[str, ...]
    middles: dict[str, Numbers]

    def sparse(self, reading: Reading) -> "dict[Part, csr_matrix]":
        """Words with their letters, the question, and the codebook's hits; one row a passage."""
        from scipy.sparse import csr_matrix, hstack

        texts, asked = _texts(reading), self._asked(reading)
        hits = np.hstack([reading.strength / 1.5, reading.present, reading.negated]) * _HITS
        said = [
            self.words.weigh(_words(reading), len(texts)),
            self.letters.weigh(letter_grams(texts), len(texts)),
        ]
        return {
            Part.WORDS: hstack(said, format="csr", dtype=np.float32),
            Part.ASKED: csr_matrix(asked * _QUESTION, dtype=np.float32),
            Part.HITS: csr_matrix(hits, dtype=np.float32),
        }

    def dense(self, reading: Reading) -> dict[str, Vectors]:
        """Vectors of length one: which codes the codebook finds, and what each encoder says."""
        asked = self._asked(reading) * _QUESTION_NEAR
        hits = np.hstack([reading.present, reading.negated, asked]) + _NEVER_NOUGHT
        found = {str(Part.HITS): of_length_one(hits)}
        for name, middle in self.middles.items():
            found[name] = of_length_one(encoder(name).vectors(_texts(reading)) - middle)
        return found

    def _asked(self, reading: Reading) -> Numbers:
        place = {question: n for n, question in enumerate(self.questions)}
        asked = np.zeros((len(reading.passages), max(1, len(self.questions))))
        for row, passage in enumerate(reading.passages):
            if passage.question in place:
                asked[row, place[passage.question]] = 1
        return asked


def learn_shape(reading: Reading, encoders: Sequence[str]) -> Shape:
    texts = _texts(reading)
    few = len(texts) < _FEW
    return Shape(
        words=learn_vocabulary(_words(reading), len(texts), seen_in=1 if few else 2),
        letters=learn_vocabulary(letter_grams(texts), len(texts), seen_in=2 if few else 3),
        questions=tuple(sorted({p.question for p in reading.passages if p.question})),
        middles={name: encoder(name).vectors(texts).mean(axis=0).astype(float) for name in encoders},
    )


def _words(reading: Reading) -> Grams:
    return together([word_grams(reading.words), distant_pairs(reading.words)])


def _texts(reading: Reading) -> list[str]:
    return [passage.text[:LONGEST_READ] for passage in reading.passages]
