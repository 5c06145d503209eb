"""Where the machine may be believed, and which engine suggests."""

from feedback_app.web.believed import behind, engines
from feedback_app.web.believed.routes import believed

__all__ = ["behind", "believed", "engines"]
