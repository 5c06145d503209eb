"""An analyst looks at what people say: themes, one theme from each side, the words behind it, a new topic."""

from collections.abc import Callable

import pytest

from analysis.periods import parse_quarter
from feedback_app.dashboards.draw import draw_figures
from feedback_app.dashboards.topics import find_topics
from feedback_app.people.roles import Role
from surveys.definition import RespondentGroup
from tests import factories
from tests.dashboards.factories import KIND, LATE, QUARTER, council, said
from tests.journeys.conftest import Site
from tests.journeys.visitor import Visitor


@pytest.mark.requirement("LI-81")
@pytest.mark.parametrize("phone", [False, True])
def test_an_analyst_follows_a_theme_to_its_words_and_keeps_a_new_topic(
    site: Site, visit: Callable[..., Visitor], phone: bool
) -> None:
    with site.set_up():
        at = council()
        said(at, KIND, times=14)
        said(at, LATE, times=12, place=(1, 1), box="not_so_good", group=RespondentGroup.CHILD)
        said(at, None, times=15, place=(0, 1))
        said(at, None, times=12, words="The bike helmet was gone from the shed.")
        draw_figures(quarters=[parse_quarter(QUARTER)])
        find_topics(parse_quarter(QUARTER))
        email = factories.person(Role.quality_analyst).email
    visitor = visit(phone=phone)
    page = visitor.page
    visitor.sign_in(email, factories.PASSWORD)
    page.get_by_role("link", name="What people say", exact=True).click()
    visitor.look("dashboards-phone" if phone else "dashboards")
    page.get_by_role("link", name="My worker and our relationship").first.click()
    visitor.look("dashboards-theme-phone" if phone else "dashboards-theme")
    page.get_by_text("The figures as a table").first.click()
    page.get_by_role("link", name="Read what was said, with names left out").click()
    page.get_by_text("She is funny").first.wait_for()
    page.go_back()
    page.get_by_role("link", name="What people say").first.click()
    page.get_by_role("link", name="New topics").click()
    visitor.look("dashboards-topics-phone" if phone else "dashboards-topics")
    page.get_by_role("button", name="Keep it").first.click()
    page.get_by_label("Make a code of it. In which theme?").first.select_option(index=1)
    page.get_by_role("button", name="Write the code").first.click()
    assert "shed" in page.get_by_label("Keywords").input_value()
    page.go_back()
    page.get_by_role("button", name="Take it back").first.click()
    page.get_by_role("button", name="Keep it").first.wait_for()
