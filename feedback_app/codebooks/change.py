"""One change of the codebook: one at a time, versioned, trailed, and kept so that it can be undone."""

import json
from dataclasses import asdict

from sqlalchemy import update

from analysis.exchange.book import Book
from feedback_app import clock, trail
from feedback_app.codebooks.models import ChangeKind, CodebookChange, UndoJson
from feedback_app.codebooks.queries import codebook_there, themes_of
from feedback_app.codebooks.refusals import ChangedMeanwhile
from feedback_app.codebooks.wording import book_of
from feedback_app.database import db, rows_changed
from feedback_app.people.models import Person
from feedback_app.people.tokens import new_reference
from feedback_app.themes.models import CodebookEdition


def begin(seen: int) -> CodebookEdition:
    """Take the codebook for one change. Raises ChangedMeanwhile when it is no longer as it was seen."""
    book = codebook_there()
    taken = rows_changed(
        update(CodebookEdition)
        .where(CodebookEdition.id == book.id, CodebookEdition.changes == seen)
        .values(changes=seen + 1)
    )
    if not taken:
        raise ChangedMeanwhile
    db.session.refresh(book)
    return book


def begin_now() -> CodebookEdition:
    """Take the codebook as it stands, for what nobody had to look at first."""
    return begin(codebook_there().changes)


def finish(
    book: CodebookEdition,
    kind: ChangeKind,
    touches: list[str],
    counted: dict[str, int],
    to_undo: UndoJson,
    by: Person | None,
) -> CodebookChange:
    """Give the codebook its next version and keep what was done."""
    db.session.flush()
    next_version(book)
    change = CodebookChange(
        public_ref=new_reference(),
        codebook_id=book.id,
        kind=kind,
        version=book.version,
        made_by_id=by.id if by else None,
        made_at=clock.now(),
        touches=touches,
        counted=counted,
        to_undo=to_undo,
        document=as_document(book_of(book.name, themes_of(book), with_retired=True)),
    )
    db.session.add(change)
    trail.note(
        trail.Did.codebook_changed, "codebook", change.public_ref, by=by, detail=f"{kind}, {book.version}"
    )
    db.session.flush()
    return change


def next_version(book: CodebookEdition) -> None:
    """From 1.0 to 1.1; a version that does not end in a number gets one."""
    before, dot, last = book.version.rpartition(".")
    book.version = f"{before}{dot}{int(last) + 1}" if dot and last.isdigit() else f"{book.version[:15]}.1"
    book.published_on = clock.today()


def as_document(book: Book) -> str:
    """The whole codebook as JSON."""
    return json.dumps(asdict(book), ensure_ascii=False, sort_keys=True)
