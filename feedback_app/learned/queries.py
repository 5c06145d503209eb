"""What the page about engines shows: every engine taught, which was in use when, and the latest runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from feedback_app.database import db
from feedback_app.learned.models import Came, EngineInUse, LearnedModel, SuggestionRun
from feedback_app.people.models import Person
from feedback_app.themes.guessing import ENGLISH
from feedback_app.themes.machine import MachineReading
from feedback_app.trail import Did, Trail

NEWEST = 60
RUNS = 10


@dataclass(frozen=True)
class Taught:
    """A taught engine, and whether it is still there to be used, not only its figures."""

    model: LearnedModel
    is_kept: bool


@dataclass(frozen=True)
class LastTaught:
    """The last time teaching was tried, and what it came to."""

    at: datetime
    came: Came


@dataclass(frozen=True)
class Choice:
    """One change of the engine in use, with the engine and who decided ("" for the nightly teaching)."""

    choice: EngineInUse
    model: LearnedModel | None
    by: str


def engines_taught() -> Sequence[Taught]:
    """The newest first."""
    rows = db.session.execute(
        select(LearnedModel, LearnedModel.content.is_not(None)).order_by(LearnedModel.id.desc()).limit(NEWEST)
    )
    return [Taught(model, is_kept) for model, is_kept in rows]


def last_taught() -> LastTaught | None:
    """The last time somebody or the night tried to teach, also when no engine came of it."""
    row = db.session.execute(
        select(Trail.at, Trail.detail)
        .where(Trail.did == Did.engine_taught, Trail.subject == "engine")
        .order_by(Trail.id.desc())
        .limit(1)
    ).first()
    return LastTaught(row.at, Came(row.detail)) if row else None


def model_called(model_id: int) -> LearnedModel | None:
    """A taught engine by its number."""
    return db.session.get(LearnedModel, model_id)


def choices() -> Sequence[Choice]:
    """Which engine was in use since when, the latest first."""
    rows = db.session.execute(
        select(EngineInUse, LearnedModel, Person.name)
        .outerjoin(LearnedModel, LearnedModel.id == EngineInUse.model_id)
        .outerjoin(Person, Person.id == EngineInUse.by_id)
        .order_by(EngineInUse.id.desc())
        .limit(NEWEST)
    )
    return [Choice(choice, model, name or "") for choice, model, name in rows]


def runs() -> Sequence[SuggestionRun]:
    """The latest times all waiting answers were gone through again."""
    return db.session.scalars(select(SuggestionRun).order_by(SuggestionRun.id.desc()).limit(RUNS)).all()


def reading_of(answer_id: int) -> tuple[MachineReading, frozenset[str]] | None:
    """What an engine made of an answer, and the languages that engine suggests in; None before one looked."""
    reading = db.session.get(MachineReading, answer_id)
    if reading is None:
        return None
    model = _model_called(reading.engine)
    return reading, frozenset(model.languages.split() if model else [ENGLISH])


def _model_called(engine: str) -> LearnedModel | None:
    """The name of a learned engine ends with its number."""
    begins, _, number = engine.rpartition(" no. ")
    return db.session.get(LearnedModel, int(number)) if begins and number.isdigit() else None
