"""What people say, in figures that tell on nobody."""

from feedback_app.web.dashboards import reach, states, themes, topics
from feedback_app.web.dashboards.door import dashboards

__all__ = ["dashboards", "reach", "states", "themes", "topics"]
