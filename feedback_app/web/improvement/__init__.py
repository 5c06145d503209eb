"""Actions and learning after the audits: done by their owners, confirmed by managers, passed on."""

from feedback_app.web.improvement import action, actions, learning
from feedback_app.web.improvement.door import improvement

__all__ = ["action", "actions", "improvement", "learning"]
