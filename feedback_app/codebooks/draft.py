"""Wording that is not in effect yet: begun, changed, left again, and published as a new version."""

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from feedback_app import clock
from feedback_app.codebooks.change import begin, finish
from feedback_app.codebooks.models import ChangeKind, CodebookChange, DraftedEntry, UndoJson, WordingJson
from feedback_app.codebooks.names import (
    new_code_slug,
    new_theme_slug,
    refuse_drafted_name,
    refuse_taken_name,
    refuse_taken_theme,
)
from feedback_app.codebooks.queries import (
    code_called,
    codebook_there,
    draft_of,
    drafted,
    theme_called,
    theme_there,
)
from feedback_app.codebooks.refusals import ChangedMeanwhile, NothingToPublish, NotThere
from feedback_app.codebooks.wording import say, whole, wording_of
from feedback_app.database import db, rows_changed
from feedback_app.people.models import Person
from feedback_app.themes.models import Code, Theme


def row_called(slug: str) -> Code | Theme | None:
    """A theme or a code in use, by its short name."""
    code = code_called(slug)
    if code is not None:
        return code if code.retired_on is None else None
    return theme_called(slug)


def save_draft(slug: str, wording: WordingJson, seen: int, by: Person | None) -> DraftedEntry | None:
    """Keep new wording for a theme or code; None when it says what is in effect anyway.

    `seen` is the draft's count of changes when it was shown, 0 when there was none. Raises
    ChangedMeanwhile, NotThere, NameTaken.
    """
    row, entry = row_called(slug), draft_of(slug)
    if row is None and entry is None:
        raise NotThere
    if (entry.changes if entry else 0) != seen:
        raise ChangedMeanwhile
    if isinstance(row, Code):
        refuse_taken_name(str(wording["name"]), theme=row.theme, code=row)
    if row is not None and wording == wording_of(row):
        if entry is not None:
            db.session.delete(entry)
        return None
    if entry is not None:
        return _changed(entry, wording, by)
    assert row is not None
    theme = row.theme.slug if isinstance(row, Code) else ""
    return add_entry(slug, theme, wording, wording_of(row), by)


def _changed(entry: DraftedEntry, wording: WordingJson, by: Person | None) -> DraftedEntry:
    changed = rows_changed(
        update(DraftedEntry)
        .where(DraftedEntry.id == entry.id, DraftedEntry.changes == entry.changes)
        .values(
            wording=wording, changes=entry.changes + 1, made_by_id=by.id if by else None, made_at=clock.now()
        )
    )
    if not changed:
        raise ChangedMeanwhile
    db.session.refresh(entry)
    return entry


def draft_new_code(theme_slug: str, wording: WordingJson, by: Person) -> DraftedEntry:
    """A code that comes into use when the draft is published. Raises NotThere, NameTaken."""
    theme, name = theme_there(theme_slug), str(wording["name"])
    refuse_taken_name(name, theme=theme)
    refuse_drafted_name(name, theme_slug)
    slug = new_code_slug(theme_slug, name, set())
    return add_entry(slug, theme_slug, whole(wording, of_theme=False), None, by)


def draft_new_theme(wording: WordingJson, by: Person) -> DraftedEntry:
    """A theme that comes into use when the draft is published. Raises NameTaken."""
    refuse_taken_theme(str(wording["name"]), codebook_there().id)
    refuse_drafted_name(str(wording["name"]), "")
    slug = new_theme_slug(str(wording["name"]), set())
    return add_entry(slug, "", whole(wording, of_theme=True), None, by)


def add_entry(
    slug: str, theme: str, wording: WordingJson, before: WordingJson | None, by: Person | None, guid: str = ""
) -> DraftedEntry:
    """Begin a draft. Raises ChangedMeanwhile when somebody else began one just now."""
    entry = DraftedEntry(
        codebook_id=codebook_there().id, slug=slug, theme_slug=theme, wording=wording, before=before,
        guid=guid or None, made_by_id=by.id if by else None, made_at=clock.now(), changes=1,
    )  # fmt: skip
    try:
        with db.session.begin_nested():
            db.session.add(entry)
    except IntegrityError:
        raise ChangedMeanwhile from None
    return entry


def leave_draft(slug: str) -> None:
    """Forget the draft of one theme or code; what is in effect stays. Codes of a new theme go with it."""
    here = DraftedEntry.codebook_id == codebook_there().id
    db.session.execute(delete(DraftedEntry).where(here, DraftedEntry.slug == slug))
    if theme_called(slug) is None:
        db.session.execute(delete(DraftedEntry).where(here, DraftedEntry.theme_slug == slug))


def publish(seen: int, by: Person | None) -> CodebookChange:
    """Put the whole draft into effect as a new version.

    Raises ChangedMeanwhile, NothingToPublish, NameTaken.
    """
    book = begin(seen)
    entries = drafted(book)
    to_undo = UndoJson(new_themes=[], new_codes=[], before={}, after={})
    for entry in entries:
        row = row_called(entry.slug)
        if row is not None:
            _say_changes(row, entry, to_undo)
        elif entry.before is None:
            _make(entry, book.id, to_undo)
        db.session.delete(entry)
    touches = [*to_undo["new_themes"], *to_undo["new_codes"], *to_undo["after"]]
    if not touches:
        raise NothingToPublish
    counted = {
        "new": len(to_undo["new_themes"]) + len(to_undo["new_codes"]),
        "changed": len(to_undo["before"]),
    }
    touched = list(dict.fromkeys(touches))
    return finish(book, ChangeKind.published, touched, counted, to_undo, by)


def changed_parts(entry: DraftedEntry) -> WordingJson:
    """The parts a draft changes."""
    before = entry.before or {}
    return {part: said for part, said in entry.wording.items() if before.get(part) != said}


def _say_changes(row: Code | Theme, entry: DraftedEntry, to_undo: UndoJson) -> None:
    after, now = changed_parts(entry), wording_of(row)
    if not after:
        return
    if isinstance(row, Code) and "name" in after:
        refuse_taken_name(str(after["name"]), theme=row.theme, code=row)
    to_undo["before"][entry.slug] = {part: now[part] for part in after}
    to_undo["after"][entry.slug] = after
    say(row, after)
    db.session.flush()


def _make(entry: DraftedEntry, codebook_id: int, to_undo: UndoJson) -> None:
    name = str(entry.wording["name"])
    if not entry.theme_slug:
        row: Code | Theme = Theme(
            codebook_id=codebook_id, slug=entry.slug, name=name, meaning="", guid=entry.guid
        )
        to_undo["new_themes"].append(entry.slug)
    else:
        theme = theme_called(entry.theme_slug)
        if theme is None:
            return
        refuse_taken_name(name, theme=theme)
        row = Code(slug=entry.slug, name=name, guid=entry.guid)
        row.theme_id = theme.id
        to_undo["new_codes"].append(entry.slug)
    say(row, entry.wording)
    to_undo["after"][entry.slug] = entry.wording
    db.session.add(row)
    db.session.flush()
