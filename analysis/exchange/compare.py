"""What a codebook of a file would change in ours: pure, and shown before anything is stored."""

from dataclasses import dataclass, fields

from analysis.exchange.book import Book, CodeEntry, ThemeEntry

WORDING = ("name", "meaning", "include", "exclude", "examples", "keywords", "tells_of", "maps")
Entry = CodeEntry | ThemeEntry


@dataclass(frozen=True, slots=True)
class Difference:
    """A theme or code of the file, the one of ours it is ("": it is new), and what would be other.

    `our_theme` is the theme of ours its theme is ("" where that is new as well).
    """

    theme: ThemeEntry
    code: CodeEntry | None
    ours_id: str
    our_theme: str
    parts: tuple[str, ...]

    @property
    def entry(self) -> Entry:
        return self.code or self.theme

    @property
    def is_new(self) -> bool:
        return not self.ours_id


@dataclass(frozen=True, slots=True)
class Comparison:
    """`absent` are the ids of our codes the file does not name: they stay as they are."""

    new: tuple[Difference, ...]
    changed: tuple[Difference, ...]
    same: int
    absent: tuple[str, ...]


def compare(ours: Book, theirs: Book) -> Comparison:
    """Codes are known by their guid, else their short name, else their theme's and their own name."""
    known = _Known(ours)
    new: list[Difference] = []
    changed: list[Difference] = []
    same, met = 0, set[str]()
    for theme in theirs.themes:
        our_theme = known.theme(theme)
        for found in (_difference(theme, None, our_theme, our_theme), *_of_codes(theme, our_theme, known)):
            if found.is_new:
                new.append(found)
            elif found.ours_id in met:
                continue
            elif found.parts:
                changed.append(found)
            else:
                same += 1
            met.add(found.ours_id)
    absent = tuple(code.id for theme in ours.themes for code in theme.codes if code.id not in met)
    return Comparison(tuple(new), tuple(changed), same, absent)


def _of_codes(theme: ThemeEntry, our_theme: ThemeEntry | None, known: "_Known") -> list[Difference]:
    return [_difference(theme, code, known.code(code, our_theme), our_theme) for code in theme.codes]


def _difference(
    theme: ThemeEntry, code: CodeEntry | None, ours: Entry | None, our_theme: ThemeEntry | None
) -> Difference:
    parts = tuple(_changed_parts(ours, code or theme)) if ours else ()
    return Difference(theme, code, ours.id if ours else "", our_theme.id if our_theme else "", parts)


def _changed_parts(ours: Entry, theirs: Entry) -> list[str]:
    names = [field.name for field in fields(theirs) if field.name in WORDING]
    return [name for name in names if _is_other(getattr(ours, name), getattr(theirs, name))]


def _is_other(ours: object, theirs: object) -> bool:
    return theirs is not None and theirs != ours and bool(theirs or ours)


class _Known:
    """Our themes and codes, found by what a file may know them by."""

    def __init__(self, ours: Book) -> None:
        self._themes = {
            key: theme
            for theme in ours.themes
            for key in (theme.guid, theme.id, theme.name.casefold())
            if key
        }
        codes = [(theme, code) for theme in ours.themes for code in theme.codes]
        self._codes = {key: code for _theme, code in codes for key in (code.guid, code.id) if key}
        self._named = {(theme.id, code.name.casefold()): code for theme, code in codes}

    def theme(self, theirs: ThemeEntry) -> ThemeEntry | None:
        return (
            self._themes.get(theirs.guid)
            or self._themes.get(theirs.id)
            or self._themes.get(theirs.name.casefold())
        )

    def code(self, theirs: CodeEntry, theme: ThemeEntry | None) -> CodeEntry | None:
        named = self._named.get((theme.id, theirs.name.casefold())) if theme else None
        return self._codes.get(theirs.guid) or self._codes.get(theirs.id) or named
