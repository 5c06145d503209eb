"""What a search is narrowed to, as a value and as conditions; the person's reach always comes first."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from sqlalchemy import ColumnElement, and_, exists, or_, select

from analysis.periods import Quarter
from feedback_app.database import db
from feedback_app.listening.models import Channel
from feedback_app.listening.store import Answer, Response
from feedback_app.people.models import Person
from feedback_app.people.roles import Holding, May, reach
from feedback_app.second_reading.blind import may_see_codings
from feedback_app.themes.models import Code, Coding, Valence
from feedback_app.themes.queue import visible_to
from surveys.definition import is_free_text
from surveys.library import shipped

BOXES = (Valence.well, Valence.not_so_good)


class Order(StrEnum):
    newest = "newest"
    oldest = "oldest"
    best = "best"


@dataclass(frozen=True)
class Narrowed:
    """Empty means everything."""

    service_area_id: int | None = None
    locality_id: int | None = None
    team_id: int | None = None
    begins: date | None = None
    ends: date | None = None
    quarter: Quarter | None = None
    group: str = ""
    channel: Channel | None = None
    code: str = ""
    valence: Valence | None = None
    language: str = ""
    order: Order = Order.newest

    @property
    def first_day(self) -> date | None:
        """The later of the day it begins and the first of the quarter."""
        days = [day for day in (self.begins, self.quarter.starts if self.quarter else None) if day]
        return max(days, default=None)

    @property
    def last_day(self) -> date | None:
        days = [day for day in (self.ends, self.quarter.ends if self.quarter else None) if day]
        return min(days, default=None)

    @property
    def has_no_day(self) -> bool:
        """Whether it begins after it ends, so that nothing can be found."""
        return bool(self.first_day and self.last_day and self.first_day > self.last_day)


@cache
def not_said_in_words() -> tuple[str, ...]:
    """Questions whose answers are stored as words but are numbers or dates."""
    return tuple(
        sorted({q.id for survey in shipped().values() for q in survey.questions() if not is_free_text(q)})
    )


def conditions(person: Person, narrowed: Narrowed) -> list[ColumnElement[bool]]:
    """Everything an answer must be to be found, its words aside."""
    wanted = [
        Answer.words.is_not(None),
        Answer.question.not_in(not_said_in_words()),
        Response.withdrawn_at.is_(None),
        visible_to(person),
    ]
    columns = {
        Response.service_area_id: narrowed.service_area_id,
        Response.locality_id: narrowed.locality_id,
        Response.team_id: narrowed.team_id,
        Response.respondent_group: narrowed.group or None,
        Response.channel: narrowed.channel,
        Response.language: narrowed.language or None,
    }
    wanted += [column == value for column, value in columns.items() if value is not None]
    if narrowed.first_day:
        wanted.append(Response.received_on >= narrowed.first_day)
    if narrowed.last_day:
        wanted.append(Response.received_on <= narrowed.last_day)
    codes = codes_meant(narrowed.code)
    if narrowed.code:
        given = select(Coding.answer_id).where(Coding.code_id.in_(codes), Coding.counts)
        wanted += [Answer.id.in_(given), may_see_codings(Answer.id, person)]
    if narrowed.valence:
        wanted.append(_speaks(narrowed.valence, codes, person))
    return wanted


def codes_meant(slug: str) -> tuple[int, ...]:
    """The code itself and those merged into it; as numbers, so that the database knows how rare they are."""
    if not slug:
        return ()
    chosen = select(Code.id).where(Code.slug == slug)
    meant = select(Code.id).where(or_(Code.slug == slug, Code.merged_into_id.in_(chosen)))
    return tuple(db.session.scalars(meant))


def _speaks(valence: Valence, codes: tuple[int, ...], person: Person) -> ColumnElement[bool]:
    """The box somebody wrote in says it; elsewhere the person who coded it does."""
    coded = [
        Coding.answer_id == Answer.id,
        Coding.counts,
        Coding.valence == valence,
        *([Coding.code_id.in_(codes)] if codes else []),
    ]
    said = and_(Answer.box.not_in(BOXES), exists().where(*coded), may_see_codings(Answer.id, person))
    return or_(Answer.box == valence.value, said) if valence in BOXES else said


def marks(person: Person, narrowed: Narrowed) -> list[tuple[str, ...]]:
    """The same places as marks in PostgreSQL's index, so that it reads only what may match."""
    wanted: list[tuple[str, ...]] = []
    reached = reach(person.holdings, May.read_answers)
    for of, sign in ((_service, "s"), (_locality, "l")):
        places = [of(holding) for holding in reached]
        if places and all(place is not None for place in places):
            wanted.append(tuple(sorted({f"/{sign}{place}" for place in places})))
    single = {
        "s": narrowed.service_area_id,
        "l": narrowed.locality_id,
        "t": narrowed.team_id,
        "g": narrowed.group,
        "c": narrowed.channel.value if narrowed.channel else "",
        "w": narrowed.language,
    }
    return wanted + [
        (f"/{sign}{_safe(str(value))}",) for sign, value in single.items() if value not in (None, "")
    ]


def _service(holding: Holding) -> int | None:
    return holding.service_area_id


def _locality(holding: Holding) -> int | None:
    return holding.locality_id


def _safe(value: str) -> str:
    """A mark stands in quotes inside a question to the index."""
    return "".join(sign for sign in value if sign.isascii() and (sign.isalnum() or sign in "_-"))
