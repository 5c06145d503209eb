"""Days as people write them in files: DD/MM/YYYY, D/M/YYYY, YYYY-MM-DD and the like; pure."""

import re
from datetime import date
from functools import cache

from pydantic_core import core_schema

TOKENS = {
    "YYYY": r"(?P<year>\d{4})",
    "YY": r"(?P<year>\d{2})",
    "MM": r"(?P<month>\d{2})",
    "DD": r"(?P<day>\d{2})",
    "M": r"(?P<month>[1-9]|1[0-2])",
    "D": r"(?P<day>[1-9]|[12]\d|3[01])",
}
_TOKEN = re.compile("|".join(TOKENS))
CENTURY = 2000


class NotADayShape(ValueError):
    """This shape does not say where day, month and year stand, once each."""


@cache
def _pattern(shape: str) -> re.Pattern[str]:
    found, last = "", 0
    for token in _TOKEN.finditer(shape):
        found += re.escape(shape[last : token.start()]) + TOKENS[token.group()]
        last = token.end()
    try:
        pattern = re.compile(found + re.escape(shape[last:]), re.ASCII)
    except re.error as twice:
        raise NotADayShape from twice
    if set(pattern.groupindex) != {"day", "month", "year"}:
        raise NotADayShape
    return pattern


class DayShape(str):
    """How a day is written: DD or D, MM or M, YYYY or YY, and what stands between; DD is two digits."""

    __slots__ = ()

    def day(self, written: str) -> date | None:
        """The day, or None when it is not written in this shape or there is no such day."""
        found = _pattern(self).fullmatch(written.strip())
        if found is None:
            return None
        year = int(found["year"])
        try:
            whole = year + CENTURY if len(found["year"]) == 2 else year
            return date(whole, int(found["month"]), int(found["day"]))
        except ValueError:
            return None

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: object, _handler: object) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(cls._checked, core_schema.str_schema())

    @classmethod
    def _checked(cls, given: str) -> "DayShape":
        try:
            _pattern(given)
        except NotADayShape:
            raise ValueError("write the shape with DD, MM and YYYY, for example DD/MM/YYYY") from None
        return cls(given)
