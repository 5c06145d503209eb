"""Whole documents without a database."""

from datetime import UTC, datetime

from feedback_app.reporting.document import Compiled, ReportDocument, Signed, Words

WORDS = Words(themes="Kind workers matter.", improvement="Fewer meetings.", plans="Later reviews.")


def a_document(compiled: Compiled, *, approved: bool = True, words: Words = WORDS) -> ReportDocument:
    at = datetime(2026, 7, 10, 9, 30, tzinfo=UTC)
    return ReportDocument(
        ref="report-1",
        version=1,
        council="Example Council",
        framework="Example framework",
        framework_version="2019",
        compiled_by=Signed(name="Ana Analyst", job_title="Analyst", at=at),
        approved_by=Signed(name="Alex Morgan", job_title="Director", at=at) if approved else None,
        words=words,
        compiled=compiled,
    )
