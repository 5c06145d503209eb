"""Reading what people wrote, and coding it."""

from feedback_app.web.coding import one, settle
from feedback_app.web.coding.routes import coding

__all__ = ["coding", "one", "settle"]
