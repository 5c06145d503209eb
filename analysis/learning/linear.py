"""A linear model a code, learned from examples on words, letters and the question asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analysis.codebook import Codebook
from analysis.learning.examples import Labelled, Passage
from analysis.learning.vocabulary import Numbers, Vocabulary, both_grams, learn_vocabulary

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix


@dataclass(frozen=True)
class Learned:
    """Weights (one row a feature, one column a code), and from which score up a code is suggested."""

    words: Vocabulary
    letters: Vocabulary
    questions: tuple[str, ...]
    weights: Numbers
    start: Numbers
    thresholds: Numbers

    def scores(self, passages: Sequence[Passage]) -> Numbers:
        features = _features(
            self.words, self.letters, self.questions, [(p.text, p.question) for p in passages]
        )
        chances: Numbers = 1 / (1 + np.exp(-(features @ self.weights + self.start)))
        return chances


def learn(codebook: Codebook, examples: Sequence[Labelled]) -> Learned:
    """Codes nobody used get no weight at all."""
    from sklearn.linear_model import LogisticRegression

    asked = [(example.text, example.question) for example in examples]
    words, letters = (learn_vocabulary(grams, len(asked)) for grams in both_grams([t for t, _ in asked]))
    questions = tuple(sorted({question for _, question in asked if question}))
    features = _features(words, letters, questions, asked)
    codes = [code.id for code in codebook.codes]
    weights, start = np.zeros((features.shape[1], len(codes))), np.full(len(codes), -4.0)
    for column, code in enumerate(codes):
        yes = np.array([code in example.codes for example in examples])
        if 0 < yes.sum() < len(yes):
            share = yes.mean()
            weight = np.where(yes, np.sqrt((1 - share) / share), 1.0)
            model = LogisticRegression(C=5.0, solver="liblinear").fit(features, yes, sample_weight=weight)
            weights[:, column], start[column] = model.coef_[0], model.intercept_[0]
    return Learned(words, letters, questions, weights, start, np.full(len(codes), 0.4))


def _features(
    words: Vocabulary, letters: Vocabulary, questions: tuple[str, ...], asked: Sequence[tuple[str, str]]
) -> "csr_matrix":
    from scipy.sparse import csr_matrix, hstack

    by_word, by_letter = both_grams([text for text, _ in asked])
    place = {question: n for n, question in enumerate(questions)}
    known = [(row, place[question]) for row, (_, question) in enumerate(asked) if question in place]
    rows, columns = [row for row, _ in known], [column for _, column in known]
    questioned = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(asked), max(1, len(questions))))
    return hstack(
        [words.weigh(by_word, len(asked)), letters.weigh(by_letter, len(asked)), questioned], format="csr"
    )
