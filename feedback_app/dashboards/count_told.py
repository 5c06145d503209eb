"""Count a quarter by what people told of themselves, in three statements: raw counts, for `draw` only."""

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import CompoundSelect, func, literal, select, union

from analysis.periods import Quarter
from analysis.told_apart import Line, Told
from feedback_app.dashboards.count import of_quarter
from feedback_app.database import db
from feedback_app.equality.models import ToldOfSelf
from feedback_app.listening.store import Answer, Response
from feedback_app.themes.models import Code, Coding, Theme
from surveys.about_you import NOT_SAID, about_you

IDENTITY = "INCL"
EVERYTHING = ""
ByGroup = Mapping[str, dict[str, int]]
ByGroupAndValue = Mapping[str, dict[tuple[str, str], int]]


def count_told(quarter: Quarter) -> dict[str, Told]:
    """Each characteristic that somebody told of, with every theme and the codes of identity.

    Who would rather not say is counted with those who told nothing.
    """
    carried = _carried(quarter).subquery()
    told: dict[str, ByGroupAndValue] = defaultdict(lambda: defaultdict(dict))
    for characteristic, choice, subject, group, n in db.session.execute(
        select(
            ToldOfSelf.characteristic, ToldOfSelf.choice, carried.c.subject, carried.c.group_, func.count()
        )
        .join(carried, carried.c.response == ToldOfSelf.response_id)
        .where(ToldOfSelf.choice != NOT_SAID)
        .group_by(ToldOfSelf.characteristic, ToldOfSelf.choice, carried.c.subject, carried.c.group_)
    ):
        told[characteristic][subject][group, choice] = n
    if not told:
        return {}
    everyone: ByGroup = defaultdict(dict)
    for subject, group, n in db.session.execute(
        select(carried.c.subject, carried.c.group_, func.count()).group_by(
            carried.c.subject, carried.c.group_
        )
    ):
        everyone[subject][group] = n
    themes, codes = _listed()
    return {
        question.id: _told(
            tuple(choice.id for choice in question.choices if choice.id != NOT_SAID),
            everyone, told[question.id], themes, codes,
        )
        for question in about_you().questions
        if question.id in told
    }  # fmt: skip


def _told(
    values: tuple[str, ...],
    everyone: ByGroup,
    told: ByGroupAndValue,
    themes: list[str],
    codes: list[str],
) -> Told:
    def line(subject: str) -> Line:
        return Line(everyone.get(subject, {}), told.get(subject, {}))

    return Told(
        values=values,
        all_responses=sum(everyone[EVERYTHING].values()),
        responses=line(EVERYTHING),
        themes={theme: line(theme) for theme in themes},
        codes={code: line(code) for code in codes},
        whole=IDENTITY,
    )


def _listed() -> tuple[list[str], list[str]]:
    """Every theme, and the codes of identity, in the codebook's order."""
    rows = db.session.execute(
        select(Theme.slug, Code.slug).join(Code, Code.theme_id == Theme.id).order_by(Theme.id, Code.id)
    ).all()
    return list(dict.fromkeys(row[0] for row in rows)), [row[1] for row in rows if row[0] == IDENTITY]


def _carried(quarter: Quarter) -> CompoundSelect[tuple[int, str, str]]:
    """Each response once, once for each theme it carries, and once for each code of identity."""
    group = Response.respondent_group.label("group_")
    all_of_them = select(Response.id.label("response"), group, literal(EVERYTHING).label("subject"))
    said = (
        select(Response.id, group, Theme.slug)
        .select_from(Coding)
        .join(Answer, Answer.id == Coding.answer_id)
        .join(Response, Response.id == Answer.response_id)
        .join(Code, Code.id == Coding.code_id)
        .join(Theme, Theme.id == Code.theme_id)
        .where(of_quarter(quarter), Coding.counts)
    )
    of_identity = said.with_only_columns(Response.id, group, Code.slug).where(Theme.slug == IDENTITY)
    return union(all_of_them.where(of_quarter(quarter)), said, of_identity)
