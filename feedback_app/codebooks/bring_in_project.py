"""Bring codings made in another program onto answers that are ours: all that fit, in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.exchange.project import Project
from feedback_app import trail
from feedback_app.codebooks.change import begin_now, finish
from feedback_app.codebooks.match_project import Strangers, WhyNot, match, still_new
from feedback_app.codebooks.models import ChangeKind, CodebookChange, UndoJson
from feedback_app.database import db
from feedback_app.people.models import Person
from feedback_app.themes.models import CodebookEdition, Coding


@dataclass(frozen=True)
class BroughtIn:
    """What a project came to; `change` is None when nothing was new."""

    added: int
    already_there: int
    refused: Mapping[WhyNot, int]
    change: CodebookChange | None


def bring_in(project: Project, key: str, strangers: Strangers, by: Person) -> BroughtIn:
    """Add the codings of a project in one transaction; done again, it adds nothing."""
    matched = match(project, key, strangers, by)
    if not matched.new:
        return BroughtIn(0, matched.already_there, matched.refused, None)
    book = begin_now()
    new = still_new(matched.new)  # sent twice at once, the second waits here and then finds them all
    already = matched.already_there + len(matched.new) - len(new)
    return BroughtIn(len(new), already, matched.refused, _keep(book, new, by) if new else None)


def _keep(book: CodebookEdition, new: Sequence[Coding], by: Person) -> CodebookChange:
    db.session.add_all(new)
    db.session.flush()
    for coding in new:
        detail = f"code {coding.code_id}, brought in for {coding.coder_id}"
        trail.note(trail.Did.coded, "answer", str(coding.answer_id), by=by, detail=detail)
    trail.note(trail.Did.project_brought_in, "codebook", book.version, by=by, detail=f"{len(new)} codings")
    to_undo = UndoJson(moved=[coding.id for coding in new])
    counted = {"codings": len(new), "answers": len({coding.answer_id for coding in new})}
    return finish(book, ChangeKind.brought_in, [], counted, to_undo, by)
