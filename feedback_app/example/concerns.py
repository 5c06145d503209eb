"""Made-up worries among the made-up answers, never lurid; those of the past handled, a few of now waiting."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import cycle
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict
from sqlalchemy import select

from feedback_app import clock
from feedback_app.database import db
from feedback_app.example.council import Council
from feedback_app.example.year import VOICES, Moment, Voice, quarter_of
from feedback_app.intake.not_safe import press
from feedback_app.people.tokens import digest
from feedback_app.safeguarding.act import acknowledge, decide
from feedback_app.safeguarding.models import Concern, Decision, Severity

VOICE_OF: Mapping[str, Voice] = {
    "child": VOICES[0],
    "young_person": VOICES[2],
    "parent": VOICES[3],
    "young_inspector": VOICES[7],
}
FILE = Path(__file__).with_name("worries.yaml")
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


class Worry(BaseModel):
    """One made-up worry: when, in which service area, in whose voice, and what is certainly said."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    at: datetime | None = None
    minutes_ago: int = 0
    area: int
    voice: Literal["child", "young_person", "parent", "young_inspector"]
    said: Mapping[str, str]


def worries(now: datetime) -> Iterator[Moment]:
    """The responses that carry a worry: of the year, and a few of the last hours."""
    for told in yaml.safe_load(FILE.read_text(encoding="utf-8")):
        worry = Worry.model_validate(told)
        at = worry.at.replace(tzinfo=clock.LONDON) if worry.at else now - timedelta(minutes=worry.minutes_ago)
        voice = VOICE_OF[worry.voice]
        speaking = replace(voice, certain={**voice.certain, "LA7": "no", **worry.said})
        yield Moment(speaking, at, quarter_of(at), worry.area, worry.area % 3, "en_GB")


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
