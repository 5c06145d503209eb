"""The words behind a number: what people said about a theme, with what could tell who they are left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import contains_eager

from analysis.periods import Quarter
from analysis.redaction import points_out
from analysis.text import segments
from feedback_app.dashboards.count import of_quarter
from feedback_app.dashboards.narrow import Narrowed
from feedback_app.database import db
from feedback_app.listening.store import Answer, Response
from feedback_app.people.models import Person
from feedback_app.places.models import Locality, ServiceArea
from feedback_app.second_reading.blind import may_see_codings
from feedback_app.themes.models import Code, Coding, Theme, Valence
from feedback_app.themes.queue import visible_to

LEFT_OUT = "[…]"
MOST = 20


@dataclass(frozen=True)
class Excerpt:
    """A few words of one answer, made anonymous by machine and not yet checked by a person."""

    words: str
    code: str
    group: str
    valence: Valence
    received_on: date
    answer: Answer


def excerpts(quarter: Quarter, theme: str, narrowed: Narrowed, person: Person) -> Sequence[Excerpt]:
    """What people said about a theme, the latest first, as far as this person may read it."""
    rows = db.session.execute(
        select(Answer, Code.name, Coding.starts_at, Coding.ends_at, Coding.valence)
        .select_from(Coding)
        .join(Answer, Answer.id == Coding.answer_id)
        .join(Answer.response)
        .join(Code, Code.id == Coding.code_id)
        .join(Theme, Theme.id == Code.theme_id)
        .where(
            of_quarter(quarter),
            Coding.counts,
            Theme.slug == theme,
            visible_to(person),
            may_see_codings(Coding.answer_id, person),
            *_place(narrowed),
        )
        .options(contains_eager(Answer.response))
        .order_by(Response.received_on.desc(), Coding.id.desc())
        .limit(MOST * 3)
    ).all()
    found: dict[int, Excerpt] = {}
    for answer, code, start, end, valence in rows:
        if answer.id not in found and len(found) < MOST:
            found[answer.id] = Excerpt(
                de_identified(_around(answer.words or "", start, end)),
                code, answer.response.respondent_group,
                Valence(answer.box) if answer.box in ("well", "not_so_good") else valence,
                answer.response.received_on, answer,
            )  # fmt: skip
    return list(found.values())


def _place(narrowed: Narrowed) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if narrowed.service:
        here = select(ServiceArea.id).where(ServiceArea.slug == narrowed.service).scalar_subquery()
        conditions.append(Response.service_area_id == here)
    if narrowed.locality:
        there = select(Locality.id).where(Locality.slug == narrowed.locality).scalar_subquery()
        conditions.append(Response.locality_id == there)
    if narrowed.group:
        conditions.append(Response.respondent_group == narrowed.group)
    return conditions


def _around(words: str, start: int, end: int) -> str:
    """The whole segments that the marked words touch."""
    touched = [span for span in segments(words) if span.start < end and span.end > start]
    return words[touched[0].start : touched[-1].end] if touched else words[start:end]


def de_identified(words: str) -> str:
    """The words with what could tell who or where somebody is left out."""
    for found in sorted(points_out(words), key=lambda each: -each.start):
        words = words[: found.start] + LEFT_OUT + words[found.end :]
    return words
