"""Themes of a quarter, one theme in full, and the words behind a number."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from analysis.periods import parse_quarter
from analysis.safe_counts import HIDDEN
from feedback_app.dashboards.draw import draw_figures
from feedback_app.dashboards.evidence import excerpts
from feedback_app.dashboards.narrow import ALONE
from feedback_app.dashboards.read import (
    NOW,
    changes_of,
    code_names,
    codes_together,
    responses_of,
    themes_now_and_before,
)
from feedback_app.dashboards.topics import find_topics
from feedback_app.people.roles import May
from feedback_app.telling.how_far import states_of
from feedback_app.web.access import here, open_to
from feedback_app.web.dashboards.charts import theme_bars
from feedback_app.web.dashboards.door import (
    choices,
    dashboards,
    elsewhere,
    kind_name,
    nothing_drawn,
    quarter_words,
    view_here,
)
from feedback_app.web.dashboards.one_code import code_page_of
from feedback_app.web.dashboards.one_theme import page_of
from feedback_app.web.dashboards.shown import change_lines, pair_lines
from feedback_app.web.said import group_name
from feedback_app.web.viewed import note_viewed


@dashboards.get("")
@open_to(May.see_reports)
def overview() -> str | Reply:
    view = view_here()
    if view is None:
        return nothing_drawn()
    if (chosen := elsewhere(view)) is not None:
        return chosen
    themes = themes_now_and_before(view.quarter, view.narrowed, view.names.themes)
    return render_template(
        "dashboards/overview.html",
        view=view,
        choices=choices(view),
        left_out=[kind_name(name) for name in view.left_out],
        responses=responses_of(view.quarter, view.narrowed),
        chart=theme_bars(view, themes) if themes else None,
        changes=change_lines(view, changes_of(themes), themes) if themes else [],
    )


@dashboards.get("/themes/<slug>")
@open_to(May.see_reports)
def theme(slug: str) -> str | Reply:
    view = view_here()
    if view is None:
        return nothing_drawn()
    if slug not in view.names.themes:
        abort(404)
    if (chosen := elsewhere(view, slug)) is not None:
        return chosen
    return render_template(
        "dashboards/theme.html", view=view, choices=choices(view), page=page_of(view, slug), slug=slug,
        left_out=[kind_name(name) for name in view.left_out],
    )  # fmt: skip


@dashboards.get("/codes/<slug>")
@open_to(May.see_reports)
def code(slug: str) -> str | Reply:
    """One code by its own tables: nothing is crossed, so only one thing narrows it."""
    view = view_here(ALONE)
    if view is None:
        return nothing_drawn()
    theme_slug = view.names.theme_of(slug)
    if not theme_slug:
        abort(404)
    if (chosen := elsewhere(view, slug)) is not None:
        return chosen
    return render_template(
        "dashboards/code.html", view=view, choices=choices(view), page=code_page_of(view, slug), slug=slug,
        theme_slug=theme_slug, left_out=[kind_name(name) for name in view.left_out],
    )  # fmt: skip


@dashboards.get("/themes/<slug>/said")
@open_to(May.read_answers)
def said(slug: str) -> str:
    """The words behind a number, only where the number itself may be shown (R-45)."""
    view = view_here()
    if view is None or slug not in view.names.themes:
        abort(404)
    counts = themes_now_and_before(view.quarter, view.narrowed, (slug,))
    enough = counts is not None and counts.cell(slug, NOW) not in (HIDDEN, 0)
    if enough:
        note_viewed("theme", slug, here())
    return render_template(
        "dashboards/said.html",
        view=view,
        slug=slug,
        group_words=group_name,
        excerpts=excerpts(view.quarter, slug, view.narrowed, here()) if enough else [],
    )


@dashboards.get("/together")
@open_to(May.see_reports)
def together() -> str:
    view = view_here()
    if view is None:
        return nothing_drawn()
    pairs = pair_lines(codes_together(view.quarter), code_names()) if view.sees_all else []
    return render_template("dashboards/together.html", view=view, choices=choices(view)[:1], pairs=pairs)


@dashboards.post("/draw")
@open_to(May.compile_reports)
def draw() -> Reply:
    """Draw what has changed enough, and look for new topics in the newest of it."""

    drawn = draw_figures(states_of=states_of)
    for quarter in drawn[-1:]:
        find_topics(parse_quarter(quarter))
    if drawn:
        named = ", ".join(quarter_words(parse_quarter(quarter)) for quarter in drawn)
        flash(_("The figures are drawn anew for %(quarters)s.", quarters=named), "success")
    else:
        flash(_("Nothing is drawn anew: fewer than ten answers or decisions have come since the last time."))
    return redirect(url_for("dashboards.overview"))
