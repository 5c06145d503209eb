"""Go through all waiting answers again with the engine in use, part by part, so that it can stop and go on.

An answer the engine has looked at carries its name, kept in one commit with the guesses: whatever breaks off
leaves whole parts done and the others untouched, and going on begins with what has no such mark.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Select, exists, select, union_all

from feedback_app import clock, trail
from feedback_app.database import db
from feedback_app.learned.in_use import engine_called
from feedback_app.learned.models import SuggestionRun
from feedback_app.listening.store import Answer, Response
from feedback_app.themes.guessing import Looked, look_at
from feedback_app.themes.machine import MachineReading
from feedback_app.themes.models import CodedAnswer, Opening
from feedback_app.themes.queue import not_said_in_words
from feedback_app.themes.suggest import LEFT_ALONE_FOR, code_ids, keep, may_look_at, said_in_words, words_of

IN_A_PART = 500
SILENT_AFTER = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Part:
    """Some hundred answers in a row, from `first` to `last`, for one engine (None: the codebook's words)."""

    model_id: int | None
    engine: str
    survey: str
    first: int
    last: int
    answers: int


@dataclass(frozen=True, slots=True)
class Done:
    """A part gone through: how many guesses were kept, or what is still to be kept by the one who writes."""

    part: Part
    suggested: int
    to_keep: tuple[Looked, ...] = ()


def waiting_for(engine: str, survey: str = "") -> Select[Answer]:
    """Answers this engine has not looked at, that nobody has finished or has open."""
    looked = exists().where(MachineReading.answer_id == Answer.id, MachineReading.engine == engine)
    waiting = may_look_at().where(Answer.question.not_in(not_said_in_words()), ~looked)
    return waiting.where(Response.survey == survey) if survey else waiting


def parts_for(model_id: int | None, engine: str, survey: str = "", size: int = IN_A_PART) -> list[Part]:
    """All that waits, in order, cut into parts that have no answer in common."""
    ids = db.session.scalars(
        waiting_for(engine, survey).with_only_columns(Answer.id).order_by(Answer.id)
    ).all()
    pieces = [ids[start : start + size] for start in range(0, len(ids), size)]
    return [Part(model_id, engine, survey, piece[0], piece[-1], len(piece)) for piece in pieces]


def look_at_part(part: Part) -> list[Looked]:
    """What the engine makes of the answers of a part that still wait."""
    said = words_of(
        said_in_words()
        .where(
            Answer.id.between(part.first, part.last),
            Answer.question.not_in(not_said_in_words()),
            *([Response.survey == part.survey] if part.survey else []),
        )
        .order_by(Answer.id)
    )
    gone = _no_longer_waiting(part)
    still = [each for each in said if each.answer_id not in gone]
    return look_at(engine_called(part.model_id).engine, still) if still else []


def keep_part(part: Part, looked: Sequence[Looked]) -> int:
    """Keep what was made of those that still wait now; how many guesses there were."""
    gone = _no_longer_waiting(part)
    still = [each for each in looked if each.answer_id not in gone]
    return keep(db.session(), part.engine, still, code_ids(db.session())) if still else 0


def _no_longer_waiting(part: Part) -> set[int]:
    """Those this engine has looked at, or that somebody has finished or has open, each found by its index."""
    between = (part.first, part.last)
    since = clock.now() - LEFT_ALONE_FOR
    return set(
        db.session.scalars(
            union_all(
                select(MachineReading.answer_id).where(
                    MachineReading.answer_id.between(*between), MachineReading.engine == part.engine
                ),
                select(CodedAnswer.answer_id).where(CodedAnswer.answer_id.between(*between)),
                select(Opening.answer_id).where(
                    Opening.answer_id.between(*between), Opening.opened_at > since
                ),
            )
        )
    )


def begin_or_go_on(engine: str, survey: str, workers: str, waiting: int) -> SuggestionRun:
    """The unfinished run of this engine, or a new one."""
    now = clock.now()
    run = next(iter(unfinished(engine, survey)), None)
    if run is None:
        run = SuggestionRun(
            engine=engine, workers=workers, survey=survey, started_at=now, seen_at=now, total=waiting
        )
        db.session.add(run)
    else:
        run.total, run.workers, run.seen_at = run.done + waiting, workers, now
    db.session.flush()
    return run


def unfinished(engine: str, survey: str) -> Sequence[SuggestionRun]:
    """Runs of this engine that were stopped or broke off, the latest first."""
    return db.session.scalars(
        select(SuggestionRun)
        .where(
            SuggestionRun.engine == engine, SuggestionRun.survey == survey, SuggestionRun.ended_at.is_(None)
        )
        .order_by(SuggestionRun.id.desc())
    ).all()


def note_progress(run: SuggestionRun, answers: int, suggested: int) -> None:
    """So many more answers were gone through."""
    run.done, run.suggested, run.seen_at = run.done + answers, run.suggested + suggested, clock.now()


def end(run: SuggestionRun) -> None:
    """Everything that waited was gone through."""
    run.ended_at = run.seen_at = clock.now()
    trail.note(trail.Did.suggested_again, "engine", str(run.id), detail=f"{run.done} answers")


def is_silent(run: SuggestionRun) -> bool:
    """Whether an unfinished run has shown no sign of life for a while: it was stopped or broke off."""
    return run.ended_at is None and clock.now() - run.seen_at > SILENT_AFTER
