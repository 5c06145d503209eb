"""Reading what people wrote, and coding it."""

from feedback_app.web.coding import alike, one, remarks, settle, translate
from feedback_app.web.coding.routes import coding

__all__ = ["alike", "coding", "one", "remarks", "settle", "translate"]
