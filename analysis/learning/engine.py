"""Teach an engine from a codebook and what people decided, and let it suggest."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from analysis.codebook import Codebook
from analysis.learning.evidence import evidence_for
from analysis.learning.examples import Labelled, Passage, Suggested
from analysis.learning.linear import Learned, learn
from analysis.learning.prior import prior_scores
from analysis.learning.vocabulary import Numbers


@dataclass(frozen=True, slots=True)
class Settings:
    """`outweighed_at`: how many examples of a code weigh as much as the codebook's own words."""

    at_most: int = 5
    worth_suggesting: float = 0.3
    outweighed_at: float = 10.0
    languages: frozenset[str] = frozenset({"en"})
    meaning: bool = True


class Stage(StrEnum):
    """How much people have taught: nothing, a little (under 20 examples for most codes), or a lot."""

    CODEBOOK = "codebook"
    FEW = "few"
    MANY = "many"


@dataclass(frozen=True)
class Engine:
    """What `teach` made: the codebook, what was learned, and how much of it there was."""

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
        if not self.examples:
            return Stage.CODEBOOK
        seen = [count for count in self.taught_by if count]
        return Stage.MANY if np.median(seen or [0]) >= 20 else Stage.FEW

    @property
    def measured_languages(self) -> frozenset[str]:
        """Only passages in these get suggestions."""
        return self.settings.languages

    def scores(self, passages: Sequence[Passage]) -> Numbers:
        """How likely each code is, one row a passage, in the order of `codes`."""
        return _blend(
            prior_scores(self.codebook, [p.text for p in passages]),
            self.learned.scores(passages) if self.learned else None,
            np.array(self.taught_by, float),
            self.settings.outweighed_at,
        )

    @property
    def thresholds(self) -> Numbers:
        if self.learned is None:
            return np.full(len(self.codes), self.settings.worth_suggesting)
        return self.learned.thresholds

    def suggest(self, passages: Sequence[Passage]) -> list[tuple[Suggested, ...]]:
        """For each passage the likeliest codes, best first; none when nothing is likely enough."""
        understood = [n for n, p in enumerate(passages) if p.language in self.measured_languages]
        found: list[tuple[Suggested, ...]] = [()] * len(passages)
        if not understood:
            return found
        chosen = [passages[n] for n in understood]
        scores, thresholds = self.scores(chosen), self.thresholds
        for n, passage, row in zip(understood, chosen, scores, strict=True):
            likely = [c for c in np.argsort(-row, kind="stable") if row[c] >= thresholds[c]]
            found[n] = tuple(
                evidence_for(self.codebook, passage, int(c), float(row[c]), self.taught_by[int(c)])
                for c in likely[: self.settings.at_most]
            )
        return found


def teach(codebook: Codebook, examples: Sequence[Labelled], *, settings: Settings | None = None) -> Engine:
    """An engine from a codebook and any number of examples, none included."""
    chosen = settings or Settings()
    codes = [code.id for code in codebook.codes]
    counted = Counter(code for example in examples for code in example.codes)
    taught_by = tuple(counted[code] for code in codes)
    learned = learn(codebook, examples) if any(taught_by) else None
    return Engine(codebook, chosen, learned, len(examples), taught_by)


def _blend(prior: Numbers, learned: Numbers | None, taught_by: Numbers, half: float) -> Numbers:
    if learned is None:
        return prior
    share = taught_by / (taught_by + half)
    logit = share * _logit(learned) + (1 - share) * _logit(prior)
    blended: Numbers = 1 / (1 + np.exp(-logit))
    return blended


def _logit(chance: Numbers) -> Numbers:
    held = np.clip(chance, 1e-3, 1 - 1e-3)
    odds: Numbers = np.log(held / (1 - held))
    return odds
