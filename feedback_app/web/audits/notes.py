"""The notes of the meeting, in four areas; two people may write at once and nothing typed is lost."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from feedback_app.audits.meeting import notes_of, refuse_unless_writing, write_notes
from feedback_app.audits.models import Audit
from feedback_app.audits.refusals import ChangedMeanwhile
from feedback_app.people.roles import May
from feedback_app.web.access import here, open_to
from feedback_app.web.asked import changes_seen
from feedback_app.web.audits.blueprint import audits, seen
from feedback_app.web.audits.forms import NotesForm
from feedback_app.web.audits.shown import area_words, audit_shown


@audits.route("/<ref>/notes", methods=["GET", "POST"])
@open_to(May.hold_audits)
def notes(ref: str) -> Reply | str | tuple[str, int]:
    audit = seen(ref)
    refuse_unless_writing(audit, here())
    kept = {area.value: note.words for area, note in notes_of(audit).items()}
    form = NotesForm(data={**kept, "seen": str(audit.changes)})
    if not form.validate_on_submit():
        return _page(audit, form)
    try:
        write_notes(audit, form.by_area(), seen=changes_seen(form.seen.data), by=here())
    except ChangedMeanwhile as refusal:
        form.seen.data = str(audit.changes)
        form.positives.errors = [_(refusal.msgid)]
        return _page(audit, form, theirs=True), 409
    flash(_("The notes are saved."), "success")
    return redirect(url_for("audits.overview", ref=ref, _anchor="notes"), 303)


def _page(audit: Audit, form: NotesForm, *, theirs: bool = False) -> str:
    """The notes; with `theirs`, beside what somebody else saved meanwhile."""
    saved = [(area_words(area), note.words) for area, note in notes_of(audit).items()] if theirs else []
    return render_template("audits/notes.html", it=audit_shown(audit, here()), form=form, saved=saved)
