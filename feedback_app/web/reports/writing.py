"""Write a draft: compile it again, its three sections, send it for approval, and take it back from there."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from feedback_app.people.roles import May
from feedback_app.reporting.approve import send_for_approval, take_back
from feedback_app.reporting.compile import compile_again
from feedback_app.reporting.document import Compiled
from feedback_app.reporting.draft import document_of
from feedback_app.reporting.find import themes_in_audits
from feedback_app.reporting.lay_out import lay_out
from feedback_app.reporting.models import Report, ReportKind, ReportStatus
from feedback_app.reporting.refusals import ChangedMeanwhile, NoLongerADraft, ReportRefused
from feedback_app.reporting.write import throw_away, words_of, write_sections
from feedback_app.web.access import here, open_to
from feedback_app.web.asked import changes_seen
from feedback_app.web.report_links import title_of
from feedback_app.web.reports.door import own_draft_or_403, reports
from feedback_app.web.reports.forms import WriteForm
from feedback_app.web.reports.listing import page_of
from feedback_app.web.reports.why_not import why_not

Page = Reply | str | tuple[str, int]


@reports.post("/reports/<reference>/compile-again")
@open_to(May.compile_reports)
def compiled_again(reference: str) -> Page:
    report = own_draft_or_403(reference)
    try:
        compile_again(report, here())
    except NoLongerADraft:
        return page_of(report, why_not(NoLongerADraft())), 409
    flash(_("The figures are taken anew. What you wrote is as it was."), "success")
    return _to(report)


@reports.route("/reports/<reference>/write", methods=["GET", "POST"])
@open_to(May.compile_reports)
def write(reference: str) -> Page:
    report = own_draft_or_403(reference)
    if report.kind is ReportKind.quarter_analysis:
        return _to(report)
    words = words_of(report)
    form = WriteForm(
        themes=words.themes,
        improvement=words.improvement,
        plans=words.plans,
        in_audits=list(themes_in_audits(report)),
        changes=report.changes,
    )
    compiled = Compiled.model_validate_json(report.compiled)
    form.offer_themes(compiled.themes)
    if report.status is not ReportStatus.draft:
        return page_of(report, why_not(NoLongerADraft())), 409
    if not form.validate_on_submit():
        return _write_page(report, form, compiled)
    try:
        write_sections(
            report, form.words, form.in_audits.data or (), by=here(), seen=changes_seen(form.changes.data)
        )
    except ChangedMeanwhile:
        return _write_page(report, form, compiled, theirs=True), 409
    flash(_("Saved."), "success")
    return _to(report)


def _write_page(report: Report, form: WriteForm, compiled: Compiled, *, theirs: bool = False) -> str:
    """With `theirs`, what somebody else saved meanwhile is shown beside what was typed here."""
    if theirs:
        form.changes.data = str(report.changes)
    return render_template(
        "reports/write.html",
        report=report,
        title=title_of(report),
        form=form,
        compiled=compiled,
        theirs=words_of(report) if theirs else None,
        laid=lay_out(document_of(report)),
    )


@reports.post("/reports/<reference>/send")
@open_to(May.compile_reports)
def send(reference: str) -> Page:
    report = own_draft_or_403(reference)
    try:
        send_for_approval(report, here())
    except ReportRefused as refused:
        return page_of(report, why_not(refused)), 409
    flash(_("It is sent for approval. Somebody who did not write it will check it."), "success")
    return _to(report)


@reports.post("/reports/<reference>/take-back")
@open_to(May.compile_reports)
def taken_back(reference: str) -> Page:
    report = own_draft_or_403(reference)
    try:
        take_back(report, by=here())
    except ReportRefused as refused:
        return page_of(report, why_not(refused)), 409
    flash(_("It is a draft again. Send it when it is ready."), "success")
    return _to(report)


@reports.post("/reports/<reference>/throw-away")
@open_to(May.compile_reports)
def thrown_away(reference: str) -> Page:
    report = own_draft_or_403(reference)
    try:
        throw_away(report, by=here())
    except ReportRefused as refused:
        return page_of(report, why_not(refused)), 409
    flash(_("The draft is gone. What people said, and every coding and quote, is where it was."), "success")
    return redirect(url_for("reports.listed"), 303)


def _to(report: Report) -> Reply:
    return redirect(url_for("reports.one", reference=report.public_ref), 303)
