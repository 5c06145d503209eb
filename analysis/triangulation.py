"""Set side by side what different people say of one theme, and say in one word how each sees it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from analysis.safe_counts import Shown
from analysis.trends import ENOUGH, Share, wilson


class Voice(StrEnum):
    """How a group sees a theme; `too_few` where the printed figures carry no judgement."""

    well = "well"
    not_so_good = "not_so_good"
    divided = "divided"
    silent = "silent"
    too_few = "too_few"


@dataclass(frozen=True, slots=True)
class Together:
    """What the groups' voices come to: who stands on which side, and whether they disagree."""

    well: tuple[str, ...]
    not_so_good: tuple[str, ...]
    divided: tuple[str, ...]

    @property
    def disagree(self) -> bool:
        return bool(self.well and self.not_so_good)

    @property
    def can_say(self) -> bool:
        return bool(self.well or self.not_so_good or self.divided)


def voice_of(well: Shown, not_so_good: Shown, total: Shown) -> Voice:
    """Mostly one side only where ten or more said which, and the 95 % interval lies beyond a half."""
    if total == 0:
        return Voice.silent
    if isinstance(well, str) or isinstance(not_so_good, str) or well + not_so_good < ENOUGH:
        return Voice.too_few
    interval = wilson(Share(well, well + not_so_good))
    if interval.low > 0.5:
        return Voice.well
    return Voice.not_so_good if interval.high < 0.5 else Voice.divided


def together(voices: Mapping[str, Voice]) -> Together:
    def those(voice: Voice) -> tuple[str, ...]:
        return tuple(name for name, said in voices.items() if said is voice)

    return Together(those(Voice.well), those(Voice.not_so_good), those(Voice.divided))
