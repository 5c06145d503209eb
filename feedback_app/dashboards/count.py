"""Count a quarter in a handful of statements, whatever was said: raw counts, for `draw` only."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Subquery, case, distinct, func, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from analysis.chain import Chain, Stage
from analysis.counts import Turnout, turnout
from analysis.periods import Quarter
from feedback_app.audits.models import Audit
from feedback_app.audits.requests import FeedbackRequest
from feedback_app.database import db
from feedback_app.listening.store import Answer, Response
from feedback_app.places.models import Locality, ServiceArea
from feedback_app.themes.models import Code, Coding, Theme, Valence
from surveys.definition import RespondentGroup

NOT_KNOWN = "not-known"
BOXES = (Valence.well.value, Valence.not_so_good.value)


@dataclass(frozen=True)
class Places:
    """Every service area and locality by its id, and those answers whose place nobody knows."""

    services: Mapping[int | None, str]
    localities: Mapping[int | None, str]


@dataclass(frozen=True)
class Counted:
    """A quarter before it is safe; `by_code` are the codes of each theme, as the themes are counted.

    `states` is how many responses have come how far, which is counted elsewhere.
    """

    everyone: Chain
    themes: Mapping[str, Chain]
    codes: Mapping[str, Mapping[str, int]]
    languages: Counter[str]
    readers: Counter[str]
    people: Turnout
    asked: Counter[tuple[str, bool]]
    together: Mapping[tuple[str, str], int] = field(default_factory=dict)
    by_code: Mapping[str, Mapping[str, Chain]] = field(default_factory=dict)
    states: Mapping[str, int] = field(default_factory=dict)


def of_quarter(quarter: Quarter) -> ColumnElement[bool]:
    """Everything received in these days and not taken back since."""
    return Response.received_on.between(quarter.starts, quarter.ends) & Response.withdrawn_at.is_(None)


def places() -> Places:
    services = db.session.execute(select(ServiceArea.id, ServiceArea.slug).order_by(ServiceArea.name))
    localities = db.session.execute(select(Locality.id, Locality.slug).order_by(Locality.name))
    return Places(
        {**{row[0]: row[1] for row in services}, None: NOT_KNOWN},
        {**{row[0]: row[1] for row in localities}, None: NOT_KNOWN},
    )


def count_quarter(quarter: Quarter) -> Counted:
    where = places()
    rows = db.session.execute(
        select(
            Response.locality_id, Response.service_area_id, Response.respondent_group, Response.survey,
            Response.language, Response.reader, func.count(),
        )
        .where(of_quarter(quarter))
        .group_by(
            Response.locality_id, Response.service_area_id, Response.respondent_group, Response.survey,
            Response.language, Response.reader,
        )
    ).all()  # fmt: skip
    counts: Counter[tuple[str, ...]] = Counter()
    languages: Counter[str] = Counter()
    readers: Counter[str] = Counter()
    for locality, service, group, survey, language, reader, n in rows:
        counts[where.localities[locality], where.services[service], group, survey] += n
        languages[language] += n
        readers[reader] += n
    groups = tuple(group.value for group in RespondentGroup)
    stages = (
        Stage("locality", tuple(where.localities.values())),
        Stage("service", tuple(where.services.values())),
        Stage("group", (*groups, *sorted({place[2] for place in counts} - set(groups)))),
    )
    surveys = Stage("survey", tuple(sorted({place[3] for place in counts})) or ("",))
    by_theme = _carrying_each(quarter, where, stages, Theme.slug)
    return Counted(
        everyone=Chain((*stages, surveys), counts),
        themes={theme: chain for (theme,), chain in by_theme.items()},
        codes=_codes(quarter),
        languages=languages,
        readers=readers,
        people=_people(quarter, sum(languages.values())),
        asked=_asked(quarter),
        together=_together(quarter),
        by_code=_by_code(quarter, where, stages),
    )


def _by_code(quarter: Quarter, where: Places, stages: tuple[Stage, ...]) -> dict[str, dict[str, Chain]]:
    found: dict[str, dict[str, Chain]] = defaultdict(dict)
    for (theme, code), chain in _carrying_each(quarter, where, stages, Theme.slug, Code.slug).items():
        found[theme][code] = chain
    return found


def _carrying_each(
    quarter: Quarter, where: Places, stages: tuple[Stage, ...], *named: InstrumentedAttribute[str]
) -> dict[tuple[str, ...], Chain]:
    """Responses that carry each theme, or each code; each response once.

    The box somebody wrote in decides how it was meant; where there is none, the person who coded it.
    """
    well = _said(Valence.well)
    not_so_good = _said(Valence.not_so_good)
    mentions = (
        select(
            Response.locality_id, Response.service_area_id, Response.respondent_group,
            func.max(well).label("well"), func.max(not_so_good).label("not_good"),
            *(column.label(f"name{number}") for number, column in enumerate(named)),
        )
        .select_from(Coding)
        .join(Answer, Answer.id == Coding.answer_id)
        .join(Response, Response.id == Answer.response_id)
        .join(Code, Code.id == Coding.code_id)
        .join(Theme, Theme.id == Code.theme_id)
        .where(of_quarter(quarter), Coding.counts)
        .group_by(
            Response.id, Response.locality_id, Response.service_area_id, Response.respondent_group, *named
        )
        .subquery()
    )  # fmt: skip
    rows = db.session.execute(select(mentions, func.count()).group_by(*mentions.c))
    found: dict[tuple[str, ...], Counter[tuple[str, ...]]] = defaultdict(Counter)
    for locality, service, group, is_well, is_not, *names, n in rows:
        place = (where.localities[locality], where.services[service], group, _valence(is_well, is_not))
        found[tuple(names)][place] += n
    valences = Stage("valence", tuple(valence.value for valence in Valence))
    return {names: Chain((*stages, valences), counts) for names, counts in found.items()}


def _said(valence: Valence) -> ColumnElement[int]:
    meant = Coding.valence.in_((valence, Valence.mixed))
    return case((Answer.box == valence.value, 1), (Answer.box.not_in(BOXES) & meant, 1), else_=0)


def _valence(is_well: int, is_not: int) -> str:
    if is_well and is_not:
        return Valence.mixed.value
    if is_well or is_not:
        return Valence.well.value if is_well else Valence.not_so_good.value
    return Valence.unsaid.value


def _carrying(quarter: Quarter) -> Subquery:
    """Each code once for each response that carries it."""
    return (
        select(Answer.response_id, Coding.code_id)
        .distinct()
        .join(Answer, Answer.id == Coding.answer_id)
        .join(Response, Response.id == Answer.response_id)
        .where(of_quarter(quarter), Coding.counts)
        .subquery()
    )


def _codes(quarter: Quarter) -> dict[str, Counter[str]]:
    carrying = _carrying(quarter)
    rows = db.session.execute(
        select(Theme.slug, Code.slug, func.count(distinct(carrying.c.response_id)))
        .join(Code, Code.id == carrying.c.code_id)
        .join(Theme, Theme.id == Code.theme_id)
        .group_by(Theme.slug, Code.slug)
    )
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for theme, code, n in rows:
        found[theme][code] = n
    return found


def _together(quarter: Quarter) -> dict[tuple[str, str], int]:
    one, other = _carrying(quarter), _carrying(quarter)
    first, second = aliased(Code), aliased(Code)
    rows = db.session.execute(
        select(first.slug, second.slug, func.count())
        .select_from(one)
        .join(other, (other.c.response_id == one.c.response_id) & (other.c.code_id > one.c.code_id))
        .join(first, first.id == one.c.code_id)
        .join(second, second.id == other.c.code_id)
        .group_by(first.slug, second.slug)
    )
    return {(a, b): n for a, b, n in rows}


def _people(quarter: Quarter, responses: int) -> Turnout:
    """People apart from responses, as far as we asked them by name (R-47)."""
    rows = db.session.execute(
        select(Audit.family_ref, FeedbackRequest.respondent_group, FeedbackRequest.who)
        .join(Response, Response.id == FeedbackRequest.response_id)
        .join(Audit, Audit.id == FeedbackRequest.audit_id)
        .where(of_quarter(quarter))
    ).all()
    return turnout([*map(tuple, rows), *[None] * (responses - len(rows))])


def _asked(quarter: Quarter) -> Counter[tuple[str, bool]]:
    """Who was to be heard before the quarter's audits, and whether they were."""
    heard = case((FeedbackRequest.response_id.is_not(None), 1), else_=0)
    rows = db.session.execute(
        select(FeedbackRequest.respondent_group, heard, func.count())
        .join(Audit, Audit.id == FeedbackRequest.audit_id)
        .where(Audit.quarter == str(quarter), FeedbackRequest.appropriate)
        .group_by(FeedbackRequest.respondent_group, heard)
    )
    return Counter({(group, bool(was)): n for group, was, n in rows})
