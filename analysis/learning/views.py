"""The parts an answer is looked at by, how alike they make two answers, and which are learned together."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from analysis.learning.meaning import Vectors

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix


class Part(StrEnum):
    """Words with their letters, the question asked, what the codebook finds, and what the encoders say."""

    WORDS = "words"
    ASKED = "asked"
    HITS = "hits"
    MEANING = "meaning"


@dataclass(frozen=True, slots=True)
class View:
    """Parts learned from together; the higher `firmness`, the less a single example moves what is learned."""

    parts: tuple[Part, ...]
    firmness: float


# Parts, firmness, and below how sharply nearness falls off and how much it counts: by cross-validation.
_VIEWS = (
    View((Part.ASKED, Part.WORDS, Part.HITS, Part.MEANING), 2.0),
    View((Part.ASKED, Part.WORDS, Part.HITS), 1.5),
    View((Part.ASKED, Part.HITS), 1.5),
    View((Part.ASKED, Part.WORDS), 1.0),
    View((Part.ASKED, Part.MEANING), 1.0),
)
_SHARP = {Part.HITS: 1.0, Part.MEANING: 1.5}
_COUNTS = {Part.HITS: 1.0, Part.MEANING: 2.0}


def part_of(name: str) -> Part:
    """Which part a kind of vector belongs to: the codebook's hits, or an encoder."""
    return Part.HITS if name == Part.HITS else Part.MEANING


def nearness(ours: Mapping[str, Vectors], theirs: Mapping[str, Vectors]) -> dict[Part, Vectors]:
    """How near each of our rows is to each of theirs: for the hits, and for all encoders together."""
    found: dict[Part, Vectors] = {}
    for name, rows in theirs.items():
        part = part_of(name)
        near = ours[name] @ rows.T
        near -= 1
        near *= _SHARP[part]
        np.exp(near, out=near)
        near *= _COUNTS[part]
        found[part] = found[part] + near if part in found else near
    return found


def alike(sparse: Mapping[Part, "csr_matrix"], dense: Mapping[str, Vectors]) -> dict[Part, Vectors]:
    """How alike each two of the same answers are, part by part."""
    found = nearness(dense, dense)
    for part, rows in sparse.items():
        same = (rows @ rows.T).toarray()
        found[part] = found[part] + same if part in found else same
    return found


def views_of(alike: Mapping[Part, Vectors]) -> tuple[View, ...]:
    """The views that can be had of these parts, the fullest first."""
    return tuple(view for view in _VIEWS if alike.keys() >= set(view.parts))


def seen_through(view: View, alike: Mapping[Part, Vectors]) -> Vectors:
    """The kernel of a view: the sum of its parts, and one for what all answers share."""
    kernel = 1 + alike[view.parts[0]]
    for part in view.parts[1:]:
        kernel += alike[part]
    return kernel
