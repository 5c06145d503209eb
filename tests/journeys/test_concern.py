"""A child writes that somebody hurts them; a person on triage has it before the child has closed the page."""

import re
from collections.abc import Callable

import pytest

from feedback_app.people.roles import Role
from surveys.definition import Reader, RespondentGroup
from tests import factories
from tests.journeys.conftest import Site
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey
CODE = "KITE42"


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_a_concern_is_at_the_top_of_triage_as_soon_as_a_child_sends_it(
    site: Site, visit: Callable[..., Visitor], phone: bool
) -> None:
    with site.set_up():
        email = factories.person(Role.safeguarding_triage, name="Ada Quill").email
        factories.response(
            "learning-audit-parent-carer", group=RespondentGroup.PARENT_OR_CARER, reader=Reader.ADULT
        )
        factories.invitation(
            "message-in-a-bottle", group=RespondentGroup.CHILD, reader=Reader.CHILD, code=CODE
        )
    triage = visit(phone=phone).sign_in(email, factories.PASSWORD)
    triage.go("/concerns").sees("Nothing is waiting")

    child = visit(phone=True)
    child.go("/").write("code", CODE)
    child.page.keyboard.press("Enter")
    child.page.wait_for_load_state("load")
    _answer_until_sent(child, "My dad hits me when he is angry 🙂.")

    triage.go("/concerns").sees("Physical abuse by an adult").sees(re.compile("Take it by"))
    triage.look(f"concerns-{'phone' if phone else 'desktop'}")
    triage.go("/team").sees(re.compile("1 urgent concern waits"))
    triage.look(f"triage-home-{'phone' if phone else 'desktop'}")
    triage.go("/concerns").press("Physical abuse by an adult")
    assert "hits me" in triage.page.locator("mark.sign").first.inner_text()
    triage.press("I have it").sees("Ada Quill has it")
    triage.look(f"concern-{'phone' if phone else 'desktop'}")
    triage.choose("Referred to children’s social care (MASH or the duty team)")
    triage.write("Why, who was told, and when", "Rang the duty team at once.")
    triage.press("Keep this decision").sees("The decision is kept.")
    triage.go("/concerns").sees("Nothing is waiting")


def _answer_until_sent(child: Visitor, words: str) -> None:
    """Go through the questions, writing in the first box there is and skipping the rest."""
    written = False
    for _step in range(25):
        page = child.page
        if page.get_by_role("button", name="Send", exact=False).count():
            page.get_by_role("button", name="Send", exact=False).first.click()
            page.wait_for_load_state("load")
            return
        box = page.locator("main textarea")
        if box.count() and not written:
            box.first.fill(words)
            written = True
            page.get_by_role("button", name="Next", exact=False).first.click()
        elif page.get_by_role("button", name="Skip", exact=True).count():
            page.get_by_role("button", name="Skip", exact=True).first.click()
        else:
            page.locator("main").get_by_role("button").or_(page.locator("main a.govuk-button")).first.click()
        page.wait_for_load_state("load")
    raise AssertionError(f"never came to the end: {child.page.url}")
