"""What a decision teaches, what is set aside, and when a new engine may replace one: pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.learning import Labelled

ONE_IN = 5
FEWEST_TAUGHT = 50
FEWEST_UNSEEN = 20
FEWEST_IN_A_LANGUAGE = 30
RIGHT_IN_A_LANGUAGE = 0.5
MACRO_MAY_FALL = 0.01


@dataclass(frozen=True, slots=True)
class Decided:
    """One answer people have finished, the language it is in, and what they decided."""

    answer_id: int
    language: str
    labelled: "Labelled"

    @property
    def is_set_aside(self) -> bool:
        return is_set_aside(self.labelled.group)


@dataclass(frozen=True, slots=True)
class Figures:
    """How right an engine was on decisions it had not seen; each from 0 to 1."""

    micro_f1: float
    macro_f1: float


class Enough(StrEnum):
    """Whether there are decisions enough to teach and to measure with."""

    yes = "yes"
    few_taught = "few_taught"
    few_unseen = "few_unseen"


def is_set_aside(group: str) -> bool:
    """Whether a response never teaches, only measures: every fifth, always the same, with all its answers.

    Every engine ever taught left these out, so that any two can be compared on all of them.
    """
    return sha256(group.encode()).digest()[0] % ONE_IN == 0


def codes_decided(finished_by: Iterable[int], given: Mapping[str, frozenset[int]]) -> frozenset[str]:
    """The codes at least half of the people gave who finished this answer."""
    readers = frozenset(finished_by)
    counted = Counter({code: len(readers & coders) for code, coders in given.items()})
    return frozenset(code for code, count in counted.items() if count and 2 * count >= len(readers))


def enough(taught: int, unseen: int) -> Enough:
    """Below these numbers chance decides which engine looks better, and the starter stays."""
    if taught < FEWEST_TAUGHT:
        return Enough.few_taught
    return Enough.few_unseen if unseen < FEWEST_UNSEEN else Enough.yes


class Worse(StrEnum):
    """What a new engine does worse than the one in use, so that it may not take its place."""

    all_suggestions = "all_suggestions"
    rare_codes = "rare_codes"


def worse_in(new: Figures, old: Figures) -> tuple[Worse, ...]:
    """Why a newly taught engine may not take over, measured on the same decisions; nothing when it may.

    It must be as much right as before or more (micro-F1), and not at the cost of rarer codes (macro-F1).
    """
    found = {
        Worse.all_suggestions: new.micro_f1 < old.micro_f1,
        Worse.rare_codes: new.macro_f1 < old.macro_f1 - MACRO_MAY_FALL,
    }
    return tuple(one for one, is_so in found.items() if is_so)


def is_measured_in(answers: int, suggested: int, right: int) -> bool:
    """Whether an engine may suggest in a language: enough unseen answers in it, right half of the time."""
    return answers >= FEWEST_IN_A_LANGUAGE and suggested > 0 and right / suggested >= RIGHT_IN_A_LANGUAGE


def fingerprint(decided: Iterable[Decided], taught: Iterable[str]) -> str:
    """The same for the same decisions and what is `taught` (the kind of engine, the codes), else another.

    Nobody's words can be read from it.
    """
    mark = sha256("\n".join(taught).encode())
    for each in decided:
        said = each.labelled
        words = sha256(said.text.encode()).hexdigest()
        mark.update(repr((each.answer_id, words, sorted(said.codes), sorted(said.declined))).encode())
    return mark.hexdigest()
