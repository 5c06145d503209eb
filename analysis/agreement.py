"""How far two readers agree when they code the same answers apart (R-48): percent and Cohen's kappa."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Protocol

SHARE_TO_DOUBLE_CODE = 0.1
FEWEST_TO_DOUBLE_CODE = 20


@dataclass(frozen=True, slots=True)
class Agreement:
    """Over `answers` read by both: percent of yes/no decisions alike, and kappa if it can be told."""

    answers: int
    percent: float
    kappa: float | None


class _Task(Protocol):
    def kappa(self) -> float: ...


def to_double_code(answers: int) -> int:
    """How many answers of a quarter a second person reads: a tenth, but twenty at least, or all there are."""
    return min(answers, max(FEWEST_TO_DOUBLE_CODE, ceil(answers * SHARE_TO_DOUBLE_CODE)))


def agreement(
    first: Mapping[str, frozenset[str]],
    second: Mapping[str, frozenset[str]],
    codes: tuple[str, ...],
) -> Agreement | None:
    """From each reader's codes by answer; every answer and code is one decision. None when none is shared."""
    shared = sorted(first.keys() & second.keys())
    decisions = [
        (f"{answer}\x00{code}", code in first[answer], code in second[answer])
        for answer in shared
        for code in codes
    ]
    if not decisions:
        return None
    alike = sum(one == other for _, one, other in decisions)
    return Agreement(len(shared), 100 * alike / len(decisions), _kappa(decisions))


def _kappa(decisions: list[tuple[str, bool, bool]]) -> float | None:
    """Nothing when both only ever said one and the same thing: then chance explains everything."""
    if len({choice for _, *choices in decisions for choice in choices}) < 2:
        return None
    from nltk.metrics.agreement import AnnotationTask

    one = [("one", item, str(choice)) for item, choice, _ in decisions]
    two = [("two", item, str(choice)) for item, _, choice in decisions]
    task: _Task = AnnotationTask(one + two)
    return float(task.kappa())
