"""Quarterly reports: compile, write, approve, take away."""

from feedback_app.web.reports.door import reports

from feedback_app.web.reports import approving, listing, quoting, writing  # isort: skip

__all__ = ["approving", "listing", "quoting", "reports", "writing"]
