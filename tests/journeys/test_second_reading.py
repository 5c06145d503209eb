"""A tenth is drawn, read again blind with the keyboard, settled by a third person, and counted."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from feedback_app.database import db
from feedback_app.people.roles import Role
from feedback_app.second_reading.models import ReadingCode, SecondReading, Whose
from feedback_app.themes.models import Coding
from tests import factories
from tests.journeys.conftest import Site
from tests.journeys.visitor import Visitor
from tests.second_reading.factories import coded

pytestmark = [pytest.mark.journey, pytest.mark.requirement("R-48")]
QUARTER = "quarter=2026-27-Q1"


@pytest.fixture
def emails(site: Site) -> dict[str, str]:
    with site.set_up():
        ada = factories.person(Role.participation_officer, name="Ada Obi")
        coded(ada, "REL.kind")
        coded(ada, "REL.kind", words="She is kind 🙂 to my brother.")
        names = {"Sam Reed": Role.participation_officer, "Kim Lee": Role.quality_analyst}
        return {name: factories.person(role, name=name).email for name, role in names.items()}


def press(visitor: Visitor, keys: str) -> None:
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press(keys)
    visitor.page.wait_for_load_state("load")
    visitor.check()


def give(visitor: Visitor, code: str) -> None:
    """Choose the next part of the answer and a code, without leaving the keyboard."""
    visitor.page.locator("body").press("n")
    visitor.page.keyboard.press("/")
    visitor.page.keyboard.type(code)
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_load_state("load")
    visitor.check()


def test_a_tenth_is_read_again_blind_and_what_differs_is_settled(
    site: Site, visit: Callable[..., Visitor], emails: dict[str, str]
) -> None:
    analyst = visit().sign_in(emails["Kim Lee"], factories.PASSWORD)
    analyst.go(f"/second-reading?{QUARTER}").press("Draw them now")
    analyst.sees("2 answers are drawn to be read again.").look("second-reading-desktop")

    second = visit().sign_in(emails["Sam Reed"], factories.PASSWORD)
    second.sees("To read a second time").go(f"/second-reading?{QUARTER}").press("Read the next one")
    second.look("second-reading-blind-desktop")
    expect(second.page.locator("mark")).to_have_count(0)
    expect(second.page.get_by_text("Ada Obi")).to_have_count(0)
    give(second, "kind")
    expect(second.page.locator("mark")).to_have_count(1)
    press(second, "Enter")
    second.sees("You both gave the same codes.")
    give(second, "reliable")
    press(second, "u")
    second.sees("None yet.")
    press(second, "Enter")
    second.sees("it is in the list to talk over now")
    second.sees("Nothing waits for you to read again")

    analyst.go("/second-reading/differences").look("second-reading-differences-desktop")
    analyst.follow(".card-row__title a").sees("First reading: Ada Obi").sees("Second reading: Sam Reed")
    analyst.look("second-reading-side-by-side-desktop")
    analyst.page.locator("input[name=keep]").first.check()
    analyst.write("Why, in a sentence", "It says so in so many words.").press("Settle it")
    analyst.sees("Settled.").sees("Nothing is coded differently")
    analyst.go(f"/second-reading/agreement?{QUARTER}").look("second-reading-agreement-desktop")
    analyst.sees("2 of 2 coded").sees("1 of 2: 50%")

    with site.set_up():
        assert len(db.session.scalars(select(Coding).where(Coding.counts)).all()) == 2
        assert db.session.scalars(select(SecondReading.agreed_at)).all().count(None) == 1
        whose = [code.whose for code in db.session.scalars(select(ReadingCode))]
        assert (whose.count(Whose.first), whose.count(Whose.agreed)) == (2, 1)


def test_it_is_read_again_on_a_phone_without_a_script(
    site: Site, visit: Callable[..., Visitor], emails: dict[str, str]
) -> None:
    analyst = visit(phone=True, scripts=False)
    analyst.sign_in(emails["Kim Lee"], factories.PASSWORD)
    analyst.go(f"/second-reading?{QUARTER}").press("Draw them now").press("Read the next one")
    analyst.look("second-reading-blind-phone")
    assert analyst.page.evaluate("document.documentElement.scrollWidth") <= 390
    analyst.page.locator("input[name=segment]").first.check()
    analyst.page.get_by_label("Code", exact=True).select_option("REL.kind")
    analyst.press("Add this code").press("Finish and stop").sees("You both gave the same codes.")
    analyst.go(f"/second-reading/agreement?{QUARTER}")
    assert analyst.page.evaluate("document.documentElement.scrollWidth") <= 390
