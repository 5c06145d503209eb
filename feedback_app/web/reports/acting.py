"""What a group makes of the points of an approved analysis: an action for each, or why none follows."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from feedback_app import clock
from feedback_app.database import db
from feedback_app.improvement.owners import possible_owners
from feedback_app.improvement.refusals import Refused
from feedback_app.people.models import Person
from feedback_app.people.roles import May
from feedback_app.reporting.act_on import leave_point, make_action
from feedback_app.reporting.models import Report, ReportPoint, ReportStatus
from feedback_app.reporting.parts import points_of, rules_of
from feedback_app.reporting.refusals import ReportRefused
from feedback_app.web.access import here, open_to
from feedback_app.web.fields import choice
from feedback_app.web.report_links import title_of
from feedback_app.web.reports.analysis_shown import point_shown
from feedback_app.web.reports.door import analysis_or_404, reports
from feedback_app.web.reports.forms import ActForm, LeaveForm
from feedback_app.web.reports.why_not import why_not

Page = Reply | str | tuple[str, int]
ONE_POINT = "/reports/<reference>/points/<int:number>"


@reports.get("/reports/<reference>/points")
@open_to(May.act_on_points)
def points(reference: str) -> str:
    return _list_page(_approved_or_404(reference))


@reports.get(ONE_POINT)
@open_to(May.act_on_points)
def point(reference: str, number: int) -> Page:
    report = _approved_or_404(reference)
    found = _point_or_404(report, number)
    if found.settled_by_id is not None:
        return redirect(url_for("reports.points", reference=reference), 303)
    return _point_page(report, found)


@reports.post(f"{ONE_POINT}/act")
@open_to(May.act_on_points)
def act(reference: str, number: int) -> Page:
    report, form = _approved_or_404(reference), ActForm()
    found = _point_or_404(report, number)
    _offer_owners(form)
    if not form.validate():
        return _point_page(report, found, act=form)
    owner = db.session.get(Person, int(form.owner.data or 0))
    try:
        make_action(report, found, what=form.what.data or "", owner=owner, due_on=form.due_on.day, by=here())
    except ReportRefused as refused:
        return _list_page(report, why_not(refused), form), 409
    except Refused as refused:
        return _point_page(report, found, act=form, trouble=_(refused.msgid)), 409
    flash(_("The action is agreed. Its owner finds it under Actions."), "success")
    return redirect(url_for("reports.points", reference=reference), 303)


@reports.post(f"{ONE_POINT}/leave")
@open_to(May.act_on_points)
def leave(reference: str, number: int) -> Page:
    report, form = _approved_or_404(reference), LeaveForm()
    found = _point_or_404(report, number)
    if not form.validate():
        return _point_page(report, found, leave=form)
    try:
        leave_point(report, found, form.because.data or "", by=here())
    except ReportRefused as refused:
        return _list_page(report, why_not(refused), form), 409
    flash(_("Kept, with the reason."), "success")
    return redirect(url_for("reports.points", reference=reference), 303)


def _approved_or_404(reference: str) -> Report:
    """An analysis to act on; while it is a draft there is nothing to act on."""
    report = analysis_or_404(reference)
    if report.status is not ReportStatus.approved:
        abort(404)
    return report


def _point_or_404(report: Report, number: int) -> ReportPoint:
    return next((point for point in points_of(report) if point.id == number), None) or abort(404)


def _offer_owners(form: ActForm) -> None:
    owners = [choice(str(person.id), person.name) for person in possible_owners()]
    form.owner.choices = [choice("", _("Choose somebody")), *owners]
    form.earliest = clock.today()


def _list_page(report: Report, trouble: str = "", late: ActForm | LeaveForm | None = None) -> str:
    return render_template(
        "reports/points.html",
        report=report,
        title=title_of(report),
        goes_to=rules_of(report).goes_to,
        points=[point_shown(each) for each in points_of(report)],
        trouble=trouble,
        late=late.late if late else None,
    )


def _point_page(
    report: Report,
    found: ReportPoint,
    *,
    act: ActForm | None = None,
    leave: LeaveForm | None = None,
    trouble: str = "",
) -> str:
    acting = act or ActForm(formdata=None, what=found.words)
    _offer_owners(acting)
    return render_template(
        "reports/point.html",
        report=report,
        title=title_of(report),
        point=found,
        act=acting,
        leave=leave or LeaveForm(formdata=None),
        form=act or leave,
        trouble=trouble,
    )
