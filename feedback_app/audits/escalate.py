"""Raise a concern in an audit or on a visit: triage at once, then everybody who must be told by name.

Nottinghamshire QMF 2019 (NB-48): which children are at risk and why, to the responsible service manager and
the group manager; with R-39, to the social worker and the team manager, or to the lead professional, their
manager and the MASH when the case is not open to children's social care.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from feedback_app import trail
from feedback_app.audits.models import Audit, AuditConcern, AuditType
from feedback_app.audits.queries import visible_to
from feedback_app.audits.refusals import (
    ChildrenMissing,
    PersonItIsAboutMissing,
    RecipientsMissing,
    ToldThePersonItIsAbout,
    WhyMissing,
)
from feedback_app.audits.requests import FeedbackRequest
from feedback_app.database import db
from feedback_app.people.models import Person
from feedback_app.people.roles import Place
from feedback_app.people.tokens import digest
from feedback_app.safeguarding.escalation import Escalation
from feedback_app.safeguarding.models import Concern, RaisedBy, Severity
from feedback_app.safeguarding.queries import concern_of_press, not_about
from feedback_app.safeguarding.raise_concern import raise_concern
from feedback_app.safeguarding.tell import tell
from feedback_app.safeguarding.who_is_told import (
    ALLEGATION,
    AboutWhom,
    Addressee,
    Told,
    missing,
    must_be_told,
    never_told,
)

NOBODY = Addressee("", "")


@dataclass(frozen=True)
class Raised:
    """What somebody says when they raise a concern; `worker` is whoever is named and must not be told."""

    severity: Severity
    about: AboutWhom
    children: str
    why: str
    worker: Addressee = NOBODY


def raise_in_audit(audit: Audit, said: Raised, *, press: str, by: Person) -> AuditConcern:
    """A concern waiting for triage; one `press` of the button raises one.

    Raises ChildrenMissing, WhyMissing or PersonItIsAboutMissing.
    """
    if not said.children.strip():
        raise ChildrenMissing
    if not said.why.strip():
        raise WhyMissing
    is_allegation = said.about is AboutWhom.worker
    if is_allegation and not said.worker.name.strip():
        raise PersonItIsAboutMissing
    key = digest(f"audit {audit.public_ref} {press}")
    found = concern_of_press(key)
    if found is not None:
        before = select(AuditConcern).where(AuditConcern.concern_id == found.id)
        return db.session.scalars(before.options(joinedload(AuditConcern.concern))).one()
    concern = raise_concern(
        said.severity,
        RaisedBy.person,
        place=Place(audit.service_area_id, audit.locality_id),
        survey="",
        category=ALLEGATION if is_allegation else "",
        press_key=key,
        by=by,
        children=said.children,
        why=said.why,
        about=_known(said.worker),
    )
    raised = AuditConcern(
        audit_id=audit.id,
        concern=concern,
        about=said.about,
        about_name=said.worker.name.strip(),
        about_address=said.worker.address.strip(),
    )
    db.session.add(raised)
    trail.note(trail.Did.audit_changed, "audit", audit.public_ref, by=by, detail="concern")
    db.session.flush()
    return raised


def _known(worker: Addressee) -> Person | None:
    """The person who signs in here with this address, or with this name when only one does."""
    address, name = worker.address.strip().lower(), worker.name.strip().lower()
    if not (address or name):
        return None
    is_them = or_(Person.email == address, func.lower(Person.name) == name)
    found = db.session.scalars(select(Person).where(Person.active, is_them).order_by(Person.id)).all()
    by_address = [person for person in found if person.email == address]
    return (by_address or found)[0] if len(by_address or found) == 1 else None


def wanted_for(audit: Audit, raised: AuditConcern) -> tuple[Told, ...]:
    """Everybody who must be told by name of a concern raised in this audit."""
    return must_be_told(raised.about, in_a_learning_audit=audit.type is AuditType.learning)


def tell_by_name(audit: Audit, raised: AuditConcern, named: Mapping[Told, Addressee], *, by: Person) -> None:
    """Tell everybody who must be told, all or nobody; sent a second time it tells nobody twice.

    Raises RecipientsMissing with those of whom a name or an address is missing, or ToldThePersonItIsAbout.
    """
    wanted = wanted_for(audit, raised)
    lacking = missing(named, wanted)
    if lacking:
        raise RecipientsMissing(lacking)
    same = never_told(
        {told: named[told] for told in wanted}, Addressee(raised.about_name, raised.about_address)
    )
    if same:
        raise ToldThePersonItIsAbout(same)
    already = told_already(raised)
    for told in wanted:
        if told not in already:
            tell(raised.concern, told, named[told], by=by)
    trail.note(trail.Did.audit_changed, "audit", audit.public_ref, by=by, detail="told by name")


def told_already(raised: AuditConcern) -> set[Told]:
    """As what people were told by name of this concern."""
    return set(db.session.scalars(select(Escalation.told).where(Escalation.concern_id == raised.concern_id)))


def usual_addressees(audit: Audit) -> dict[Told, Addressee]:
    """Whom we know without asking: the responsible service manager, and the MASH and the LADO told last."""
    known = {Told.responsible_manager: Addressee(audit.responsible.name, audit.responsible.email)}
    for told in (Told.mash, Told.lado):
        last = db.session.scalar(
            select(Escalation).where(Escalation.told == told).order_by(Escalation.id.desc()).limit(1)
        )
        if last is not None:
            known[told] = Addressee(last.name, last.address)
    return known


def audit_to_raise_in(person: Person, public_ref: str) -> Audit | None:
    """The audit with this reference, for those who see it and for the practice leads who hear its family."""
    hears = exists().where(
        FeedbackRequest.audit_id == Audit.id, FeedbackRequest.practice_lead_id == person.id
    )
    return db.session.scalar(
        select(Audit)
        .where(Audit.public_ref == public_ref, or_(visible_to(person), hears))
        .options(joinedload(Audit.responsible), joinedload(Audit.chair))
    )


def concerns_in(audit: Audit, person: Person) -> Sequence[AuditConcern]:
    """The concerns raised in this audit that this person may know of: those they raised; and, unless it is
    about a worker, those of an audit they chair or are responsible for. The first first.
    """
    allowed = Concern.raised_by_person_id == person.id
    if person.id in (audit.chair_id, audit.responsible_id):
        allowed = or_(allowed, AuditConcern.about != AboutWhom.worker)
    return db.session.scalars(
        select(AuditConcern)
        .join(AuditConcern.concern)
        .where(AuditConcern.audit_id == audit.id, allowed, not_about(person))
        .options(
            contains_eager(AuditConcern.concern).options(
                joinedload(Concern.acknowledged_by), joinedload(Concern.raised_by_person)
            )
        )
        .order_by(AuditConcern.id)
    ).all()


def concern_in(audit: Audit, reference: str, person: Person) -> AuditConcern | None:
    """One of them."""
    found = (each for each in concerns_in(audit, person) if each.concern.public_ref == reference)
    return next(found, None)
