"""One thing that fails in a round of notices holds up nothing else, and is tried again in a later one."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text

from feedback_app import clock, notices
from feedback_app.audits.hand_out import hand_out
from feedback_app.audits.requests import AuditFeedback
from feedback_app.commands.notices import send_due
from feedback_app.database import db
from feedback_app.listening.models import Invitation
from feedback_app.notices import Notice, NoticeKind
from feedback_app.people.roles import Role
from feedback_app.safeguarding.models import Severity
from tests import factories
from tests.audits.factories import BEFORE, scene
from tests.safeguarding.factories import concern

NIGHT = datetime(2026, 4, 4, 21, 0, tzinfo=UTC)
PRIVATE = "Kasia said so"
TRIAGE = Role.safeguarding_triage


def break_down(when: str, table: str, *, only: str = "1") -> None:
    """From now on the database fails at each such change, with somebody's words in what it says."""
    db.session.execute(
        text(
            f"CREATE TRIGGER broken BEFORE {when} ON {table} WHEN {only} "
            f"BEGIN SELECT RAISE(ABORT, '{PRIVATE}'); END"
        )
    )
    db.session.commit()


def mend() -> None:
    db.session.execute(text("DROP TRIGGER broken"))
    db.session.commit()


def overdue() -> set[str]:
    """The concerns somebody was reminded of."""
    queued = select(Notice.subject_ref).where(Notice.kind == NoticeKind.concern_overdue)
    return set(db.session.scalars(queued))


def answered_by_link() -> None:
    """Somebody answered by the link that was handed out for an audit."""
    made = scene()
    hand_out(made.child, made.audit, by=made.lead)
    invitation = db.session.get_one(Invitation, made.child.invitation_id)
    with clock.stopped_at(BEFORE):
        factories.response("learning-audit-child", invited_by=invitation)


@pytest.fixture(autouse=True)
def nothing_private_is_logged(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    logged = [record.getMessage() for record in caplog.get_records("call")]
    assert any(line.endswith("failed and is tried again: IntegrityError") for line in logged)
    assert not any("Kasia" in line for line in logged)


def test_a_concern_that_cannot_climb_holds_up_no_other_and_no_e_mail(on_sqlite: Flask) -> None:
    factories.person(TRIAGE)
    with clock.stopped_at(NIGHT):
        stuck, other = concern(Severity.S1).public_ref, concern(Severity.S1).public_ref
    break_down("UPDATE", "concern", only=f"OLD.public_ref = '{stuck}' AND NEW.rung <> OLD.rung")
    with clock.stopped_at(NIGHT + timedelta(minutes=16)):
        assert send_due(on_sqlite) == (3, 0)
        assert overdue() == {other}
    mend()
    with clock.stopped_at(NIGHT + timedelta(minutes=17)):
        assert send_due(on_sqlite) == (1, 0)
        assert overdue() == {stuck, other}


def test_when_no_concern_can_be_seen_to_e_mails_leave_all_the_same(on_sqlite: Flask) -> None:
    factories.person(TRIAGE)
    with clock.stopped_at(NIGHT):
        raised = concern(Severity.S1).public_ref
    break_down("UPDATE", "concern")
    with clock.stopped_at(NIGHT + timedelta(minutes=16)):
        assert send_due(on_sqlite) == (1, 0)
    mend()
    with clock.stopped_at(NIGHT + timedelta(minutes=17)):
        assert send_due(on_sqlite) == (1, 0)
        assert overdue() == {raised}


def test_answers_that_cannot_be_put_beside_their_audit_hold_up_neither_concern_nor_e_mail(
    on_sqlite: Flask,
) -> None:
    factories.person(TRIAGE)
    with clock.stopped_at(NIGHT):
        raised = concern(Severity.S1).public_ref
    answered_by_link()
    break_down("INSERT", "audit_feedback")
    with clock.stopped_at(NIGHT + timedelta(minutes=16)):
        _sent, kept = send_due(on_sqlite)
        assert (kept, overdue()) == (0, {raised})
        assert db.session.scalar(select(Notice.id).where(Notice.sent_at.is_(None))) is None
    assert db.session.scalar(select(AuditFeedback.id)) is None
    mend()
    send_due(on_sqlite)
    assert db.session.scalar(select(AuditFeedback.id)) is not None


def test_a_notice_that_cannot_be_kept_as_sent_holds_up_none_behind_it(on_sqlite: Flask) -> None:
    factories.person(TRIAGE)
    with clock.stopped_at(NIGHT):
        for reference in ("ref-1", "ref-2"):
            notices.queue(NoticeKind.concern_raised, "concern", reference, to=TRIAGE)
        first = db.session.scalars(select(Notice.id).order_by(Notice.id)).first()
        break_down("INSERT", "notice_delivery", only=f"NEW.notice_id = {first}")
        assert send_due(on_sqlite) == (1, 1)
    mend()
    with clock.stopped_at(NIGHT + timedelta(minutes=4)):
        assert send_due(on_sqlite) == (1, 0)
