"""How many answers are drawn, who may settle what differs, and what it takes: pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from analysis.agreement import to_double_code

LET_GO_AFTER = timedelta(days=14)


class Part(StrEnum):
    """What a person may do about readings that differ."""

    settle = "settle"
    propose = "propose"
    confirm = "confirm"


@dataclass(frozen=True)
class Readers:
    """Who read an answer first and second, and who of them proposed how to settle it, if one did."""

    first_id: int
    second_id: int
    proposed_by_id: int | None = None


def still_to_draw(coded: int, drawn: int, new: int) -> int:
    """How many more a quarter needs (R-48): a tenth of all coded so far, twenty at least, of the new ones."""
    return min(new, max(0, to_double_code(coded) - drawn))


def part_of(person_id: int, readers: Readers) -> Part:
    """A third person settles alone; of the two readers one proposes and the other confirms."""
    if person_id not in {readers.first_id, readers.second_id}:
        return Part.settle
    waits_for_me = readers.proposed_by_id is not None and readers.proposed_by_id != person_id
    return Part.confirm if waits_for_me else Part.propose


def are_alike(first: Collection[int], second: Collection[int]) -> bool:
    """Whether both gave the very same codes, wherever in the words."""
    return set(first) == set(second)
