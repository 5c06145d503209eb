"""Our own codebook as the exchange knows it, and back."""

from analysis.codebook import Code, Codebook
from analysis.exchange.book import Book, CodeEntry, ThemeEntry
from analysis.exchange.guids import guid_of


def book_of_codebook(codebook: Codebook) -> Book:
    """Every theme and code with all it says; those without an identifier of another program get ours."""
    return Book(
        codebook.name,
        tuple(
            ThemeEntry(
                theme.name,
                theme.id,
                guid_of("theme", theme.id),
                theme.definition,
                theme.maps,
                tuple(_code(code) for code in codebook.codes_in(theme.id)),
            )
            for theme in codebook.themes
        ),
    )


def _code(code: Code) -> CodeEntry:
    return CodeEntry(
        code.name, code.id, guid_of("code", code.id), code.meaning, code.include, code.exclude, code.examples,
        code.keywords, code.tells_of,
    )  # fmt: skip
