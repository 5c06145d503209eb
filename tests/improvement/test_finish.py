"""An action is done by its owner and confirmed by another."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from feedback_app.improvement.add import add_action
from feedback_app.improvement.finish import confirm, mark_done
from feedback_app.improvement.models import Action, Origin
from feedback_app.improvement.refusals import NotDoneYet, OwnerCannotConfirm
from feedback_app.people.models import Person
from tests import factories

DAY = date(2026, 6, 15)


def action_of(owner: Person) -> Action:
    return add_action(
        "Ring the school", owner=owner, due_on=DAY, already_in_a_plan=False, origin=Origin.audit, by=owner
    )


def test_somebody_else_confirms_what_the_owner_did(session: Session):
    owner, other = factories.person(), factories.person()
    action = action_of(owner)
    with pytest.raises(NotDoneYet):
        confirm(action, by=other)
    mark_done(action, done_on=DAY, by=owner)
    with pytest.raises(OwnerCannotConfirm):
        confirm(action, by=owner)
    confirm(action, by=other, impact="She has a quiet room now")
    assert action.confirmed_by_id == other.id


def test_the_database_itself_refuses_a_confirmation_by_the_owner(session: Session):
    owner = factories.person()
    action = action_of(owner)
    action.done_on = DAY
    action.confirmed_by_id = owner.id
    with pytest.raises(IntegrityError, match="confirmed_by_another_person"):
        session.flush()
