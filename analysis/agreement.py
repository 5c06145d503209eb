"""How far two readers agree when they code the same answers apart (R-48), code by code and over all.

An answer is one unit. For one code each reader says yes or no to each answer; over all codes each reader
gives each answer a set of codes, and no code at all is a set of its own, because it is a decision too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from analysis.agreement_figures import Square, kappa_of_square
from analysis.agreement_intervals import (
    Estimate,
    alpha_around,
    kappa_around,
    pooled_kappa_around,
    sets_alpha_around,
)
from analysis.trends import Interval, Share, wilson

SHARE_TO_DOUBLE_CODE = 0.1
FEWEST_TO_DOUBLE_CODE = 20
FEWEST_ANSWERS = 20
FEWEST_USES = 5

Read = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Over `answers` read by both: percent of yes/no decisions alike, and kappa if it can be told."""

    answers: int
    percent: float
    kappa: float | None


@dataclass(frozen=True, slots=True)
class CodeAgreement:
    """One code: how often each reader gave it, and how far they agree.

    Kappa and alpha are missing where too few answers carry the code to say (`enough` is false).
    """

    code: str
    square: Square
    percent: float
    around: Interval
    kappa: Estimate | None
    alpha: Estimate | None

    @property
    def enough(self) -> bool:
        return self.kappa is not None and self.alpha is not None


@dataclass(frozen=True, slots=True)
class OverallAgreement:
    """All codes: answers given the very same codes, kappa of every yes/no, and alpha with MASI distance."""

    answers: int
    alike: int
    decisions: float | None
    kappa: Estimate | None
    alpha: Estimate | None


def to_double_code(answers: int) -> int:
    """How many answers of a quarter a second person reads: a tenth, but twenty at least, or all there are."""
    return min(answers, max(FEWEST_TO_DOUBLE_CODE, ceil(answers * SHARE_TO_DOUBLE_CODE)))


def agreement(first: Read, second: Read, codes: tuple[str, ...]) -> Agreement | None:
    """From each reader's codes by answer; every answer and code is one decision. None when none is shared."""
    squares = [square_of(first, second, code) for code in codes]
    pooled = sum(squares, Square())
    if not pooled.answers:
        return None
    shared = len(first.keys() & second.keys())
    return Agreement(shared, 100 * pooled.alike / pooled.answers, kappa_of_square(pooled))


def square_of(first: Read, second: Read, code: str) -> Square:
    """How the two used one code, over the answers both have read."""
    both = one = other = neither = 0
    for answer in first.keys() & second.keys():
        by_first, by_second = code in first[answer], code in second[answer]
        both += by_first and by_second
        one += by_first and not by_second
        other += by_second and not by_first
        neither += not by_first and not by_second
    return Square(both, one, other, neither)


def agreement_by_code(first: Read, second: Read, codes: Sequence[str], seed: str) -> list[CodeAgreement]:
    """One line for every code somebody gave, in the order of the codes."""
    squares = ((code, square_of(first, second, code)) for code in codes)
    return [_of_code(code, square, f"{seed} {code}") for code, square in squares if square.used]


def _of_code(code: str, square: Square, seed: str) -> CodeAgreement:
    said = square.answers >= FEWEST_ANSWERS and square.used >= FEWEST_USES
    return CodeAgreement(
        code,
        square,
        100 * square.alike / square.answers,
        wilson(Share(square.alike, square.answers)),
        kappa_around(square, seed) if said else None,
        alpha_around(square, seed) if said else None,
    )


def overall_agreement(first: Read, second: Read, codes: Sequence[str], seed: str) -> OverallAgreement:
    """Over all codes; kappa and alpha are missing under twenty answers read by both."""
    shared = sorted(first.keys() & second.keys())
    pairs = [(first[answer], second[answer]) for answer in shared]
    alike = sum(one == other for one, other in pairs)
    pooled = sum((square_of(first, second, code) for code in codes), Square())
    decisions = 100 * pooled.alike / pooled.answers if pooled.answers else None
    if len(pairs) < FEWEST_ANSWERS:
        return OverallAgreement(len(pairs), alike, decisions, None, None)
    return OverallAgreement(
        len(pairs),
        alike,
        decisions,
        pooled_kappa_around([_square_of_answer(*pair, frozenset(codes)) for pair in pairs], seed),
        sets_alpha_around(pairs, seed),
    )


def _square_of_answer(first: frozenset[str], second: frozenset[str], codes: frozenset[str]) -> Square:
    """Every code of one answer as a decision."""
    one, other = first & codes, second & codes
    return Square(len(one & other), len(one - other), len(other - one), len(codes - one - other))
