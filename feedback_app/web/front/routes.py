"""The front page, language and display choices, leaving quickly, and whether the site is well."""

from flask import Blueprint, current_app, jsonify, make_response, redirect, render_template, request, url_for
from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response as Reply

from feedback_app import clock
from feedback_app.database import db
from feedback_app.notices import Notice
from feedback_app.web.access import EVERYONE, open_to
from feedback_app.web.context import DISPLAY_COOKIE, TEXT_SIZES, THEMES, display
from feedback_app.web.languages import ALL, COOKIE, local_path
from feedback_app.web.signed_in import settings

front = Blueprint("front", __name__)
A_YEAR = 365 * 24 * 3600


@front.get("/")
@open_to(EVERYONE)
def start() -> str:
    return render_template("front/start.html")


@front.get("/language/<code>")
@open_to(EVERYONE)
def choose_language(code: str) -> Reply:
    reply = redirect(local_path(request.args.get("back")))
    if code in ALL:
        reply.set_cookie(COOKIE, code, max_age=A_YEAR, samesite="Lax", secure=settings().is_production)
    return reply


@front.get("/display")
@open_to(EVERYONE)
def choose_display() -> str:
    return render_template("front/display.html", back=local_path(request.args.get("back")))


@front.post("/display")
@open_to(EVERYONE)
def change_display() -> Reply:
    now = display()
    theme, size = request.form.get("theme", now.theme), request.form.get("text", now.text)
    back = local_path(request.form.get("back"))
    reply = redirect(url_for("front.choose_display", back=back), 303)
    if theme in ("", *THEMES) and size in TEXT_SIZES:
        reply.set_cookie(
            DISPLAY_COOKIE,
            f"{theme}.{size}",
            max_age=A_YEAR,
            httponly=True,
            samesite="Lax",
            secure=settings().is_production,
        )
    return reply


@front.get("/healthz")
@open_to(EVERYONE)
def health() -> Reply:
    """Whether the database answers, and how many seconds the oldest unsent notice has waited."""
    try:
        db.session.execute(text("SELECT 1"))
        oldest = db.session.scalar(select(func.min(Notice.made_at)).where(Notice.sent_at.is_(None)))
    except SQLAlchemyError:
        reply = jsonify(database="does not answer")
        reply.status_code = 503
        return reply
    waited = (clock.now() - oldest).total_seconds() if oldest else None
    return jsonify(database="answers", oldest_unsent_notice_seconds=waited)


@front.get("/favicon.ico")
@open_to(EVERYONE)
def small_picture() -> Reply:
    return make_response(current_app.send_static_file("icon.svg"))
