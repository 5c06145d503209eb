"""The door to reports, what its pages draw with, and how a report is found."""

from flask import Blueprint, abort

from feedback_app.reporting.as_html import drawing, kind
from feedback_app.reporting.find import report_by_ref
from feedback_app.reporting.models import Report, ReportKind, ReportStatus
from feedback_app.web.access import here
from feedback_app.web.report_links import drafts_seen, may_compile

reports = Blueprint("reports", __name__)
reports.add_app_template_filter(kind)
reports.add_app_template_filter(drawing)


def report_or_404(reference: str) -> Report:
    """The report with this reference, as long as this person may see it."""
    report = report_by_ref(reference)
    if report is None:
        abort(404)
    if report.status is not ReportStatus.approved and report.kind not in drafts_seen(here()):
        abort(404)
    return report


def analysis_or_404(reference: str) -> Report:
    """The analysis of a quarter with this reference; another report has no parts."""
    report = report_or_404(reference)
    if report.kind is not ReportKind.quarter_analysis:
        abort(404)
    return report


def own_draft_or_403(reference: str) -> Report:
    """A report to write in; only for those who compile for the whole council."""
    report = report_or_404(reference)
    if not may_compile(here()):
        abort(403)
    return report
