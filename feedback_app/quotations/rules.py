"""What may be quoted, by whom it is checked, and what is left of the words: pure (R-45)."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from analysis.disclosure import STAFF_THRESHOLD, THRESHOLD, may_show
from surveys.definition import RespondentGroup

LONGEST_QUOTE = 600
_WORD = re.compile(r"[^\W_]")


class Hindrance(StrEnum):
    """What stands in the way of quoting somebody."""

    no_permission = "no_permission"
    taken_back = "taken_back"
    concern = "concern"
    not_their_words = "not_their_words"
    not_coded = "not_coded"
    too_few = "too_few"
    too_long = "too_long"
    by_machine = "by_machine"
    translated_anew = "translated_anew"


@dataclass(frozen=True)
class Standing:
    """What is known of words somebody wants to quote; `like_it` counts responses that say the same there.

    Of a translation: whether only a machine made it, and whether another is in use by now.
    """

    may_quote: bool
    taken_back: bool
    raised_a_concern: bool
    exact_words: bool | None
    group: str
    is_coded: bool
    like_it: int
    by_machine: bool = False
    translated_anew: bool = False


@dataclass(frozen=True, order=True)
class Gap:
    """Words left out, from `start` up to `end` of the whole answer, and the kind of thing they were."""

    start: int
    end: int
    kind: str


def threshold_of(group: str) -> int:
    """The fewest responses that may stand behind a quote: more of them among staff, who know each other."""
    return STAFF_THRESHOLD if group == RespondentGroup.STAFF else THRESHOLD


def hindrances(standing: Standing, length: int = 0) -> tuple[Hindrance, ...]:
    """Everything that stands in the way; the base is five, ten for staff (R-41, R-45).

    A translation is quoted only when a person stands behind it (R-39e).
    """
    threshold = threshold_of(standing.group)
    found = {
        Hindrance.no_permission: not standing.may_quote,
        Hindrance.taken_back: standing.taken_back,
        Hindrance.concern: standing.raised_a_concern,
        Hindrance.not_their_words: standing.exact_words is False,
        Hindrance.not_coded: not standing.is_coded,
        Hindrance.too_few: standing.is_coded and not may_show(standing.like_it, threshold),
        Hindrance.too_long: length > LONGEST_QUOTE,
        Hindrance.by_machine: standing.by_machine,
        Hindrance.translated_anew: standing.translated_anew,
    }
    return tuple(reason for reason, is_so in found.items() if is_so)


def joined(gaps: Iterable[Gap], start: int, end: int) -> tuple[Gap, ...]:
    """The gaps inside `start:end` in order, those that touch or overlap made one, named after the first."""
    kept: list[Gap] = []
    for gap in sorted(gaps):
        here = Gap(max(gap.start, start), min(gap.end, end), gap.kind)
        if here.start >= here.end:
            continue
        if kept and here.start < kept[-1].end:
            kept[-1] = Gap(kept[-1].start, max(kept[-1].end, here.end), kept[-1].kind)
        else:
            kept.append(here)
    return tuple(kept)


def text_of(words: str, start: int, end: int, gaps: Iterable[Gap]) -> str:
    """The words as they may be published: each gap shows what kind of thing was left out."""
    parts, at = [], start
    for gap in joined(gaps, start, end):
        parts += [words[at : gap.start], f"[{gap.kind}]"]
        at = gap.end
    return "".join([*parts, words[at:end]]).strip()


def says_something(words: str, start: int, end: int, gaps: Iterable[Gap]) -> bool:
    """Whether any of their own words are left."""
    kept = list(words[start:end])
    for gap in joined(gaps, start, end):
        kept[gap.start - start : gap.end - start] = " " * (gap.end - gap.start)
    return bool(_WORD.search("".join(kept)))


def may_check(person_id: int, hands: Collection[int]) -> bool:
    """Whether somebody is a second person: they neither proposed it nor changed what is left out."""
    return person_id not in hands


def every_place_of(words: str, wanted: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Where these words stand inside `start:end`, capitals aside, as whole words."""
    plain = wanted.strip()
    if not plain:
        return ()
    shape = r"\s+".join(map(re.escape, plain.split()))
    pattern = re.compile(rf"(?<!\w){shape}(?!\w)", re.I)
    return tuple(match.span() for match in pattern.finditer(words, start, end))
