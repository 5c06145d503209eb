"""What the codebook alone says: how likely each code is before anybody has taught anything."""

from collections.abc import Sequence

import numpy as np

from analysis.codebook import Codebook
from analysis.learning.vocabulary import Numbers
from analysis.tagging import suggest


def prior_scores(codebook: Codebook, texts: Sequence[str]) -> Numbers:
    """One row a text, one column a code."""
    column = {code.id: n for n, code in enumerate(codebook.codes)}
    scores = np.zeros((len(texts), len(column)))
    for row, text in enumerate(texts):
        for suggestion in suggest(text, codebook, at_most=len(column)):
            scores[row, column[suggestion.code_id]] = suggestion.score
    return scores
