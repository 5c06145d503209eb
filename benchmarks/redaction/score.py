"""Recall and precision of what is pointed out, on invented sentences with marked names and numbers."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from analysis.redaction import NOTHING_KNOWN, Identifier, Kind, Known, points_out

SENTENCES = Path(__file__).parents[3] / "shared" / "data" / "pii_presidio_synth" / "dev.json"
_WORD = re.compile(r"\w{2,}")
# Words that stand beside names in the marked spans without being names themselves.
_BESIDE = frozenset({"mr", "mrs", "ms", "miss", "dr", "von", "van", "de", "of", "the", "and"})


@dataclass(frozen=True)
class Marked:
    """A stretch that gives somebody away, as the makers of the sentences marked it."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class Sentence:
    text: str
    marked: tuple[Marked, ...]


@dataclass
class Score:
    """How many there were and how many were found whole; how much of what was pointed out was marked."""

    there: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    pointed: Counter[Kind] = field(default_factory=Counter)
    right: Counter[Kind] = field(default_factory=Counter)

    def recall(self, kind: str) -> float:
        return self.found[kind] / max(self.there[kind], 1)

    def precision(self, *kinds: Kind) -> float:
        chosen = kinds or tuple(Kind)
        return sum(self.right[k] for k in chosen) / max(sum(self.pointed[k] for k in chosen), 1)


def sentences(path: Path = SENTENCES) -> tuple[Sentence, ...]:
    """Every sentence with its marks."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    return tuple(
        Sentence(
            row["full_text"],
            tuple(
                Marked(span["entity_type"], span["start_position"], span["end_position"])
                for span in row["spans"]
            ),
        )
        for row in rows
    )


def score(all_of_them: Sequence[Sentence], known: Known = NOTHING_KNOWN, *, lower: bool = False) -> Score:
    """Score every sentence, as written or all in small letters."""
    total = Score()
    for sentence in all_of_them:
        text = sentence.text.lower() if lower else sentence.text
        if len(text) == len(sentence.text):
            _add(total, Sentence(text, sentence.marked), points_out(text, known))
    return total


def _add(total: Score, sentence: Sentence, points: Sequence[Identifier]) -> None:
    covered, marked = bytearray(len(sentence.text)), bytearray(len(sentence.text))
    for point in points:
        covered[point.start : point.end] = b"\x01" * (point.end - point.start)
    for one in sentence.marked:
        marked[one.start : one.end] = b"\x01" * (one.end - one.start)
        total.there[one.kind] += 1
        total.found[one.kind] += _is_whole(sentence.text, one, covered)
    for point in points:
        total.pointed[point.kind] += 1
        total.right[point.kind] += any(marked[point.start : point.end])


def _is_whole(text: str, one: Marked, covered: bytearray) -> bool:
    """Whether every word of it is pointed out."""
    words = [word for word in _WORD.finditer(text, one.start, one.end) if word.group().lower() not in _BESIDE]
    return all(all(covered[word.start() : word.end()]) for word in words)
