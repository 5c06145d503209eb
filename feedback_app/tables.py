"""Every module that defines tables, so that migrations and tests see them all."""

from feedback_app import notices, trail
from feedback_app.audits import models as audits
from feedback_app.audits import requests
from feedback_app.improvement import models as improvement
from feedback_app.intake import models as intake
from feedback_app.listening import models as listening
from feedback_app.listening import store
from feedback_app.people import models as people
from feedback_app.places import models as places
from feedback_app.reporting import models as reporting
from feedback_app.safeguarding import models as safeguarding
from feedback_app.themes import models as themes

ALL = (
    audits, improvement, intake, listening, notices, people, places, reporting, requests, safeguarding, store,
    themes, trail,
)  # fmt: skip
