"""Engines taught with people's decisions, which of them was in use when, and each run of suggesting again."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback_app.clock import LONDON
from feedback_app.database import Base


class Verdict(StrEnum):
    """What came of comparing a new engine with the one in use, on decisions neither had seen."""

    better = "better"
    not_better = "not_better"


class Came(StrEnum):
    """What teaching came to; the trail keeps it under `Did.engine_taught`, so that a page can say it."""

    better = "better"
    not_better = "not_better"
    nothing_new = "nothing_new"
    too_few = "too_few"


class Chosen(StrEnum):
    """Why an engine came into use."""

    better = "better"
    gone_back = "gone_back"


class LearnedModel(Base):
    """One engine taught from decisions until a moment; figures from unseen decisions only.

    `content` is kept while it may be used: a model that was not better keeps its figures alone.
    `taught_from` names the decisions it saw, so that the same ones never teach twice.
    """

    __tablename__ = "learned_model"
    __table_args__ = (
        CheckConstraint("examples > 0 AND unseen > 0", name="taught_and_measured_with_something"),
        CheckConstraint(
            "micro_f1 BETWEEN 0 AND 1 AND macro_f1 BETWEEN 0 AND 1", name="figures_are_parts_of_one"
        ),
        CheckConstraint("verdict <> 'better' OR content IS NOT NULL", name="a_better_one_is_kept"),
    )
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    made_at: Mapped[datetime]
    decided_until: Mapped[datetime]
    examples: Mapped[int]
    unseen: Mapped[int]
    languages: Mapped[str] = mapped_column(String(200))
    taught_from: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    micro_f1: Mapped[float]
    macro_f1: Mapped[float]
    recall_at_5: Mapped[float]
    calibration_error: Mapped[float]
    compared_with: Mapped[str] = mapped_column(String(60))
    compared_micro_f1: Mapped[float]
    compared_macro_f1: Mapped[float]
    seconds: Mapped[float]
    verdict: Mapped[Verdict]

    @property
    def name(self) -> str:
        """What its suggestions are signed with."""
        return f"learned {self.made_at.astimezone(LONDON):%Y-%m-%d} no. {self.id}"


class EngineInUse(Base):
    """From this moment on this engine suggests; without a model it is the codebook's own words."""

    __tablename__ = "engine_in_use"
    __table_args__ = (
        CheckConstraint("why <> 'gone_back' OR by_id IS NOT NULL", name="going_back_is_somebodys_decision"),
        CheckConstraint("why <> 'better' OR model_id IS NOT NULL", name="better_is_a_learned_one"),
    )
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    model_id: Mapped[int | None] = mapped_column(ForeignKey("learned_model.id"))
    since: Mapped[datetime]
    why: Mapped[Chosen]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    model: Mapped[LearnedModel | None] = relationship(init=False, lazy="raise")


class SuggestionRun(Base):
    """One time all waiting answers were gone through again; `seen_at` is its last sign of life."""

    __tablename__ = "suggestion_run"
    __table_args__ = (
        CheckConstraint("done BETWEEN 0 AND total", name="never_more_done_than_there_is"),
        CheckConstraint("ended_at IS NULL OR ended_at >= started_at", name="ends_after_it_starts"),
    )
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    engine: Mapped[str] = mapped_column(String(60))
    workers: Mapped[str] = mapped_column(String(60))
    survey: Mapped[str] = mapped_column(String(60))
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    total: Mapped[int]
    done: Mapped[int] = mapped_column(default=0)
    suggested: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
