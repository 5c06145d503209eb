"""The door to reports, what its pages draw with, and how a report is found."""

from flask import Blueprint, abort

from feedback_app.reporting.as_html import drawing, kind
from feedback_app.reporting.find import report_by_ref
from feedback_app.reporting.models import Report, ReportStatus
from feedback_app.web.access import here
from feedback_app.web.report_links import may_compile, sees_drafts

reports = Blueprint("reports", __name__)
reports.add_app_template_filter(kind)
reports.add_app_template_filter(drawing)


def report_or_404(reference: str) -> Report:
    """The report with this reference, as long as this person may see it."""
    report = report_by_ref(reference)
    if report is None or (report.status is not ReportStatus.approved and not sees_drafts(here())):
        abort(404)
    return report


def own_draft_or_403(reference: str) -> Report:
    """A report to write in; only for those who compile for the whole council."""
    report = report_or_404(reference)
    if not may_compile(here()):
        abort(403)
    return report
