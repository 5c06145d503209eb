"""Ask the database what stands in the way of quoting an answer, and which names the council has."""

from datetime import date

from sqlalchemy import ColumnElement, func, or_, select

from analysis.periods import quarter_of
from analysis.redaction import Known
from feedback_app.database import db
from feedback_app.listening.store import Answer, Response
from feedback_app.people.models import Person
from feedback_app.places.models import Agency, Locality, Team
from feedback_app.quotations.rules import Standing
from feedback_app.safeguarding.models import Concern
from feedback_app.second_reading.blind import may_see_codings
from feedback_app.themes.models import Code, Coding
from feedback_app.translated.models import TranslatedBy, Translation
from feedback_app.translated.queries import translation_in_use
from surveys.definition import RespondentGroup

SCHOOL = "school"


def translation_quoted(answer: Answer, translation_id: int | None) -> Translation | None:
    """The translation the words are from; None where they are the answer's own."""
    found = db.session.get(Translation, translation_id) if translation_id else None
    return found if found and found.answer_id == answer.id else None


def words_quoted(answer: Answer, translation_id: int | None) -> str:
    """The words to quote from: the answer's own, or those of a translation of it."""
    translation = translation_quoted(answer, translation_id)
    return translation.words if translation else answer.words or ""


def standing_of(answer: Answer, code_id: int, translation_id: int | None = None) -> Standing:
    """What is known of an answer under one code: its base is the same code, place and quarter (R-45)."""
    translation = translation_quoted(answer, translation_id)
    response = db.session.get_one(Response, answer.response_id)
    concern = select(Concern.id).where(Concern.response_id == response.id).exists()
    coded = select(Coding.id).where(Coding.answer_id == answer.id, _given(code_id), Coding.counts).exists()
    raised, is_coded = db.session.execute(select(concern, coded)).one()
    return Standing(
        may_quote=response.may_quote,
        taken_back=response.withdrawn_at is not None,
        raised_a_concern=bool(raised),
        exact_words=response.exact_words,
        group=response.respondent_group,
        is_coded=bool(is_coded),
        like_it=_like_it(response, code_id),
        by_machine=translation is not None and translation.translated_by is TranslatedBy.machine,
        translated_anew=translation is not None and translation_in_use(answer.id) is not translation,
    )


def _given(code_id: int) -> ColumnElement[bool]:
    """The code itself, or one merged into it."""
    return or_(
        Coding.code_id == code_id, Coding.code_id.in_(select(Code.id).where(Code.merged_into_id == code_id))
    )


def _like_it(response: Response, code_id: int) -> int:
    """Responses of the same quarter and place that carry the code; staff are counted among staff."""
    received: date = response.received_on
    quarter = quarter_of(received)
    is_staff = response.respondent_group == RespondentGroup.STAFF
    staff = Response.respondent_group == RespondentGroup.STAFF.value
    place = (
        Response.locality_id.is_(None)
        if response.locality_id is None
        else Response.locality_id == response.locality_id
    )
    return (
        db.session.scalar(
            select(func.count(func.distinct(Response.id)))
            .select_from(Coding)
            .join(Answer, Answer.id == Coding.answer_id)
            .join(Response, Response.id == Answer.response_id)
            .where(
                _given(code_id),
                Coding.counts,
                place,
                Response.received_on.between(quarter.starts, quarter.ends),
                Response.withdrawn_at.is_(None),
                staff if is_staff else ~staff,
            )
        )
        or 0
    )


def known_here() -> Known:
    """The council's own staff, localities and teams, the schools it knows, and every other agency."""
    agencies = db.session.execute(select(Agency.name, Agency.kind)).all()
    return Known(
        people=tuple(db.session.scalars(select(Person.name).order_by(Person.id))),
        places=(
            *db.session.scalars(select(Locality.name).order_by(Locality.id)),
            *db.session.scalars(select(Team.name).order_by(Team.id)),
            *(name for name, kind in agencies if kind != SCHOOL),
        ),
        schools=tuple(name for name, kind in agencies if kind == SCHOOL),
    )


def codes_on(answer: Answer, person: Person) -> list[Code]:
    """The codes people gave this answer; none while this person may have to read it a second time."""
    given = select(Coding.code_id).where(
        Coding.answer_id == answer.id, Coding.counts, may_see_codings(Coding.answer_id, person)
    )
    return list(db.session.scalars(select(Code).where(Code.id.in_(given)).order_by(Code.name)))
