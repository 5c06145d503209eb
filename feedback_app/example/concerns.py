"""What made-up duty workers did about made-up worries: those of the past handled, a few of now waiting."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import cycle

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from feedback_app import clock
from feedback_app.audits.escalate import Raised, raise_in_audit, tell_by_name, usual_addressees
from feedback_app.audits.models import Audit, AuditStatus
from feedback_app.database import db
from feedback_app.example.council import Council
from feedback_app.intake.not_safe import press
from feedback_app.people.tokens import digest
from feedback_app.safeguarding.act import acknowledge, decide, reopen
from feedback_app.safeguarding.escalation import Escalation
from feedback_app.safeguarding.models import Concern, ConcernStatus, Decision, Severity
from feedback_app.safeguarding.tell import answer_telling
from feedback_app.safeguarding.watch import watch
from feedback_app.safeguarding.who_is_told import AboutWhom, Addressee, Told

HANDLED_BEFORE = timedelta(days=6)
HANDLED: Mapping[Severity, tuple[timedelta, timedelta]] = {
    Severity.S1: (timedelta(minutes=6), timedelta(minutes=40)),
    Severity.S2: (timedelta(minutes=35), timedelta(hours=4)),
    Severity.S3: (timedelta(hours=2), timedelta(hours=6)),
    Severity.S4: (timedelta(hours=20), timedelta(days=2)),
}
DECIDED: Mapping[Severity, tuple[tuple[Decision, str], ...]] = {
    Severity.S1: ((Decision.referred, "Rang at once; strategy discussion the same day."),),
    Severity.S2: (
        (Decision.referred, "Referred to the front door; the social worker saw the child today."),
        (Decision.told_worker, "The allocated worker and their manager know, and visit tomorrow."),
    ),
    Severity.S3: (
        (Decision.told_worker, "Known to the worker; a safety plan is in place and was checked."),
        (Decision.followed_up, "Rang back. They feel heard, and know who to turn to."),
        (Decision.no_harm, "Read in full: nothing here points to harm."),
    ),
    Severity.S4: (
        (Decision.followed_up, "The worker will talk about this on the next visit."),
        (Decision.no_harm, "Read in full: sad, and well supported."),
    ),
}

TAKEN_AGO, RAISED_AGO, ANSWERED_AGO = 140, 60, 45
REOPENED_BECAUSE = "The school rang: there is more to it than we read at first."
IN_AUDIT = Raised(
    Severity.S2,
    AboutWhom.open_case,
    "K, 7, and the baby",
    "The records of three visits speak of bruises, and nobody asked how they came.",
)
TO_TELL: Mapping[Told, Addressee] = {
    Told.social_worker: Addressee("Noor Aslam", "noor.aslam@example.invalid"),
    Told.team_manager: Addressee("Peter Lund", "peter.lund@example.invalid"),
    Told.group_manager: Addressee("Ruth Adeyemi", "ruth.adeyemi@example.invalid"),
}
ANSWER = "Rang back: he and the social worker see both children this afternoon."


def press_the_button(council: Council, now: datetime) -> None:
    """Yesterday somebody pressed "I don't feel safe" and wrote nothing."""
    with clock.stopped_at(now - timedelta(hours=20)):
        press(digest("example press"), place=council.place(0, 1), survey="learning-audit-young-person",
              invitation_id=None)  # fmt: skip
        db.session.flush()


def handle_the_past(council: Council, now: datetime) -> None:
    """Duty workers took and decided every concern that is not of the last days."""
    choices = {severity: cycle(decided) for severity, decided in DECIDED.items()}
    past = (
        select(Concern)
        .where(Concern.raised_at < now - HANDLED_BEFORE)
        .order_by(Concern.raised_at, Concern.id)
    )
    for concern in list(db.session.scalars(past)):
        seen_after, decided_after = HANDLED[concern.severity]
        with clock.stopped_at(concern.raised_at + seen_after):
            acknowledge(concern, council.triage, changes=concern.changes)
        with clock.stopped_at(concern.raised_at + decided_after):
            decision, reason = next(choices[concern.severity])
            decide(concern, decision, reason, council.triage, changes=concern.changes)


def leave_some_open(council: Council, now: datetime) -> None:
    """A concern in every state: taken, opened again, raised in an audit, and left too long."""
    lately = db.session.scalars(
        select(Concern).where(Concern.status == ConcernStatus.waiting).order_by(Concern.raised_at.desc())
    ).all()
    with clock.stopped_at(now - timedelta(minutes=TAKEN_AGO)):
        has_it = next(concern for concern in lately if concern.raised_at < clock.now())
        acknowledge(has_it, council.triage, changes=has_it.changes)
    settled = db.session.scalars(
        select(Concern)
        .where(Concern.decision == Decision.no_harm)
        .order_by(Concern.raised_at.desc())
        .limit(1)
    ).first()
    if settled is not None:
        with clock.stopped_at(now - timedelta(minutes=TAKEN_AGO)):
            reopen(settled, REOPENED_BECAUSE, council.triage, changes=settled.changes)
            acknowledge(settled, council.triage, changes=settled.changes)
    _raise_one_in_an_audit(now)
    with clock.stopped_at(now):
        watch()
        db.session.flush()


def _raise_one_in_an_audit(now: datetime) -> None:
    """The chair raised it an hour ago; the team manager has answered, the others have not yet."""
    audit = db.session.scalars(
        select(Audit)
        .where(Audit.status == AuditStatus.planned)
        .options(joinedload(Audit.chair), joinedload(Audit.responsible))
        .order_by(Audit.meeting_at)
        .limit(1)
    ).one()
    with clock.stopped_at(now - timedelta(minutes=RAISED_AGO)):
        raised = raise_in_audit(audit, IN_AUDIT, press="example", by=audit.chair)
        tell_by_name(audit, raised, {**usual_addressees(audit), **TO_TELL}, by=audit.chair)
        db.session.flush()
    with clock.stopped_at(now - timedelta(minutes=ANSWERED_AGO)):
        manager = db.session.scalars(select(Escalation).where(Escalation.told == Told.team_manager)).one()
        answer_telling(manager, ANSWER, by=audit.chair)
        db.session.flush()
