"""Whether the meeting reflected what was said, and the main points where only those may be seen."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from feedback_app.audits.link import link_what_came
from feedback_app.audits.meeting import Consideration, consider, refuse_unless_writing, stamp
from feedback_app.audits.models import Audit, AuditStatus
from feedback_app.audits.refusals import AlreadySignedOff, ChangedMeanwhile, ContextMissing
from feedback_app.audits.requests import Reflected
from feedback_app.audits.said import (
    Voice,
    has_opened,
    may_read_what_was_said,
    voices_of,
    whole_voices_of,
    write_main_points,
)
from feedback_app.people.roles import May, Place, may
from feedback_app.web.access import here, open_to
from feedback_app.web.audits.blueprint import audits, seen
from feedback_app.web.audits.forms import ConsiderForm, MainPointsForm
from feedback_app.web.audits.shown import audit_shown, voice_shown


def voice_in(audit: Audit, response_id: int) -> Voice:
    """What was said in this response for this audit, once this person has opened it."""
    voices = voices_of(audit)
    if not may_read_what_was_said(audit, here()) or not has_opened(voices, here()):
        abort(403)
    return next((voice for voice in voices if voice.response.id == response_id), None) or abort(404)


@audits.route("/<ref>/feedback/<int:response_id>", methods=["GET", "POST"])
@open_to(May.hold_audits)
def reflect(ref: str, response_id: int) -> Reply | str | tuple[str, int]:
    audit = seen(ref)
    refuse_unless_writing(audit, here())
    voice = voice_in(audit, response_id)
    now = voice.feedback
    form = ConsiderForm(
        reflected=now.reflected.value if now and now.reflected else None,
        context=now.context if now else "",
        seen=stamp(now),
    )
    if not form.validate_on_submit():
        return _page(audit, voice, form)
    said = Consideration(Reflected(form.reflected.data), form.context.data or "")
    try:
        consider(audit, response_id, said, seen=form.seen.data or "", by=here())
    except ContextMissing as refusal:
        form.context.errors = [_(refusal.msgid)]
        return _page(audit, voice, form)
    except ChangedMeanwhile as refusal:
        form.seen.data = stamp(now)
        form.context.errors = [_(refusal.msgid)]
        return _page(audit, voice, form), 409
    flash(_("Saved."), "success")
    return redirect(url_for("audits.overview", ref=ref, _anchor="said"), 303)


def _page(audit: Audit, voice: Voice, form: ConsiderForm) -> str:
    return render_template(
        "audits/reflect.html", it=audit_shown(audit, here()), voice=voice_shown(voice), form=form
    )


@audits.route("/<ref>/feedback/<int:response_id>/main-points", methods=["GET", "POST"])
@open_to(May.read_answers)
def main_points(ref: str, response_id: int) -> Reply | str:
    """Written by somebody who reads answers and may therefore see the words; never by the meeting."""
    audit = seen(ref)
    if not may(here().holdings, May.read_answers, Place(audit.service_area_id, audit.locality_id)):
        abort(403)
    if audit.status is AuditStatus.signed_off:
        raise AlreadySignedOff
    voice_in(audit, response_id)
    voice = next(each for each in whole_voices_of(audit) if each.response.id == response_id)
    form = MainPointsForm(main_points=voice.feedback.main_points if voice.feedback else "")
    if not form.validate_on_submit():
        return render_template(
            "audits/main_points.html", it=audit_shown(audit, here()), voice=voice_shown(voice), form=form
        )
    linked = next(each for each in link_what_came(audit) if each.response_id == response_id)
    write_main_points(linked, audit, form.main_points.data or "", by=here())
    flash(_("The main points are saved."), "success")
    return redirect(url_for("audits.overview", ref=ref), 303)
