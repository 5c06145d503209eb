"""What people say, in figures that tell on nobody."""

from feedback_app.web.dashboards import equality, reach, states, themes, topics
from feedback_app.web.dashboards.door import dashboards

__all__ = ["dashboards", "equality", "reach", "states", "themes", "topics"]
