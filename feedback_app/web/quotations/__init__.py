"""Quotes on their way to a report."""

from feedback_app.web.quotations import checking, proposing
from feedback_app.web.quotations.door import quotes

__all__ = ["checking", "proposing", "quotes"]
