"""Sign off: what is missing is said before the button, and the chair cannot press it."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from feedback_app.audits.act import actions_of, learning_of
from feedback_app.audits.compliance import sought_for
from feedback_app.audits.models import Audit, AuditStatus
from feedback_app.audits.refusals import (
    AlreadySignedOff,
    FeedbackNotConsidered,
    MissingFeedbackNeedsReason,
    NotTheResponsibleManager,
    NotYetHeld,
)
from feedback_app.audits.rules import is_complete
from feedback_app.audits.said import requests_of, voices_of
from feedback_app.audits.sign_off import sign_off
from feedback_app.people.roles import May
from feedback_app.web.access import here, open_to
from feedback_app.web.audits.blueprint import audits, seen
from feedback_app.web.audits.forms import SignOffForm
from feedback_app.web.audits.shown import audit_shown, items_shown, request_row


@audits.route("/<ref>/sign-off", methods=["GET", "POST"])
@open_to(May.sign_off_audits)
def sign(ref: str) -> Reply | str:
    audit = seen(ref)
    if audit.status is AuditStatus.signed_off:
        raise AlreadySignedOff
    if here().id != audit.responsible_id:
        raise NotTheResponsibleManager
    form = SignOffForm()
    if not form.validate_on_submit():
        return _page(audit, form)
    try:
        sign_off(audit, by=here(), why_not_complete=form.why_not_complete.data or "")
    except (FeedbackNotConsidered, NotYetHeld) as refusal:
        return _page(audit, form, refused=_(refusal.msgid))
    except MissingFeedbackNeedsReason as refusal:
        form.why_not_complete.errors = [_(refusal.msgid)]
        return _page(audit, form)
    flash(_("The audit is signed off. It can no longer be changed."), "success")
    return redirect(url_for("audits.overview", ref=ref), 303)


def _page(audit: Audit, form: SignOffForm, *, refused: str = "") -> str:
    sought = sought_for(audit)
    not_considered = sum(
        voice.feedback is None or voice.feedback.reflected is None for voice in voices_of(audit)
    )
    return render_template(
        "audits/sign_off.html",
        it=audit_shown(audit, here()),
        form=form,
        refused=refused,
        requests=[request_row(each, audit, sought[each.id]) for each in requests_of(audit)],
        complete=is_complete(sought.values()),
        not_considered=not_considered,
        actions=list(items_shown(actions_of(audit))),
        learning=list(items_shown(learning_of(audit))),
    )
