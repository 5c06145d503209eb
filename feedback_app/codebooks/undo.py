"""Undo a change of the codebook, exactly, or say clearly what has come to depend on it."""

from sqlalchemy import delete, func, select, update

from feedback_app import clock, trail
from feedback_app.codebooks.change import begin, next_version
from feedback_app.codebooks.draft import add_entry, row_called
from feedback_app.codebooks.models import ChangeKind, CodebookChange, UndoJson
from feedback_app.codebooks.move import batches, put_back
from feedback_app.codebooks.names import refuse_taken_name
from feedback_app.codebooks.queries import code_called, draft_of, theme_called
from feedback_app.codebooks.refusals import AlreadyUndone, LaterChange, NotThere, UsedSince
from feedback_app.codebooks.wording import say, wording_of
from feedback_app.database import Base, db
from feedback_app.people.models import Person
from feedback_app.themes.models import Code, Coding, Outcome, Suggestion


def undo(change: CodebookChange, seen: int, by: Person) -> None:
    """Make it as if the change had not been made; what was decided since stays.

    Raises AlreadyUndone, LaterChange, UsedSince, NameTaken, ChangedMeanwhile, NotThere.
    """
    book = begin(seen)
    db.session.refresh(change, attribute_names=["to_undo", "undone_at"])
    why_not_undo(change)
    match change.kind:
        case ChangeKind.renamed:
            _say_before(change.to_undo)
        case ChangeKind.retired:
            _bring_back(change.to_undo)
        case ChangeKind.merged:
            _unmerge(change.to_undo)
        case ChangeKind.divided:
            _unsplit(change.to_undo)
        case ChangeKind.published:
            _unpublish(change.to_undo, by)
        case ChangeKind.brought_in:
            for some in batches(change.to_undo["moved"]):
                db.session.execute(delete(Coding).where(Coding.id.in_(some)))
    change.undone_at, change.undone_by_id = clock.now(), by.id
    next_version(book)
    trail.note(
        trail.Did.codebook_change_undone, "codebook", change.public_ref, by=by, detail=change.kind.value
    )
    db.session.flush()
    db.session.expire_all()


def why_not_undo(change: CodebookChange) -> None:
    """Raises AlreadyUndone, LaterChange or UsedSince when the change cannot be undone now."""
    if change.undone_at is not None:
        raise AlreadyUndone
    later = db.session.scalars(
        select(CodebookChange)
        .where(
            CodebookChange.codebook_id == change.codebook_id,
            CodebookChange.id > change.id,
            CodebookChange.undone_at.is_(None),
        )
        .order_by(CodebookChange.id.desc())
    )
    for other in later:
        if set(other.touches) & set(change.touches):
            raise LaterChange(other.version)
    new = change.to_undo.get("new_codes", [])
    ours = set(change.to_undo.get("moved", [])) if change.kind is ChangeKind.divided else set()
    used = sum(uses_of(code, ours) for code in map(code_called, new) if code is not None)
    if used:
        raise UsedSince(used)


def uses_of(code: Code, leaving_out: set[int]) -> int:
    """How much points at a code: codings but these, settled suggestions, notes and whatever else."""
    codings = db.session.scalars(select(Coding.id).where(Coding.code_id == code.id))
    found = sum(1 for one in codings if one not in leaving_out)
    settled = Suggestion.code_id == code.id, Suggestion.outcome.in_(tuple(Outcome))
    found += db.session.scalar(select(func.count()).select_from(Suggestion).where(*settled)) or 0
    for table in Base.metadata.sorted_tables:
        if table.name in {"coding", "suggestion"}:
            continue
        for column in table.columns:
            if any(key.column.table.name == "code" for key in column.foreign_keys):
                counting = select(func.count()).select_from(table).where(column == code.id)
                found += db.session.scalar(counting) or 0
    return found


def _there(slug: str) -> Code:
    code = code_called(slug)
    if code is None:
        raise NotThere
    return code


def _say_before(to_undo: UndoJson) -> None:
    for slug, wording in to_undo["before"].items():
        row = code_called(slug) or theme_called(slug)
        if row is None:
            raise NotThere
        if isinstance(row, Code) and "name" in wording:
            refuse_taken_name(str(wording["name"]), theme=row.theme, code=row)
        say(row, wording)
        db.session.flush()


def _bring_back(to_undo: UndoJson) -> Code:
    code = _there(to_undo["code"])
    refuse_taken_name(code.name, theme=code.theme, code=code)
    code.retired_on = code.merged_into_id = None
    db.session.flush()
    put_back(Suggestion, to_undo["suggestions_dropped"])
    return code


def _unmerge(to_undo: UndoJson) -> None:
    into = _there(to_undo["into"])
    code = _bring_back(to_undo)
    _point_back(Coding, to_undo["moved"], into, code)
    _point_back(Suggestion, to_undo["suggestions_moved"], into, code)
    put_back(Coding, to_undo["dropped"])


def _point_back(kind: type[Coding] | type[Suggestion], ids: list[int], now: Code, before: Code) -> None:
    for some in batches(ids):
        db.session.execute(
            update(kind)
            .where(kind.id.in_(some), kind.code_id == now.id)
            .values(code_id=before.id)
            .execution_options(synchronize_session=False)
        )


def _unsplit(to_undo: UndoJson) -> None:
    code, new = _there(to_undo["code"]), _there(to_undo["into"])
    _point_back(Coding, to_undo["moved"], new, code)
    put_back(Coding, to_undo["dropped"])
    _take_away(new)


def _take_away(code: Code) -> None:
    db.session.execute(delete(Suggestion).where(Suggestion.code_id == code.id))
    db.session.execute(delete(Code).where(Code.id == code.id))


def _unpublish(to_undo: UndoJson, by: Person) -> None:
    """What was published is a draft again."""
    _say_before(to_undo)
    themes = {slug: code.theme.slug for slug in to_undo["new_codes"] if (code := code_called(slug))}
    for slug in themes:
        _take_away(_there(slug))
    for slug in to_undo["new_themes"]:
        theme = theme_called(slug)
        if theme is not None:
            db.session.delete(theme)
    db.session.flush()
    for slug, after in to_undo["after"].items():
        if draft_of(slug) is None:
            row = row_called(slug)
            now = wording_of(row) if row is not None else None
            theme_slug = row.theme.slug if isinstance(row, Code) else themes.get(slug, "")
            add_entry(slug, theme_slug, (now or {}) | after, now, by)
