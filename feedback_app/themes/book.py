"""The codebook in use as engines read it: the codes that may be given, with the words known for each."""

from dataclasses import replace
from functools import lru_cache

from sqlalchemy import select

from analysis.codebook import Code as BookCode
from analysis.codebook import Codebook, starter
from analysis.codebook import Theme as BookTheme
from feedback_app.database import db
from feedback_app.themes.models import Code, CodebookEdition, Theme


def engine_name() -> str:
    """What guesses are signed with that come from the codebook's own words alone."""
    return name_of_words(_name_and_version()[1])


def name_of_words(version: str) -> str:
    """The same for one version of the codebook."""
    return f"codebook words {version}"


def _name_and_version() -> tuple[str, str]:
    newest = (
        select(CodebookEdition.name, CodebookEdition.version).order_by(CodebookEdition.id.desc()).limit(1)
    )
    row = db.session.execute(newest).first()
    return (row.name, row.version) if row else (starter().name, starter().version)


def codebook_in_use() -> Codebook:
    """The codes that may be given now, each with the words known for it; no codes before one is loaded."""
    codes = db.session.execute(
        select(
            Code.slug, Theme.slug, Code.name, Code.include, Code.exclude, Code.example, Code.more_examples,
            Code.keywords,
        )
        .join(Code.theme)
        .where(Code.retired_on.is_(None), Code.merged_into_id.is_(None))
        .order_by(Theme.id, Code.id)
    )  # fmt: skip
    themes = db.session.execute(select(Theme.slug, Theme.name, Theme.meaning).order_by(Theme.id))
    return _codebook(
        *_name_and_version(),
        tuple(BookTheme(*row) for row in themes),
        tuple(_code(*row) for row in codes),
    )


def _code(
    slug: str,
    theme: str,
    name: str,
    include: str,
    exclude: str,
    example: str,
    more: list[str],
    keywords: list[str],
) -> BookCode:
    """A stored code as an engine reads it; one loaded before keywords were stored keeps those we ship."""
    shipped = _shipped().get(slug)
    examples = tuple(each for each in (example, *more) if each)
    if shipped is not None and not keywords:
        return replace(shipped, theme=theme, name=name)
    return BookCode(slug, theme, name, include, exclude, examples, tuple(keywords))


@lru_cache(maxsize=1)
def _shipped() -> dict[str, BookCode]:
    return {code.id: code for code in starter().codes}


@lru_cache(maxsize=4)
def _codebook(
    name: str, version: str, themes: tuple[BookTheme, ...], codes: tuple[BookCode, ...]
) -> Codebook:
    """The same value for the same content, so that what was prepared from it is found again."""
    return Codebook(name, version, themes, codes)
