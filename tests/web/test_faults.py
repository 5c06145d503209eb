"""When the database goes away in the middle, the page is ours, and holds what was typed."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from flask import Flask
from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.exc import OperationalError

from feedback_app.database import db
from tests.page import CheckedClient
from tests.web.respond.walk import begin_with

SAID = "Nobody asks me what I want"


@contextmanager
def connection_ended_by(beginning: str) -> Iterator[list[int]]:
    """The server ends the connection on which a statement that begins so is about to be sent."""
    ended: list[int] = []

    def end_it(connection: Connection, _cursor: object, statement: str, *_rest: object) -> None:
        if ended or not statement.lstrip().startswith(beginning):
            return
        raw = connection.connection.dbapi_connection
        assert isinstance(raw, psycopg.Connection)
        ended.append(raw.info.backend_pid)
        with connection.engine.connect() as other:
            other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": ended[0]})

    event.listen(Engine, "before_cursor_execute", end_it)
    try:
        yield ended
    finally:
        event.remove(Engine, "before_cursor_execute", end_it)


def test_an_ended_connection_is_rolled_back_without_a_fault_of_its_own(postgresql_app: Flask) -> None:
    with postgresql_app.app_context(), connection_ended_by("SELECT 41"):
        with pytest.raises(OperationalError):
            db.session.execute(text("SELECT 41"))
        db.session.rollback()
        assert db.session.scalar(text("SELECT 42")) == 42


def test_words_typed_while_the_database_went_away_stand_on_a_page_that_sends_them_again(
    postgresql_app: Flask,
) -> None:
    with postgresql_app.app_context():
        client = CheckedClient(postgresql_app)
        walk = begin_with(client, "/bottle")
        values = {**walk.page.form_values("/answer/MB1"), "MB1": [SAID], "go": ["next"]}
        with connection_ended_by("SELECT draft") as ended:
            page = client.post("/answer/MB1", dict(values), expect=500)
        assert ended
        assert SAID in page.text
        again = client.send(page, {}, to="/answer/MB1")
        assert again.path == "/answer/MB3"
        for table in ("draft", "edition"):
            db.session.execute(text(f"DELETE FROM {table}"))
        db.session.commit()
