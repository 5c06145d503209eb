"""The codes inside one theme, told beside the theme's own total without giving a small one away."""

from collections.abc import Mapping

from analysis.counts import Tally
from analysis.disclosure import protect
from analysis.safe_counts import HIDDEN, SMALL_GROUP, THRESHOLD, SafeCounts


def codes_inside(
    counts: Mapping[str, int],
    theme_total: int,
    codes: int,
    threshold: int = THRESHOLD,
    *,
    small_group: int = SMALL_GROUP,
) -> SafeCounts | None:
    """The codes that may be shown, the most frequent first; nothing where there are none.

    Only codes that may be shown are listed. An answer of the theme carries one of its `codes` at least, so
    when what the listed leave is all that the others could hold at most, one more is left out.
    """
    listed = sorted(
        (name for name, n in counts.items() if n >= threshold and not 0 < theme_total - n < threshold),
        key=lambda name: (-counts[name], name),
    )
    while listed:
        others = codes - len(listed)
        left = theme_total - sum(counts[name] for name in listed)
        if others and left == others * (threshold - 1):
            listed.pop()
            continue
        tally = Tally(tuple(listed), tuple(counts[name] for name in listed), theme_total)
        safe = protect(tally, threshold, small_group=small_group)
        shown = [name for name in listed if safe.cell(name) != HIDDEN]
        if shown == listed:
            return safe
        listed = shown
    return None
