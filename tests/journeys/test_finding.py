"""An officer finds words, pins and proposes them without a script; an analyst checks the quote."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from feedback_app.people.roles import Role
from feedback_app.reporting.compile import compile_learning_audits
from tests import factories
from tests.journeys.conftest import Site
from tests.journeys.visitor import Visitor
from tests.quotations.factories import said_often
from tests.reporting import factories as reporting

pytestmark = pytest.mark.journey
WORDS = "My worker Dervla listens. She came to Skegness with us and she is never late."


def test_words_are_found_pinned_checked_by_somebody_else_and_taken_into_a_report(
    site: Site, visit: Callable[..., Visitor]
) -> None:
    with site.set_up():
        said_often(WORDS)
        reporting.full_quarter(factories.person(Role.participation_officer))
        petra = factories.person(Role.participation_officer, name="Petra Lindqvist")
        officer_email = petra.email
        compile_learning_audits(reporting.QUARTER, petra)
        analyst_email = factories.person(Role.quality_analyst, name="Ana Reyes").email

    officer = visit(scripts=False, phone=True).sign_in(officer_email, factories.PASSWORD)
    officer.go("/find").look("find-phone")
    officer.page.fill("#words", 'listening "never late"')
    officer.follow("form[role=search] button")
    officer.sees("1 answer").look("found-phone")
    assert "listen" not in officer.page.url
    expect(officer.page.locator("mark")).to_have_text(["listens", "never late"])
    officer.follow("text=Use in a report")
    officer.page.check("#segment-1")
    officer.page.fill("#name", "Annual report")
    officer.follow("button[value=pin]")
    officer.sees("It is on the board.").look("board-phone")
    officer.follow("text=Propose as a quote")
    officer.sees("Dervla").look("propose-phone")
    officer.follow("text=Send it to a second person")
    officer.sees("My worker [name] listens.").sees("somebody else checks it")

    analyst = visit().sign_in(analyst_email, factories.PASSWORD)
    analyst.go("/quotations").look("quotes-desktop")
    analyst.follow("text=My worker [name]")
    analyst.look("quote-desktop")
    analyst.page.check("#sure")
    analyst.follow("text=It may be used")
    analyst.sees("A report may use it now.")

    officer.go("/boards").follow("text=Annual report")
    officer.follow("text=Learning audits, April to June").look("from-board-phone")
    officer.follow("text=Use it under")
    officer.sees("The quote is in the report.")
