"""Which groups of letters and words count and how much; kept as numbers, so a model holds nobody's words."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from analysis.learning.grams import Grams, Keys, Places

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Numbers = NDArray[np.float64]


def of_length_one(rows: NDArray[np.floating]) -> NDArray[np.float32]:
    """Each row divided by its length; a row of noughts stays as it is."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: NDArray[np.float32] = (rows / np.where(lengths > 0, lengths, 1.0)).astype(np.float32)
    return scaled


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Sorted `keys` with the `rarity` of each (how few texts have it)."""

    keys: Keys
    rarity: Numbers

    def columns(self, grams: Grams) -> Places:
        """The column of every gram, -1 for those unknown."""
        if not len(self.keys):
            return np.full(len(grams.keys), -1, np.int64)
        at = np.minimum(np.searchsorted(self.keys, grams.keys), len(self.keys) - 1)
        return np.where(self.keys[at] == grams.keys, at, -1)

    def weigh(self, grams: Grams, texts: int) -> "csr_matrix":
        """One row a text, each of length one: 1 + log(times) for each gram, times its rarity."""
        from scipy.sparse import csr_matrix

        columns = self.columns(grams)
        known = columns >= 0
        shape = (texts, max(1, len(self.keys)))
        times = csr_matrix((np.ones(int(known.sum())), (grams.rows[known], columns[known])), shape=shape)
        times.sum_duplicates()
        times.data = (1 + np.log(times.data)) * self.rarity[times.indices]
        lengths = np.sqrt(np.asarray(times.multiply(times).sum(axis=1)).ravel())
        times.data /= np.repeat(np.where(lengths > 0, lengths, 1.0), np.diff(times.indptr))
        return times


def learn_vocabulary(grams: Grams, texts: int, *, seen_in: int = 1, at_most: int = 150_000) -> Vocabulary:
    """The grams that stand in `seen_in` texts or more; the commonest `at_most` of them."""
    if not len(grams.keys):
        return Vocabulary(np.empty(0, np.uint64), np.empty(0))
    keys, numbers = np.unique(grams.keys, return_inverse=True)
    pairs = np.unique(numbers.astype(np.int64) * texts + grams.rows)
    seen = np.bincount(pairs // texts, minlength=len(keys))
    kept = np.nonzero(seen >= seen_in)[0]
    if len(kept) > at_most:
        kept = np.sort(kept[np.argsort(-seen[kept], kind="stable")[:at_most]])
    return Vocabulary(keys[kept], np.log((1 + texts) / (1 + seen[kept])) + 1)
