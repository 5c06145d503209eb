"""Put a codebook into the tables, where codings can point at its codes; safe to do again."""

from sqlalchemy import select

from analysis.codebook import Codebook, starter
from feedback_app import clock
from feedback_app.database import db
from feedback_app.themes.models import Code, CodebookEdition, Theme


def load_codebook(book: Codebook | None = None) -> CodebookEdition:
    """The stored edition of a codebook (the starter unless another is given), stored now if it is new."""
    book = book or starter()
    kept = db.session.scalar(
        select(CodebookEdition).where(
            CodebookEdition.name == book.name, CodebookEdition.version == book.version
        )
    )
    if kept is not None:
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
                codes=[
                    Code(
                        slug=code.id,
                        name=code.name,
                        include=code.include,
                        exclude=_in_words(code.exclude, book),
                        example=code.examples[0] if code.examples else "",
                    )
                    for code in book.codes_in(theme.id)
                ],
            )
        )
    db.session.flush()
    return edition


def _in_words(exclude: str, book: Codebook) -> str:
    """What a code is not for, naming the code or theme that is meant instead: "views -> VOICE.acted"."""
    what, arrow, where = (part.strip() for part in exclude.partition("->"))
    if not arrow:
        return exclude
    names = {code.id: code.name for code in book.codes} | {theme.id: theme.name for theme in book.themes}
    return f"{what}: use “{names[where]}”" if where in names else f"{what}: {where}"
