"""States no other journey meets, read by axe: pages with nothing on them yet, and forms after a mistake."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from feedback_app.people.roles import Role
from feedback_app.themes.load_codebook import load_codebook
from tests import factories
from tests.journeys.conftest import Site
from tests.journeys.visitor import Visitor
from tests.themes.factories import answer

pytestmark = pytest.mark.journey
Visit = Callable[..., Visitor]
MISTAKE = re.compile("^Mistake to mend:")
PASSWORD = "correct horse battery"
NOTHING_YET = {
    Role.quality_analyst: (
        "/team", "/coding", "/coding/questions", "/coding/alike", "/second-reading",
        "/second-reading/differences", "/second-reading/agreement", "/codebook", "/suggestions",
        "/telling", "/deciding", "/dashboards", "/dashboards/how-far", "/dashboards/equality", "/reports",
        "/suggestions/engines", "/audits", "/actions", "/learning", "/invite", "/import", "/bottles",
    ),
    Role.practice_lead: ("/team", "/capture"),
    Role.director: ("/bottles",),
}  # fmt: skip
SENT_EMPTY = (
    ("/codebook/new-theme", "Save in the draft"),
    ("/codebook/themes/REL/new-code", "Save in the draft"),
    ("/codebook/codes/REL.kind/split", "Split it, then sort the codings"),
    ("/codebook/codes/REL.kind/merge", "Show what would happen"),
    ("/codebook/exchange", "Make a draft of it"),
    ("/codebook/exchange/take-out", "Take the project out"),
    ("/codebook/exchange/bring-in", "See what would come in"),
    ("/coding/next", "Add this code"),
    ("/coding/next", "Ask"),
    ("/coding/next", "Keep the note"),
    ("/coding/next", "Keep the translation"),
    ("/coding/alike/REL.kind", "Accept for the ticked answers"),
    ("/audits/plan", "Plan this audit"),
    ("/import", "Check the file"),
    ("/invite/new/learning-audit-child", "Make the link and code"),
)


@pytest.mark.parametrize("role", NOTHING_YET)
def test_a_page_with_nothing_on_it_yet_can_be_read_by_everybody(site: Site, visit: Visit, role: Role) -> None:
    with site.set_up():
        email = factories.person(role).email
    reader = visit(phone=True).sign_in(email, PASSWORD)
    for path in NOTHING_YET[role]:
        reader.go(path)
        assert fits(reader), path


def test_every_mistake_is_read_first_and_leads_to_the_control_that_mends_it(site: Site, visit: Visit) -> None:
    with site.set_up():
        load_codebook()
        email = factories.person(Role.quality_analyst).email
        factories.person(Role.quality_analyst)
        factories.service_area()
        for words in ("She is kind to me.", "She is kind to us all."):
            answer(words)
    writer = visit(phone=True).sign_in(email, PASSWORD)
    for path, button in SENT_EMPTY:
        writer.go(path)
        writer.page.evaluate(
            "for (const folded of document.querySelectorAll('main details')) folded.open = true"
        )
        writer.follow(f'main button:text-is("{button}")')
        expect(writer.page).to_have_title(MISTAKE)
        mistakes = writer.page.locator(".govuk-error-summary")
        expect(mistakes).to_be_focused()
        for mistake in mistakes.get_by_role("link").all():
            place = (mistake.get_attribute("href") or "").removeprefix("#")
            mistake.click()
            expect(writer.page.locator(f'[id="{place}"]')).to_be_focused()
        assert fits(writer), path


def fits(visitor: Visitor) -> bool:
    """Whether a phone shows the whole width of the page."""
    wide, shown = visitor.page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    return bool(wide <= shown)
