"""The figures of R-48 in a report: how much was read twice, how far readers agree, suggestions taken up."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from analysis.agreement import OverallAgreement
from analysis.agreement_intervals import Estimate
from feedback_app.people.roles import Role
from feedback_app.reporting.blocks import Grid, Heading
from feedback_app.reporting.compile import compile_learning_audits
from feedback_app.reporting.count_coding import coding_figures
from feedback_app.reporting.document import Compiled, FigureKey
from feedback_app.reporting.draft import document_of
from feedback_app.reporting.lay_out import lay_out
from feedback_app.second_reading.draw_sample import draw_sample
from feedback_app.second_reading.figures import Suggestions
from feedback_app.second_reading.queries import reading_called
from feedback_app.second_reading.read_again import finish_reading, give_code, take_next
from feedback_app.themes.models import Valence
from feedback_app.themes.rules import Span
from tests import factories
from tests.second_reading.factories import CODER, QUARTER, coded
from tests.themes.factories import code

NOTHING = Suggestions(0, 0, 0)


def overall(answers: int, alike: int) -> OverallAgreement:
    estimate = Estimate(0.84, 0.79, 0.88)
    return OverallAgreement(answers, alike, 98.5, estimate, estimate)


@pytest.mark.requirement("R-48")
def test_percent_kappa_and_alpha_stand_under_how_many_were_read_twice() -> None:
    (figure,) = coding_figures(200, overall(20, 17), NOTHING)
    assert (figure.key, figure.counts.base) == (FigureKey.second_readings, 200)
    assert figure.counts.cells == ((20,),)
    for words in ("85% of them", "98.5%", "kappa is 0.84 (0.79 to 0.88)", "alpha", "MASI"):
        assert words in figure.note


def test_too_few_read_twice_is_said_and_nothing_coded_is_no_figure() -> None:
    few = OverallAgreement(6, 6, 100.0, None, None)
    (figure,) = coding_figures(60, few, NOTHING)
    assert "too few to say" in figure.note
    assert coding_figures(0, OverallAgreement(0, 0, None, None, None), NOTHING) == []


@pytest.mark.requirement("R-48")
def test_the_share_of_suggestions_accepted_is_shown_and_small_counts_are_not() -> None:
    *_first, figure = coding_figures(60, overall(20, 20), Suggestions(30, 10, 5))
    assert (figure.key, figure.counts.base) == (FigureKey.suggestions, 40)
    assert figure.note.startswith("75% were accepted.")
    *_first, small = coding_figures(60, overall(20, 20), Suggestions(30, 2, 0))
    assert "c" in {cell for row in small.counts.cells for cell in row}


@pytest.mark.requirement("R-48")
def test_a_report_of_the_quarter_has_them(app: Flask, session: Session) -> None:
    ada, sam = factories.person(CODER, name="Ada Obi"), factories.person(CODER, name="Sam Reed")
    analyst = factories.person(Role.quality_analyst)
    for number in range(22):
        coded(ada, *(["REL.kind"] if number % 2 else []))
    draw_sample(QUARTER, analyst)
    while (reading := take_next(sam)) is not None:
        found = reading_called(reading.public_ref, sam)
        assert found is not None
        give_code(reading, found.answer, code("REL.kind").id, Span(7, 11), Valence.well, sam)
        finish_reading(reading, found.answer, sam)
    report = compile_learning_audits(str(QUARTER), analyst)
    figure = Compiled.model_validate_json(report.compiled).figure(FigureKey.second_readings)
    assert figure is not None
    assert figure.counts.cells == ((20,),)
    assert "Ada" not in report.compiled
    blocks = lay_out(document_of(report)).blocks
    assert any(isinstance(block, Heading) and block.words == "How the answers were coded" for block in blocks)
    assert any(isinstance(block, Grid) and figure.note in block.below for block in blocks)
