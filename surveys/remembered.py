"""Work that gives the same for the same frozen survey or question and reader: done once and remembered."""

import weakref
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from surveys.kinds import Reader

Thing = TypeVar("Thing")
Found = TypeVar("Found")


def remembered(work: Callable[[Thing, Reader], Found]) -> Callable[[Thing, Reader], Found]:
    """Remember what `work` found for as long as the thing itself lives.

    Surveys and questions cannot change, but they are too deep to be hashed each time: they are told apart
    by identity. Whatever `work` returns is shared and must not be changed.
    """
    kept: dict[tuple[int, Reader], Found] = {}

    @wraps(work)
    def ask(thing: Thing, reader: Reader) -> Found:
        key = id(thing), reader
        if key not in kept:
            kept[key] = work(thing, reader)
            weakref.finalize(thing, kept.pop, key, None).atexit = False
        return kept[key]

    return ask
