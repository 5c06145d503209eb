"""Every door of the site, in one list."""

from flask import Flask

from feedback_app.web.about_you.routes import about_you
from feedback_app.web.account.routes import account
from feedback_app.web.audits import audits
from feedback_app.web.believed import believed
from feedback_app.web.bottle.routes import bottle
from feedback_app.web.capture import capture
from feedback_app.web.codebooks import codebooks
from feedback_app.web.coding import coding
from feedback_app.web.dashboards import dashboards
from feedback_app.web.deciding.routes import deciding
from feedback_app.web.finding import finding
from feedback_app.web.front.routes import front
from feedback_app.web.importing.routes import importing
from feedback_app.web.improvement import improvement
from feedback_app.web.invite.routes import links
from feedback_app.web.quotations import quotes
from feedback_app.web.raising import raising
from feedback_app.web.reports import reports
from feedback_app.web.respond.opening import opening
from feedback_app.web.respond.routes import respond
from feedback_app.web.respond.safety import safety
from feedback_app.web.second_reading import second_reading
from feedback_app.web.team.routes import team
from feedback_app.web.telling import telling
from feedback_app.web.triage import triage

DOORS = (
    front,
    opening,
    respond,
    safety,
    about_you,
    account,
    audits,
    improvement,
    capture,
    raising,
    triage,
    team,
    bottle,
    reports,
    dashboards,
    coding,
    codebooks,
    believed,
    second_reading,
    links,
    importing,
    finding,
    quotes,
    telling,
    deciding,
)


def register_doors(app: Flask) -> None:
    """Open every door."""
    for door in DOORS:
        app.register_blueprint(door)
