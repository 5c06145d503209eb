"""A coded project to take to another program: it carries words people said, so it is narrowed and trailed."""

from collections import defaultdict
from collections.abc import Sequence
from enum import StrEnum

from sqlalchemy import SQLColumnExpression, select
from sqlalchemy.orm import contains_eager

from analysis.exchange.guids import guid_of, keyed_guid
from analysis.exchange.project import Coded, Coder, Project, Source, Speaks
from analysis.exchange.tree import tree_of
from analysis.periods import Quarter, quarter_of
from feedback_app import trail
from feedback_app.codebooks.queries import book_in_use
from feedback_app.codebooks.refusals import TooMuch
from feedback_app.database import db
from feedback_app.listening.store import Answer, Response
from feedback_app.people.models import Person
from feedback_app.people.roles import May
from feedback_app.second_reading.blind import may_see_codings
from feedback_app.themes.models import Code, Coding
from feedback_app.themes.queue import visible_to

MOST_ANSWERS = 20_000


class Coders(StrEnum):
    """Whether a file says who coded, or only which codings are one person's."""

    numbered = "numbered"
    named = "named"


def answer_guid(public_ref: str, question: str, box: str) -> str:
    """What other programs know an answer by; nothing can be told from it."""
    return guid_of("answer", public_ref, question, box)


def coder_guid(key: str, person_id: int) -> str:
    """What other programs know a coder by; only who has the key can tell who it is."""
    return keyed_guid(key, "coder", person_id)


def _within(person: Person, quarter: Quarter | None) -> list[SQLColumnExpression[bool]]:
    found = [
        visible_to(person, May.code),
        Response.withdrawn_at.is_(None),
        Answer.words.is_not(None),
        Coding.counts,
        may_see_codings(Coding.answer_id, person),
    ]
    if quarter is not None:
        found.append(Response.received_on.between(quarter.starts, quarter.ends))
    return found


def take_out(person: Person, key: str, quarter: Quarter | None, coders: Coders) -> Project:
    """Every coded answer within this person's reach, with its codes and codings. Raises TooMuch, NotThere."""
    rows = db.session.execute(
        select(Coding, Answer, Code.slug, Code.guid)
        .join(Answer, Answer.id == Coding.answer_id)
        .join(Answer.response)
        .join(Code, Code.id == Coding.code_id)
        .where(*_within(person, quarter))
        .options(contains_eager(Answer.response))
        .order_by(Answer.id, Coding.starts_at, Coding.ends_at, Coding.id)
    ).all()
    answers = {answer.id: answer for _coding, answer, _slug, _guid in rows}
    if len(answers) > MOST_ANSWERS:
        raise TooMuch
    coded: dict[int, list[Coded]] = defaultdict(list)
    for coding, answer, slug, guid in rows:
        coded[answer.id].append(_coded(coding, answer, guid or guid_of("code", slug), key))
    project = Project(
        f"Feedback {quarter}" if quarter else "Feedback",
        _coders(key, sorted({row[0].coder_id for row in rows}), coders),
        tree_of(book_in_use(with_retired=True)),
        tuple(_source(answer, coded[answer.id]) for answer in answers.values()),
    )
    trail.note(
        trail.Did.project_taken_out,
        "project",
        str(quarter or "all"),
        by=person,
        detail=f"{len(answers)} answers, {len(rows)} codings, coders {coders}",
    )
    return project


def _coders(key: str, ids: Sequence[int], coders: Coders) -> tuple[Coder, ...]:
    people = db.session.scalars(select(Person).where(Person.id.in_(ids)).order_by(Person.id)).all()
    return tuple(
        Coder(coder_guid(key, each.id), each.name if coders is Coders.named else f"Coder {number}")
        for number, each in enumerate(people, 1)
    )


def _source(answer: Answer, coded: list[Coded]) -> Source:
    response = answer.response
    where = f"{response.survey}, {answer.question}" + (f", {answer.box}" if answer.box else "")
    return Source(
        answer_guid(response.public_ref, answer.question, answer.box),
        f"{answer.question} {quarter_of(response.received_on)} {answer.id}",
        answer.words,
        f"{where}; {response.respondent_group}",
        tuple(coded),
    )


def _coded(coding: Coding, answer: Answer, code: str, key: str) -> Coded:
    source = answer_guid(answer.response.public_ref, answer.question, answer.box)
    coder = coder_guid(key, coding.coder_id)
    return Coded(
        guid_of("coding", source, code, coder, coding.starts_at, coding.ends_at),
        coding.starts_at,
        coding.ends_at,
        code,
        coder,
        coding.made_at.replace(microsecond=0),
        Speaks(coding.valence.value),
    )
