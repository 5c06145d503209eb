"""What a quarter's audits came to, as dashboards set it beside what people say."""

from sqlalchemy.orm import Session

from analysis.periods import parse_quarter
from analysis.safe_counts import HIDDEN
from feedback_app import clock
from feedback_app.audits.requests import AuditFeedback, Reflected
from feedback_app.people.roles import Role
from feedback_app.reporting.audited import SAID, audited
from tests import factories
from tests.reporting.factories import action, held_audit, learning, said

QUARTER = parse_quarter("2026-27-Q1")


def looked_at(session: Session, reflected: Reflected | None, *, times: int) -> None:
    """So many pieces of feedback stood beside an audit, each judged so by its meeting."""
    audit, coder = held_audit(), factories.person(Role.participation_officer)
    for _time in range(times):
        response = said("She listens.", coder=coder, checked=False)
        made = AuditFeedback(audit_id=audit.id, response_id=response.id, linked_at=clock.now())
        made.reflected, made.context = reflected, "Talked about in the meeting."
        session.add(made)
    session.flush()


def test_judgements_actions_and_learning_of_the_quarter_are_counted(session: Session) -> None:
    audit = held_audit()
    action(audit)
    learning(audit)
    looked_at(session, Reflected.yes, times=12)
    looked_at(session, Reflected.no, times=11)
    looked_at(session, None, times=3)
    found = audited(QUARTER)
    assert (found.audits, found.actions, found.actions_done, found.learning) == (4, 1, 0, 1)
    assert found.reflected is not None
    assert found.reflected.cell(Reflected.yes, SAID) == 12
    assert found.reflected.cell(Reflected.no, SAID) == 11


def test_few_judgements_are_kept_back(session: Session) -> None:
    looked_at(session, Reflected.partly, times=2)
    reflected = audited(QUARTER).reflected
    assert reflected is not None
    assert reflected.cell(Reflected.partly, SAID) == HIDDEN


def test_a_quarter_without_audits_has_nothing(session: Session) -> None:
    found = audited(QUARTER)
    assert (found.audits, found.reflected, found.actions, found.learning) == (0, None, 0, 0)
