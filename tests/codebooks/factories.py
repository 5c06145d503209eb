"""Codings to be moved, and the whole of what they are, so that an undo can be held to it."""

from sqlalchemy import select

from feedback_app.codebooks.queries import codebook_there
from feedback_app.database import Base, db
from feedback_app.listening.store import Answer
from feedback_app.people.models import Person
from feedback_app.themes.code import accept, add, decline
from feedback_app.themes.models import Coding, Valence
from feedback_app.themes.rules import Span
from tests.themes.factories import code, suggestions

TABLES = ("theme", "code", "coding", "suggestion")


def coding(of: Answer, slug: str, by: Person, start: int = 0, end: int = 6) -> Coding:
    return add(of, code(slug).id, Span(start, end), Valence.well, by)


def settle_first(of: Answer, by: Person) -> None:
    """One guess accepted, one declined, the rest still open."""
    first, second, *_rest = suggestions(of)
    accept(first, of, by)
    decline(second, by)


def seen() -> int:
    """The codebook's count of changes, as a page would show it."""
    return codebook_there().changes


def everything(*tables: str) -> dict[str, list[tuple[object, ...]]]:
    """Every row of these tables, every column."""
    db.session.flush()
    found = {}
    for name in tables or TABLES:
        table = Base.metadata.tables[name]
        found[name] = [tuple(row) for row in db.session.execute(select(table).order_by(table.c.id))]
    return found
