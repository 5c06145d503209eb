"""A code's guidance inside the one description other programs keep: labelled lines, readable by people.

What stands before the first label is the meaning. A line of somebody's own that would look like a label
is written with a backslash before it, so that reading gives back exactly what was written.
"""

import re
from collections.abc import Iterable
from enum import StrEnum

from analysis.codebook import FrameworkMap, TellsOf


class Label(StrEnum):
    short_name = "Short name"
    include = "Use it for"
    exclude = "Not for"
    example = "Example"
    keywords = "Keywords"
    tells_of = "It tells of"
    framework = "In framework"


_LABELLED = re.compile(rf"({'|'.join(re.escape(label) for label in Label)}): (.*)", re.DOTALL)
_LOOKS_LIKE_ONE = re.compile(rf"\\|(?:{'|'.join(re.escape(label) for label in Label)}): ")
Labelled = list[tuple[Label, str]]


def described(meaning: str, labelled: Iterable[tuple[Label, str]]) -> str:
    """One text of a meaning and its labelled parts; empty parts are left out."""
    lines = [_kept(line) for line in meaning.split("\n")] if meaning else []
    for label, words in labelled:
        if words:
            first, *rest = words.split("\n")
            lines += [f"{label}: {first}", *map(_kept, rest)]
    return "\n".join(lines)


def _kept(line: str) -> str:
    return f"\\{line}" if _LOOKS_LIKE_ONE.match(line) else line


def told(description: str) -> tuple[str, Labelled]:
    """The meaning and the labelled parts of a description, in their order."""
    meaning: list[str] = []
    parts: list[tuple[Label, list[str]]] = []
    for line in description.split("\n") if description else []:
        found = _LABELLED.fullmatch(line)
        if found:
            parts.append((Label(found[1]), [found[2]]))
        else:
            (parts[-1][1] if parts else meaning).append(line.removeprefix("\\"))
    return "\n".join(meaning), [(label, "\n".join(lines)) for label, lines in parts]


def first(parts: Labelled, wanted: Label) -> str:
    """What stands under a label, "" when it is not there."""
    return next((words for label, words in parts if label is wanted), "")


def every(parts: Labelled, wanted: Label) -> tuple[str, ...]:
    return tuple(words for label, words in parts if label is wanted)


def listed(words: Iterable[str]) -> str:
    """Several words in one line, parted by semicolons."""
    return "; ".join(word.replace("\\", "\\\\").replace(";", "\\;") for word in words)


def unlisted(line: str) -> tuple[str, ...]:
    """The words of such a line again."""
    found = [re.sub(r"\\(.)", r"\1", part) for part in _split(line)]
    return tuple(word for word in found if word)


def _split(line: str) -> list[str]:
    parts = re.split(r"(?<!\\)((?:\\\\)*);[ ]?", line)
    return [parts[n] + (parts[n + 1] if n + 1 < len(parts) else "") for n in range(0, len(parts), 2)]


def written_maps(maps: Iterable[FrameworkMap]) -> list[str]:
    """Each framework in a line of its own: "LQ: 11; 4"."""
    return [f"{one.framework}: {listed(one.areas)}" for one in maps]


def read_maps(lines: Iterable[str]) -> tuple[FrameworkMap, ...]:
    split = (line.partition(": ") for line in lines)
    return tuple(FrameworkMap(name.strip(), unlisted(areas)) for name, _colon, areas in split if name.strip())


def read_tells_of(words: str) -> TellsOf | None:
    """None when it is none of the three."""
    return next((one for one in TellsOf if one.value == words.strip().lower()), None)
