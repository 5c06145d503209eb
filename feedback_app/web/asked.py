"""Numbers that addresses and forms carry: anything else in their place is calmly no number."""

from flask import request

DIGITS = 9
LAST_PAGE = 10_000


def number_in(typed: str | None) -> int | None:
    """A whole number of at most nine digits, as ids and places in words are; None for anything else."""
    is_number = typed and typed.isascii() and typed.isdigit() and len(typed) <= DIGITS
    return int(typed) if typed and is_number else None


def changes_seen(typed: str | None) -> int:
    """Which state of a thing a page was drawn from; -1, in which nothing ever was, if it does not say."""
    number = number_in(typed)
    return -1 if number is None else number


def page_here(last: int = LAST_PAGE) -> int:
    """The page of a list this address asks for, from 1 to the last."""
    return min(max(request.args.get("page", 1, type=int), 1), last)
