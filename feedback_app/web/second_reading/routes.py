"""The first page of second reading: what was drawn, how it can be checked, and what waits."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import format_datetime
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from analysis.periods import NotAQuarter, Quarter, parse_quarter, quarter_of
from feedback_app import clock
from feedback_app.people.roles import May, Place, may
from feedback_app.reporting.words import quarter_in_words
from feedback_app.second_reading.draw_sample import draw_sample, draws_of, is_as_drawn
from feedback_app.second_reading.figures import coded_answers
from feedback_app.second_reading.queries import name_of, standing, waiting_to_read
from feedback_app.second_reading.read_again import take_next
from feedback_app.second_reading.refusals import NeedsWholeCouncil, NothingToDraw, QuarterHasNotBegun
from feedback_app.second_reading.rules import still_to_draw
from feedback_app.web.access import here, open_to

second_reading = Blueprint("second_reading", __name__)


def quarter_here() -> Quarter:
    """The quarter an address or form names; else this one, or the last while nothing in this one is coded."""
    try:
        return parse_quarter(request.values.get("quarter", "")[:20])
    except NotAQuarter:
        this = quarter_of(clock.today())
        return this if coded_answers(this) or not coded_answers(this.previous) else this.previous


def quarters_offered() -> list[tuple[str, str]]:
    """This quarter and the seven before it, the latest first."""
    quarters = reversed(quarter_of(clock.today()).last(8))
    return [(str(quarter), quarter_in_words(str(quarter))) for quarter in quarters]


@second_reading.get("/second-reading")
@open_to(May.code)
def start() -> str:
    quarter, person = quarter_here(), here()
    draws = draws_of(quarter)
    found = standing(quarter)
    coded = coded_answers(quarter)
    return render_template(
        "second_reading/start.html",
        quarter=quarter,
        quarters=quarters_offered(),
        quarter_words=quarter_in_words(str(quarter)),
        standing=found,
        coded=coded,
        to_draw=still_to_draw(coded, sum(draw.drawn for draw in draws), coded),
        draws=[
            (
                draw,
                name_of(draw.drawn_by_id),
                format_datetime(draw.drawn_at, "d MMM yyyy, HH:mm"),
                is_as_drawn(draw),
            )
            for draw in draws
        ],
        may_draw=may(person.holdings, May.code, Place()),
        waiting=waiting_to_read(person),
    )


@second_reading.post("/second-reading/draw")
@open_to(May.code)
def draw_now() -> Reply:
    quarter = quarter_here()
    try:
        made = draw_sample(quarter, here())
        flash(_("%(count)s answers are drawn to be read again.", count=made.drawn), "success")
    except NothingToDraw:
        flash(_("There is nothing new to draw from: a tenth of what was coded is drawn already."))
    except QuarterHasNotBegun:
        flash(_("That quarter has not begun."))
    except NeedsWholeCouncil:
        flash(_("A draw is over everything coded. Ask somebody whose role reaches the whole council."))
    return redirect(url_for("second_reading.start", quarter=str(quarter)), 303)


@second_reading.post("/second-reading/next")
@open_to(May.code)
def take() -> Reply:
    found = take_next(here())
    if found is None:
        flash(_("Nothing waits for you to read again. Thank you."), "success")
        return redirect(url_for("second_reading.start"), 303)
    return redirect(url_for("second_reading.one", reference=found.public_ref), 303)
