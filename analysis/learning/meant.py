"""What each code means, as its codebook puts it: how near an answer's vector is to those of the code's words.

It needs nobody's examples, so it carries most while there are few; it is a sum, as everything learned is.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from analysis.codebook import Code, Codebook
from analysis.learning.meaning import Vectors
from analysis.learning.vocabulary import Numbers, of_length_one

_SAID_AT_ONCE = 10
_STEEP = 4.0


def meant_by(codebook: Codebook, encode: Callable[[Sequence[str]], Vectors]) -> Vectors:
    """A vector of length one for each code: where its keywords lie, seen from the middle of all codes.

    Keywords are read ten at a time: as right as one by one on the public comments, and ten times as fast.
    """
    pieces = [_pieces(code) for code in codebook.codes]
    vectors = encode([piece for said in pieces for piece in said])
    parts = np.split(vectors, np.cumsum([len(said) for said in pieces])[:-1])
    codes = np.array([part.mean(axis=0) for part in parts])
    return of_length_one(codes - codes.mean(axis=0))


def near_codes(dense: Mapping[str, Vectors], meant: Mapping[str, Vectors]) -> Numbers:
    """How near each answer is to each code, over all encoders; about as wide as log odds are."""
    near: Numbers = _STEEP * np.sum([dense[name] @ codes.T for name, codes in meant.items()], axis=0)
    return near


def _pieces(code: Code) -> list[str]:
    said = [
        ", ".join(code.keywords[n : n + _SAID_AT_ONCE]) for n in range(0, len(code.keywords), _SAID_AT_ONCE)
    ]
    return said or [f"{code.name}: {code.include}"]
