"""Merge a code into another: its codings become the other's, and the code is retired."""

from feedback_app import clock
from feedback_app.codebooks.change import begin, finish
from feedback_app.codebooks.effects import effects_on
from feedback_app.codebooks.models import ChangeKind, CodebookChange, UndoJson
from feedback_app.codebooks.move import move_codings, move_suggestions
from feedback_app.codebooks.queries import code_there
from feedback_app.codebooks.refusals import IntoItself
from feedback_app.database import db
from feedback_app.people.models import Person
from feedback_app.themes.models import Code


def merge(slug: str, into_slug: str, seen: int, by: Person) -> CodebookChange:
    """Where one person gave both codes to the same words, one coding stays.

    Raises ChangedMeanwhile, NotThere, IntoItself.
    """
    if slug == into_slug:
        raise IntoItself
    book = begin(seen)
    code, into = code_there(slug), code_there(into_slug)
    # Nobody can give either code while this goes on: a coding waits for the row of its code.
    db.session.refresh(code, attribute_names=["retired_on"], with_for_update=True)
    counted = effects_on(code, into).counted()
    moved, dropped = move_codings(code, into)
    suggestions_moved, suggestions_dropped = move_suggestions(code, into)
    code.retired_on, code.merged_into_id = clock.today(), into.id
    to_undo = UndoJson(
        code=slug,
        into=into_slug,
        moved=moved,
        dropped=dropped,
        suggestions_moved=suggestions_moved,
        suggestions_dropped=suggestions_dropped,
    )
    return finish(book, ChangeKind.merged, [slug, into_slug], counted, to_undo, by)


def may_be_merged_into(code: Code, all_codes: list[Code]) -> list[Code]:
    """Codes this one may go into."""
    return [other for other in all_codes if other.id != code.id and other.retired_on is None]
