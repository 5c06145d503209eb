"""Where the machine may be believed: each code with what was suggested, agreed with, declined and missed."""

from flask import Blueprint, render_template

from feedback_app.learned.believed import by_code
from feedback_app.learned.in_use import chosen_now
from feedback_app.learned.queries import engines_taught, last_taught
from feedback_app.people.roles import May
from feedback_app.themes.book import engine_name
from feedback_app.web.access import here, open_to
from feedback_app.web.believed.asked import asked_here, quarters_offered
from feedback_app.web.believed.shown import chart_of, columns_for, in_order, line_of, totals_of
from feedback_app.web.believed.words import engine_words, engines_offered, last_taught_words

believed = Blueprint("believed", __name__)


@believed.get("/suggestions")
@open_to(May.code)
def by_codes() -> str:
    taught = engines_taught()
    chosen = chosen_now()
    in_use = chosen.model if chosen else None
    asked = asked_here([engine_name(), *(each.model.name for each in taught)])
    found = by_code(here(), asked.within)
    ordered = in_order(found, asked)
    return render_template(
        "believed/by-codes.html",
        in_use=engine_words(in_use),
        model=in_use,
        last_taught=last_taught_words(last_taught()),
        asked=asked,
        quarters=quarters_offered(),
        engines=engines_offered([each.model for each in taught]),
        columns=columns_for(asked),
        lines=[line_of(each) for each in ordered],
        totals=totals_of(found),
        chart=chart_of(ordered),
    )
