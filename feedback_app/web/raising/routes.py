"""The pages that raise a concern in an audit: triage is told first, then everybody by name, all or nobody."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from feedback_app.audits.escalate import (
    audit_to_raise_in,
    concern_in,
    raise_in_audit,
    tell_by_name,
    told_already,
    usual_addressees,
    wanted_for,
)
from feedback_app.audits.models import Audit, AuditConcern
from feedback_app.audits.refusals import (
    ChildrenMissing,
    PersonItIsAboutMissing,
    RecipientsMissing,
    ToldThePersonItIsAbout,
    WhyMissing,
)
from feedback_app.people.roles import May
from feedback_app.people.tokens import new_reference
from feedback_app.web.access import here, open_to
from feedback_app.web.capture.ended import keep_what_was_typed
from feedback_app.web.raising.forms import RaiseForm, TellForm, tell_form
from feedback_app.web.triage.tellings import who_was_told
from feedback_app.web.triage.words import severity_shown, where_it_stands

raising = Blueprint("raising", __name__, url_prefix="/raise")
raising.after_request(keep_what_was_typed)
BESIDE = {ChildrenMissing: "children", WhyMissing: "why", PersonItIsAboutMissing: "worker_name"}


@raising.route("/<ref>", methods=["GET", "POST"])
@open_to(May.hold_audits, May.capture)
def concern(ref: str) -> Reply | str:
    audit = _audit(ref)
    form = RaiseForm(press=new_reference())
    if not form.validate_on_submit():
        return _raise_page(audit, form)
    try:
        raised = raise_in_audit(audit, form.said(), press=form.press.data or new_reference(), by=here())
    except (ChildrenMissing, WhyMissing, PersonItIsAboutMissing) as refusal:
        form[BESIDE[type(refusal)]].errors = [_(refusal.msgid)]
        return _raise_page(audit, form)
    flash(_("Triage has been told. Now tell everybody who must know by name."), "success")
    return redirect(url_for("raising.people", ref=ref, reference=raised.concern.public_ref), 303)


@raising.route("/<ref>/<reference>", methods=["GET", "POST"])
@open_to(May.hold_audits, May.capture)
def people(ref: str, reference: str) -> Reply | str:
    audit = _audit(ref)
    raised = concern_in(audit, reference, here()) or abort(404)
    wanted = wanted_for(audit, raised)
    form = tell_form(wanted, usual_addressees(audit))
    if not form.validate_on_submit():
        return _people_page(audit, raised, form)
    try:
        tell_by_name(audit, raised, form.named(wanted), by=here())
    except RecipientsMissing as refusal:
        form.ask_for(refusal.told)
        return _people_page(audit, raised, form)
    except ToldThePersonItIsAbout as refusal:
        form.say_beside(refusal.told, _(refusal.msgid))
        return _people_page(audit, raised, form)
    flash(_("Everybody who must know is being told now."), "success")
    return redirect(url_for("raising.people", ref=ref, reference=reference), 303)


def _audit(ref: str) -> Audit:
    return audit_to_raise_in(here(), ref) or abort(404)


def _raise_page(audit: Audit, form: RaiseForm) -> str:
    return render_template("raising/concern.html", audit=audit, form=form)


def _people_page(audit: Audit, raised: AuditConcern, form: TellForm) -> str:
    all_told = set(wanted_for(audit, raised)) <= told_already(raised)
    return render_template(
        "raising/people.html",
        audit=audit,
        raised=raised.concern,
        severity=severity_shown(raised.concern.severity),
        stands=where_it_stands(raised.concern),
        form=form,
        all_told=all_told,
        told=who_was_told(raised.concern),
    )
