"""A quarter with enough said to draw it, coded by a person."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select

from feedback_app import clock
from feedback_app.database import db
from feedback_app.listening.store import Answer
from feedback_app.people.models import Person
from feedback_app.people.roles import Place, Role
from feedback_app.places.models import Locality, ServiceArea
from feedback_app.themes.load_codebook import load_codebook
from feedback_app.themes.models import Code, Coding, Valence
from surveys.answers import Answer as Said
from surveys.definition import RespondentGroup
from tests import factories

QUARTER = "2026-27-Q1"
IN_QUARTER = datetime(2026, 5, 6, 10, 0, tzinfo=UTC)
BEFORE = datetime(2026, 2, 10, 10, 0, tzinfo=UTC)
KIND, LATE, SCHOOL = "REL.kind", "REL.reliable", "LEARN.school"


@dataclass
class Council:
    coder: Person
    services: list[ServiceArea]
    localities: list[Locality]

    def place(self, service: int, locality: int) -> Place:
        return Place(self.services[service].id, self.localities[locality].id)


def council() -> Council:
    load_codebook()
    return Council(
        factories.person(Role.participation_officer),
        [factories.service_area("Family Service"), factories.service_area("Youth Justice")],
        [factories.locality("Hillford"), factories.locality("Riverside")],
    )


def said(
    at: Council,
    code: str | None,
    *,
    times: int = 1,
    place: tuple[int, int] = (0, 0),
    box: str = "well",
    group: RespondentGroup = RespondentGroup.YOUNG_PERSON,
    when: datetime = IN_QUARTER,
    words: str = "She is funny and she asks me things.",
) -> None:
    """So many people said the same, each in a response of their own."""
    for _time in range(times):
        with clock.stopped_at(when):
            made = factories.response(
                answers={"LA3": Said(words={box: words})}, group=group, place=at.place(*place), said_at=when
            )
        if code is None:
            continue
        answer = db.session.scalars(select(Answer).where(Answer.response_id == made.id)).first()
        assert answer is not None
        wanted = db.session.scalars(select(Code).where(Code.slug == code)).one()
        db.session.add(
            Coding(
                answer_id=answer.id, code_id=wanted.id, coder_id=at.coder.id, starts_at=0, ends_at=5,
                valence=Valence.unsaid, made_at=when,
            )
        )  # fmt: skip
    db.session.flush()
