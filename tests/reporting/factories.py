"""A quarter to report on: what was said, coded by a person, and the audits beside it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import select

from feedback_app import clock
from feedback_app.audits.models import Audit, AuditAction, AuditLearning, AuditStatus
from feedback_app.audits.requests import Attempt, AttemptOutcome, FeedbackRequest
from feedback_app.database import db
from feedback_app.improvement.models import Action, Agreed, Learning, Origin, Reach
from feedback_app.listening.store import Answer, Response
from feedback_app.people.models import Person
from feedback_app.people.roles import Place, Role
from feedback_app.people.tokens import new_reference
from feedback_app.quotations.models import Quotation, QuotationState
from feedback_app.themes.load_codebook import load_codebook
from feedback_app.themes.models import Code, Coding, Valence
from surveys.answers import Answer as Said
from tests import factories

QUARTER = "2026-27-Q1"
IN_QUARTER = datetime(2026, 5, 6, 10, 0, tzinfo=UTC)
THE_QUARTER_BEFORE = datetime(2026, 2, 10, 10, 0, tzinfo=UTC)
WHEN = datetime(2026, 7, 8, 9, 0, tzinfo=UTC)
KIND = "REL.kind"
LATE = "REL.reliable"
MEETINGS = "MEET.time"
CHECKER = "Chris Checker"


@dataclass
class People:
    """Who compiles, who approves, and who coded."""

    analyst: Person
    director: Person
    coder: Person


def people() -> People:
    analyst = factories.person(Role.quality_analyst, name="Ana Analyst")
    analyst.job_title = "Quality and improvement analyst"
    director = factories.person(Role.director, name="Alex Morgan")
    director.job_title = "Director of children's services"
    coder = factories.person(Role.participation_officer, name="Cody Coder")
    return People(analyst, director, coder)


def said(
    words: str,
    code: str = KIND,
    *,
    coder: Person,
    box: str = "well",
    place: Place | None = None,
    language: str = "en_GB",
    may_quote: bool = True,
    said_at: datetime = IN_QUARTER,
    checked: bool = True,
) -> Response:
    """One young person's answer about social workers, coded by a person.

    With `checked`, two people have let the words through as a quote, whether they should have or not.
    """
    load_codebook()
    answers = {"LA1": Said(words={box: words})}
    if may_quote:
        answers["PERM.quote"] = Said(choices=("yes",))
    response = factories.response(answers=answers, place=place, language=language, said_at=said_at)
    coded(response, code, coder)
    if checked:
        quotation(response, code, coder)
    return response


def quotation(response: Response, code: str, coder: Person) -> Quotation:
    """The whole answer as a quote that somebody else checked."""
    answer = answer_of(response)
    checker = db.session.scalar(select(Person).where(Person.name == CHECKER)) or factories.person(
        Role.quality_analyst, name=CHECKER
    )
    made = Quotation(
        public_ref=new_reference(),
        answer_id=answer.id,
        code_id=db.session.scalars(select(Code.id).where(Code.slug == code)).one(),
        starts_at=0,
        ends_at=len(answer.words or ""),
        text=answer.words or "",
        state=QuotationState.usable,
        made_by_id=coder.id,
        made_at=clock.now(),
        checked_by_id=checker.id,
        checked_at=clock.now(),
    )
    db.session.add(made)
    db.session.flush()
    return made


def coded(response: Response, code: str, coder: Person) -> Coding:
    answer = next(answer for answer in response.answers if answer.words)
    found = db.session.scalar(select(Code).where(Code.slug == code))
    assert found is not None
    made = Coding(
        answer_id=answer.id,
        code_id=found.id,
        coder_id=coder.id,
        starts_at=0,
        ends_at=len(answer.words or ""),
        valence=Valence(answer.box) if answer.box else Valence.unsaid,
        made_at=clock.now(),
    )
    db.session.add(made)
    db.session.flush()
    return made


def answer_of(response: Response) -> Answer:
    return next(answer for answer in response.answers if answer.words)


def full_quarter(coder: Person, *, each: int = 8) -> list[Place]:
    """Kind workers in two localities, late ones in one, and the quarter before beside it."""
    area = factories.service_area("Children's Social Care")
    north, south = factories.locality("North"), factories.locality("South")
    places = [Place(area.id, north.id), Place(area.id, south.id)]
    for number in range(each):
        for place in places:
            said(f"She is kind and funny, number {number}.", KIND, coder=coder, place=place)
            said("We have too many meetings.", MEETINGS, coder=coder, place=place, box="not_so_good")
        said("He is always late.", LATE, coder=coder, place=places[0], box="not_so_good")
        said("She listens.", KIND, coder=coder, place=places[0], said_at=THE_QUARTER_BEFORE)
    return places


def held_audit(place: Place | None = None, *, on: date = date(2026, 5, 18)) -> Audit:
    made = factories.audit(quarter=QUARTER, place=place)
    made.status, made.held_on = AuditStatus.held, on
    db.session.flush()
    return made


def tried(request: FeedbackRequest, by: Person, outcome: AttemptOutcome, *, at: datetime) -> None:
    db.session.add(Attempt(feedback_request_id=request.id, outcome=outcome, tried_at=at, by_id=by.id))
    db.session.flush()


def action(audit: Audit, what: str = "Offer a later time for reviews", *, agreed: bool = True) -> Action:
    owner = factories.person(Role.service_manager, name="Olly Owner")
    owner.job_title = "Service manager"
    made = Action(
        public_ref=new_reference(),
        what=what,
        owner_id=owner.id,
        due_on=date(2026, 8, 1),
        origin=Origin.audit,
        state=Agreed.agreed if agreed else Agreed.proposed,
        made_at=clock.now(),
    )
    db.session.add(made)
    db.session.add(AuditAction(audit_id=audit.id, action=made))
    db.session.flush()
    return made


def learning(
    audit: Audit, what: str = "Children remember who rings back", *, agreed: bool = True
) -> Learning:
    made = Learning(
        public_ref=new_reference(),
        what=what,
        reach=Reach.service,
        share_by=date(2026, 9, 1),
        state=Agreed.agreed if agreed else Agreed.proposed,
        made_at=clock.now(),
    )
    db.session.add(made)
    db.session.add(AuditLearning(audit_id=audit.id, learning=made))
    db.session.flush()
    return made
