"""Write what somebody said as rows: one statement for the response, one for all its answers."""

import json
from collections.abc import Sequence
from typing import TypedDict

from sqlalchemy import JSON, Integer, Text, bindparam, cast, column, func, insert, select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from feedback_app.database import Base
from feedback_app.listening.store import Answer, Response

RESPONSE = Base.metadata.tables[Response.__tablename__]
ANSWER = Base.metadata.tables[Answer.__tablename__]


class AnswerRow(TypedDict):
    """One thing said, without the response it belongs to: every row names every column."""

    question: str
    box: str
    choice: str | None
    words: str | None


SAID = ("question", "box", "choice", "words")
ONE_RESPONSE = insert(RESPONSE)
EACH_ANSWER = insert(ANSWER)
_rows = (
    func.json_to_recordset(cast(bindparam("rows", type_=Text), JSON))
    .table_valued(*(column(name, Text) for name in SAID), name="said")
    .render_derived(with_types=True)
)
ALL_ANSWERS = insert(ANSWER).from_select(
    ["response_id", *SAID],
    select(bindparam("response_id", type_=Integer), *(_rows.c[name] for name in SAID)),
)


class AlreadyReceived(Exception):
    """This was sent before and is safely stored; sending it again adds nothing."""


def write_response(connection: Connection, row: dict[str, object]) -> int:
    """Store one response; gives its id. Raises AlreadyReceived when its idempotency key is stored already."""
    try:
        written = connection.execute(ONE_RESPONSE, row)
    except IntegrityError as refused:
        if "idempotency_key" in str(refused.orig):
            raise AlreadyReceived from refused
        raise
    assert written.inserted_primary_key is not None
    return int(written.inserted_primary_key.id)


def write_answers(connection: Connection, response_id: int, rows: Sequence[AnswerRow]) -> None:
    """Store the answers of one response, in this order.

    PostgreSQL is sent all of them in one message; SQLite, which nobody sends anything, row by row.
    """
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        connection.execute(ALL_ANSWERS, {"response_id": response_id, "rows": json.dumps(rows)})
    else:
        connection.execute(EACH_ANSWER, [{**row, "response_id": response_id} for row in rows])
