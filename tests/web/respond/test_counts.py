"""How often the database is asked: a few times a page, however much is stored."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import String, cast, func, insert, literal, select, text
from sqlalchemy.orm import Session

from feedback_app import clock
from feedback_app.audits.hand_out import hand_out
from feedback_app.audits.link import link_all_that_came
from feedback_app.database import db
from feedback_app.listening.editions import edition_of
from feedback_app.listening.models import Channel
from feedback_app.listening.store import Answer, Response
from surveys.definition import Reader
from surveys.library import shipped_survey
from tests import factories
from tests.audits.factories import scene
from tests.counting import counting
from tests.page import CheckedClient
from tests.web.respond.walk import begin, begin_with

GET, PAGE, LAST = 2, 4, 6


def store_many(count: int) -> None:
    """So many responses with an answer each, made by the database itself."""
    survey = shipped_survey("learning-audit-child")
    numbers = select(literal(1).label("number")).cte("numbers", recursive=True)
    numbers = numbers.union_all(select(numbers.c.number + 1).where(numbers.c.number < count))
    reference = cast(numbers.c.number, String)
    table = Response.__table__.c
    values = {
        "public_ref": reference, "idempotency_key": reference, "edition_id": edition_of(survey).id,
        "survey": survey.id, "anonymous": False, "respondent_group": "child", "reader": "child",
        "language": "en_GB", "channel": Channel.online, "received_on": clock.today(),
        "received_at": clock.now(), "may_quote": False, "may_contact": False, "may_publish": False,
    }  # fmt: skip
    columns = [
        value if value is reference else literal(value, type_=table[name].type)
        for name, value in values.items()
    ]
    with no_checks_row_by_row():
        db.session.execute(insert(Response).from_select(list(values), select(*columns)))
        said = select(Response.id, literal("LA3"), literal(""), literal("The bus is late"))
        db.session.execute(insert(Answer).from_select(["response_id", "question", "box", "words"], said))
    assert db.session.scalar(select(func.count()).select_from(Answer)) == count


@contextmanager
def no_checks_row_by_row() -> Iterator[None]:
    """Fill tables without a check of keys for each row.

    PostgreSQL plans that check once a connection, for the tables as small as it first met them, and then
    reads the whole table for every row of ours.
    """
    if db.engine.dialect.name != "postgresql":
        yield
        return
    db.session.execute(text("SET LOCAL session_replication_role = replica"))
    yield
    db.session.execute(text("SET LOCAL session_replication_role = origin"))
    db.session.execute(text("ANALYZE response, answer"))


def statements(deed: Callable[[], object]) -> list[str]:
    with counting() as seen:
        deed()
    return list(seen)


@pytest.mark.parametrize("stored", [100, 100_000])
def test_answering_asks_the_database_little_whatever_is_stored(
    client: CheckedClient, session: Session, stored: int
) -> None:
    store_many(stored)
    _made, token = factories.invitation("learning-audit-child", reader=Reader.CHILD, uses=1)
    begin_with(client, f"/s/{token}").finish()
    _made, token = factories.invitation("learning-audit-child", reader=Reader.CHILD, uses=1)
    session.flush()
    assert len(statements(lambda: client.open(f"/s/{token}"))) <= GET
    walk = begin_with(client, f"/s/{token}")
    assert len(statements(lambda: client.open(walk.page.path))) <= GET
    assert len(statements(lambda: post(client, "/answer/LA0", {"LA0": "alone"}, walk.page))) <= PAGE
    assert len(statements(lambda: post(client, "/answer/LA3", {"LA3": "Dogs"}, walk.page))) <= 2
    check = walk.to_the_check()
    assert len(statements(lambda: client.open("/answer/check"))) <= GET
    sent = statements(lambda: post(client, "/answer/send", {}, check))
    assert len(sent) <= LAST, sent
    assert len(statements(lambda: client.open("/answer/thanks"))) <= GET


@pytest.mark.parametrize("survey", ["staff-pulse", "learning-audit-parent-carer"])
def test_surveys_for_adults_are_sent_in_six_statements(client: CheckedClient, survey: str) -> None:
    check = begin(client, survey, Reader.ADULT).to_the_check()
    sent = statements(lambda: post(client, "/answer/send", {}, check))
    assert len(sent) <= LAST, sent


def test_a_bottle_is_sent_in_six_statements_with_the_notice_to_the_director(client: CheckedClient) -> None:
    check = begin_with(client, "/bottle", Reader.CHILD).to_the_check({"MB1": {"MB1": "Hello"}})
    sent = statements(lambda: post(client, "/answer/send", {}, check))
    assert len(sent) <= LAST, sent
    assert any("INSERT INTO notice" in statement for statement in sent)


def test_answers_for_an_audit_with_a_bottle_in_them_are_sent_in_six_statements(client: CheckedClient) -> None:
    made = scene()
    secret = hand_out(made.child, made.audit, by=made.lead)
    db.session.flush()
    walk = begin_with(client, f"/s/{secret.token}", Reader.CHILD)
    last = walk.to_the_check({"LA7": {"LA7": "yes"}, "MB1": {"MB1": "Hello"}})
    sent = statements(lambda: post(client, "/answer/send", {}, last))
    assert len(sent) <= LAST, sent
    assert any("INSERT INTO notice" in statement for statement in sent)
    assert link_all_that_came() == 1


def test_the_front_page_asks_nothing(client: CheckedClient) -> None:
    client.get("/")
    assert statements(lambda: client.open("/")) == []


def post(client: CheckedClient, path: str, given: dict[str, str], page: object) -> None:
    proof = page.find_all("input", name="csrf_token")[0].get("value")  # type: ignore[attr-defined]
    reply = client.open(path, method="POST", data={"csrf_token": proof, **given}, follow=False)
    assert reply.status_code == 303
