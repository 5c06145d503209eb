"""Themes from heard to told back, and the page that tells everybody what became of what they said."""

from feedback_app.web.telling import cycle, listed, told, words
from feedback_app.web.telling.door import telling

__all__ = ["cycle", "listed", "telling", "told", "words"]
