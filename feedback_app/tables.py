"""Every module that defines tables, so that migrations and tests see them all."""

from feedback_app import notices, trail
from feedback_app.audits import models as audits
from feedback_app.audits import requests
from feedback_app.codebooks import models as codebooks
from feedback_app.dashboards import models as dashboards
from feedback_app.dashboards import told_models
from feedback_app.equality import models as equality
from feedback_app.finding import models as finding
from feedback_app.improvement import models as improvement
from feedback_app.intake import models as intake
from feedback_app.learned import models as learned
from feedback_app.listening import models as listening
from feedback_app.listening import store
from feedback_app.people import models as people
from feedback_app.places import models as places
from feedback_app.quotations import models as quotations
from feedback_app.reporting import models as reporting
from feedback_app.safeguarding import escalation
from feedback_app.safeguarding import models as safeguarding
from feedback_app.second_reading import models as second_reading
from feedback_app.telling import models as telling
from feedback_app.themes import machine, remarks
from feedback_app.themes import models as themes
from feedback_app.translated import models as translated

ALL = (
    audits, codebooks, dashboards, equality, escalation, finding, improvement, intake, learned, listening,
    machine, notices, people, places, quotations, remarks, reporting, requests, safeguarding,
    second_reading, store, telling, themes, told_models, trail, translated,
)  # fmt: skip


def is_compared(name: str | None, kind: str, _parents: object) -> bool:
    """Whether a table should be as the models say; the search index is the database's own to make."""
    return kind != "table" or not (name or "").startswith("answer_search")
