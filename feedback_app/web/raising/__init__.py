"""Raise a concern in an audit or on a visit, and tell everybody who must be told by name."""

from feedback_app.web.raising.routes import raising

__all__ = ["raising"]
