"""Working days in England: Monday to Friday without bank holidays. The day after the event is day 1."""

from datetime import date, timedelta
from functools import cache

import holidays

ONE_DAY = timedelta(days=1)


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: date) -> bool:
    """Whether offices are open that day."""
    return day.weekday() < 5 and day not in _bank_holidays(day.year)


def add_working_days(day: date, count: int) -> date:
    """The date `count` working days after `day`; raises ValueError when count is negative."""
    if count < 0:
        raise ValueError("working days are only counted forwards")
    while count:
        day += ONE_DAY
        count -= is_working_day(day)
    return day
