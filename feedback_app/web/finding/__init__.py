"""Finding what people said, views to come back to, and boards of excerpts."""

from feedback_app.web.finding import boards, excerpts, views
from feedback_app.web.finding.routes import finding

__all__ = ["boards", "excerpts", "finding", "views"]
