"""Actions and learning of a signed-off audit, asking only for what matters to the test."""

from datetime import UTC, date, datetime

from feedback_app import clock
from feedback_app.audits.models import Audit, AuditAction, AuditLearning
from feedback_app.database import db
from feedback_app.improvement.finish import mark_done, mark_of
from feedback_app.improvement.models import Action, Agreed, Learning, Origin, Reach
from feedback_app.people.models import Person
from feedback_app.people.tokens import new_reference
from tests import factories

NOW = datetime(2026, 7, 1, 10, 0, tzinfo=UTC)
DUE = date(2026, 7, 15)
CHANGED = "She has a quiet room now."


def action(
    owner: Person | None = None,
    *,
    of: Audit | None = None,
    what: str = "Ring the school",
    due_on: date = DUE,
    state: Agreed = Agreed.agreed,
) -> Action:
    """An agreed action of an audit, not done yet."""
    audit = of or factories.audit()
    owner = owner or factories.person()
    made = Action(
        public_ref=new_reference(), what=what, owner_id=owner.id, due_on=due_on, origin=Origin.audit,
        made_at=clock.now(), state=state,
    )  # fmt: skip
    db.session.add(AuditAction(audit_id=audit.id, action=made))
    db.session.flush()
    return made


def done(
    owner: Person | None = None, *, of: Audit | None = None, done_on: date = date(2026, 6, 30)
) -> Action:
    """An action its owner has done, waiting for somebody to confirm it."""
    owner = owner or factories.person()
    made = action(owner, of=of)
    with clock.stopped_at(NOW):
        mark_done(made, done_on=done_on, impact=CHANGED, by=owner, seen=mark_of(made))
    return made


def learning(*, of: Audit | None = None, what: str = "Ask children first", share_by: date = DUE) -> Learning:
    """Agreed learning of an audit, not shared yet."""
    audit = of or factories.audit()
    made = Learning(
        public_ref=new_reference(), what=what, reach=Reach.team, share_by=share_by,
        made_at=clock.now(), state=Agreed.agreed,
    )  # fmt: skip
    db.session.add(AuditLearning(audit_id=audit.id, learning=made))
    db.session.flush()
    return made
