"""Quarterly reports: compile, write, approve, take away."""

from feedback_app.web.reports.door import reports

from feedback_app.web.reports import approving, listing, writing  # isort: skip

__all__ = ["approving", "listing", "reports", "writing"]
