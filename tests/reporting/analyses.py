"""Analyses of a quarter, for a council whose framework asks for them."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from feedback_app.people.models import Person
from feedback_app.people.roles import Role
from feedback_app.reporting.analyse import add_point, write_part
from feedback_app.reporting.approve import approve, send_for_approval
from feedback_app.reporting.compile import compile_analysis
from feedback_app.reporting.find import quotes_of
from feedback_app.reporting.models import Report
from feedback_app.reporting.parts import part_of
from feedback_app.reporting.refusals import Part
from feedback_app.settings import Settings
from tests import factories
from tests.reporting import factories as make

WEST_SUSSEX = "west_sussex_2020"
WORDS = {
    Part.themes: "Kindness comes up most.",
    Part.strengths: "Workers who ring back are named again and again.",
    Part.barriers: "Meetings in lesson time keep young people away.",
    Part.partners: "Schools join our reviews more often.",
    Part.impact: "Fewer reviews were missed than in spring.",
}
POINT = "Hold reviews after school in every team."


@contextmanager
def asked_for(app: Flask) -> Iterator[None]:
    """As long as this lasts the framework of the council asks for an analysis of each quarter."""
    usual: Settings = app.extensions["feedback-settings"]
    app.extensions["feedback-settings"] = usual.model_copy(update={"framework": WEST_SUSSEX})
    try:
        yield
    finally:
        app.extensions["feedback-settings"] = usual


def lead() -> Person:
    """A service development lead, who signs in as a manager."""
    return factories.person(Role.service_manager, name="Dev Lead")


def begun(people: make.People) -> Report:
    return compile_analysis(make.QUARTER, people.analyst)


def wrote(report: Report, part: Part, words: str, by: Person) -> None:
    write_part(report, part, words, "", by=by, seen=part_of(report, part).changes)


def written(people: make.People) -> Report:
    """Every part written, and a point to act on."""
    report = begun(people)
    for part, words in WORDS.items():
        wrote(report, part, words, people.analyst)
    add_point(report, Part.barriers, POINT, by=people.analyst)
    return report


def sent(people: make.People) -> Report:
    report = written(people)
    send_for_approval(report, people.analyst)
    return report


def approved(people: make.People) -> Report:
    report = sent(people)
    checked = {quote.id for quote in quotes_of(report)}
    approve(report, by=people.director, quotes_checked=checked, nobody_recognised=True)
    return report
