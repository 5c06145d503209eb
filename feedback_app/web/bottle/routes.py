"""The director's pages: the messages children sent, in their own words."""

from flask import Blueprint, abort, render_template

from feedback_app.people.roles import May
from feedback_app.themes.bottles import bottle_called, bottles, concerns_open_about, read_by_person
from feedback_app.themes.read import mark_read
from feedback_app.web.access import here, open_to
from feedback_app.web.asked import page_here
from feedback_app.web.bottle.shown import line_of, page_of
from feedback_app.web.viewed import note_viewed

bottle = Blueprint("bottle", __name__)
ON_A_PAGE = 50


@bottle.get("/bottles")
@open_to(May.read_bottles)
def listed() -> str:
    person = here()
    number = page_here()
    found = bottles(person, at_most=ON_A_PAGE + 1, after=(number - 1) * ON_A_PAGE)
    shown = found[:ON_A_PAGE]
    screened = concerns_open_about(shown)
    mine = read_by_person(shown, person)
    lines = [line_of(each, waits=each.id in screened, is_read=each.id in mine) for each in shown]
    return render_template("bottle/listed.html", lines=lines, number=number, more=len(found) > ON_A_PAGE)


@bottle.get("/bottles/<reference>")
@open_to(May.read_bottles)
def one(reference: str) -> str:
    person = here()
    response = bottle_called(reference, person)
    if response is None:
        abort(404)
    if concerns_open_about([response]):
        return render_template("bottle/waits.html", shown=page_of(response))
    note_viewed("response", response.public_ref, person)
    shown = page_of(response)
    mark_read(response.answers, person)
    return render_template("bottle/one.html", shown=shown)
