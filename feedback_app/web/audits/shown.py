"""Audits and what was said for them, as their pages show them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import format_date
from flask_babel import gettext as _

from analysis.periods import parse_quarter
from feedback_app import clock
from feedback_app.audits.capture import ENGLISH
from feedback_app.audits.meeting import stamp
from feedback_app.audits.models import Area, Audit, AuditStatus
from feedback_app.audits.owed import state_of
from feedback_app.audits.requests import FeedbackRequest, Reflected
from feedback_app.audits.rules import Shown, Sought
from feedback_app.audits.said import Voice
from feedback_app.improvement.models import Action, Agreed, Learning, Reach
from feedback_app.listening.models import CAPTURED
from feedback_app.people.models import Person
from feedback_app.web.asking import Shown as AnswerShown
from feedback_app.web.asking import names_for, shown_answers
from feedback_app.web.capture.shown import day_and_time, group_words, language_words, state_words
from feedback_app.web.signed_in import settings
from surveys.definition import Reader

STATUS_KINDS = {AuditStatus.planned: "waiting", AuditStatus.held: "soon", AuditStatus.signed_off: "good"}
SOUGHT_KINDS = {
    Sought.heard: "good",
    Sought.tried: "good",
    Sought.not_appropriate: "note",
    Sought.missing: "late",
}
PERMISSION = "PERM."


def status_words(status: AuditStatus) -> str:
    words: dict[AuditStatus, str] = {
        AuditStatus.planned: _("Planned"),
        AuditStatus.held: _("Held"),
        AuditStatus.signed_off: _("Signed off"),
    }
    return words[status]


def area_words(area: Area) -> str:
    words: dict[Area, str] = {
        Area.positives: _("What goes well, and how far the plan has come"),
        Area.challenges: _("What is hard, and how strengths were used"),
        Area.differently: _("What we would do differently"),
        Area.next_steps: _("What moves this forward"),
    }
    return words[area]


def reflected_words(reflected: Reflected) -> str:
    words: dict[Reflected, str] = {
        Reflected.yes: _("Reflected in the meeting"),
        Reflected.partly: _("Partly reflected in the meeting"),
        Reflected.no: _("Not reflected in the meeting"),
        Reflected.not_discussed: _("Not discussed"),
    }
    return words[reflected]


def reach_words(reach: Reach) -> str:
    words: dict[Reach, str] = {
        Reach.team: _("The team"),
        Reach.service: _("The service area"),
        Reach.workforce: _("Everybody, through training"),
        Reach.partners: _("Partners"),
    }
    return words[reach]


def sought_words(sought: Sought, *, over: bool) -> str:
    """What was done to hear one voice; `over` says whether the meeting is past."""
    words: dict[Sought, str] = {
        Sought.heard: _("Heard before the meeting"),
        Sought.tried: _("Tried before the meeting"),
        Sought.not_appropriate: _("Judged not right to ask"),
        Sought.missing: _("Nobody tried before the meeting") if over else _("Nobody has tried yet"),
    }
    return words[sought]


@dataclass(frozen=True)
class Row:
    """One audit in the list."""

    href: str
    title: str
    service: str
    locality: str
    meeting: str
    chair: str
    feedback: str
    status: str
    status_kind: str


def row(audit: Audit, answered: tuple[int, int]) -> Row:
    heard, asked = answered
    return Row(
        href=url_for("audits.overview", ref=audit.public_ref),
        title=audit.title,
        service=audit.service_area.name,
        locality=audit.locality.name,
        meeting=day_and_time(audit.meeting_at),
        chair=audit.chair.name,
        feedback=_("%(heard)s of %(asked)s in", heard=heard, asked=asked),
        status=status_words(audit.status),
        status_kind=STATUS_KINDS[audit.status],
    )


@dataclass(frozen=True)
class AuditShown:
    """The facts every page of an audit shows."""

    ref: str
    title: str
    status: str
    status_kind: str
    quarter: str
    meeting: str
    held_on: str
    service: str
    locality: str
    family_ref: str
    chair: str
    responsible: str
    why_late: str
    why_not_complete: str
    is_planned: bool
    is_held: bool
    is_signed_off: bool
    i_write: bool
    i_sign: bool


def audit_shown(audit: Audit, person: Person) -> AuditShown:
    locked = audit.status is AuditStatus.signed_off
    return AuditShown(
        ref=audit.public_ref,
        title=audit.title,
        status=status_words(audit.status),
        status_kind=STATUS_KINDS[audit.status],
        quarter=parse_quarter(audit.quarter).label,
        meeting=day_and_time(audit.meeting_at),
        held_on=format_date(audit.held_on, "long") if audit.held_on else "",
        service=audit.service_area.name,
        locality=audit.locality.name,
        family_ref=audit.family_ref,
        chair=audit.chair.name,
        responsible=audit.responsible.name,
        why_late=audit.why_late,
        why_not_complete=audit.why_not_complete,
        is_planned=audit.status is AuditStatus.planned,
        is_held=audit.status is AuditStatus.held,
        is_signed_off=locked,
        i_write=person.id in (audit.chair_id, audit.responsible_id) and not locked,
        i_sign=person.id == audit.responsible_id and not locked,
    )


@dataclass(frozen=True)
class RequestRow:
    """One voice asked for, with who hears it and what counts so far."""

    ref: str
    group: str
    who: str
    state: str
    sought: str
    sought_kind: str
    lead: str
    declared: bool
    register_checked: bool
    why_not: str
    decided_by: str
    is_over: bool


def request_row(request: FeedbackRequest, audit: Audit, sought: Sought) -> RequestRow:
    state = state_of(request)
    over = audit.meeting_at < clock.now()
    return RequestRow(
        ref=request.public_ref,
        group=group_words(request.respondent_group),
        who=request.who,
        state=state_words(request, state),
        sought=sought_words(sought, over=over),
        sought_kind="waiting" if sought is Sought.missing and not over else SOUGHT_KINDS[sought],
        lead=request.practice_lead.name if request.practice_lead else "",
        declared=request.independence_declared,
        register_checked=request.register_checked,
        why_not=request.why_not,
        decided_by=request.decided_by,
        is_over=state.is_over,
    )


@dataclass(frozen=True)
class VoiceShown:
    """What one person said, as far as the meeting may see it."""

    id: int
    who: str
    group: str
    how: str
    language: str
    present: str
    leave_out: str
    after_meeting: bool
    only_main_points: bool
    not_the_worker: bool
    main_points: str
    answers: tuple[AnswerShown, ...]
    reflected: str
    context: str
    stamp: str


def voice_shown(voice: Voice) -> VoiceShown:
    response, feedback = voice.response, voice.feedback
    capture = response.capture or {}
    reader = Reader(response.reader)
    said = shown_answers(voice.survey, voice.answers, reader, names_for(settings(), reader))
    return VoiceShown(
        id=response.id,
        who=voice.request.who,
        group=group_words(response.respondent_group),
        how=_how(voice),
        language="" if response.language == ENGLISH else language_words(response.language),
        present=capture.get("who_was_present", ""),
        leave_out=capture.get("leave_out", ""),
        after_meeting=voice.after_meeting,
        only_main_points=voice.shown is Shown.main_points,
        not_the_worker=voice.shown is Shown.not_the_worker,
        main_points=feedback.main_points if feedback else "",
        answers=tuple(
            each for each in said if not each.is_blank and not each.question.id.startswith(PERMISSION)
        ),
        reflected=reflected_words(feedback.reflected) if feedback and feedback.reflected else "",
        context=feedback.context if feedback else "",
        stamp=stamp(feedback),
    )


def _how(voice: Voice) -> str:
    if voice.response.channel not in CAPTURED:
        return str(_("They wrote it themselves"))
    return str(_("Their exact words") if voice.response.exact_words else _("A summary by the practice lead"))


@dataclass(frozen=True)
class ItemShown:
    """One action or one piece of learning."""

    ref: str
    what: str
    whose: str
    by_when: str
    state: str
    is_agreed: bool


def items_shown(items: Sequence[Action | Learning]) -> Iterator[ItemShown]:
    for item in items:
        match item:
            case Action():
                whose, day = item.owner.name, item.due_on
            case Learning():
                whose, day = reach_words(item.reach), item.share_by
        yield ItemShown(
            ref=item.public_ref,
            what=item.what,
            whose=whose,
            by_when=format_date(day, "long"),
            state=_("Agreed") if item.state is Agreed.agreed else _("Proposed"),
            is_agreed=item.state is Agreed.agreed,
        )
