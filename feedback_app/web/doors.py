"""Every door of the site, in one list."""

from flask import Flask

from feedback_app.web.account.routes import account
from feedback_app.web.front.routes import front
from feedback_app.web.respond.opening import opening
from feedback_app.web.respond.routes import respond
from feedback_app.web.respond.safety import safety

DOORS = (front, opening, respond, safety, account)


def register_doors(app: Flask) -> None:
    """Open every door."""
    for door in DOORS:
        app.register_blueprint(door)
