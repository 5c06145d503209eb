"""Figures are drawn once, safe by type, and drawn anew only when enough has changed to tell on nobody."""

import dataclasses
import inspect
import random
import types
import typing
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from analysis.arrange import Picked, lined_up, side_by_side
from analysis.changes import Change
from analysis.periods import Quarter, parse_quarter
from analysis.safe_counts import HIDDEN, SafeCounts, from_document
from feedback_app import clock
from feedback_app.dashboards import draw, read
from feedback_app.dashboards.models import RESPONSES, Drawing, DrawnTable, EmergingTopic, Shape, Standing
from feedback_app.dashboards.narrow import Narrowed, PlaceHeld, goes_together, within_reach, without_clashes
from feedback_app.dashboards.topics import NoSuchTopic, find_topics, settle, topics_of
from feedback_app.database import db
from feedback_app.people.roles import Place, Role
from surveys.definition import RespondentGroup
from tests import factories
from tests.counting import counting
from tests.dashboards.factories import BEFORE, IN_QUARTER, KIND, LATE, QUARTER, council, said

Q1 = parse_quarter(QUARTER)


def test_a_quarter_is_counted_by_theme_place_group_and_box(app: Flask) -> None:
    at = council()
    said(at, KIND, times=12)
    said(at, LATE, times=11, place=(1, 1), box="not_so_good", group=RespondentGroup.CHILD)
    said(at, None, times=15, place=(1, 1), group=RespondentGroup.CHILD)
    assert draw.draw_figures(quarters=[Q1]) == [QUARTER]
    everywhere = read.themes_now_and_before(Q1, Narrowed(), ("REL",))
    assert everywhere is not None
    assert everywhere.cell("REL", read.NOW) == 23
    assert everywhere.column_totals == (38, HIDDEN)
    voices = read.one_table(Q1, Shape.group_valence, "REL")
    assert voices is not None
    assert voices.cell("young_person", "well") == 12
    inside = read.one_table(Q1, Shape.codes, "REL")
    assert inside is not None
    assert dict(zip(inside.rows, (row[0] for row in inside.cells), strict=True)) == {KIND: 12, LATE: 11}


@pytest.mark.requirement("LI-81")
def test_a_small_number_is_kept_back_in_every_table_that_could_show_it(app: Flask) -> None:
    at = council()
    said(at, KIND, times=12)
    said(at, KIND, times=3, place=(1, 0))
    said(at, None, times=20, place=(1, 0))
    said(at, KIND, times=9, place=(0, 1))
    said(at, None, times=12, place=(0, 1))
    said(at, None, times=9, place=(0, 0))
    draw.draw_figures(quarters=[Q1])
    table = read.one_table(Q1, Shape.service_locality, "REL")
    assert table is not None
    hill, _river = at.localities
    _family, youth = at.services
    assert table.cell(hill.slug, youth.slug) == HIDDEN
    assert table.base == 24
    column = table.columns.index(youth.slug)
    assert table.column_totals is not None
    assert table.column_totals[column] == HIDDEN
    for document in db.session.scalars(select(DrawnTable.document)):
        from_document(document)


def test_what_all_or_none_of_a_small_group_said_is_in_no_table(app: Flask) -> None:
    at = council()
    said(at, KIND, times=9, place=(1, 1), group=RespondentGroup.CHILD)
    said(at, None, times=8, place=(1, 0), group=RespondentGroup.STAFF)
    said(at, KIND, times=12)
    said(at, None, times=15)
    draw.draw_figures(quarters=[Q1])
    table = read.one_table(Q1, Shape.service_group, "REL")
    everyone = read.one_table(Q1, Shape.service_group)
    assert table is not None
    assert everyone is not None
    _family, youth = at.services
    assert everyone.cell(youth.slug, "child") == 9
    assert table.cell(youth.slug, "child") == HIDDEN
    assert everyone.cell(youth.slug, "staff") == 8
    assert table.cell(youth.slug, "staff") == HIDDEN
    assert table.base == 21


def test_a_quarter_is_drawn_again_only_once_ten_have_come(app: Flask) -> None:
    at = council()
    said(at, KIND, times=12)
    draw.draw_figures(quarters=[Q1])
    said(at, None, times=9)
    assert draw.draw_figures(quarters=[Q1]) == []
    assert read.responses_of(Q1, Narrowed()).cell(RESPONSES, read.NOW) == 12
    said(at, None)
    assert draw.draw_figures(quarters=[Q1]) == [QUARTER]
    assert read.responses_of(Q1, Narrowed()).cell(RESPONSES, read.NOW) == 22
    assert db.session.scalar(select(func.count(Drawing.id))) == 1


def test_what_somebody_took_back_is_not_counted_and_an_empty_site_draws_nothing(app: Flask) -> None:
    assert draw.draw_figures() == []
    at = council()
    said(at, KIND, times=4)
    draw.draw_figures(quarters=[Q1])
    assert read.responses_of(Q1, Narrowed()).cell(RESPONSES, read.NOW) == HIDDEN
    assert read.one_table(Q1, Shape.service_locality, "REL") is None


def test_drawing_takes_the_same_few_statements_however_much_was_said(on_sqlite: Flask) -> None:
    at = council()
    said(at, KIND, times=12)
    with counting() as few:
        draw.draw_figures(quarters=[Q1])
    said(at, KIND, times=30)
    with counting() as many:
        draw.draw_figures(quarters=[Q1])
    assert len(many) <= len(few) + 2


def types_in(hint: object) -> set[object]:
    """Every type a hint is made of, inside the dataclasses of the dashboards too."""
    inside = typing.get_args(hint)
    if inside:
        return set().union(*(types_in(part) for part in inside)) | types_in(typing.get_origin(hint))
    if dataclasses.is_dataclass(hint) and hint not in (SafeCounts, Change, Quarter):
        return set().union(*(types_in(h) for h in typing.get_type_hints(hint).values()))
    return {hint}


def test_what_pages_read_holds_no_number_that_is_not_safe_by_type() -> None:
    """`Places` holds the ids of places; everything else is words, days and protected numbers."""
    allowed = {
        SafeCounts, Change, Quarter, datetime, str, type(None), list, dict, tuple, types.UnionType,
        typing.get_origin(read.Tables),
    }  # fmt: skip
    queries = [
        each
        for name, each in inspect.getmembers(read, inspect.isfunction)
        if each.__module__ == read.__name__ and not name.startswith("_") and name != "names_and_places"
    ]
    assert len(queries) >= 8
    for query in queries:
        assert types_in(typing.get_type_hints(query)["return"]) <= allowed, query.__name__


def test_numbers_lined_up_stay_what_they_were() -> None:
    from analysis.counts import Table
    from analysis.disclosure import protect

    safe = protect(Table(("a", "b"), ("x", "y"), ((12, 3), (9, 20))))
    line = lined_up({"here": Picked(safe, "a", "x"), "small": Picked(safe, "a", "y")}, Picked(safe))
    assert line.cell("small") == safe.cell("a", "y") == HIDDEN
    assert line.base == safe.base == 44
    assert lined_up({"gone": Picked(None), "no such": Picked(safe, "z")}, Picked(None)).cells == (
        ("c",),
        ("c",),
    )
    assert side_by_side({}).rows == ()


def test_only_what_the_lattice_crosses_can_be_asked_for_together() -> None:
    chance = random.Random(4)
    names = ("service", "locality", "group", "survey")
    for _try in range(200):
        wanted = Narrowed(**{name: "x" for name in names if chance.random() < 0.6})
        kept, left_out = without_clashes(wanted)
        assert goes_together(kept.chosen)
        assert set(kept.chosen) | set(left_out) == set(wanted.chosen)
    assert without_clashes(Narrowed(service="s", locality="l", group="g"))[1] == ("group",)


def test_somebody_with_one_place_is_shown_that_place_and_no_other() -> None:
    own = (PlaceHeld(service="family"),)
    assert within_reach(Narrowed(), own) == Narrowed(service="family")
    assert within_reach(Narrowed(locality="riverside"), own) == Narrowed(
        service="family", locality="riverside"
    )
    assert within_reach(Narrowed(service="youth"), own) is None
    assert within_reach(Narrowed(service="youth"), (PlaceHeld(),)) == Narrowed(service="youth")
    both = (PlaceHeld("family", "riverside"),)
    assert within_reach(Narrowed(group="child"), both) == Narrowed(service="family", locality="riverside")
    assert within_reach(Narrowed(service="family", locality="hillford"), both) is None


def test_a_topic_is_found_kept_put_away_and_taken_back(app: Flask) -> None:
    at = council()
    said(at, KIND, times=12)
    bikes = (
        "The bike shed was locked again.",
        "We want the bike and helmet back.",
        "My bike helmet is gone.",
    )
    for words in bikes * 4:
        said(at, None, words=words)
    with clock.stopped_at(IN_QUARTER):
        assert find_topics(Q1) >= 1
        reader = factories.person(Role.quality_analyst)
        first = topics_of(Q1, reader)[0]
        assert "bike" in first.topic.words
        assert len(first.examples) == 3
        settle(first.topic.id, Standing.dismissed, reader)
        find_topics(Q1)
        standing = db.session.scalars(select(EmergingTopic.standing)).all()
        assert standing.count(Standing.dismissed) == 1
        assert Standing.offered not in standing
        settle(first.topic.id, Standing.offered, reader)
        assert first.topic.settled_by_id is None
        with pytest.raises(NoSuchTopic):
            settle(987654, Standing.kept, reader)


def test_examples_of_a_topic_are_only_those_a_reader_may_read(app: Flask) -> None:
    at = council()
    said(at, KIND, times=12)
    said(at, None, times=12, words="The bike helmet was gone from the shed.", place=(0, 0), when=IN_QUARTER)
    said(at, None, times=2, words="The bike helmet was gone from the shed.", place=(1, 0), when=BEFORE)
    find_topics(Q1)
    elsewhere = factories.person(Role.quality_analyst, place=Place(at.services[1].id))
    assert all(offered.examples == [] for offered in topics_of(Q1, elsewhere))
