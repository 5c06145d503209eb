"""The pieces a report is laid out in, ready to show: HTML, Word and the site draw the same ones."""

from dataclasses import dataclass, field
from typing import TypeAlias

from feedback_app.reporting.charts import Bar


@dataclass(frozen=True)
class Heading:
    words: str
    level: int = 2


@dataclass(frozen=True)
class Paragraphs:
    """Words somebody wrote, a paragraph each; `quiet` marks what explains figures."""

    words: tuple[str, ...]
    quiet: bool = False


@dataclass(frozen=True)
class Facts:
    """The few figures to take away, each with its name."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Grid:
    """A table. The first cell of a row names it; `bars` are parts of one, drawn under that name in Word."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    below: tuple[str, ...] = ()
    numbers: bool = True
    bars: tuple[float | None, ...] = ()


@dataclass(frozen=True)
class Bars:
    """A bar chart of a table that follows it."""

    title: str
    description: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Quotes:
    """What people said under one theme, and who said it."""

    theme: str
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Items:
    """A list under a name of its own."""

    title: str
    items: tuple[str, ...]


Block: TypeAlias = Heading | Paragraphs | Facts | Grid | Bars | Quotes | Items


@dataclass(frozen=True)
class Laid:
    """A whole report laid out: its title, what its standing is, and its pieces."""

    title: str
    subtitle: str
    council: str
    draft: bool
    approval: str
    standing: tuple[str, ...]
    blocks: tuple[Block, ...] = field(default_factory=tuple)
