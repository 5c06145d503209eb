"""How far what people said has come: collected, reviewed, analysed, used (LI-54)."""

from flask import render_template
from flask_babel import gettext as _

from analysis.safe_counts import SafeCounts
from feedback_app.dashboards.models import RESPONSES, Shape
from feedback_app.dashboards.read import MOST_QUARTERS, tables
from feedback_app.people.roles import May, may
from feedback_app.telling.how_far import HowFar
from feedback_app.web.access import here, open_to
from feedback_app.web.dashboards.door import (
    View,
    choices,
    dashboards,
    nothing_drawn,
    quarter_words,
    view_here,
)
from feedback_app.web.dashboards.grid import Grid
from feedback_app.web.dashboards.shown import Line
from feedback_app.web.dashboards.words import count_words, of_words
from feedback_app.web.deciding.shown import KINDS, state_meaning, state_words


@dashboards.get("/how-far")
@open_to(May.see_reports)
def states() -> str:
    """Of the whole council only: by place, beside the figures of themes, they could tell what few said."""
    view = view_here()
    if view is None:
        return nothing_drawn()
    drawn = _drawn(view) if view.sees_all else {}
    now = drawn.get(str(view.quarter))
    return render_template(
        "dashboards/states.html",
        view=view,
        choices=choices(view)[:1],
        lines=_lines(now) if now else [],
        quarters=_by_quarter(view, drawn),
        may_decide=may(here().holdings, May.tell_back),
    )


def _drawn(view: View) -> dict[str, SafeCounts]:
    """The chosen quarter and those before it that have figures, by their names."""
    wanted = view.quarter.last(MOST_QUARTERS)
    found = tables(wanted, Shape.states, (RESPONSES,))
    return {quarter: table for (quarter, _subject), table in found.items()}


def _lines(table: SafeCounts) -> list[Line]:
    return [
        Line(
            state_meaning(state),
            "",
            state_words(state),
            KINDS[state],
            of_words(table.cell(state), table.base),
        )
        for state in HowFar
    ]


def _by_quarter(view: View, drawn: dict[str, SafeCounts]) -> Grid:
    rows = [
        (
            quarter_words(quarter),
            [*(count_words(drawn[str(quarter)].cell(state)) for state in HowFar),
             count_words(drawn[str(quarter)].base)],
        )
        for quarter in view.quarter.last(MOST_QUARTERS)
        if str(quarter) in drawn
    ]  # fmt: skip
    return Grid([_("Quarter"), *(state_words(state) for state in HowFar), _("All")], rows)
