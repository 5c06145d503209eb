"""What the page about codes is narrowed to and sorted by, read from its address."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from flask import request

from analysis.periods import NotAQuarter, Quarter, parse_quarter, quarter_of
from feedback_app import clock
from feedback_app.learned.believed import Within
from feedback_app.learned.queries import engines_taught
from feedback_app.themes.book import engine_name
from feedback_app.web.address import address_with

QUARTERS = 5


class SortedBy(StrEnum):
    code = "code"
    suggested = "suggested"
    right = "right"
    found = "found"
    declined = "declined"
    missed = "missed"


@dataclass(frozen=True)
class Asked:
    """One engine or any (""), one quarter or all, and the order."""

    engine: str
    quarter: Quarter | None
    by: SortedBy
    downwards: bool

    @property
    def within(self) -> Within:
        if self.quarter is None:
            return Within(self.engine)
        return Within(
            self.engine, clock.start_of(self.quarter.starts), clock.start_of(self.quarter.next.starts)
        )

    @property
    def address(self) -> dict[str, str]:
        """What it is narrowed to as parts of an address."""
        quarter = str(self.quarter) if self.quarter else ""
        return {name: value for name, value in (("engine", self.engine), ("quarter", quarter)) if value}

    def sorted_by(self, by: SortedBy) -> str:
        """The address of the same page in another order; the same column again turns it round."""
        turned = not self.downwards if by is self.by else by is not SortedBy.code
        more = {**self.address, "sort": by.value, "order": "down" if turned else "up"}
        return address_with("believed.by_codes", more)


def asked_here(engines: Sequence[str]) -> Asked:
    """What this address asks for; what it does not understand it leaves out."""
    engine = request.args.get("engine", "")
    try:
        quarter = parse_quarter(request.args.get("quarter", ""))
    except NotAQuarter:
        quarter = None
    by = next((each for each in SortedBy if each.value == request.args.get("sort")), SortedBy.code)
    return Asked(engine if engine in engines else "", quarter, by, request.args.get("order") == "down")


def engines_known() -> list[str]:
    """What suggestions may be signed with: the codebook's own words and every engine taught."""
    return [engine_name(), *(each.model.name for each in engines_taught())]


def quarters_offered() -> list[tuple[str, str]]:
    """This quarter and those before it, the latest first."""
    return [(str(each), each.label) for each in reversed(quarter_of(clock.today()).last(QUARTERS))]
