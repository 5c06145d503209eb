"""Quarterly reports: compile, write, approve, take away."""

from feedback_app.web.reports.door import reports

from feedback_app.web.reports import acting, analysing, approving, digests, listing, quoting, writing  # isort: skip

__all__ = ["acting", "analysing", "approving", "digests", "listing", "quoting", "reports", "writing"]
