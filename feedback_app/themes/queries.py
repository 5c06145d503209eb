"""What the coding page shows: one answer, what was guessed and decided about it, and the codes there are."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from feedback_app.database import db
from feedback_app.listening.store import Answer, Response
from feedback_app.people.models import Person
from feedback_app.people.roles import May
from feedback_app.places.models import Locality, ServiceArea
from feedback_app.themes.models import Code, CodedAnswer, Coding, Suggestion, Theme
from feedback_app.themes.queue import visible_to


@dataclass(frozen=True)
class SettledSuggestion:
    """A guess, and who settled it ("" while nobody has)."""

    suggestion: Suggestion
    settled_by: str


@dataclass(frozen=True)
class CodingBy:
    """A coding, and the name of the person who made it."""

    coding: Coding
    coder: str


def answer_at(
    reference: str, question: str, box: str, person: Person, deed: May = May.read_answers
) -> Answer | None:
    """One thing said in words, with its whole response; None when it is not there or not this person's."""
    return db.session.scalar(
        select(Answer)
        .join(Answer.response)
        .where(
            Response.public_ref == reference,
            Response.withdrawn_at.is_(None),
            Answer.question == question,
            Answer.box == box,
            Answer.words.is_not(None),
            visible_to(person, deed),
        )
        .options(
            joinedload(Answer.response).joinedload(Response.edition),
            joinedload(Answer.response).selectinload(Response.answers),
        )
    )


def suggestions_of(answer: Answer) -> list[SettledSuggestion]:
    """The machine's guesses, the likeliest first."""
    rows = db.session.execute(
        select(Suggestion, Person.name)
        .outerjoin(Person, Person.id == Suggestion.settled_by_id)
        .where(Suggestion.answer_id == answer.id)
        .options(joinedload(Suggestion.code).joinedload(Code.theme))
        .order_by(Suggestion.score.desc(), Suggestion.id)
        .execution_options(populate_existing=True)
    )
    return [SettledSuggestion(suggestion, name or "") for suggestion, name in rows]


def codings_of(answer: Answer) -> list[CodingBy]:
    """What people decided about an answer, in the order they did."""
    rows = db.session.execute(
        select(Coding, Person.name)
        .join(Person, Person.id == Coding.coder_id)
        .where(Coding.answer_id == answer.id)
        .options(joinedload(Coding.code).joinedload(Code.theme))
        .order_by(Coding.id)
    )
    return [CodingBy(coding, name) for coding, name in rows]


def coding_called(coding_id: int, answer: Answer) -> Coding | None:
    """A coding of this very answer."""
    return db.session.scalar(select(Coding).where(Coding.id == coding_id, Coding.answer_id == answer.id))


def suggestion_called(suggestion_id: int, answer: Answer) -> Suggestion | None:
    """A guess about this very answer."""
    return db.session.scalar(
        select(Suggestion)
        .where(Suggestion.id == suggestion_id, Suggestion.answer_id == answer.id)
        .options(joinedload(Suggestion.code))
    )


def finished_by(answer: Answer) -> Sequence[tuple[int, str]]:
    """Who has finished coding this answer: their ids and names."""
    return [
        (person_id, name)
        for person_id, name in db.session.execute(
            select(CodedAnswer.coder_id, Person.name)
            .join(Person, Person.id == CodedAnswer.coder_id)
            .where(CodedAnswer.answer_id == answer.id)
            .order_by(CodedAnswer.finished_at)
        )
    ]


def themes_with_codes() -> Sequence[Theme]:
    """Every theme with the codes that may still be given."""
    return (
        db.session.scalars(
            select(Theme)
            .join(Theme.codes)
            .where(Code.retired_on.is_(None), Code.merged_into_id.is_(None))
            .options(contains_eager(Theme.codes))
            .order_by(Theme.id, Code.id)
        )
        .unique()
        .all()
    )


def code_called(slug: str) -> Code | None:
    """A code that may still be given, by its short name."""
    return db.session.scalar(select(Code).where(Code.slug == slug, Code.retired_on.is_(None)))


def areas_and_localities() -> tuple[Sequence[ServiceArea], Sequence[Locality]]:
    """Places to narrow a list to."""
    areas = db.session.scalars(select(ServiceArea).order_by(ServiceArea.name)).all()
    return areas, db.session.scalars(select(Locality).order_by(Locality.name)).all()


def place_names(service_area_id: int | None, locality_id: int | None) -> tuple[str, str]:
    """The names of a service area and a locality; "" where it is not known."""
    area = db.session.get(ServiceArea, service_area_id) if service_area_id else None
    locality = db.session.get(Locality, locality_id) if locality_id else None
    return area.name if area else "", locality.name if locality else ""


def name_of(person_id: int) -> str:
    """A colleague's name."""
    return db.session.scalar(select(Person.name).where(Person.id == person_id)) or ""
