"""Twelve made-up learning audits, walked through every step by the people whose step it is."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict

from feedback_app import clock
from feedback_app.audits.act import act, learn
from feedback_app.audits.assign import assign, declare_independent
from feedback_app.audits.attempt import judge_not_appropriate, record_attempt
from feedback_app.audits.capture import Setting, begin, finish_reading_back, keep, send
from feedback_app.audits.link import link_what_came
from feedback_app.audits.meeting import Consideration, consider, mark_held, stamp, write_notes
from feedback_app.audits.models import Area, Audit
from feedback_app.audits.plan import Wanted, plan_learning_audit
from feedback_app.audits.requests import AttemptOutcome, FeedbackRequest, Reflected
from feedback_app.audits.said import record_opening, requests_of
from feedback_app.audits.sign_off import sign_off
from feedback_app.example.answers import Speaker, WholeAnswer, answer_all
from feedback_app.example.council import Council, register_involvement
from feedback_app.example.follow_up import ExampleAction, follow_up, tell_others
from feedback_app.example.hear import Heard
from feedback_app.example.voices import Composer
from feedback_app.example.year import VOICES, Moment, Voice
from feedback_app.improvement.models import Reach
from feedback_app.listening.models import Channel
from feedback_app.people.models import Person
from feedback_app.profiles.profile import Profile, profile
from surveys.definition import Reader
from surveys.library import shipped_survey

FILE = Path(__file__).with_name("audits.yaml")
MORNING = time(10)
_FROZEN = ConfigDict(frozen=True, extra="forbid")
CONTEXT: Mapping[Reflected, str] = {
    Reflected.yes: "The meeting opened with these words and came back to them at the end.",
    Reflected.partly: "Some of it was talked about; the part about waiting was not.",
}


class ExampleVoice(BaseModel):
    """Who is to be heard for a made-up audit, and what came of it."""

    model_config = _FROZEN
    voice: str
    who: str
    came: Literal["visit", "phone", "declined", "not_appropriate", "waiting", "tried", "refused"]
    language: str = "en_GB"
    why: str = ""
    decided_by: str = ""


class ExampleLearning(BaseModel):
    model_config = _FROZEN
    what: str
    reach: Reach
    waits: bool = False


class ExampleAudit(BaseModel):
    """One made-up audit as audits.yaml tells it."""

    model_config = _FROZEN
    title: str
    area: int
    locality: int
    family: str
    meeting: date | None = None
    days_ahead: int = 0
    unsigned: bool = False
    voices: tuple[ExampleVoice, ...]
    positives: str = ""
    challenges: str = ""
    differently: str = ""
    next_steps: str = ""
    actions: tuple[ExampleAction, ...] = ()
    learning: ExampleLearning | None = None


@lru_cache(maxsize=1)
def told() -> tuple[ExampleAudit, ...]:
    """The twelve audits."""
    return tuple(ExampleAudit.model_validate(one) for one in yaml.safe_load(FILE.read_text(encoding="utf-8")))


def hold_audits(council: Council, composer: Composer, framework: str, now: datetime) -> list[Heard]:
    """Every audit, and what was said for them."""
    rules = profile(framework)
    ahead = [one for one in told() if one.meeting is None]
    register_involvement(council, [one.family for one in ahead])
    heard: list[Heard] = []
    for number, one in enumerate(told()):
        day = one.meeting or (now + timedelta(days=one.days_ahead)).date()
        meeting = datetime.combine(day, MORNING, clock.LONDON)
        quarter = min(3, number // 3)
        audit = _plan(one, meeting, council, rules, now)
        lead = council.practice_leads[(number + 1) % 2]
        heard += _hear_everybody(one, audit, lead, council, composer, quarter)
        if one.meeting is not None:
            _meet(one, audit, meeting, council, now)
    return heard


def _plan(one: ExampleAudit, meeting: datetime, council: Council, rules: Profile, now: datetime) -> Audit:
    chair, responsible = council.managers_of(one.area)
    wanted = []
    for voice in one.voices:
        known = rules.learning_audit.voice(voice.voice)
        assert known is not None, f"the framework has no voice {voice.voice}"
        wanted.append(Wanted(known, voice.who, voice.language))
    with clock.stopped_at(min(meeting - timedelta(days=41), now - timedelta(days=1))):
        return plan_learning_audit(
            one.title,
            framework=rules,
            place=council.place(one.area, one.locality),
            family_ref=one.family,
            meeting_at=meeting,
            chair=chair,
            responsible=responsible,
            wanted=wanted,
            by=council.reviewers[1],
        )


def _hear_everybody(
    one: ExampleAudit, audit: Audit, lead: Person, council: Council, composer: Composer, quarter: int
) -> list[Heard]:
    heard = []
    for request, voice in zip(requests_of(audit), one.voices, strict=True):
        if voice.came == "refused":
            continue
        with clock.stopped_at(audit.meeting_at - timedelta(days=30)):
            assign(request, audit, lead, by=council.reviewers[1])
        if voice.came == "not_appropriate":
            with clock.stopped_at(audit.meeting_at - timedelta(days=22)):
                judge_not_appropriate(
                    request, audit, why=voice.why, lead_case_holder=voice.decided_by, by=council.reviewers[1]
                )
            continue
        if voice.came == "waiting":
            continue
        with clock.stopped_at(audit.meeting_at - timedelta(days=20)):
            declare_independent(request, audit, by=lead)
            record_attempt(request, audit, AttemptOutcome.no_answer, by=lead)
        if voice.came == "declined":
            with clock.stopped_at(audit.meeting_at - timedelta(days=16)):
                record_attempt(request, audit, AttemptOutcome.declined, by=lead)
        if voice.came in ("visit", "phone"):
            heard.append(_hear(request, voice, audit, lead, composer, quarter))
    return heard


def _hear(
    request: FeedbackRequest,
    voice: ExampleVoice,
    audit: Audit,
    lead: Person,
    composer: Composer,
    quarter: int,
) -> Heard:
    speaking = _voice_of(request)
    at = audit.meeting_at - timedelta(days=13) + timedelta(hours=6)
    moment = Moment(speaking, at, quarter, 0, 0, voice.language)
    survey = shipped_survey(request.survey)
    whole: WholeAnswer = answer_all(
        survey, Reader(request.reader), Speaker(moment.pool, quarter, speaking.certain), composer
    )
    visit = voice.came == "visit"
    setting = Setting(
        channel=Channel.visit if visit else Channel.phone,
        place="own_home" if visit else "phone",
        present=() if voice.language == "en_GB" else ("interpreter",),
        who_was_present="",
        language_used=voice.language,
        interpreter="nobody" if voice.language == "en_GB" else "professional",
    )
    with clock.stopped_at(at):
        draft = begin(request, audit, setting, by=lead)
        keep(draft, whole.answers)
        finish_reading_back(draft, exact_words=True, read_back=True, leave_out="")
        return Heard(send(request, audit, by=lead).id, moment, whole)


def _voice_of(request: FeedbackRequest) -> Voice:
    return next(
        voice
        for voice in VOICES
        if (voice.survey, voice.group, voice.reader)
        == (request.survey, request.respondent_group, request.reader)
    )


def _meet(one: ExampleAudit, audit: Audit, meeting: datetime, council: Council, now: datetime) -> None:
    chair, responsible = council.managers_of(one.area)
    with clock.stopped_at(meeting + timedelta(hours=4)):
        record_opening(audit, by=chair)
        mark_held(audit, meeting.date(), by=chair)
        notes = {
            Area.positives: one.positives,
            Area.challenges: one.challenges,
            Area.differently: one.differently,
            Area.next_steps: one.next_steps,
        }
        write_notes(audit, notes, seen=audit.changes, by=chair)
        for number, feedback in enumerate(link_what_came(audit)):
            reflected = Reflected.partly if number and one.area % 2 else Reflected.yes
            consider(
                audit,
                feedback.response_id,
                Consideration(reflected, CONTEXT[reflected]),
                seen=stamp(feedback),
                by=chair,
            )
        owners = {"responsible": responsible, "practice_lead": council.practice_leads[0]}
        actions = [
            (told, act(audit, told.what, owner=owners[told.owner], due_on=_due(told, meeting, number, now),
                       already_in_a_plan=False, by=chair))
            for number, told in enumerate(one.actions)
        ]  # fmt: skip
        learning = one.learning and learn(
            audit, one.learning.what, reach=one.learning.reach,
            share_by=meeting.date() + timedelta(days=30), by=chair,
        )  # fmt: skip
    if one.unsigned:
        return
    with clock.stopped_at(meeting + timedelta(days=9)):
        sign_off(audit, by=responsible)
    follow_up(actions, meeting, {owner.id: owner for owner in owners.values()}, chair)
    if one.learning and learning and not one.learning.waits:
        tell_others(learning, meeting, by=chair)


def _due(told: ExampleAction, meeting: datetime, number: int, now: datetime) -> date:
    """Weeks after the meeting, or so many days from now for what is to be seen on its way."""
    if told.due_ahead:
        return (now + timedelta(days=told.due_ahead)).date()
    return (meeting + timedelta(days=28 + 14 * number)).date()
