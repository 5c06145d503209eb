"""Make what a test needs, asking only for what matters to it."""

import itertools
from datetime import UTC, datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from sqlalchemy.orm.attributes import set_committed_value

from feedback_app import clock
from feedback_app.audits.models import Audit, AuditType
from feedback_app.audits.requests import FeedbackRequest
from feedback_app.database import db
from feedback_app.intake import Said, receive
from feedback_app.listening.editions import edition_of
from feedback_app.listening.models import Channel, Invitation
from feedback_app.listening.store import Response
from feedback_app.people.models import Person, RoleHeld
from feedback_app.people.roles import Place, Role
from feedback_app.people.tokens import digest, new_reference
from feedback_app.places.models import Locality, ServiceArea
from surveys.answers import Answer
from surveys.definition import Reader, RespondentGroup
from surveys.library import shipped_survey

PASSWORD = "correct horse battery"
_number = itertools.count(1)


@cache
def _password_hash() -> str:
    """PASSWORD hashed as the site does, but in a thousandth of the time: hundreds of tests sign in.

    That the site's own hashes are slow to guess is promised in tests/web/account/test_sign_in.py.
    """
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


def service_area(name: str = "") -> ServiceArea:
    made = ServiceArea(slug=f"area-{next(_number)}", name=name or f"Service {next(_number)}")
    db.session.add(made)
    db.session.flush()
    return made


def locality(name: str = "") -> Locality:
    made = Locality(slug=f"locality-{next(_number)}", name=name or f"Locality {next(_number)}")
    db.session.add(made)
    db.session.flush()
    return made


def person(*roles: Role, name: str = "", place: Place | None = None) -> Person:
    """Somebody who signs in with PASSWORD, holding these roles everywhere or in one place."""
    number = next(_number)
    place = place or Place()
    made = Person(
        name=name or f"Person {number}",
        email=f"person{number}@example.invalid",
        password_hash=_password_hash(),
        roles=[
            RoleHeld(role=role, service_area_id=place.service_area_id, locality_id=place.locality_id)
            for role in roles
        ],
    )
    db.session.add(made)
    db.session.flush()
    return made


def invitation(
    survey: str = "learning-audit-young-person",
    *,
    group: RespondentGroup = RespondentGroup.YOUNG_PERSON,
    reader: Reader = Reader.YOUNG_PERSON,
    code: str | None = None,
    uses: int | None = None,
    expires_at: datetime | None = None,
    place: Place | None = None,
) -> tuple[Invitation, str]:
    """An invitation and the secret token that opens it."""
    token = f"token-{next(_number)}-{new_reference()}"
    place = place or Place()
    made = Invitation(
        public_ref=new_reference(),
        token_hash=digest(token),
        short_code_hash=digest(code) if code else None,
        survey=survey,
        respondent_group=group.value,
        reader=reader.value,
        uses_allowed=uses,
        made_at=clock.now(),
        expires_at=expires_at,
        service_area_id=place.service_area_id,
        locality_id=place.locality_id,
    )
    db.session.add(made)
    db.session.flush()
    return made, token


def response(
    survey: str = "learning-audit-young-person",
    answers: dict[str, Answer] | None = None,
    *,
    group: RespondentGroup = RespondentGroup.YOUNG_PERSON,
    reader: Reader = Reader.YOUNG_PERSON,
    place: Place | None = None,
    language: str = "en_GB",
    said_at: datetime | None = None,
    invited_by: Invitation | None = None,
    channel: Channel = Channel.online,
) -> Response:
    """Something said, taken in by the one door."""
    document = shipped_survey(survey)
    receipt = receive(
        Said(
            survey=document,
            edition_id=edition_of(document).id,
            answers=answers or {"LA3": Answer(words={"": "The bus is late."})},
            respondent_group=group,
            reader=reader,
            language=language,
            channel=channel,
            idempotency_key=new_reference(),
            place=place or Place(),
            said_at=said_at,
            invitation_id=invited_by.id if invited_by else None,
        )
    )
    made = receipt.response
    db.session.refresh(made, ["answers"])
    for answer in made.answers:
        set_committed_value(answer, "response", made)
    return made


def audit(
    *,
    chair: Person | None = None,
    responsible: Person | None = None,
    meeting_at: datetime | None = None,
    quarter: str = "2026-27-Q1",
    family_ref: str = "F-1001",
    place: Place | None = None,
) -> Audit:
    """A learning audit, planned."""
    place = place or Place(service_area().id, locality().id)
    chair = chair or person(Role.service_manager, place=place)
    responsible = responsible or person(Role.service_manager, place=place)
    made = Audit(
        public_ref=new_reference(),
        type=AuditType.learning,
        title=f"Learning audit {next(_number)}",
        framework="nottinghamshire_2019",
        quarter=quarter,
        service_area_id=place.service_area_id or 0,
        locality_id=place.locality_id or 0,
        family_ref=family_ref,
        meeting_at=meeting_at or datetime(2026, 5, 18, 9, 0, tzinfo=UTC),
        chair_id=chair.id,
        responsible_id=responsible.id,
        planned_at=clock.now() - timedelta(days=40),
        planned_by_id=chair.id,
    )
    db.session.add(made)
    db.session.flush()
    return made


def feedback_request(
    for_audit: Audit,
    *,
    group: RespondentGroup = RespondentGroup.CHILD,
    survey: str = "learning-audit-child",
    reader: Reader = Reader.CHILD,
    practice_lead: Person | None = None,
) -> FeedbackRequest:
    made = FeedbackRequest(
        public_ref=new_reference(),
        audit_id=for_audit.id,
        respondent_group=group.value,
        who="C, 9",
        survey=survey,
        reader=reader.value,
        raised_at=clock.now(),
        practice_lead_id=practice_lead.id if practice_lead else None,
    )
    db.session.add(made)
    db.session.flush()
    return made
