"""A table in words, as the pages of dashboards show it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Row = tuple[str, Sequence[str]]


@dataclass(frozen=True)
class Grid:
    """A table in words: `heads` begins with what the rows are, `links` are where a row's name leads."""

    heads: Sequence[str]
    rows: Sequence[Row]
    links: Mapping[str, str] = field(default_factory=dict)

    @property
    def lines(self) -> list[tuple[str, ...]]:
        """Each row as one line of words, its name first."""
        return [(name, *cells) for name, cells in self.rows]
