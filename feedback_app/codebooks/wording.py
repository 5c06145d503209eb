"""What a theme or code says, as JSON that a draft and an undo can keep, and back onto its row."""

from analysis.codebook import FrameworkMap, TellsOf
from analysis.exchange.book import Book, CodeEntry, ThemeEntry
from analysis.exchange.guids import guid_of
from feedback_app.codebooks.models import WordingJson
from feedback_app.themes.models import Code, Theme


def wording_of(row: Code | Theme) -> WordingJson:
    """What it says now."""
    if isinstance(row, Theme):
        return {"name": row.name, "meaning": row.meaning, "maps": {k: list(v) for k, v in row.maps.items()}}
    return {
        "name": row.name,
        "meaning": row.meaning,
        "include": row.include,
        "exclude": row.exclude,
        "examples": examples_of(row),
        "keywords": list(row.keywords),
        "tells_of": row.tells_of.value if row.tells_of else None,
    }


def examples_of(code: Code) -> list[str]:
    """Every example, the first of them the one shown everywhere."""
    return [code.example, *code.more_examples] if code.example else list(code.more_examples)


def say(row: Code | Theme, wording: WordingJson) -> None:
    """Put the parts that the wording speaks of onto a row."""
    for part, said in wording.items():
        if part == "examples":
            first, *rest = words_in(said) or [""]
            assert isinstance(row, Code)
            row.example, row.more_examples = first, rest
        elif part == "tells_of":
            assert isinstance(row, Code)
            row.tells_of = TellsOf(str(said)) if said else None
        else:
            setattr(row, part, said)


def words_in(said: object) -> list[str]:
    """A part that is a list of words."""
    return [str(one) for one in said] if isinstance(said, list) else []


def wording_of_entry(entry: CodeEntry | ThemeEntry) -> WordingJson:
    """What a file says of it; parts it does not speak of are left out."""
    found: WordingJson = {"name": entry.name, "meaning": entry.meaning}
    if isinstance(entry, ThemeEntry):
        maps = entry.maps
        found["maps"] = None if maps is None else {one.framework: list(one.areas) for one in maps}
    else:
        found |= {"include": entry.include, "exclude": entry.exclude, "tells_of": entry.tells_of}
        found |= {
            name: None if words is None else list(words)
            for name, words in (("examples", entry.examples), ("keywords", entry.keywords))
        }
    return {name: said for name, said in found.items() if said is not None}


def whole(wording: WordingJson, *, of_theme: bool) -> WordingJson:
    """With every part a theme or code has, empty where nothing is said."""
    empty: WordingJson = (
        {"name": "", "meaning": "", "maps": {}}
        if of_theme
        else {
            "name": "",
            "meaning": "",
            "include": "",
            "exclude": "",
            "examples": [],
            "keywords": [],
            "tells_of": None,
        }
    )
    return empty | wording


def theme_entry(theme: Theme, codes: list[Code]) -> ThemeEntry:
    """A theme as files know it."""
    return ThemeEntry(
        theme.name,
        theme.slug,
        theme.guid or guid_of("theme", theme.slug),
        theme.meaning,
        tuple(FrameworkMap(name, tuple(areas)) for name, areas in theme.maps.items()),
        tuple(code_entry(code) for code in codes),
    )


def code_entry(code: Code) -> CodeEntry:
    """A code as files know it."""
    return CodeEntry(
        code.name,
        code.slug,
        code.guid or guid_of("code", code.slug),
        code.meaning,
        code.include,
        code.exclude,
        tuple(examples_of(code)),
        tuple(code.keywords),
        code.tells_of,
    )


def book_of(name: str, themes: list[Theme], *, with_retired: bool = False) -> Book:
    """The codebook as files know it; retired codes only when they are asked for."""
    return Book(
        name,
        tuple(
            theme_entry(theme, [code for code in theme.codes if with_retired or code.retired_on is None])
            for theme in themes
        ),
    )
