"""A practice lead's requests: the list, independence, each try, and handing out a link."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from feedback_app.audits.assign import declare_independent, declare_involved, refuse_unless_independent
from feedback_app.audits.attempt import judge_appropriate_again, judge_not_appropriate, record_attempt
from feedback_app.audits.hand_out import hand_out
from feedback_app.audits.owed import answered_by_its_link, owed_by
from feedback_app.audits.refusals import NotAppropriateNeedsReason
from feedback_app.audits.requests import AttemptOutcome, FeedbackRequest
from feedback_app.people.roles import May
from feedback_app.web.access import here, open_to
from feedback_app.web.capture.blueprint import capture, mine
from feedback_app.web.capture.forms import AttemptForm, IndependenceForm, NotAppropriateForm, OnlyButton
from feedback_app.web.capture.shown import shown
from feedback_app.web.signed_in import settings


@capture.get("")
@open_to(May.capture)
def owed() -> str:
    requests = [shown(request) for request in owed_by(here())]
    return render_template(
        "capture/owed.html",
        waiting=[each for each in requests if not each.state.is_over],
        over=[each for each in requests if each.state.is_over],
    )


@capture.get("/<ref>")
@open_to(May.capture)
def request_page(ref: str) -> str:
    request = mine(ref)
    refuse_unless_independent(request.audit, here())
    return page_of(request)


def page_of(
    request: FeedbackRequest,
    *,
    form: IndependenceForm | AttemptForm | NotAppropriateForm | None = None,
) -> str:
    """The request's page, with the form somebody has just made a mistake in, if any."""
    return render_template(
        "capture/request.html",
        it=shown(request),
        answered_online=answered_by_its_link(request),
        has_link=request.invitation_id is not None,
        form=form,
        independence=form if isinstance(form, IndependenceForm) else IndependenceForm(formdata=None),
        attempt=form if isinstance(form, AttemptForm) else AttemptForm(formdata=None),
        not_appropriate=form if isinstance(form, NotAppropriateForm) else NotAppropriateForm(formdata=None),
        only_button=OnlyButton(formdata=None),
    )


@capture.post("/<ref>/independence")
@open_to(May.capture)
def say_independence(ref: str) -> Reply | str:
    request = mine(ref)
    form = IndependenceForm()
    if not form.validate_on_submit():
        return page_of(request, form=form)
    if form.knows.data == "yes":
        declare_involved(request, request.audit, by=here())
        return redirect(url_for("capture.thanks_for_saying"), 303)
    declare_independent(request, request.audit, by=here())
    return redirect(url_for("capture.request_page", ref=ref), 303)


@capture.get("/not-independent")
@open_to(May.capture)
def thanks_for_saying() -> str:
    return render_template("capture/not_independent.html")


@capture.post("/<ref>/attempts")
@open_to(May.capture)
def add_attempt(ref: str) -> Reply | str:
    request = mine(ref)
    form = AttemptForm()
    if not form.validate_on_submit():
        return page_of(request, form=form)
    outcome = AttemptOutcome(form.outcome.data)
    record_attempt(request, request.audit, outcome, by=here(), note=form.note.data or "")
    flash(_("This try is noted."), "success")
    return redirect(url_for("capture.request_page", ref=ref), 303)


@capture.post("/<ref>/not-appropriate")
@open_to(May.capture)
def do_not_ask(ref: str) -> Reply | str:
    request = mine(ref)
    refuse_unless_independent(request.audit, here())
    form = NotAppropriateForm()
    if not form.validate_on_submit():
        return page_of(request, form=form)
    why, who = form.why.data or "", form.lead_case_holder.data or ""
    try:
        judge_not_appropriate(request, request.audit, why=why, lead_case_holder=who, by=here())
    except NotAppropriateNeedsReason as refusal:
        empty = form.lead_case_holder if why.strip() else form.why
        empty.errors = [_(refusal.msgid)]
        return page_of(request, form=form)
    flash(_("Noted. Nobody will ask."), "success")
    return redirect(url_for("capture.request_page", ref=ref), 303)


@capture.post("/<ref>/ask-after-all")
@open_to(May.capture)
def ask_after_all(ref: str) -> Reply:
    request = mine(ref)
    refuse_unless_independent(request.audit, here())
    judge_appropriate_again(request, request.audit, by=here())
    return redirect(url_for("capture.request_page", ref=ref), 303)


@capture.post("/<ref>/link")
@open_to(May.capture)
def make_link(ref: str) -> str:
    request = mine(ref)
    secret = hand_out(request, request.audit, by=here())
    address = settings().site_address.rstrip("/") + url_for("opening.with_link", token=secret.token)
    return render_template(
        "capture/link.html", it=shown(request), address=address, code=f"{secret.code[:3]} {secret.code[3:]}"
    )
