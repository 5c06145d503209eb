"""Write an analysis of a quarter: begin it, write its parts, and add points for others to act on."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from feedback_app import clock
from feedback_app.people.roles import May
from feedback_app.profiles import profile
from feedback_app.reporting.analyse import add_point, take_out_point, write_part
from feedback_app.reporting.compile import WHOLE_COUNCIL, compile_analysis
from feedback_app.reporting.draft import document_of
from feedback_app.reporting.lay_out_analysis import known_of
from feedback_app.reporting.models import Report, ReportPart, ReportStatus
from feedback_app.reporting.parts import part_of, points_of, rules_of
from feedback_app.reporting.refusals import (
    AlreadyUnderWay,
    ChangedMeanwhile,
    NoLongerADraft,
    Part,
    QuarterHasNotBegun,
    UnknownQuarter,
)
from feedback_app.web.access import here, open_to, refuse_if_in_place_denied
from feedback_app.web.asked import changes_seen
from feedback_app.web.report_links import title_of
from feedback_app.web.reports.analysis_shown import part_hint, part_name, wrote_words
from feedback_app.web.reports.door import analysis_or_404, reports
from feedback_app.web.reports.forms import AnalysisForm, PartForm, PointForm
from feedback_app.web.reports.listing import page_of
from feedback_app.web.reports.why_not import why_not
from feedback_app.web.signed_in import settings

Page = Reply | str | tuple[str, int]
ONE_PART = f"/reports/<reference>/parts/<any({','.join(Part)}):part>"


@reports.route("/reports/new-analysis", methods=["GET", "POST"])
@open_to(May.compile_reports)
def new_analysis() -> Page:
    refuse_if_in_place_denied(May.compile_reports, WHOLE_COUNCIL)
    rules = profile(settings().framework).quarter_analysis
    if rules is None:
        flash(_("The framework of this council asks for no written analysis of a quarter."))
        return redirect(url_for("reports.listed"), 303)
    form = AnalysisForm(quarter=request.args.get("quarter", ""))
    form.offer_quarters(clock.today())
    if not form.validate_on_submit():
        return render_template("reports/new-analysis.html", form=form, rules=rules)
    try:
        report = compile_analysis(form.quarter.data or "", here())
    except AlreadyUnderWay as under_way:
        flash(_("The analysis of that quarter is being written already: here it is."))
        return redirect(url_for("reports.one", reference=under_way.public_ref), 303)
    except (UnknownQuarter, QuarterHasNotBegun):
        form.quarter.errors = [_("Choose one from the list.")]
        return render_template("reports/new-analysis.html", form=form, rules=rules)
    flash(
        _("What is known is gathered. Now write each part, with others if you like."),
        "success",
    )
    return redirect(url_for("reports.one", reference=report.public_ref), 303)


@reports.route(ONE_PART, methods=["GET", "POST"])
@open_to(May.write_analysis)
def part(reference: str, part: str) -> Page:
    report, which = analysis_or_404(reference), Part(part)
    row = part_of(report, which)
    form = PartForm(words=row.words, why_empty=row.why_empty, changes=row.changes)
    if report.status is not ReportStatus.draft:
        return page_of(report, why_not(NoLongerADraft()), form.late), 409
    if not form.validate_on_submit():
        return _part_page(report, row, form)
    words, why = form.words.data or "", form.why_empty.data or ""
    try:
        write_part(report, which, words, why, by=here(), seen=changes_seen(form.changes.data))
    except ChangedMeanwhile:
        return _part_page(report, part_of(report, which), form, theirs=True), 409
    except NoLongerADraft as refused:
        return page_of(report, why_not(refused), form.late), 409
    flash(_("Saved: %(part)s.", part=part_name(which)), "success")
    return _to(report)


@reports.post(f"{ONE_PART}/points")
@open_to(May.write_analysis)
def add(reference: str, part: str) -> Page:
    report, form, which = analysis_or_404(reference), PointForm(), Part(part)
    row = part_of(report, which)
    if report.status is not ReportStatus.draft:
        return page_of(report, why_not(NoLongerADraft()), form.point), 409
    if not form.validate():
        return _part_page(report, row, _as_it_stands(row), form)
    try:
        add_point(report, which, form.point.data or "", by=here())
    except NoLongerADraft as refused:
        return page_of(report, why_not(refused), form.point), 409
    flash(_("The point is added."), "success")
    return redirect(url_for("reports.part", reference=report.public_ref, part=part), 303)


@reports.post(f"{ONE_PART}/points/<int:number>/take-out")
@open_to(May.write_analysis)
def take_point_out(reference: str, part: str, number: int) -> Page:
    report = analysis_or_404(reference)
    if not any(point.id == number for point in points_of(report)):
        abort(404)
    try:
        take_out_point(report, number, by=here())
    except NoLongerADraft as refused:
        return page_of(report, why_not(refused)), 409
    flash(_("The point is taken out."), "success")
    return redirect(url_for("reports.part", reference=report.public_ref, part=part), 303)


def _as_it_stands(row: ReportPart) -> PartForm:
    return PartForm(formdata=None, words=row.words, why_empty=row.why_empty, changes=row.changes)


def _part_page(
    report: Report,
    row: ReportPart,
    form: PartForm,
    point_form: PointForm | None = None,
    *,
    theirs: bool = False,
) -> str:
    """With `theirs`, what somebody else saved meanwhile is shown beside what was typed here."""
    if theirs:
        form.changes.data = str(row.changes)
    document = document_of(report)
    return render_template(
        "reports/part.html",
        report=report,
        title=title_of(report),
        part=row.part,
        name=part_name(row.part),
        hint=part_hint(row.part),
        goes_to=rules_of(report).goes_to,
        form=form,
        tried=point_form or form,
        point_form=point_form or PointForm(formdata=None),
        points=[point for point in points_of(report) if point.part is row.part],
        theirs=row if theirs else None,
        wrote=wrote_words(document, row.part),
        known=known_of(document, row.part),
    )


def _to(report: Report) -> Reply:
    return redirect(url_for("reports.one", reference=report.public_ref), 303)
