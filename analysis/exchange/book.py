"""A codebook as a file tells it: what the file does not speak of is None, so that it is left as it is."""

from dataclasses import dataclass

from analysis.codebook import FrameworkMap, TellsOf

LONGEST_NAME = 120
LONGEST_WORDING = 20_000
MOST_CODES = 2_000


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """`id` and `guid` are "" where the file gives none."""

    name: str
    id: str = ""
    guid: str = ""
    meaning: str | None = None
    include: str | None = None
    exclude: str | None = None
    examples: tuple[str, ...] | None = None
    keywords: tuple[str, ...] | None = None
    tells_of: TellsOf | None = None


@dataclass(frozen=True, slots=True)
class ThemeEntry:
    name: str
    id: str = ""
    guid: str = ""
    meaning: str | None = None
    maps: tuple[FrameworkMap, ...] | None = None
    codes: tuple[CodeEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    name: str
    themes: tuple[ThemeEntry, ...]

    @property
    def number_of_codes(self) -> int:
        return sum(len(theme.codes) for theme in self.themes)
