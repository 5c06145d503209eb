"""List reports, begin one, look at one, and take one away as a file."""

from io import BytesIO

from flask import flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from analysis.periods import parse_period, quarter_of
from feedback_app import clock, trail
from feedback_app.people.roles import May, may
from feedback_app.profiles import profile
from feedback_app.reporting.approve import still_empty
from feedback_app.reporting.compile import WHOLE_COUNCIL, compile_learning_audits
from feedback_app.reporting.draft import published
from feedback_app.reporting.files import TYPES, Form, as_file, file_name
from feedback_app.reporting.find import blockers_of, is_of_a_month, took_part
from feedback_app.reporting.find import reports as reports_found
from feedback_app.reporting.lay_out import lay_out
from feedback_app.reporting.models import Report, ReportKind, ReportStatus
from feedback_app.reporting.refusals import AlreadyUnderWay, QuarterHasNotBegun, UnknownQuarter
from feedback_app.reporting.write import is_empty
from feedback_app.web.access import here, open_to, refuse_if_in_place_denied
from feedback_app.web.fields import TextField
from feedback_app.web.report_links import drafts_seen, may_compile, title_of
from feedback_app.web.reports.analysis_shown import part_lines, sections_named
from feedback_app.web.reports.door import report_or_404, reports
from feedback_app.web.reports.forms import CompileForm
from feedback_app.web.reports.shown import due_of, line_of, missing_of, status_of
from feedback_app.web.signed_in import settings
from feedback_app.web.viewed import keep_what_was_noted


@reports.get("/reports")
@open_to(May.see_reports, May.approve_reports)
def listed() -> str:
    drafts = drafts_seen(here())
    asked = request.args.get("status", "")
    status = ReportStatus(asked) if asked in list(ReportStatus) else None
    found, compiles = reports_found(with_drafts_of=drafts, status=status), may_compile(here())
    return render_template(
        "reports/listed.html",
        lines=[line_of(report) for report in found],
        status=status,
        with_drafts=bool(drafts),
        analysis=profile(settings().framework).quarter_analysis if compiles else None,
        missing=missing_of(quarter_of(clock.today()).previous, found) if compiles and not status else None,
        may_compile=compiles,
    )


@reports.route("/reports/new", methods=["GET", "POST"])
@open_to(May.compile_reports)
def new() -> Reply | str:
    refuse_if_in_place_denied(May.compile_reports, WHOLE_COUNCIL)
    form = CompileForm(quarter=request.args.get("quarter", ""))
    form.offer_quarters(clock.today())
    if not form.validate_on_submit():
        return render_template("reports/new.html", form=form)
    try:
        report = compile_learning_audits(form.quarter.data or "", here())
    except AlreadyUnderWay as under_way:
        flash(_("A report of that quarter is being written already: here it is."))
        return redirect(url_for("reports.one", reference=under_way.public_ref), 303)
    except (UnknownQuarter, QuarterHasNotBegun):
        form.quarter.errors = [_("Choose one from the list.")]
        return render_template("reports/new.html", form=form)
    flash(_("The figures are compiled. Now write the three sections."), "success")
    return redirect(url_for("reports.one", reference=report.public_ref), 303)


@reports.get("/reports/<reference>")
@open_to(May.see_reports, May.approve_reports)
def one(reference: str) -> str:
    return page_of(report_or_404(reference))


def page_of(report: Report, trouble: str = "", late: TextField | None = None) -> str:
    """One report with what can be done next.

    `trouble` says why the last thing could not be done; `late` holds words that came too late to be kept.
    """
    person, is_open = here(), report.status is not ReportStatus.approved
    waits = report.status is ReportStatus.waiting
    part = waits and took_part(report, person)
    compiles = may_compile(person)
    may_approve = may(person.holdings, May.approve_reports, WHOLE_COUNCIL)
    is_analysis = report.kind is ReportKind.quarter_analysis
    is_draft, document = report.status is ReportStatus.draft, published(report)
    return render_template(
        "reports/one.html",
        report=report,
        title=title_of(report),
        status=status_of(report),
        due=due_of(report),
        laid=lay_out(document),
        parts=part_lines(document) if is_analysis and is_draft else [],
        may_write_parts=is_analysis and is_draft and may(person.holdings, May.write_analysis),
        may_act=is_analysis and not is_open and may(person.holdings, May.act_on_points),
        is_analysis=is_analysis,
        trouble=trouble,
        late=late,
        empty=sections_named(still_empty(report)) if is_open else [],
        blockers=blockers_of(parse_period(report.period)) if is_open else (),
        may_write=compiles and is_draft,
        may_compile=compiles,
        nothing_in_it=is_draft and is_empty(report),
        may_take_back=compiles and waits and part,
        may_approve=may_approve and waits and not part,
        of_a_month=is_of_a_month(report),
        forms=list(Form),
    )


@reports.get("/reports/<reference>/<any(html,docx):form>")
@open_to(May.see_reports, May.approve_reports)
def download(reference: str, form: str) -> Reply:
    report = report_or_404(reference)
    document, wanted = published(report), Form(form)
    trail.note(trail.Did.report_downloaded, "report", report.public_ref, by=here(), detail=form)
    keep_what_was_noted()
    return send_file(
        BytesIO(as_file(document, wanted)),
        mimetype=TYPES[wanted],
        as_attachment=True,
        download_name=file_name(document, wanted),
    )
