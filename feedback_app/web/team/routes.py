"""The first page after signing in."""

from flask import Blueprint, render_template

from feedback_app.notices.send import stuck
from feedback_app.people.roles import May, may
from feedback_app.web.access import here, open_to
from feedback_app.web.team.tiles import tiles_for

team = Blueprint("team", __name__)


@team.get("/team")
@open_to(May.see_own_page)
def home() -> str:
    person = here()
    looks_after_post = may(person.holdings, May.administer) or may(person.holdings, May.triage)
    return render_template(
        "team/home.html", tiles=tiles_for(person), stuck=stuck() if looks_after_post else None
    )
