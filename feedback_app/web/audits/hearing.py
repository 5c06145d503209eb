"""Give each voice to an independent practice lead, and open what was said."""

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from feedback_app.audits.assign import assign, note_refusal
from feedback_app.audits.models import Audit
from feedback_app.audits.queries import practice_leads_for
from feedback_app.audits.refusals import NotIndependent
from feedback_app.audits.requests import FeedbackRequest
from feedback_app.audits.said import may_read_what_was_said, record_opening, requests_of
from feedback_app.people.roles import May
from feedback_app.web.access import here, open_to
from feedback_app.web.audits.blueprint import audits, may_arrange, seen
from feedback_app.web.audits.forms import AssignForm, OnlyButton
from feedback_app.web.audits.overview import called_here, page_of
from feedback_app.web.fields import choice


def request_in(audit: Audit, request_ref: str) -> FeedbackRequest:
    """This audit's request with this reference."""
    found = (each for each in requests_of(audit) if each.public_ref == request_ref)
    return next(found, None) or abort(404)


@audits.post("/<ref>/requests/<request_ref>/lead")
@open_to(May.plan_audits, May.hold_audits)
def give_out(ref: str, request_ref: str) -> Reply | str:
    audit = seen(ref)
    if not may_arrange(audit, here()):
        abort(403)
    request = request_in(audit, request_ref)
    leads = {str(lead.id): lead for lead in practice_leads_for(audit)}
    form = AssignForm()
    form.lead.id = f"lead-{request_ref}"
    form.lead.description = called_here(audit)
    form.lead.choices = [
        choice("", _("Choose")),
        *(choice(each, lead.name) for each, lead in leads.items()),
    ]
    if not form.validate_on_submit():
        return page_of(audit, form=form, wrong_request=request_ref)
    try:
        assign(request, audit, leads[form.lead.data], by=here())
    except NotIndependent as refusal:
        note_refusal(request, by=here())
        form.lead.errors = [_(refusal.msgid)]
        return page_of(audit, form=form, wrong_request=request_ref)
    flash(_("%(name)s has been told.", name=leads[form.lead.data].name), "success")
    return redirect(url_for("audits.overview", ref=ref), 303)


@audits.post("/<ref>/open")
@open_to(May.see_audits)
def open_what_was_said(ref: str) -> Reply:
    """Open the words: the reading is recorded before they are shown."""
    audit = seen(ref)
    if not may_read_what_was_said(audit, here()) or not OnlyButton().validate_on_submit():
        abort(403)
    record_opening(audit, by=here())
    return redirect(url_for("audits.overview", ref=ref, _anchor="said"), 303)
