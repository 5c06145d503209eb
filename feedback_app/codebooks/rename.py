"""Give a code or a theme another name: the same code, the same codings, shown with the new name."""

from feedback_app.codebooks.change import begin, finish
from feedback_app.codebooks.effects import effects_on
from feedback_app.codebooks.models import ChangeKind, CodebookChange, UndoJson
from feedback_app.codebooks.names import refuse_taken_name
from feedback_app.codebooks.queries import code_there
from feedback_app.people.models import Person


def rename(slug: str, name: str, seen: int, by: Person) -> CodebookChange:
    """Raises ChangedMeanwhile, NotThere, NameTaken."""
    code = code_there(slug)
    refuse_taken_name(name, theme=code.theme, code=code)
    book = begin(seen)
    before = code.name
    counted = effects_on(code).counted()
    code.name = name
    to_undo = UndoJson(code=slug, before={slug: {"name": before}}, after={slug: {"name": name}})
    return finish(book, ChangeKind.renamed, [slug], counted, to_undo, by)
