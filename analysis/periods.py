"""The quarters and months reports are counted by: April to June is Q1, and a year has two numbers (R-25)."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

_WRITTEN = re.compile(r"\s*(\d{4})-(\d{2})[ -]?Q([1-4])\s*", re.IGNORECASE | re.ASCII)
_MONTH_WRITTEN = re.compile(r"\s*(\d{4})-(\d{2})\s*", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


class NotAQuarter(ValueError):
    """Something that is not written like 2026-27-Q1, nor like 2026-05 where a month will do."""


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


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """Month `number` (1 to 12) of a calendar year."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not (1 <= self.number <= 12 and _FIRST_YEAR <= self.year <= _LAST_YEAR):
            raise NotAQuarter("A month has a number from 1 to 12 and a year of our time")

    def __str__(self) -> str:
        """As it is written in addresses and on the command line: 2026-05."""
        return f"{self.year}-{self.number:02d}"

    @property
    def starts(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def ends(self) -> date:
        """The last day, which still belongs to it."""
        first_of_next = date(self.year + self.number // 12, self.number % 12 + 1, 1)
        return first_of_next - timedelta(days=1)

    @property
    def previous(self) -> "Month":
        return month_of(self.starts - timedelta(days=1))

    @property
    def quarter(self) -> Quarter:
        return quarter_of(self.starts)


Period: TypeAlias = Quarter | Month


def month_of(day: date) -> Month:
    """The month a day belongs to; give it the day in London."""
    return Month(day.year, day.month)


def months_of(quarter: Quarter) -> tuple[Month, Month, Month]:
    """The three months of a quarter, in their order."""
    last = month_of(quarter.ends)
    return last.previous.previous, last.previous, last


def parse_period(written: str) -> Period:
    """A month from "2026-05", a quarter from "2026-27-Q1"; NotAQuarter for anything else."""
    match = _MONTH_WRITTEN.fullmatch(written)
    return Month(int(match[1]), int(match[2])) if match else parse_quarter(written)
