"""Who told us what of themselves, and what they speak of: by one characteristic, for a whole quarter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import render_template, request
from flask_babel import gettext as _

from analysis.safe_counts import HIDDEN, SafeCounts, Shown
from analysis.told_apart import NOT_TOLD
from feedback_app.dashboards.draw_told import told_in
from feedback_app.dashboards.told_models import About
from feedback_app.people.roles import May
from feedback_app.web.access import open_to
from feedback_app.web.dashboards.charts import Chart, bars_of, kept_back
from feedback_app.web.dashboards.door import (
    View,
    choices,
    dashboards,
    nothing_drawn,
    quarter_words,
    view_here,
)
from feedback_app.web.dashboards.grid import Grid
from feedback_app.web.dashboards.words import of_words
from feedback_app.web.signed_in import settings
from surveys.about_you import about_you
from surveys.definition import Question


@dataclass(frozen=True)
class ToldPage:
    """One characteristic made ready. `themes` and `codes` are nothing where too few told."""

    name: str
    people: Chart | None
    themes: Grid | None
    codes: Grid | None
    charts: Sequence[Chart]


@dashboards.get("/equality")
@open_to(May.see_equality)
def equality() -> str:
    view = view_here(())
    if view is None:
        return nothing_drawn()
    names = characteristic_names()
    chosen = request.args.get("of", "")
    question = next((q for q in about_you().questions if q.id == chosen), about_you().questions[0])
    told = told_in(view.quarter) if view.sees_all else {}
    offered = ("of", _("What they told us"), question.id, tuple(names.items()))
    return render_template(
        "dashboards/equality.html",
        view=view,
        choices=(choices(view)[0], offered),
        page=_page(view, question, names[question.id], told.get(question.id, {})),
        asks_now=settings().ask_about_you,
    )


def characteristic_names() -> dict[str, str]:
    """What each question about oneself tells, by its id."""
    return {
        "AY.age": str(_("Age")),
        "AY.gender": str(_("Gender")),
        "AY.ethnic_group": str(_("Ethnic group")),
        "AY.disability": str(_("Disability or long-term condition")),
        "AY.language": str(_("Language at home")),
        "AY.faith": str(_("Faith")),
    }


def _page(view: View, question: Question, name: str, found: Mapping[About, SafeCounts]) -> ToldPage:
    people, themes, codes = (found.get(about) for about in (About.people, About.themes, About.codes))
    values = {choice.id: str(_(choice.text)) for choice in question.choices}
    quarter = quarter_words(view.quarter)
    sub_themes = {code: words for of_theme in view.names.codes.values() for code, words in of_theme.items()}
    return ToldPage(
        name=name,
        people=_people(str(_("%(what)s, %(quarter)s", what=name, quarter=quarter)), values, people),
        themes=_grid(str(_("Theme")), view.names.themes, values, themes),
        codes=_grid(str(_("Sub-theme")), sub_themes, values, codes),
        charts=_charts(view.names.themes, values, themes),
    )


def _people(title: str, values: Mapping[str, str], people: SafeCounts | None) -> Chart | None:
    if people is None:
        return None
    named = {**values, NOT_TOLD: str(_("Not asked, or did not tell us"))}
    lines = [(named[value], people.cell(value)) for value in people.rows if value in named]
    description = str(_("How many responses come from people who told us each of these."))
    return bars_of(title, description, lines, people.base, str(_("What they told us")))


def _grid(
    head: str, names: Mapping[str, str], values: Mapping[str, str], counts: SafeCounts | None
) -> Grid | None:
    """Each cell of all who told that value."""
    if counts is None or counts.column_totals is None:
        return None
    told = list(zip(counts.columns, counts.column_totals, strict=True))
    return Grid(
        [head, *(values[value] for value, _base in told)],
        [
            (names.get(row, row), [_said(counts.cell(row, value), base) for value, base in told])
            for row in counts.rows
        ],
    )


def _said(count: Shown, base: Shown) -> str:
    return kept_back() if HIDDEN in (count, base) else of_words(count, base)


def _charts(names: Mapping[str, str], values: Mapping[str, str], counts: SafeCounts | None) -> list[Chart]:
    """What each of them speaks of, as a drawing of its own: there are more of some than of others."""
    if counts is None or counts.column_totals is None:
        return []
    found = []
    for value, base in zip(counts.columns, counts.column_totals, strict=True):
        lines = [(names.get(row, row), counts.cell(row, value)) for row in counts.rows]
        description = str(_("How many of these %(base)s responses carry each theme.", base=base))
        found.append(bars_of(values[value], description, lines, base, str(_("Theme"))))
    return [chart for chart in found if chart is not None]
