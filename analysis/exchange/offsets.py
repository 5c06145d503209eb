"""Places in a text, counted in code points as we do or in UTF-16 units as files of other programs do."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate

BEYOND = 0xFFFF
BOM = "\ufeff"


@dataclass(frozen=True)
class Ruler:
    """A text measured once: `units[i]` UTF-16 units stand before its code point number `i`."""

    units: tuple[int, ...]

    def to_units(self, place: int) -> int:
        """IndexError when the text is shorter."""
        return self.units[place]

    def from_units(self, unit: int) -> int | None:
        """The code point at this unit; None when it is beyond the text or cuts a character in two."""
        at = bisect_left(self.units, unit)
        return at if unit >= 0 and at < len(self.units) and self.units[at] == unit else None


def measured(text: str) -> Ruler:
    """A ruler for this text: a character above U+FFFF, such as an emoji, takes two units."""
    return Ruler((0, *accumulate(2 if ord(sign) > BEYOND else 1 for sign in text)))


def with_one_line_end(text: str) -> str:
    """The text with every line ending in a single line feed."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def carried(place: int, here: str, there: str) -> int | None:
    """The same place in the same words with other line ends; None when the words are others."""
    if here == there:
        return place
    if with_one_line_end(here) != with_one_line_end(there):
        return None
    wanted = _places(here)[place]
    found = _places(there)
    return bisect_right(found, wanted) - 1


def _places(text: str) -> list[int]:
    """For each code point, and the end, its place in the text with one kind of line end."""
    places, at = [0], 0
    for number, sign in enumerate(text):
        follows = sign == "\n" and number > 0 and text[number - 1] == "\r"
        at += 0 if follows else 1
        places.append(at)
    return places
