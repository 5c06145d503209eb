"""What the lists of actions and of learning share: what each is narrowed to, and one page of it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from sqlalchemy import ColumnElement

from feedback_app.audits.models import Audit
from feedback_app.audits.queries import ON_A_PAGE
from feedback_app.places.models import Locality, ServiceArea

HowFar = TypeVar("HowFar", bound=StrEnum)
Line = TypeVar("Line")


@dataclass(frozen=True)
class Asked(Generic[HowFar]):
    """What a list is narrowed to; how_far empty means however far, a place empty means everywhere."""

    how_far: frozenset[HowFar] = frozenset()
    service: str = ""
    locality: str = ""
    audit: str = ""
    latest_first: bool = False
    page: int = 1

    @property
    def after(self) -> int:
        """How many lines the pages before this one hold."""
        return (max(1, self.page) - 1) * ON_A_PAGE

    def conditions(self) -> list[ColumnElement[bool]]:
        """The places and the audit it is narrowed to, over audits joined with their places."""
        wanted = (
            (self.service, ServiceArea.slug == self.service),
            (self.locality, Locality.slug == self.locality),
            (self.audit, Audit.public_ref == self.audit),
        )
        return [condition for given, condition in wanted if given]

    def total(self, numbers: dict[HowFar, int]) -> int:
        """How many lines it has, of how many there are at each stage."""
        return sum(number for each, number in numbers.items() if not self.how_far or each in self.how_far)


@dataclass(frozen=True)
class Listed(Generic[Line, HowFar]):
    """One page of a list, with how many there are at each stage, whichever was asked for."""

    lines: tuple[Line, ...]
    numbers: dict[HowFar, int]
    total: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // ON_A_PAGE))
