"""Put the site together."""

from pathlib import Path

from flask import Flask
from flask_migrate import Migrate
from flask_wtf import CSRFProtect

from feedback_app.database import db
from feedback_app.settings import Settings, read_settings
from feedback_app.web import context, errors
from feedback_app.web.access import check_access
from feedback_app.web.doors import register_doors
from feedback_app.web.languages import speak_languages
from feedback_app.web.security import secure
from feedback_app.web.site import Site
from feedback_app.web.transaction import commit_after_requests
from feedback_app.web.widgets import prepare_templates

PACKAGE = Path(__file__).resolve().parent.parent
TRANSLATIONS = PACKAGE.parent / "translations"


def create_app(settings: Settings | None = None) -> Flask:
    """The whole site. Raises UnsafeSettings when production settings are missing."""
    settings = settings or read_settings()
    app = Site(__name__, instance_path=str(settings.instance.resolve()))
    app.extensions["feedback-settings"] = settings
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"hide_parameters": True}
    db.init_app(app)
    Migrate(app, db, directory=str(PACKAGE / "migrations"))
    commit_after_requests(app, errors.not_stored)
    secure(app, settings)
    CSRFProtect(app)
    speak_languages(app, str(TRANSLATIONS))
    check_access(app)
    prepare_templates(app)
    context.give_to_templates(app, settings)
    errors.show_errors(app)
    register_doors(app)
    return app
