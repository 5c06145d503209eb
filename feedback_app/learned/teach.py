"""Teach a new engine with what people decided, measure it on what it has not seen, and use it if no worse."""

import time
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from analysis.learning import Engine, Evaluation, Labelled, Settings, digest_of, evaluate, teach, to_bytes
from analysis.learning.stored import FORMAT
from feedback_app import clock, trail
from feedback_app.database import db
from feedback_app.learned.examples import decided_until
from feedback_app.learned.in_use import engine_in_use, put_in_use
from feedback_app.learned.models import Came, LearnedModel, Verdict
from feedback_app.learned.rules import (
    Decided,
    Enough,
    Figures,
    enough,
    fingerprint,
    is_measured_in,
    worse_in,
)
from feedback_app.themes.book import codebook_in_use
from feedback_app.themes.guessing import ENGLISH

RESAMPLES = 200
NO_ENGINE = "none"


@dataclass(frozen=True)
class Taught:
    """What teaching came to, with how much there was to teach and to measure with."""

    came: Came
    taught: int
    unseen: int
    in_use: str
    model: LearnedModel | None = None


@dataclass(frozen=True)
class Unseen:
    """The decisions set aside to measure with."""

    decided: tuple[Decided, ...]

    def labelled(self, languages: frozenset[str]) -> list[Labelled]:
        return [each.labelled for each in self.decided if each.language in languages]


def teach_from_decisions(until: datetime | None = None) -> Taught:
    """A new engine from everything decided until a moment (now), in use from then on unless it is worse."""
    began = time.perf_counter()
    until = until or clock.now()
    in_use = engine_in_use()
    decided = decided_until(until)
    seen = [each for each in decided if not each.is_set_aside]
    unseen = Unseen(tuple(each for each in decided if each.is_set_aside))
    in_english = len(unseen.labelled(frozenset({ENGLISH})))
    if enough(sum(bool(each.labelled.codes) for each in seen), in_english) is not Enough.yes:
        _note_only(Came.too_few)
        return Taught(Came.too_few, len(seen), in_english, in_use.name)
    codebook = codebook_in_use()
    mark = fingerprint(decided, (FORMAT.decode(), *(code.id for code in codebook.codes)))
    newest = db.session.scalar(select(LearnedModel).order_by(LearnedModel.id.desc()).limit(1))
    if newest is not None and newest.taught_from == mark:
        _note_only(Came.nothing_new)
        return Taught(Came.nothing_new, len(seen), in_english, in_use.name, newest)
    engine = teach(codebook, [each.labelled for each in seen])
    engine = _with_languages(engine, unseen)
    new, old = _measured_alike(engine, in_use.engine, unseen)
    better = not worse_in(_figures(new), _figures(old))
    stored = to_bytes(engine)
    model = LearnedModel(
        made_at=clock.now(),
        decided_until=until,
        examples=len(seen),
        unseen=new.answers,
        languages=" ".join(sorted(engine.measured_languages)),
        taught_from=mark,
        digest=digest_of(stored),
        content=stored if better else None,
        micro_f1=new.micro_f1.value,
        macro_f1=new.macro_f1.value,
        recall_at_5=new.recall_at_5,
        calibration_error=new.calibration_error,
        compared_with=in_use.name,
        compared_micro_f1=old.micro_f1.value,
        compared_macro_f1=old.macro_f1.value,
        seconds=round(time.perf_counter() - began, 2),
        verdict=Verdict.better if better else Verdict.not_better,
    )
    db.session.add(model)
    db.session.flush()
    trail.note(trail.Did.engine_taught, "engine", str(model.id), detail=model.verdict.value)
    if better:
        put_in_use(model)
    came = Came.better if better else Came.not_better
    return Taught(came, len(seen), new.answers, model.name if better else in_use.name, model)


def _note_only(came: Came) -> None:
    """Teaching was tried and made no engine: that it was tried is worth knowing."""
    trail.note(trail.Did.engine_taught, "engine", NO_ENGINE, detail=came.value)


def _with_languages(engine: Engine, unseen: Unseen) -> Engine:
    """The engine, allowed to suggest in English and wherever it was measured and did well enough."""
    heard = {each.language for each in unseen.decided} - {ENGLISH}
    measured = frozenset(language for language in heard if _does_well(engine, unseen, language))
    settings: Settings = replace(engine.settings, languages=frozenset({ENGLISH}) | measured)
    return replace(engine, settings=settings)


def _does_well(engine: Engine, unseen: Unseen, language: str) -> bool:
    examples = unseen.labelled(frozenset({language}))
    if not is_measured_in(len(examples), 1, 1):
        return False
    labels = evaluate(engine, examples, resamples=0).labels
    return is_measured_in(len(examples), sum(x.suggested for x in labels), sum(x.both for x in labels))


def _measured_alike(new: Engine, old: Engine, unseen: Unseen) -> tuple[Evaluation, Evaluation]:
    """Both on the same set-aside answers, those the new one suggests for, over the codes both know."""
    examples = unseen.labelled(new.measured_languages)
    occurring = {code for example in examples for code in example.codes}
    codes = sorted(occurring & set(new.codes) & set(old.codes))
    return (
        evaluate(new, examples, codes=codes, resamples=RESAMPLES),
        evaluate(old, examples, codes=codes, resamples=0),
    )


def _figures(evaluation: Evaluation) -> Figures:
    return Figures(evaluation.micro_f1.value, evaluation.macro_f1.value)
