"""Reading again what a colleague coded, talking over what differs, and how far readers agree."""

from feedback_app.web.second_reading import agreement, differing, reading
from feedback_app.web.second_reading.routes import second_reading

__all__ = ["agreement", "differing", "reading", "second_reading"]
