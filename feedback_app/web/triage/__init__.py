"""Concerns: seen at once, taken by somebody, and decided with a reason."""

from feedback_app.web.triage import routes, told, undoing
from feedback_app.web.triage.blueprint import triage

__all__ = ["routes", "told", "triage", "undoing"]
