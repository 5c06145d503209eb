"""Pick quotes that speak for everyone: spread over groups, the same each time, only from those passed in."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from analysis.sampling import place_in_draw

_WORDS_THAT_READ_WELL = range(4, 61)


@dataclass(frozen=True, slots=True)
class Quote:
    """Words somebody allowed to be quoted; `group` is what the choice is spread over, such as who said it."""

    id: str
    text: str
    group: str


def pick(quotes: Iterable[Quote], count: int, seed: str) -> tuple[Quote, ...]:
    """At most `count`, one from each group in turn; within a group short and very long ones come last.

    Whether a quote may be used at all (permission, redaction, base) is for the caller to have settled.
    """
    by_group: dict[str, list[Quote]] = defaultdict(list)
    for quote in {quote.id: quote for quote in quotes}.values():
        by_group[quote.group].append(quote)
    for group in by_group.values():
        group.sort(key=lambda quote: _place(quote, seed))
    order = sorted(by_group, key=lambda name: (place_in_draw(seed, name), name))
    turns = range(max((len(group) for group in by_group.values()), default=0))
    chosen = [by_group[name][turn] for turn in turns for name in order if turn < len(by_group[name])]
    return tuple(chosen[: max(count, 0)])


def _place(quote: Quote, seed: str) -> tuple[bool, bytes, str]:
    reads_badly = len(quote.text.split()) not in _WORDS_THAT_READ_WELL
    return reads_badly, place_in_draw(seed, quote.id), quote.id
