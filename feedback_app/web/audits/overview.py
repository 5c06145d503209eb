"""One audit at a glance: where it stands, whose feedback was sought, what was said, and what came of it."""

from datetime import date

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from feedback_app import clock
from feedback_app.audits.act import actions_of, learning_of
from feedback_app.audits.compliance import sought_for
from feedback_app.audits.escalate import concerns_in
from feedback_app.audits.meeting import mark_held, notes_of
from feedback_app.audits.models import Area, Audit
from feedback_app.audits.queries import practice_leads_for
from feedback_app.audits.refusals import MeetingNotYet
from feedback_app.audits.rules import is_complete
from feedback_app.audits.said import has_opened, may_read_what_was_said, requests_of, voices_of
from feedback_app.people.models import Person
from feedback_app.people.roles import May, may
from feedback_app.profiles import profile
from feedback_app.web.access import here, open_to
from feedback_app.web.audits.blueprint import audits, may_arrange, seen
from feedback_app.web.audits.forms import AssignForm, HeldForm, OnlyButton
from feedback_app.web.audits.raised import concern_row
from feedback_app.web.audits.shown import area_words, audit_shown, items_shown, request_row, voice_shown
from feedback_app.web.fields import choice


@audits.get("/<ref>")
@open_to(May.see_audits)
def overview(ref: str) -> str:
    return page_of(seen(ref))


def page_of(audit: Audit, *, form: AssignForm | HeldForm | None = None, wrong_request: str = "") -> str:
    """The audit's page, with the form somebody has just made a mistake in, if any."""
    person = here()
    may_read = may_read_what_was_said(audit, person)
    voices = voices_of(audit)
    opened = may_read and has_opened(voices, person)
    sought = sought_for(audit)
    notes = notes_of(audit)
    requests = requests_of(audit)
    return render_template(
        "audits/overview.html",
        it=audit_shown(audit, person),
        form=form,
        requests=[request_row(each, audit, sought[each.id]) for each in requests],
        complete=is_complete(sought.values()),
        meeting_is_past=audit.meeting_at < clock.now(),
        meeting_has_come=_likely_day(audit) is not None,
        assign_forms=_assign_forms(audit, person, form, wrong_request),
        voices=[voice_shown(voice) for voice in voices] if opened else [],
        how_many_voices=len(voices),
        may_read=may_read,
        opened=opened,
        notes=[(area_words(area), notes[area].words) for area in Area if area in notes and notes[area].words],
        actions=list(items_shown(actions_of(audit))),
        learning=list(items_shown(learning_of(audit))),
        may_raise=may(person.holdings, May.hold_audits),
        concerns=[concern_row(audit, each) for each in concerns_in(audit, person)],
        held=form if isinstance(form, HeldForm) else HeldForm(formdata=None, held_on=_likely_day(audit)),
        only_button=OnlyButton(formdata=None),
    )


def _likely_day(audit: Audit) -> date | None:
    """The day the meeting was planned for, once it has come; before that nobody has said one."""
    planned = audit.meeting_at.astimezone(clock.LONDON).date()
    return planned if planned <= clock.today() else None


def _assign_forms(
    audit: Audit, person: Person, wrong: AssignForm | HeldForm | None, wrong_request: str
) -> dict[str, AssignForm]:
    """A form for each request that may be given out by this person; each with ids of its own."""
    if not may_arrange(audit, person):
        return {}
    leads = [choice("", _("Choose"))] + [
        choice(str(lead.id), f"{lead.name}, {lead.job_title}" if lead.job_title else lead.name)
        for lead in practice_leads_for(audit)
    ]
    forms: dict[str, AssignForm] = {}
    for request in requests_of(audit):
        if isinstance(wrong, AssignForm) and wrong_request == request.public_ref:
            forms[request.public_ref] = wrong
            continue
        form = AssignForm(formdata=None, lead=str(request.practice_lead_id or ""))
        form.lead.choices = leads
        form.lead.id = f"lead-{request.public_ref}"
        form.lead.description = called_here(audit)
        forms[request.public_ref] = form
    return forms


def called_here(audit: Audit) -> str:
    """What practice leads are called in this service area, when the framework says."""
    offered = profile(audit.framework).service_areas
    titles = [
        title
        for area in offered
        if area.slug == audit.service_area.slug
        for title in area.practice_lead_titles
    ]
    return _("In this service area: %(titles)s.", titles=", ".join(titles)) if titles else ""


@audits.post("/<ref>/held")
@open_to(May.hold_audits)
def hold(ref: str) -> Reply | str:
    audit = seen(ref)
    form = HeldForm()
    if not form.validate_on_submit():
        return page_of(audit, form=form)
    try:
        mark_held(audit, form.held_on.day, by=here())
    except MeetingNotYet as refusal:
        form.held_on.errors = [_(refusal.msgid)]
        return page_of(audit, form=form)
    flash(_("The meeting is noted as held."), "success")
    return redirect(url_for("audits.overview", ref=ref), 303)
