"""Gather what people decided: every finished answer with the codes it was given and the guesses declined."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import and_, select

from analysis.learning import Labelled
from feedback_app.database import db
from feedback_app.learned.rules import Decided, codes_decided
from feedback_app.listening.store import Answer, Response
from feedback_app.themes.guessing import ENGLISH, language_said
from feedback_app.themes.machine import MachineReading
from feedback_app.themes.models import AgreedAnswer, Code, CodedAnswer, Coding, Outcome, Suggestion
from feedback_app.translated.models import Translation
from feedback_app.translated.queries import is_in_use


def decided_until(moment: datetime) -> list[Decided]:
    """Every answer finished by then, in a fixed order; one that was translated in its English words.

    What two readers agreed on is what counts; otherwise a code counts that at least half of those gave who
    finished the answer. Codes merged since count as what they were merged into, retired ones not at all.
    """
    finishers: dict[int, set[int]] = defaultdict(set)
    finished = select(CodedAnswer.answer_id, CodedAnswer.coder_id).where(CodedAnswer.finished_at <= moment)
    for answer_id, coder_id in db.session.execute(finished):
        finishers[answer_id].add(coder_id)
    slugs = _slugs_now()
    agreed = set(db.session.scalars(select(AgreedAnswer.answer_id).where(AgreedAnswer.agreed_at <= moment)))
    given = _given(slugs, moment)
    declined = _declined(slugs, moment)
    rows = db.session.execute(
        select(
            Answer.id, Answer.words, Answer.question, Response.public_ref, Response.language,
            MachineReading.language, Translation.words,
        )
        .join(Answer.response)
        .outerjoin(Translation, and_(Translation.answer_id == Answer.id, is_in_use()))
        .outerjoin(MachineReading, MachineReading.answer_id == Answer.id)
        .where(
            Answer.id.in_(select(CodedAnswer.answer_id).where(CodedAnswer.finished_at <= moment)),
            Answer.words.is_not(None),
            Response.withdrawn_at.is_(None),
        )
        .order_by(Answer.id)
    )  # fmt: skip
    decided = []
    for answer_id, said, question, group, asked_in, heard, in_english in rows:
        words = in_english or said or ""
        by_code = given.get(answer_id, {})
        codes = (
            frozenset(by_code)
            if answer_id in agreed
            else codes_decided(finishers[answer_id], {code: frozenset(by) for code, by in by_code.items()})
        )
        labelled = Labelled(words, question, codes, frozenset(declined.get(answer_id, ())) - codes, group)
        language = ENGLISH if in_english else heard or language_said(words, asked_in)
        decided.append(Decided(answer_id, language, labelled))
    return decided


def _slugs_now() -> dict[int, str]:
    """Each code's short name today; a merged one's is that of what it became."""
    rows = db.session.execute(select(Code.id, Code.slug, Code.retired_on, Code.merged_into_id)).all()
    merged = {code_id: into for code_id, _slug, _retired, into in rows if into is not None}
    active = {code_id: slug for code_id, slug, retired, into in rows if retired is None and into is None}
    found = {}
    for code_id, *_rest in rows:
        end, steps = code_id, 0
        while end in merged and steps < len(rows):
            end, steps = merged[end], steps + 1
        if end in active:
            found[code_id] = active[end]
    return found


def _given(slugs: Mapping[int, str], moment: datetime) -> dict[int, dict[str, set[int]]]:
    given: dict[int, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    rows = select(Coding.answer_id, Coding.code_id, Coding.coder_id).where(
        Coding.counts, Coding.made_at <= moment
    )
    for answer_id, code_id, coder_id in db.session.execute(rows):
        if code_id in slugs:
            given[answer_id][slugs[code_id]].add(coder_id)
    return given


def _declined(slugs: Mapping[int, str], moment: datetime) -> dict[int, set[str]]:
    declined: dict[int, set[str]] = defaultdict(set)
    rows = select(Suggestion.answer_id, Suggestion.code_id).where(
        Suggestion.outcome == Outcome.declined, Suggestion.settled_at <= moment
    )
    for answer_id, code_id in db.session.execute(rows):
        if code_id in slugs:
            declined[answer_id].add(slugs[code_id])
    return declined
