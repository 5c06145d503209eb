"""Retire a code: what was coded with it stays and counts, but nobody is offered it any more."""

from feedback_app import clock
from feedback_app.codebooks.change import begin, finish
from feedback_app.codebooks.effects import effects_on
from feedback_app.codebooks.models import ChangeKind, CodebookChange, UndoJson
from feedback_app.codebooks.move import take_out_open_suggestions
from feedback_app.codebooks.queries import code_there
from feedback_app.people.models import Person


def retire(slug: str, seen: int, by: Person) -> CodebookChange:
    """Raises ChangedMeanwhile, NotThere."""
    book = begin(seen)
    code = code_there(slug)
    counted = effects_on(code).counted()
    code.retired_on = clock.today()
    dropped = take_out_open_suggestions(code)
    undo_by = UndoJson(code=slug, suggestions_dropped=dropped)
    return finish(book, ChangeKind.retired, [slug], counted, undo_by, by)
