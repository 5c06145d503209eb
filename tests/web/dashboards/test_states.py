"""The dashboard says how far what people said has come."""

import pytest
from sqlalchemy import select

from feedback_app import clock
from feedback_app.dashboards.draw import draw_figures
from feedback_app.database import db
from feedback_app.listening.store import Answer, Response
from feedback_app.people.roles import Place, Role
from feedback_app.telling.decide_one import decide_on
from feedback_app.telling.how_far import states_of
from feedback_app.telling.rules import Outcome
from feedback_app.themes.read import finish, mark_read
from tests import factories
from tests.counting import counting
from tests.dashboards.factories import council, said
from tests.page import CheckedClient, Page, text_of
from tests.telling.factories import IN_TIME, WHEN

PAGE = "/dashboards/how-far"


def counts(page: Page) -> dict[str, str]:
    """The figures of each state, by its name."""
    rows = page.find_all("li", class_="card-row")
    lines = [[text_of(part) for part in row.iter("p")] for row in rows]
    return {line[0]: line[-1] for line in lines}


def some_come_far() -> None:
    """Fifty responses: twenty are left as they came, ten read, ten coded and ten decided on."""
    at = council()
    said(at, None, times=50)
    found = db.session.scalars(select(Response).order_by(Response.id)).all()
    for number, response in enumerate(found):
        answers = list(db.session.scalars(select(Answer).where(Answer.response_id == response.id)))
        if number >= 20:
            mark_read(answers, at.coder)
        if number >= 30:
            finish(answers[0], at.coder)
        if number >= 40:
            decide_on(response, Outcome.answered, words="", by=at.coder, seen=0)
    db.session.flush()


@pytest.mark.requirement("LI-54")
def test_the_dashboard_counts_what_is_collected_reviewed_analysed_and_used(client: CheckedClient) -> None:
    some_come_far()
    draw_figures(quarters=[WHEN], states_of=states_of)
    with clock.stopped_at(IN_TIME):
        client.sign_in(factories.person(Role.quality_analyst).email)
        page = client.get(client.get("/dashboards").links()["How far it has come"])
        assert counts(page) == {
            "Collected": "20 of 50 (40%)",
            "Reviewed": "10 of 50 (20%)",
            "Analysed": "10 of 50 (20%)",
            "Used": "10 of 50 (20%)",
        }
        with counting() as statements:
            client.get(PAGE)
    assert len(statements) <= 10


def test_by_place_nothing_is_told_and_before_it_is_drawn_the_page_says_so(client: CheckedClient) -> None:
    some_come_far()
    with clock.stopped_at(IN_TIME):
        client.sign_in(factories.person(Role.quality_analyst).email)
        assert "No figures" in client.get(PAGE).text
        draw_figures(quarters=[WHEN])
        assert "No figures of this yet" in client.get(PAGE).text
        here = Place(db.session.scalars(select(Response.service_area_id)).first())
        client.sign_in(factories.person(Role.quality_analyst, place=here).email)
        page = client.get(PAGE)
    assert "For the whole council only" in page.text
    assert counts(page) == {}
