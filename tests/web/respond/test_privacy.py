"""What is never kept about the people who answer, and what joins nobody to what they said."""

import re
from datetime import UTC, datetime

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from feedback_app import clock
from feedback_app.database import Base
from feedback_app.listening.models import Draft
from feedback_app.listening.store import Response
from surveys.definition import Reader
from tests.page import CheckedClient
from tests.web.respond.walk import begin, begin_with

MOMENT = datetime(2026, 5, 18, 13, 37, 42, tzinfo=UTC)


def everything_stored(session: Session) -> str:
    """Every value of every row of every table, as one text, invitations (made by staff) left out."""
    found = []
    for table in Base.metadata.sorted_tables:
        if table.name in {"invitation", "edition"}:
            continue
        found += [str(value) for row in session.execute(table.select()) for value in row if value is not None]
    return "\n".join(found)


def test_an_anonymous_survey_keeps_no_address_browser_or_time_of_day(
    client: CheckedClient, session: Session
) -> None:
    client.flask.environ_base["REMOTE_ADDR"] = "203.0.113.77"
    client.flask.environ_base["HTTP_USER_AGENT"] = "A-very-special-browser"
    with clock.stopped_at(MOMENT):
        walk = begin(client, "staff-pulse", Reader.ADULT, uses=1)
        token = client.flask.get_cookie("answering").value
        walk.send({"ST1": "agree"})
        half_way = everything_stored(session)
        walk.finish()
    for stored in (half_way, everything_stored(session)):
        for told in ("203.0.113.77", "special", token, "13:37", "14:37", ":37:42"):
            assert told not in stored


def test_no_row_of_an_anonymous_survey_shares_a_key_with_its_invitation_or_receipt(
    client: CheckedClient, session: Session
) -> None:
    begin(client, "staff-pulse", Reader.ADULT, uses=1).finish()
    response = session.scalars(select(Response)).one()
    draft = session.scalars(select(Draft)).one()
    assert (response.invitation_id, response.captured_by_id, response.received_at) == (None, None, None)
    assert _secrets(response).isdisjoint(_secrets(draft))


def test_a_bottle_is_not_joined_to_the_receipt_in_the_browser(
    client: CheckedClient, session: Session
) -> None:
    begin_with(client, "/bottle", Reader.CHILD).finish({"MB1": {"MB1": "Hello"}})
    response = session.scalars(select(Response)).one()
    draft = session.scalars(select(Draft)).one()
    assert _secrets(response).isdisjoint(_secrets(draft))


def test_a_receipt_keeps_its_invitation_only_where_uses_are_counted(
    client: CheckedClient, session: Session
) -> None:
    begin(client).finish()
    begin(client, uses=1).finish()
    kept = session.scalars(select(Draft.invitation_id).order_by(Draft.id)).all()
    assert kept[0] is None
    assert kept[1] is not None


def test_a_learning_audit_does_say_which_invitation_it_answers(
    client: CheckedClient, session: Session
) -> None:
    begin(client).finish()
    assert session.scalars(select(Response)).one().invitation_id is not None


def test_no_cookie_lasts_longer_than_the_visit_unless_it_was_asked_for(client: CheckedClient) -> None:
    begin(client).finish()
    kept = client.flask.get_cookie("answering")
    assert kept.max_age is None
    assert kept.http_only
    assert kept.same_site == "Lax"


def test_what_people_write_never_stands_in_an_address(client: CheckedClient) -> None:
    walk = begin(client)
    walk.to_the_check({"LA3": {"LA3": "a secret worry"}})
    assert "secret" not in walk.page.reply.request.url


def _secrets(row: Response | Draft) -> set[str]:
    """The keys and digests of a row, which could be looked up in another."""
    values = [getattr(row, column.key) for column in inspect(type(row)).column_attrs]
    return {value for value in values if isinstance(value, str) and re.fullmatch(r"[0-9a-f]{12,}", value)}
