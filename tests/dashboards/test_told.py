"""A quarter by what people told of themselves: counted with the other figures, and only safe tables kept."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from analysis.periods import parse_quarter
from analysis.safe_counts import HIDDEN, Of
from analysis.told_apart import NOT_TOLD
from feedback_app import clock
from feedback_app.dashboards.count_told import count_told
from feedback_app.dashboards.draw import draw_figures
from feedback_app.dashboards.draw_told import told_in
from feedback_app.dashboards.told_models import About, ToldTable
from feedback_app.database import db
from feedback_app.listening.store import Response
from tests.counting import counting
from tests.dashboards.factories import IN_QUARTER, KIND, QUARTER, council, said
from tests.equality.quarter import CULTURE, a_quarter_that_told

Q1 = parse_quarter(QUARTER)


@pytest.mark.requirement("LI-30")
def test_themes_and_identity_are_told_by_characteristic_and_few_are_kept_back(app: Flask) -> None:
    a_quarter_that_told()
    gender = told_in(Q1)["AY.gender"]
    people = gender[About.people]
    assert people.cell("girl_or_woman") == 18
    assert people.cell("other") == HIDDEN
    assert people.base == 60
    assert gender[About.themes].cell("INCL", "girl_or_woman") == 9
    assert gender[About.themes].cell("INCL", "boy_or_man") == 6
    assert "REL" not in gender[About.themes].rows, "all who said it told of themselves"
    assert "other" not in gender[About.themes].columns
    assert gender[About.codes].cell(CULTURE, "girl_or_woman") == 9
    assert gender[About.codes].percent(CULTURE, "girl_or_woman", of=Of.COLUMN) == 50


def test_who_would_rather_not_say_stands_with_those_who_told_nothing(app: Flask) -> None:
    a_quarter_that_told()
    age = told_in(Q1)["AY.age"][About.people]
    assert "not_said" not in age.rows
    assert age.cell(NOT_TOLD) == 42


def test_what_was_taken_back_is_not_counted(app: Flask) -> None:
    a_quarter_that_told()
    for response in db.session.scalars(select(Response).order_by(Response.id).limit(9)):
        response.withdrawn_at = clock.now()
    db.session.flush()
    assert sum(count_told(Q1)["AY.gender"].responses.told.values()) == 24


def test_drawing_anew_replaces_every_table(app: Flask) -> None:
    a_quarter_that_told()
    drawn = db.session.scalar(select(func.count()).select_from(ToldTable))
    at = council()
    said(at, KIND, times=5, when=IN_QUARTER)
    said(at, None, times=10, when=IN_QUARTER)
    assert draw_figures(quarters=[Q1]) == [QUARTER]
    assert db.session.scalar(select(func.count()).select_from(ToldTable)) == drawn
    assert told_in(Q1)["AY.gender"][About.people].base == 75


def test_a_quarter_nobody_told_in_costs_one_question(app: Flask) -> None:
    with counting() as statements:
        assert count_told(Q1) == {}
    assert len(statements) == 1
