"""What a tile of the first page holds."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tile:
    """A count of things that wait, what they are, and the clock of the first of them."""

    count: int
    title: str
    sentence: str
    clock: str
    kind: str
    href: str
