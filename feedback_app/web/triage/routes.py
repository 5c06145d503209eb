"""The triage pages: what waits, one concern, and what is done about it."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from feedback_app.notices.send import stuck
from feedback_app.people.roles import May, may
from feedback_app.safeguarding.act import acknowledge, change_severity, decide
from feedback_app.safeguarding.models import Concern, ConcernStatus, Decision, Severity
from feedback_app.safeguarding.queries import Sort, decided_concerns, open_concerns, waiting_for
from feedback_app.safeguarding.refusals import AlreadyDecided, NothingChanges, ReasonNeeded, SomebodyWasFirst
from feedback_app.themes.read import mark_read
from feedback_app.web.access import here, open_to
from feedback_app.web.asked import changes_seen, page_here
from feedback_app.web.signed_in import signed_in_person
from feedback_app.web.triage.blueprint import seen, triage
from feedback_app.web.triage.forms import BackForm, DecideForm, SeverityForm, reason_needed
from feedback_app.web.triage.shown import line_of, page_of
from feedback_app.web.triage.tellings import who_was_told
from feedback_app.web.triage.words import sort_words
from feedback_app.web.viewed import note_viewed

ON_A_PAGE = 50


def _sort() -> Sort:
    """The order asked for in the address; one that does not exist is the usual one."""
    asked = request.args.get("sort", "")
    return next((sort for sort in Sort if sort == asked), Sort.serious)


@triage.app_context_processor
def urgent_concerns() -> dict[str, Callable[[], int]]:
    """For the banner on every page of everybody on triage."""

    def count() -> int:
        person = signed_in_person()
        return waiting_for(person).urgent if person and may(person.holdings, May.triage) else 0

    return {"urgent_concerns": count}


@triage.get("/concerns")
@open_to(May.triage)
def waiting() -> str:
    person, number, sort = here(), page_here(), _sort()
    found = open_concerns(person, at_most=ON_A_PAGE, after=(number - 1) * ON_A_PAGE, sort=sort)
    waits = waiting_for(person)
    return render_template(
        "triage/waiting.html",
        lines=[line_of(concern) for concern in found],
        number=number,
        pages=max(1, -(-waits.open // ON_A_PAGE)),
        sort=sort,
        sorts=sort_words(),
        waiting=waits,
        stuck=stuck(),
    )


@triage.get("/concerns/decided")
@open_to(May.triage)
def decided() -> str:
    number = page_here()
    found = decided_concerns(here(), at_most=ON_A_PAGE + 1, after=(number - 1) * ON_A_PAGE)
    lines = [line_of(concern) for concern in found[:ON_A_PAGE]]
    return render_template("triage/decided.html", lines=lines, number=number, more=len(found) > ON_A_PAGE)


@triage.get("/concerns/<reference>")
@open_to(May.triage)
def one(reference: str) -> str:
    concern = seen(reference)
    note_viewed("concern", concern.public_ref, here())
    return shown(concern)


@triage.post("/concerns/<reference>/take")
@open_to(May.triage)
def take(reference: str) -> Reply | tuple[str, int]:
    concern = seen(reference)
    try:
        acknowledge(concern, here(), changes=changes_seen(request.form.get("changes")))
    except (SomebodyWasFirst, AlreadyDecided):
        return shown(seen(reference), somebody_was_first=True), 409
    if concern.response:
        mark_read(concern.response.answers, here())
    flash(_("You have this concern now."), "success")
    return _back(concern)


@triage.post("/concerns/<reference>/decide")
@open_to(May.triage)
def settle(reference: str) -> Reply | str | tuple[str, int]:
    concern = seen(reference)
    form = DecideForm(concern)
    if not form.validate_on_submit():
        return shown(concern, decide_form=form)
    try:
        decide(
            concern,
            Decision(form.decision.data),
            form.reason.data or "",
            here(),
            changes=changes_seen(form.changes.data),
        )
    except (SomebodyWasFirst, AlreadyDecided):
        return shown(seen(reference), decide_form=form, somebody_was_first=True), 409
    except ReasonNeeded:
        form.reason.errors = [_("Write down why.")]
        return shown(concern, decide_form=form)
    if concern.response:
        mark_read(concern.response.answers, here())
    flash(_("The decision is kept."), "success")
    return _back(concern)


@triage.post("/concerns/<reference>/severity")
@open_to(May.triage)
def weigh(reference: str) -> Reply | str | tuple[str, int]:
    concern = seen(reference)
    form = SeverityForm(concern)
    if not form.validate_on_submit():
        return shown(concern, severity_form=form)
    try:
        change_severity(
            concern,
            Severity(form.severity.data),
            form.reason.data or "",
            here(),
            changes=changes_seen(form.changes.data),
        )
    except (SomebodyWasFirst, AlreadyDecided):
        return shown(seen(reference), severity_form=form, somebody_was_first=True), 409
    except ReasonNeeded:
        form.reason.errors = [reason_needed()]
        return shown(concern, severity_form=form)
    except NothingChanges:
        form.severity.errors = [_("It is that already. Choose another, or leave it.")]
        return shown(concern, severity_form=form)
    flash(_("How serious it is has been changed."), "success")
    return _back(concern)


def _back(concern: Concern) -> Reply:
    return redirect(url_for("triage.one", reference=concern.public_ref), 303)


def shown(
    concern: Concern,
    *,
    decide_form: DecideForm | None = None,
    severity_form: SeverityForm | None = None,
    back_form: BackForm | None = None,
    somebody_was_first: bool = False,
) -> str:
    """The page of one concern, with the form somebody has just sent, if any."""
    form = decide_form or severity_form or back_form
    if somebody_was_first and form is not None:
        form.changes.data = str(concern.changes)
    return render_template(
        "triage/one.html",
        concern=concern,
        shown=page_of(concern),
        told=who_was_told(concern),
        form=form,
        typed_in_vain=form is not None and _has_no_place(form, concern),
        decide_form=decide_form or DecideForm(concern),
        severity_form=severity_form or SeverityForm(concern),
        back_form=back_form or BackForm(concern),
        has_it=concern.acknowledged_by_id == here().id,
        somebody_was_first=somebody_was_first,
    )


def _has_no_place(form: DecideForm | SeverityForm | BackForm, concern: Concern) -> bool:
    """Whether the page, as the concern stands now, has no such form to keep what was typed in."""
    if isinstance(form, BackForm):
        return concern.status is ConcernStatus.waiting
    return concern.status is ConcernStatus.decided
