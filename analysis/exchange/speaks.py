"""Which way coded words speak, as a project carries it: a second coding of the same words by the same person.

REFI-QDA has no field for it. Notes and variables exist, but a note on a coding is dropped by most programs
and a variable belongs to a whole source, while codes and codings are what every program keeps. So a project
has four codes more, under one that cannot be given, and a file without them simply does not say.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from analysis.exchange.guids import guid_of
from analysis.exchange.project import Coded, Speaks
from analysis.exchange.tree import CodeNode

_NAMES = {
    Speaks.well: "Going well",
    Speaks.not_so_good: "Not so good",
    Speaks.mixed: "Both",
    Speaks.unsaid: "Does not say",
}
_GUIDS = {each: guid_of("speaks", each.value) for each in Speaks}
_BY_GUID = {guid: each for each, guid in _GUIDS.items()}
_ROOT = CodeNode(
    guid_of("speaks"),
    "Which way it speaks",
    "Given to the same words as another code, by the same person, it says which way they speak.",
    codable=False,
    children=tuple(CodeNode(guid, _NAMES[each]) for each, guid in _GUIDS.items()),
)


def with_ways(codes: tuple[CodeNode, ...]) -> tuple[CodeNode, ...]:
    """The codes of a project, and those that say which way words speak."""
    return (*codes, _ROOT)


def without_ways(codes: Iterable[CodeNode]) -> tuple[CodeNode, ...]:
    """The codes of a project alone, wherever another program put the others."""
    ours = {_ROOT.guid, *_BY_GUID}
    return tuple(
        replace(node, children=without_ways(node.children)) for node in codes if node.guid not in ours
    )


def way_of(coded: Coded) -> Coded | None:
    """The coding to write beside this one; none where nobody said which way it speaks."""
    if coded.speaks is None:
        return None
    return replace(coded, guid=_beside(coded.guid), code=_GUIDS[coded.speaks], speaks=None)


def _beside(guid: str) -> str:
    return guid_of("speaks", guid)


def taken_together(codings: Sequence[Coded]) -> tuple[Coded, ...]:
    """The codings of a source, each with the way beside it.

    A way written here knows its coding by its identifier. Where another program gave it a new one, it belongs
    to what the same person gave those words, if they gave them one way only; otherwise nobody can tell.
    """
    alone = [each for each in codings if each.code not in _BY_GUID]
    exactly = {each.guid: _BY_GUID[each.code] for each in codings if each.code in _BY_GUID}
    known = {_beside(each.guid) for each in alone}
    there: dict[tuple[int | None, int | None, str], set[Speaks]] = {}
    for each in codings:
        if each.code in _BY_GUID and each.guid not in known:
            there.setdefault(_place(each), set()).add(_BY_GUID[each.code])
    return tuple(
        replace(each, speaks=exactly.get(_beside(each.guid), _only(there.get(_place(each), set()))))
        for each in alone
    )


def _place(coded: Coded) -> tuple[int | None, int | None, str]:
    return coded.start, coded.end, coded.coder


def _only(ways: set[Speaks]) -> Speaks | None:
    return next(iter(ways)) if len(ways) == 1 else None
