"""An officer on a phone finds a response nobody decided on, and says why nothing will be done."""

from collections.abc import Callable
from datetime import timedelta

from feedback_app import clock
from feedback_app.people.roles import Role
from surveys.answers import Answer
from tests import factories
from tests.journeys.conftest import Site
from tests.journeys.visitor import Visitor

WORDS = "The bus is late."
HARD = "Organisational arrangements regarding transportation availability are being reconsidered accordingly."
EASY = "We asked. There is no bus after six. We are sorry."


def test_a_response_nobody_decided_on_is_decided_with_a_reason_its_sender_can_read(
    site: Site, visit: Callable[..., Visitor]
) -> None:
    with site.set_up():
        factories.response(
            "learning-audit-child",
            {"LA3": Answer(words={"": WORDS})},
            said_at=clock.now() - timedelta(days=60),
        )
        officer = factories.person(Role.participation_officer).email
    visitor = visit(phone=True)
    visitor.sign_in(officer, factories.PASSWORD).press("Responses to decide on").look("deciding-phone")
    visitor.press(WORDS).choose("No action").write("In a few words", HARD).press("Keep the decision")
    visitor.sees("easy to read").look("decide-mistake-phone")
    assert visitor.page.get_by_label("In a few words").input_value() == HARD
    visitor.write("In a few words", EASY).press("Keep the decision")
    visitor.go("/deciding?show=decided").sees(WORDS).sees("No action")
