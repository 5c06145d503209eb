"""What a learning audit's tests need, asking only for what matters to them."""

from dataclasses import dataclass
from datetime import UTC, datetime

from feedback_app.audits.assign import assign, declare_independent
from feedback_app.audits.capture import Setting, begin, finish_reading_back, keep, send
from feedback_app.audits.models import Audit
from feedback_app.audits.requests import FeedbackRequest
from feedback_app.listening.models import Channel
from feedback_app.listening.store import Response
from feedback_app.people.models import Person
from feedback_app.people.roles import Place, Role
from surveys.answers import Answer
from surveys.definition import Reader, RespondentGroup
from tests import factories

BEFORE = datetime(2026, 5, 1, 10, 0, tzinfo=UTC)
MEETING = datetime(2026, 5, 18, 9, 0, tzinfo=UTC)
AFTER = datetime(2026, 5, 19, 10, 0, tzinfo=UTC)


@dataclass
class Scene:
    """An audit with its chair, its responsible manager, an independent practice lead and two requests."""

    audit: Audit
    chair: Person
    responsible: Person
    lead: Person
    child: FeedbackRequest
    parent: FeedbackRequest
    place: Place


def scene(*, declared: bool = True) -> Scene:
    place = Place(factories.service_area().id, factories.locality().id)
    only_area = Place(place.service_area_id)
    chair = factories.person(Role.service_manager, name="Chris Chair", place=only_area)
    responsible = factories.person(Role.service_manager, name="Rita Responsible", place=only_area)
    lead = factories.person(Role.practice_lead, name="Priya Lead", place=only_area)
    audit = factories.audit(chair=chair, responsible=responsible, place=place, meeting_at=MEETING)
    child = factories.feedback_request(audit)
    parent = factories.feedback_request(
        audit,
        group=RespondentGroup.PARENT_OR_CARER,
        survey="learning-audit-parent-carer",
        reader=Reader.ADULT,
    )
    made = Scene(audit, chair, responsible, lead, child, parent, place)
    if declared:
        for request in (child, parent):
            assign(request, audit, lead, by=chair)
            declare_independent(request, audit, by=lead)
    return made


def setting(
    channel: Channel = Channel.phone,
    *,
    place: str = "",
    present: tuple[str, ...] = ("alone",),
    who_was_present: str = "",
    language_used: str = "en_GB",
    language_reason: str = "",
) -> Setting:
    """How a conversation was held, without an interpreter."""
    return Setting(
        channel=channel,
        place=place,
        present=present,
        who_was_present=who_was_present,
        language_used=language_used,
        interpreter="none",
        language_reason=language_reason,
    )


def captured(made: Scene, request: FeedbackRequest, answers: dict[str, Answer] | None = None) -> Response:
    """The whole conversation: begun, written down, read back and sent."""
    draft = begin(request, made.audit, setting(), by=made.lead)
    keep(draft, answers or {"LA3": Answer(words={"": "The bus is late."})})
    finish_reading_back(draft, exact_words=True, read_back=True, leave_out="")
    return send(request, made.audit, by=made.lead)
