"""Put a codebook into the tables, where codings can point at its codes; safe to do again."""

from sqlalchemy import select

from analysis.codebook import Codebook, starter
from analysis.codebook import Theme as BookTheme
from feedback_app import clock
from feedback_app.database import db
from feedback_app.themes.models import Code, CodebookEdition, Theme


def load_codebook(book: Codebook | None = None) -> CodebookEdition:
    """The stored codebook of this name (the starter unless another is given), stored now if it is new.

    One that people have changed is theirs: it is never overwritten.
    """
    book = book or starter()
    kept = db.session.scalar(select(CodebookEdition).where(CodebookEdition.name == book.name))
    if kept is not None:
        if not kept.changes:
            _complete(book)
        return kept
    edition = CodebookEdition(name=book.name, version=book.version, published_on=clock.today())
    db.session.add(edition)
    db.session.flush()
    for theme in book.themes:
        db.session.add(
            Theme(
                codebook_id=edition.id,
                slug=theme.id,
                name=theme.name,
                meaning=theme.definition,
                maps=_maps(theme),
                codes=[
                    Code(
                        slug=code.id,
                        name=code.name,
                        include=code.include,
                        exclude=_in_words(code.exclude, book),
                        example=code.examples[0] if code.examples else "",
                        more_examples=list(code.examples[1:]),
                        meaning=code.meaning,
                        keywords=list(code.keywords),
                        tells_of=code.tells_of,
                    )
                    for code in book.codes_in(theme.id)
                ],
            )
        )
    db.session.flush()
    return edition


def _maps(theme: BookTheme) -> dict[str, list[str]]:
    return {one.framework: list(one.areas) for one in theme.maps}


def _complete(book: Codebook) -> None:
    """Give codes loaded by an earlier edition of the product the guidance that edition did not know."""
    bare = (Code.meaning == "", Code.slug.in_([code.id for code in book.codes if code.meaning]))
    codes = db.session.scalars(select(Code).where(*bare)).all()
    if not codes:
        return
    for code in codes:
        known = book.code(code.slug)
        code.meaning, code.tells_of = known.meaning, known.tells_of
        code.more_examples, code.keywords = list(known.examples[1:]), list(known.keywords)
    themes = {theme.id: theme for theme in book.themes}
    for theme in db.session.scalars(select(Theme).where(Theme.slug.in_(themes))):
        theme.maps = _maps(themes[theme.slug])


def _in_words(exclude: str, book: Codebook) -> str:
    """What a code is not for, naming the code or theme that is meant instead: "views -> VOICE.acted"."""
    what, arrow, where = (part.strip() for part in exclude.partition("->"))
    if not arrow:
        return exclude
    names = {code.id: code.name for code in book.codes} | {theme.id: theme.name for theme in book.themes}
    return f"{what}: use “{names[where]}”" if where in names else f"{what}: {where}"
