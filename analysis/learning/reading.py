"""Read passages once: their words, what the codebook finds in them, and how likely that makes each code."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.codebook import Codebook
from analysis.learning.examples import Passage
from analysis.learning.vocabulary import Numbers
from analysis.tagging import Found, find
from analysis.text import Token, negator_before, tokens

LONGEST_READ = 5_000
_READ_AT_ONCE = 300_000

# How often the codebook's own words were right at each of its scores: counted on the public NHS comments
# (see benchmarks/results/themes.md), the only labelled feedback there is to count on.
_SAID = (0.0, 0.28, 0.42, 0.53, 0.65, 0.78, 0.85, 0.95, 1.0)
_WAS_RIGHT = (0.012, 0.08, 0.25, 0.40, 0.45, 0.65, 0.75, 0.80, 0.85)


@dataclass(frozen=True)
class Reading:
    """Many passages as read; `strength`, `present`, `negated` and `prior`: a row a passage."""

    passages: Sequence[Passage]
    words: list[tuple[Token, ...]]
    found: list[tuple[Found, ...]]
    strength: Numbers
    present: Numbers
    negated: Numbers
    prior: Numbers


def read(passages: Sequence[Passage], codebook: Codebook) -> Reading:
    words = [tokens(passage.text[:LONGEST_READ]) for passage in passages]
    found = [find(said, codebook) for said in words]
    shape = (len(passages), len(codebook.codes))
    strength, present, negated, score = (np.zeros(shape) for _ in range(4))
    for row, (passage, said, codes) in enumerate(zip(passages, words, found, strict=True)):
        for one in codes:
            score[row, one.code] = one.score
            keys = [hit for hit in one.hits if not hit.entry.background]
            if keys:
                strength[row, one.code] = min(2.0, sum(hit.entry.weight for hit in keys))
                present[row, one.code] = 1
                negated[row, one.code] = any(negator_before(said, k.first, passage.text) for k in keys)
    return Reading(passages, words, found, strength, present, negated, np.interp(score, _SAID, _WAS_RIGHT))


def in_batches(passages: Sequence[Passage]) -> Iterator[Sequence[Passage]]:
    """Pieces small enough that a thousand very long answers do not fill the memory."""
    begin, letters = 0, 0
    for at, passage in enumerate(passages):
        letters += min(LONGEST_READ, len(passage.text)) + 50
        if letters >= _READ_AT_ONCE:
            yield passages[begin : at + 1]
            begin, letters = at + 1, 0
    if begin < len(passages):
        yield passages[begin:]
