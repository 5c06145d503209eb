"""The quarters reports are counted by: April to June is Q1, and a year has two numbers, 2026-27 (R-25)."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

_WRITTEN = re.compile(r"\s*(\d{4})-(\d{2})[ -]?Q([1-4])\s*", re.IGNORECASE | re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


class NotAQuarter(ValueError):
    """Something that is not written like 2026-27-Q1."""


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Quarter `number` (1 to 4) of the year that begins in April of `year`."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not (1 <= self.number <= 4 and _FIRST_YEAR <= self.year <= _LAST_YEAR):
            raise NotAQuarter("A quarter has a number from 1 to 4 and a year of our time")

    def __str__(self) -> str:
        """As it is written in addresses and on the command line: 2026-27-Q1."""
        return f"{self._years}-Q{self.number}"

    @property
    def label(self) -> str:
        """As people read it: 2026-27 Q1."""
        return f"{self._years} Q{self.number}"

    @property
    def _years(self) -> str:
        return f"{self.year}-{(self.year + 1) % 100:02d}"

    @property
    def starts(self) -> date:
        month = 3 * self.number + 1
        return date(self.year, month, 1) if month < 12 else date(self.year + 1, 1, 1)

    @property
    def ends(self) -> date:
        """The last day, which still belongs to it."""
        return self.next.starts - timedelta(days=1)

    @property
    def next(self) -> "Quarter":
        return Quarter(self.year, self.number + 1) if self.number < 4 else Quarter(self.year + 1, 1)

    @property
    def previous(self) -> "Quarter":
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and quarter_of(day) == self

    def last(self, count: int) -> tuple["Quarter", ...]:
        """This one and those before it, `count` in all, oldest first."""
        quarters = [self]
        while len(quarters) < count:
            quarters.append(quarters[-1].previous)
        return tuple(reversed(quarters[: max(count, 0)]))


def quarter_of(day: date) -> Quarter:
    """The quarter a day belongs to; give it the day in London."""
    months = day.month - 4
    return Quarter(day.year, months // 3 + 1) if months >= 0 else Quarter(day.year - 1, 4)


def parse_quarter(written: str) -> Quarter:
    """From "2026-27-Q1" or "2026-27 Q1"; NotAQuarter for anything else, years out of step too."""
    match = _WRITTEN.fullmatch(written)
    if match is None or (int(match[1]) + 1) % 100 != int(match[2]):
        raise NotAQuarter("Write a quarter like 2026-27-Q1")
    return Quarter(int(match[1]), int(match[3]))
