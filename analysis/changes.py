"""What changed between two quarters, said in words only where chance is a poor explanation."""

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.exact import benjamini_hochberg, fisher
from analysis.safe_counts import Shown
from analysis.trends import ENOUGH, Direction, Share, direction

FALSE_ALARMS = 0.05


@dataclass(frozen=True, slots=True)
class Change:
    """One thing counted in two quarters; `chance` is its q-value, nothing where too little is known."""

    name: str
    now: Shown
    before: Shown
    direction: Direction
    chance: float | None


def share_of(count: Shown, base: Shown) -> Share | None:
    """A share of printed figures; nothing where either is kept back."""
    if isinstance(count, int) and isinstance(base, int) and 0 <= count <= base:
        return Share(count, base)
    return None


def what_changed(
    now: Mapping[str, Shown], now_base: Shown, before: Mapping[str, Shown], before_base: Shown
) -> list[Change]:
    """From printed figures only, so that a verdict tells nothing that a figure hides (R-46).

    More or less needs ten answers in both quarters, 95 % Wilson intervals that do not meet, and a Fisher test
    that holds when all that is looked at here is looked at together (Benjamini and Hochberg, 5 %).
    """
    pairs = {
        name: (share_of(now[name], now_base), share_of(before.get(name, "c"), before_base)) for name in now
    }
    tested = {
        name: fisher(here.count, here.base, there.count, there.base)
        for name, (here, there) in pairs.items()
        if here and there and min(here.base, there.base) >= ENOUGH
    }
    chances = dict(zip(tested, benjamini_hochberg(list(tested.values())), strict=True))
    found = []
    for name, (here, there) in pairs.items():
        said = direction(here, there) if here and there else Direction.too_few
        chance = chances.get(name)
        if said in (Direction.up, Direction.down) and (chance is None or chance > FALSE_ALARMS):
            said = Direction.too_few
        found.append(Change(name, now[name], before.get(name, "c"), said, chance))
    return found
