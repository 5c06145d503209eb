"""Teach an engine from a codebook and what people decided, and let it suggest."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from analysis.codebook import Codebook
from analysis.learning.calibration import Flags, log_odds
from analysis.learning.evidence import evidence_for
from analysis.learning.examples import Labelled, Passage, Suggested
from analysis.learning.learned import Learned, learn
from analysis.learning.meaning import installed
from analysis.learning.reading import Reading, in_batches, read
from analysis.learning.vocabulary import Numbers

_MANY = 20


@dataclass(frozen=True, slots=True)
class Settings:
    """`meaning`: use the encoders that are installed. `languages`: those the engine was measured in."""

    at_most: int = 5
    worth_suggesting: float = 0.3
    languages: frozenset[str] = frozenset({"en"})
    meaning: bool = True


class Stage(StrEnum):
    """How much people have taught: nothing, a little (under 20 examples for most codes), or a lot."""

    CODEBOOK = "codebook"
    FEW = "few"
    MANY = "many"


@dataclass(frozen=True)
class Engine:
    """What `teach` made: the codebook, what was learned, and how many examples each code had."""

    codebook: Codebook
    settings: Settings
    learned: Learned | None
    examples: int
    taught_by: tuple[int, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(code.id for code in self.codebook.codes)

    @property
    def stage(self) -> Stage:
        if self.learned is None:
            return Stage.CODEBOOK
        seen = [count for count in self.taught_by if count]
        return Stage.MANY if np.median(seen) >= _MANY else Stage.FEW

    @property
    def measured_languages(self) -> frozenset[str]:
        """Only passages in these get suggestions."""
        return self.settings.languages

    @property
    def encoders(self) -> tuple[str, ...]:
        """Which optional encoders it needs; MeaningMissing is raised where they are not installed."""
        return () if self.learned is None else tuple(self.learned.shape.middles)

    @property
    def thresholds(self) -> Numbers:
        if self.learned is None:
            return np.full(len(self.codes), self.settings.worth_suggesting)
        return self.learned.thresholds

    def scores(self, passages: Sequence[Passage]) -> Numbers:
        """How likely each code is, one row a passage, in the order of `codes`, whatever the language."""
        parts = [self._judge(read(batch, self.codebook)) for batch in in_batches(passages)]
        return np.concatenate([np.zeros((0, len(self.codes))), *parts])

    def worthy(self, scores: Numbers) -> Flags:
        """Which of these scores are high enough to suggest the code."""
        above = log_odds(scores) - log_odds(self.thresholds)
        worth: Flags = above >= 0
        if self.learned is not None and self.learned.first_lower and len(scores):
            rows, first = np.arange(len(scores)), above.argmax(axis=1)
            worth[rows, first] |= above[rows, first] >= -self.learned.first_lower
        return worth

    def suggest(self, passages: Sequence[Passage]) -> list[tuple[Suggested, ...]]:
        """For each passage the likeliest codes, best first; none when nothing is likely enough."""
        found: list[tuple[Suggested, ...]] = [()] * len(passages)
        understood = [
            n for n, p in enumerate(passages) if p.language in self.measured_languages and p.text.strip()
        ]
        done = 0
        for batch in in_batches([passages[n] for n in understood]):
            reading = read(batch, self.codebook)
            scores = self._judge(reading)
            worth = self.worthy(scores)
            for row in range(len(batch)):
                found[understood[done + row]] = self._suggested(reading, row, scores[row], worth[row])
            done += len(batch)
        return found

    def _judge(self, reading: Reading) -> Numbers:
        return reading.prior if self.learned is None else self.learned.chances(reading)

    def _suggested(self, reading: Reading, row: int, scores: Numbers, worth: Flags) -> tuple[Suggested, ...]:
        likely = sorted(np.nonzero(worth)[0].tolist(), key=lambda code: -scores[code])
        return tuple(
            evidence_for(
                self.codebook, self.learned, reading, row, code, float(scores[code]), self.taught_by[code]
            )
            for code in likely[: self.settings.at_most]
        )


def teach(codebook: Codebook, examples: Sequence[Labelled], *, settings: Settings | None = None) -> Engine:
    """An engine from a codebook and any number of examples, none included.

    Every example is an answer somebody has finished coding; the latest come last.
    """
    chosen = settings or Settings()
    counted = Counter(code for example in examples for code in example.codes)
    taught_by = tuple(counted[code.id] for code in codebook.codes)
    encoders = installed() if chosen.meaning else ()
    learned = learn(codebook, examples, encoders) if any(taught_by) else None
    return Engine(codebook, chosen, learned, len(examples), taught_by)
