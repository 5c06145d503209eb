"""The translation in use of an answer, or of many; and all that were ever written of one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.orm import aliased

from feedback_app.database import db
from feedback_app.listening.store import Answer
from feedback_app.people.models import Person
from feedback_app.translated.models import Translation

_Other = aliased(Translation)


@dataclass(frozen=True)
class TranslationBy:
    """A translation, and the name of whoever put it here."""

    translation: Translation
    writer: str


def is_in_use() -> ColumnElement[bool]:
    """Whether a translation is the latest of its answer that was not taken back."""
    later = exists().where(
        _Other.answer_id == Translation.answer_id,
        _Other.number > Translation.number,
        _Other.taken_back_at.is_(None),
    )
    return and_(Translation.taken_back_at.is_(None), ~later)


def is_translated() -> ColumnElement[bool]:
    """Whether an answer has a translation in use."""
    return exists().where(_Other.answer_id == Answer.id, _Other.taken_back_at.is_(None))


def translation_in_use(answer_id: int) -> Translation | None:
    """What an answer says in English; None when nobody has translated it."""
    return db.session.scalar(select(Translation).where(Translation.answer_id == answer_id, is_in_use()))


def translations_in_use(answer_ids: Collection[int]) -> dict[int, Translation]:
    """The same for many answers, by their ids, in one statement."""
    if not answer_ids:
        return {}
    found = db.session.scalars(select(Translation).where(Translation.answer_id.in_(answer_ids), is_in_use()))
    return {translation.answer_id: translation for translation in found}


def translations_of(answer_id: int) -> Sequence[TranslationBy]:
    """Every translation of an answer with its writer, the latest first."""
    rows = db.session.execute(
        select(Translation, Person.name)
        .join(Person, Person.id == Translation.written_by_id)
        .where(Translation.answer_id == answer_id)
        .order_by(Translation.number.desc())
    )
    return [TranslationBy(translation, name) for translation, name in rows]
