"""Which engine suggests now: the newest chosen, read once a process; and going back to an earlier one."""

import logging
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from feedback_app import clock, trail
from feedback_app.database import db
from feedback_app.learned.models import Chosen, EngineInUse, LearnedModel
from feedback_app.learned.refusals import AlreadyInUse, NotKept
from feedback_app.listening.store import Answer
from feedback_app.people.models import Person
from feedback_app.themes.suggest import NamedEngine, engine_of_words
from feedback_app.themes.suggest import suggest_for as suggest_with

log = logging.getLogger(__name__)


def chosen_now() -> EngineInUse | None:
    """The latest choice with its model; None while nothing was ever chosen."""
    return db.session.scalar(
        select(EngineInUse).options(joinedload(EngineInUse.model)).order_by(EngineInUse.id.desc()).limit(1)
    )


def engine_in_use() -> NamedEngine:
    """The engine to suggest with: the learned one that was chosen last, or the codebook's own words.

    One that cannot be used here any more (kept by another version, or taught with encoders that are not
    installed) is passed over until another is taught: reviewing never waits for a machine.
    """
    from analysis.learning import MeaningMissing, NotAnEngine

    chosen = chosen_now()
    if chosen is None or chosen.model is None:
        return engine_of_words()
    try:
        return named(chosen.model)
    except (NotAnEngine, MeaningMissing, NotKept) as problem:
        log.warning("engine %s cannot be used: %s", chosen.model.id, type(problem).__name__)
        return engine_of_words()


def named(model: LearnedModel) -> NamedEngine:
    """A stored model as an engine, read from the database once in each process. Raises NotKept."""
    return _read(model.id, model.digest, model.name)


def engine_called(model_id: int | None) -> NamedEngine:
    """The engine of a model, or that of the codebook's words. Raises NotKept."""
    return engine_of_words() if model_id is None else named(db.session.get_one(LearnedModel, model_id))


@lru_cache(maxsize=2)
def _read(model_id: int, digest: str, name: str) -> NamedEngine:
    from analysis.learning import MeaningMissing, NotAnEngine, digest_of, engine_from
    from analysis.learning.meaning import installed

    stored = db.session.scalar(select(LearnedModel.content).where(LearnedModel.id == model_id))
    if stored is None:
        raise NotKept
    if digest_of(stored) != digest:
        raise NotAnEngine("These bytes are not those that were kept under this digest.")
    engine = engine_from(stored)
    if not set(engine.encoders) <= set(installed()):
        raise MeaningMissing("This engine was taught with encoders that are not installed here.")
    return NamedEngine(name, engine, model_id)


def suggest_for(answer: Answer) -> None:
    """Store what the engine in use makes of an answer, unless it did before."""
    suggest_with(answer, engine_in_use())


def put_in_use(model: LearnedModel) -> None:
    """From now on this newly taught engine suggests."""
    db.session.add(EngineInUse(model_id=model.id, since=clock.now(), why=Chosen.better))
    trail.note(trail.Did.engine_chosen, "engine", str(model.id), detail=Chosen.better.value)


def go_back_to(model: LearnedModel | None, by: Person) -> None:
    """Somebody decides that an earlier engine, or the codebook's words (None), suggests again.

    Raises AlreadyInUse, or NotKept when only the figures of that engine were kept.
    """
    chosen = chosen_now()
    now_id = chosen.model_id if chosen else None
    wanted_id = model.id if model else None
    if wanted_id == now_id:
        raise AlreadyInUse
    if model is not None and not is_kept(model):
        raise NotKept
    db.session.add(EngineInUse(model_id=wanted_id, since=clock.now(), why=Chosen.gone_back, by_id=by.id))
    trail.note(
        trail.Did.engine_chosen,
        "engine",
        str(wanted_id or "codebook"),
        by=by,
        detail=f"{Chosen.gone_back.value} from {now_id or 'codebook'}",
    )


def is_kept(model: LearnedModel) -> bool:
    """Whether the engine itself is still there, not only its figures."""
    return (
        db.session.scalar(
            select(LearnedModel.id).where(LearnedModel.id == model.id, LearnedModel.content.is_not(None))
        )
        is not None
    )
