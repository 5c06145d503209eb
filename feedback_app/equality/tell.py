"""Keep what somebody told of themselves, found by the secret that only their browser holds."""

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from feedback_app.database import db
from feedback_app.equality.models import ToldOfSelf
from feedback_app.listening.drafts import response_key
from feedback_app.listening.store import Response
from surveys.answers import Answers


class NothingSent(Exception):
    """There is no response of this browser that this could be about."""


def tell_of_self(token: str, given: Answers) -> None:
    """Keep each choice in place of what was told before; what is left blank now is forgotten.

    Raises NothingSent where what was sent from this browser is not there, or was taken back.
    """
    wanted = select(Response.id).where(
        Response.idempotency_key == response_key(token), Response.withdrawn_at.is_(None)
    )
    response_id = db.session.scalar(wanted)
    if response_id is None:
        raise NothingSent
    told = {question: answer.choices[0] for question, answer in given.items() if answer.choices}
    db.session.execute(
        delete(ToldOfSelf).where(
            ToldOfSelf.response_id == response_id, ToldOfSelf.characteristic.not_in(list(told))
        )
    )
    if told:
        _keep(response_id, told)


def _keep(response_id: int, told: dict[str, str]) -> None:
    """One statement, so that pressing twice at the same moment keeps it once."""
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    rows = [{"response_id": response_id, "characteristic": name, "choice": c} for name, c in told.items()]
    new = insert(ToldOfSelf).values(rows)
    db.session.execute(
        new.on_conflict_do_update(
            index_elements=["response_id", "characteristic"], set_={"choice": new.excluded.choice}
        )
    )
