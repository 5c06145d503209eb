"""What made-up duty workers did about made-up worries: those of the past handled, a few of now waiting."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import cycle

from sqlalchemy import select

from feedback_app import clock
from feedback_app.database import db
from feedback_app.example.council import Council
from feedback_app.intake.not_safe import press
from feedback_app.people.tokens import digest
from feedback_app.safeguarding.act import acknowledge, decide
from feedback_app.safeguarding.models import Concern, Decision, Severity

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
