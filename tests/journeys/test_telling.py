"""An officer takes a theme to its decision and words, a colleague publishes them, and a child reads them."""

from collections.abc import Callable

from feedback_app.people.roles import Role
from tests import factories
from tests.journeys.conftest import Site
from tests.journeys.visitor import Visitor
from tests.telling import factories as telling

REASON = "There is no money for it this year. We will ask again in spring."


def test_a_theme_nobody_decided_on_is_decided_told_and_read_on_a_phone(
    site: Site, visit: Callable[..., Visitor]
) -> None:
    with site.set_up():
        telling.heard()
        officer, colleague = (factories.person(Role.participation_officer).email for _each in range(2))
    visitor = visit()
    visitor.sign_in(officer, factories.PASSWORD).press("Themes to decide on").look("telling")
    visitor.press("My worker and our relationship")
    visitor.write("What does this show?", "Many wait for a worker who is late.").press("Keep what we found")
    visitor.press("Keep the decision").sees("Choose one.")
    visitor.choose("We cannot do it, or there is nothing to do")
    visitor.write("Why? Write it for children and families.", REASON).press("Keep the decision")
    visitor.press("Write it in English")
    assert visitor.page.get_by_label("We did, or why we could not").input_value() == REASON
    visitor.write("You said", telling.SAID).press("See how it reads").sees("Most children of about")
    visitor.press("Keep these words").sees("You wrote it, so somebody else publishes it.")
    second = visit()
    second.sign_in(colleague, factories.PASSWORD).press("You said, we did: to publish")
    second.press("Publish the words in English").sees("Everybody can read it since").look("telling-theme")
    child = visit(phone=True, scripts=False)
    child.go("/").press("You said, we did: what has changed").sees(telling.SAID).sees(REASON)
    child.look("told-phone")
    child.go("/language/ar?back=/you-said-we-did").sees(telling.SAID)
