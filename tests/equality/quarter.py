"""A quarter in which enough young people told of themselves to set what they said side by side."""

from sqlalchemy import select

from analysis.periods import parse_quarter
from feedback_app.dashboards.draw import draw_figures
from feedback_app.database import db
from feedback_app.listening.store import Response
from tests.dashboards.factories import KIND, QUARTER, council, said
from tests.equality.factories import told

CULTURE = "INCL.culture"


def a_quarter_that_told() -> None:
    """Of 60 young people 9 girls of 18 and 6 boys of 12 speak of culture; 27 tell nothing of themselves."""
    at = council()
    said(at, CULTURE, times=15)
    said(at, KIND, times=15)
    said(at, CULTURE, times=10)
    said(at, None, times=20)
    people = list(db.session.scalars(select(Response.id).order_by(Response.id)))
    told([*people[:9], *people[15:24]], gender="girl_or_woman", age="16_to_17")
    told([*people[9:15], *people[24:30]], gender="boy_or_man", age="not_said")
    told(people[30:33], gender="other")
    draw_figures(quarters=[parse_quarter(QUARTER)])
