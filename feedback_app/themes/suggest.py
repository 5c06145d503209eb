"""Let an engine guess, and keep its guesses; a guess counts for nothing until a person settles it.

A later engine's guesses take the place of open ones. What a person settled, coded or finished is never
touched, and what somebody has open stays as they see it.
"""

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Select, and_, delete, exists, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from analysis.codebook import Codebook
from feedback_app import clock
from feedback_app.database import db
from feedback_app.listening.store import Answer, Response
from feedback_app.themes.book import codebook_in_use, name_of_words
from feedback_app.themes.guessing import Guess, InEnglish, Looked, Words, look_at
from feedback_app.themes.machine import MachineReading
from feedback_app.themes.models import Code, CodedAnswer, Opening, Suggestion
from feedback_app.themes.rules import Span
from feedback_app.translated.models import Translation
from feedback_app.translated.queries import is_in_use, translations_in_use

if TYPE_CHECKING:
    from analysis.learning import Engine

LEFT_ALONE_FOR = timedelta(days=1)


@dataclass(frozen=True)
class NamedEngine:
    """An engine with the name its guesses are signed with; `model_id` is None for the codebook's words."""

    name: str
    engine: "Engine"
    model_id: int | None = None


def engine_of_words() -> NamedEngine:
    """The engine nobody has taught: the codebook's own words."""
    codebook = codebook_in_use()
    return NamedEngine(name_of_words(codebook.version), _untaught(codebook))


@lru_cache(maxsize=2)
def _untaught(codebook: Codebook) -> "Engine":
    from analysis.learning import teach

    return teach(codebook, [])


def suggest_for(answer: Answer, by: NamedEngine | None = None) -> None:
    """Store what an engine (the codebook's words, unless another is given) makes of an answer, once."""
    suggest_for_all([answer], by)


def suggest_for_all(answers: Collection[Answer], by: NamedEngine | None = None) -> None:
    """The same for many answers, in as many statements as for one; the engine is read once for them all."""
    by = by or engine_of_words()
    ids = [answer.id for answer in answers]
    seen = select(MachineReading.answer_id, MachineReading.engine).where(MachineReading.answer_id.in_(ids))
    seen_by = dict(db.session.execute(seen).all())
    settled = _may_not_change({each for each, engine in seen_by.items() if engine != by.name})
    wanted = [answer for answer in answers if seen_by.get(answer.id) != by.name and answer.id not in settled]
    in_use = translations_in_use([answer.id for answer in wanted])
    said = [
        Words(
            answer.id,
            answer.words,
            answer.question,
            answer.response.language,
            in_english(in_use.get(answer.id)),
        )
        for answer in wanted
        if answer.words
    ]
    if said:
        keep(db.session(), by.name, look_at(by.engine, said), code_ids(db.session()))


def in_english(translation: Translation | None) -> InEnglish | None:
    """A translation as an engine reads it."""
    if translation is None:
        return None
    return InEnglish(translation.id, translation.words, translation.from_language)


def said_in_words() -> Select[int, str | None, str, str, Translation]:
    """What engines look at: answers with the translation in use; to be narrowed, and read by `words_of`."""
    return (
        select(Answer.id, Answer.words, Answer.question, Response.language, Translation)
        .join(Answer.response)
        .outerjoin(Translation, and_(Translation.answer_id == Answer.id, is_in_use()))
        .where(Answer.words.is_not(None), Response.withdrawn_at.is_(None))
    )


def words_of(rows: Select[int, str | None, str, str, Translation]) -> list[Words]:
    """These answers as an engine reads them."""
    return [
        Words(answer_id, words or "", question, asked_in, in_english(translation))
        for answer_id, words, question, asked_in, translation in db.session.execute(rows)
    ]


def look_again_at(answer_id: int) -> None:
    """Take away the open guesses of an answer: its words, as an engine reads them, are others now."""
    db.session.execute(
        delete(Suggestion).where(Suggestion.answer_id == answer_id, Suggestion.outcome.is_(None))
    )
    db.session.execute(delete(MachineReading).where(MachineReading.answer_id == answer_id))


def _may_not_change(answer_ids: Set[int]) -> Set[int]:
    """Those of these answers whose open guesses stay as they are."""
    if not answer_ids:
        return answer_ids
    may = may_look_at().with_only_columns(Answer.id).where(Answer.id.in_(answer_ids))
    return answer_ids - set(db.session.scalars(may))


def may_look_at() -> Select[Answer]:
    """Answers whose open guesses may change: nobody has finished them or has them open."""
    since = clock.now() - LEFT_ALONE_FOR
    return (
        select(Answer)
        .join(Answer.response)
        .where(
            Answer.words.is_not(None),
            Response.withdrawn_at.is_(None),
            ~exists().where(CodedAnswer.answer_id == Answer.id),
            ~exists().where(Opening.answer_id == Answer.id, Opening.opened_at > since),
        )
    )


def code_ids(session: Session | Connection) -> dict[str, int]:
    """The keys of the codes that may be given now, by their short names."""
    rows = session.execute(
        select(Code.slug, Code.id).where(Code.retired_on.is_(None), Code.merged_into_id.is_(None))
    )
    return dict(rows.all())


def keep(
    session: Session | Connection, engine: str, looked: Sequence[Looked], codes: Mapping[str, int]
) -> int:
    """Store what an engine made of these answers; how many guesses there were. Twice is once."""
    if not looked:
        return 0
    settled = _make_room(session, engine, {each.answer_id for each in looked})
    guesses = [
        {
            "answer_id": each.answer_id,
            "code_id": codes[guess.code],
            **_place(each, guess),
            "score": guess.score,
            "because": guess.because,
            "engine": engine,
        }
        for each in looked
        for guess in each.guesses
        if guess.code in codes and (each.answer_id, codes[guess.code]) not in settled
    ]
    insert = postgresql_insert if _is_postgresql(session) else sqlite_insert
    if guesses:
        session.execute(insert(Suggestion).on_conflict_do_nothing(), guesses)
    reading = insert(MachineReading)
    columns = ("engine", "language", "looked_at")
    now = clock.now()
    session.execute(
        reading.on_conflict_do_update(
            index_elements=["answer_id"], set_={name: reading.excluded[name] for name in columns}
        ),
        [
            {"answer_id": each.answer_id, "engine": engine, "language": each.language, "looked_at": now}
            for each in looked
        ],
    )
    return len(guesses)


def _place(looked: Looked, guess: Guess) -> dict[str, int | None]:
    """Where a guess points: at words of the answer, or at words of the translation that was looked at."""
    own = looked.whole or Span(guess.starts_at, guess.ends_at)
    is_translated = looked.whole is not None
    return {
        "starts_at": own.start,
        "ends_at": own.end,
        "translation_id": looked.translation_id if is_translated else None,
        "translation_starts_at": guess.starts_at if is_translated else None,
        "translation_ends_at": guess.ends_at if is_translated else None,
    }


def _make_room(session: Session | Connection, engine: str, answers: set[int]) -> set[tuple[int, int]]:
    """Take away other engines' open guesses; the answers and codes about which somebody has settled one.

    Asked by range, which a database that has not counted its rows yet still finds by its index.
    """
    rows = session.execute(
        select(
            Suggestion.id, Suggestion.answer_id, Suggestion.code_id, Suggestion.engine, Suggestion.outcome
        ).where(Suggestion.answer_id.between(min(answers), max(answers)))
    ).all()
    here = [row for row in rows if row.answer_id in answers]
    old = [row.id for row in here if row.outcome is None and row.engine != engine]
    if old:
        session.execute(
            delete(Suggestion)
            .where(Suggestion.id.in_(old), Suggestion.outcome.is_(None))
            .execution_options(synchronize_session=False)
        )
    return {(row.answer_id, row.code_id) for row in here if row.outcome is not None}


def _is_postgresql(session: Session | Connection) -> bool:
    connection = session if isinstance(session, Connection) else session.connection()
    return connection.dialect.name == "postgresql"
