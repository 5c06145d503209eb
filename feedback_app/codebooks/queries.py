"""The codebook as it stands: its themes and codes, what was changed in it, and what is drafted."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload, undefer

from analysis.exchange.book import Book
from feedback_app.codebooks.models import CodebookChange, DraftedEntry
from feedback_app.codebooks.refusals import NotThere
from feedback_app.codebooks.wording import book_of
from feedback_app.database import db
from feedback_app.themes.models import Code, CodebookEdition, Coding, Theme


def codebook() -> CodebookEdition | None:
    """The codebook in use: the newest, where several were loaded."""
    return db.session.scalar(select(CodebookEdition).order_by(CodebookEdition.id.desc()).limit(1))


def codebook_there() -> CodebookEdition:
    """The codebook in use. Raises NotThere before one is loaded."""
    found = codebook()
    if found is None:
        raise NotThere
    return found


def themes_of(book: CodebookEdition) -> list[Theme]:
    """Every theme with every code, the retired ones too, in two statements."""
    return list(
        db.session.scalars(
            select(Theme)
            .where(Theme.codebook_id == book.id)
            .options(selectinload(Theme.codes))
            .order_by(Theme.id)
            .execution_options(populate_existing=True)
        )
    )


def book_in_use(*, with_retired: bool = False) -> Book:
    """The codebook as files know it. Raises NotThere before one is loaded."""
    book = codebook_there()
    return book_of(book.name, themes_of(book), with_retired=with_retired)


def code_called(slug: str) -> Code | None:
    """A code by its short name, retired or not, with its theme."""
    return db.session.scalar(
        select(Code)
        .where(Code.slug == slug)
        .options(joinedload(Code.theme))
        .execution_options(populate_existing=True)
    )


def code_there(slug: str) -> Code:
    """A code that may still be given. Raises NotThere."""
    found = code_called(slug)
    if found is None or found.retired_on is not None:
        raise NotThere
    return found


def theme_called(slug: str) -> Theme | None:
    """A theme of the codebook in use, by its short name."""
    return db.session.scalar(
        select(Theme).where(Theme.slug == slug, Theme.codebook_id == codebook_there().id)
    )


def theme_there(slug: str) -> Theme:
    """Raises NotThere."""
    found = theme_called(slug)
    if found is None:
        raise NotThere
    return found


def codings_by_code() -> dict[int, int]:
    """How many codings each code has: for people who look after the codebook, and nobody else."""
    rows = db.session.execute(select(Coding.code_id, func.count()).group_by(Coding.code_id))
    return {row[0]: row[1] for row in rows}


def history(book: CodebookEdition, *, at_most: int, after: int = 0) -> Sequence[CodebookChange]:
    """What was changed, the newest first."""
    return db.session.scalars(
        select(CodebookChange)
        .where(CodebookChange.codebook_id == book.id)
        .options(joinedload(CodebookChange.made_by), joinedload(CodebookChange.undone_by))
        .order_by(CodebookChange.id.desc())
        .limit(at_most)
        .offset(after)
    ).all()


def change_called(ref: str) -> CodebookChange | None:
    """One change, with what it is undone by."""
    return db.session.scalar(
        select(CodebookChange)
        .where(CodebookChange.public_ref == ref)
        .options(
            undefer(CodebookChange.to_undo),
            joinedload(CodebookChange.made_by),
            joinedload(CodebookChange.undone_by),
        )
        .execution_options(populate_existing=True)
    )


def drafted(book: CodebookEdition) -> Sequence[DraftedEntry]:
    """The draft, themes before their codes."""
    return db.session.scalars(
        select(DraftedEntry)
        .where(DraftedEntry.codebook_id == book.id)
        .options(joinedload(DraftedEntry.made_by))
        .order_by(DraftedEntry.theme_slug != "", DraftedEntry.slug)
    ).all()


def draft_of(slug: str) -> DraftedEntry | None:
    """The draft of one theme or code."""
    return db.session.scalar(
        select(DraftedEntry)
        .where(DraftedEntry.slug == slug, DraftedEntry.codebook_id == codebook_there().id)
        .options(joinedload(DraftedEntry.made_by))
        .execution_options(populate_existing=True)
    )
