"""A codebook as rows of a spreadsheet, one a code; nothing in a cell is ever run as a formula."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from analysis.exchange import descriptions
from analysis.exchange.book import LONGEST_NAME, LONGEST_WORDING, MOST_CODES, Book, CodeEntry, ThemeEntry
from analysis.exchange.guids import tidy_guid
from analysis.exchange.refused import Refused, Wrong

COLUMNS = (
    "theme_id", "theme", "theme_meaning", "frameworks", "theme_guid", "code_id", "code", "meaning", "include",
    "exclude", "examples", "keywords", "tells_of", "guid",
)  # fmt: skip
NEEDED = ("theme", "code")
_FORMULA = re.compile("'*[=+\\-@\t\r]")
Row = dict[str, str]


def safe_cell(words: str) -> str:
    """Words that no spreadsheet takes for a formula: an apostrophe stands before what would be one."""
    return f"'{words}" if _FORMULA.match(words) else words


def plain_cell(cell: str) -> str:
    """The words of such a cell again."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


def rows_of(book: Book) -> Iterator[tuple[str, ...]]:
    """The rows below the names of the columns, each cell safe."""
    for theme in book.themes:
        for code in theme.codes or (None,):
            yield tuple(safe_cell(cell) for cell in _row(theme, code))


def _row(theme: ThemeEntry, code: CodeEntry | None) -> tuple[str, ...]:
    of_theme = (
        theme.id, theme.name, theme.meaning or "", "\n".join(descriptions.written_maps(theme.maps or ())),
        theme.guid,
    )  # fmt: skip
    if code is None:
        return (*of_theme, *[""] * (len(COLUMNS) - len(of_theme)))
    return (
        *of_theme,
        code.id,
        code.name,
        code.meaning or "",
        code.include or "",
        code.exclude or "",
        "\n".join(code.examples or ()),
        descriptions.listed(code.keywords or ()),
        code.tells_of.value if code.tells_of else "",
        code.guid,
    )


def book_of_rows(header: Sequence[str], rows: Iterator[tuple[int, Sequence[str]]], name: str) -> Book:
    """The codebook of rows with their line numbers. Raises Refused."""
    columns = [cell.strip().lower() for cell in header]
    if any(needed not in columns for needed in NEEDED):
        raise Refused(Wrong.no_columns, 1)
    themes: dict[str, ThemeEntry] = {}
    seen: set[tuple[str, str]] = set()
    for line, cells in rows:
        row = {column: plain_cell(cell) for column, cell in zip(columns, cells, strict=False) if column}
        if not any(cell.strip() for cell in row.values()):
            continue
        if len(seen) >= MOST_CODES:
            raise Refused(Wrong.too_many, line)
        theme = _add_row(themes, row, line)
        code = (theme.casefold(), row["code"].strip().casefold())
        if code in seen:
            raise Refused(Wrong.code_twice, line)
        seen.add(code)
    if not themes:
        raise Refused(Wrong.no_codes)
    return Book(name, tuple(themes.values()))


def _add_row(themes: dict[str, ThemeEntry], row: Row, line: int) -> str:
    name = row.get("theme", "").strip()
    if not name:
        raise Refused(Wrong.row_without_code, line)
    names = (name, row.get("code", ""), row.get("theme_id", ""), row.get("code_id", ""))
    longest = max((len(cell) for cell in row.values()), default=0)
    if max(map(len, names)) > LONGEST_NAME or longest > LONGEST_WORDING:
        raise Refused(Wrong.too_long, line)
    row["code"] = row.get("code", "")
    key = name.casefold()
    if key not in themes:
        themes[key] = _theme(name, row)
    if row["code"].strip():
        themes[key] = replace(themes[key], codes=(*themes[key].codes, _code(row)))
    return name


def _theme(name: str, row: Row) -> ThemeEntry:
    maps = row.get("frameworks")
    return ThemeEntry(
        name,
        id=row.get("theme_id", "").strip(),
        guid=tidy_guid(row.get("theme_guid", "")),
        meaning=row.get("theme_meaning"),
        maps=None if maps is None else descriptions.read_maps(maps.split("\n")),
    )


def _code(row: Row) -> CodeEntry:
    examples, keywords = row.get("examples"), row.get("keywords")
    return CodeEntry(
        row["code"].strip(),
        id=row.get("code_id", "").strip(),
        guid=tidy_guid(row.get("guid", "")),
        meaning=row.get("meaning"),
        include=row.get("include"),
        exclude=row.get("exclude"),
        examples=None if examples is None else tuple(one for one in examples.split("\n") if one.strip()),
        keywords=None if keywords is None else descriptions.unlisted(keywords),
        tells_of=descriptions.read_tells_of(row.get("tells_of", "")),
    )
