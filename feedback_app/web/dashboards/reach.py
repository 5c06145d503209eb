"""Who we have heard from, and who not yet."""

from collections.abc import Callable, Sequence

from flask import render_template
from flask_babel import gettext as _

from analysis.arrange import Picked
from analysis.coverage import reached
from analysis.safe_counts import HIDDEN, SafeCounts, Shown
from feedback_app.dashboards.count import NOT_KNOWN
from feedback_app.dashboards.draw import AGAIN, HEARD, NOT_HEARD
from feedback_app.dashboards.models import Shape
from feedback_app.dashboards.narrow import Narrowed
from feedback_app.dashboards.read import one_table, responses_of
from feedback_app.people.roles import May
from feedback_app.web.access import open_to
from feedback_app.web.dashboards.door import (
    View,
    choices,
    dashboards,
    kind_name,
    nothing_drawn,
    place_name,
    view_here,
)
from feedback_app.web.dashboards.shown import Line, heard_lines
from feedback_app.web.dashboards.words import count_words
from feedback_app.web.languages import ALL
from feedback_app.web.said import group_name
from surveys.definition import Reader

Named = Callable[[str], str]


@dashboards.get("/heard")
@open_to(May.see_reports)
def heard() -> str:
    view = view_here()
    if view is None:
        return nothing_drawn()
    return render_template(
        "dashboards/heard.html",
        view=view,
        choices=choices(view, surveys=True),
        left_out=[kind_name(name) for name in view.left_out],
        responses=responses_of(view.quarter, view.narrowed),
        people=_people(view) if view.sees_all else None,
        lists=_lists(view),
        asked=_asked(view) if view.sees_all else [],
    )


def _lists(view: View) -> list[tuple[str, Sequence[Line]]]:
    """Lists with their titles: places for everybody who sees them, groups, ages and languages of all."""
    lists = [
        (_("Services"), _compared(view, Shape.service_locality, "columns", lambda s: place_name(view, s))),
        (_("Localities"), _compared(view, Shape.service_locality, "rows", lambda s: place_name(view, s))),
    ]
    if view.sees_all:
        lists = [
            (_("Who"), _compared(view, Shape.service_group, "columns", group_name)),
            *lists,
            (
                _("Ages, by the wording they were asked in"),
                _compared(view, Shape.readers, "list", reader_name),
            ),
            (_("Languages"), _compared(view, Shape.languages, "list", language_name)),
        ]
    return [(title, lines) for title, lines in lists if lines]


def _compared(view: View, shape: Shape, where: str, named: Named) -> Sequence[Line]:
    now = _numbers(one_table(view.quarter, shape), where)
    before = _numbers(one_table(view.quarter.previous, shape), where)
    expected = {**dict.fromkeys(_expected(shape), 0), **dict.fromkeys(before, 0), **now}
    shown: dict[str, Shown] = {
        name: count
        for name, count in expected.items()
        if (name != NOT_KNOWN or count != 0) and _may_see(view, shape, where, name)
    }
    return heard_lines(reached(shown, before), {name: named(name) for name in shown})


def _numbers(table: SafeCounts | None, where: str) -> dict[str, Shown]:
    if table is None:
        return {}
    if where == "rows":
        return {name: Picked(table, row=name).shown for name in table.rows}
    if where == "columns":
        return {name: Picked(table, column=name).shown for name in table.columns}
    return {name: table.cell(name) for name in table.rows}


def _expected(shape: Shape) -> Sequence[str]:
    """What there is though nobody answered: every language the site speaks, every wording."""
    if shape is Shape.languages:
        return tuple(ALL)
    return tuple(reader.value for reader in Reader) if shape is Shape.readers else ()


def _may_see(view: View, shape: Shape, where: str, name: str) -> bool:
    if shape is not Shape.service_locality or view.sees_all:
        return True
    wanted = Narrowed(service=name) if where == "columns" else Narrowed(locality=name)
    return any(place.holds(wanted) for place in view.held)


def _people(view: View) -> str | None:
    """People apart from responses (R-47)."""
    table = one_table(view.quarter, Shape.people)
    if table is None or table.cell(AGAIN) == HIDDEN:
        return None
    return str(
        _(
            "%(responses)s responses; %(again)s of them from somebody who had answered already this quarter.",
            responses=count_words(table.base),
            again=count_words(table.cell(AGAIN)),
        )
    )


def _asked(view: View) -> list[tuple[str, str, str]]:
    """Who was to be heard before the quarter's audits: heard, and not yet."""
    table = one_table(view.quarter, Shape.asked)
    if table is None or table.base == HIDDEN or all(HIDDEN in cells for cells in table.cells):
        return []
    return [
        (group_name(group), count_words(table.cell(group, HEARD)), count_words(table.cell(group, NOT_HEARD)))
        for group in table.rows
    ]


def language_name(code: str) -> str:
    return ALL[code].own_name if code in ALL else code


def reader_name(reader: str) -> str:
    names = {
        Reader.YOUNG_CHILD.value: _("Young children"),
        Reader.CHILD.value: _("Children"),
        Reader.YOUNG_PERSON.value: _("Young people"),
        Reader.ADULT.value: _("Adults"),
        Reader.EASY_READ.value: _("Easy read"),
    }
    return str(names.get(reader, reader))
