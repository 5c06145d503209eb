"""Draw the figures of a quarter anew, once enough has changed that the difference tells on nobody."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from flask import current_app
from sqlalchemy import delete, func, select

from analysis.code_counts import codes_inside
from analysis.code_lattice import codes_apart
from analysis.cooccurrence import pairs_together
from analysis.counts import Table, Totals
from analysis.disclosure import protect
from analysis.lattice import protect_lattice
from analysis.periods import Quarter, quarter_of
from analysis.safe_counts import HIDDEN, SMALL_GROUP, SafeCounts
from feedback_app import clock
from feedback_app.dashboards.count import Counted, count_quarter, of_quarter
from feedback_app.dashboards.draw_told import draw_told
from feedback_app.dashboards.models import RESPONSES, Drawing, DrawnTable, Shape
from feedback_app.database import db
from feedback_app.listening.store import Answer, Response
from feedback_app.profiles import profile
from feedback_app.settings import Settings
from feedback_app.themes.models import Code, Coding, Theme

STEP = 10
ONCE, AGAIN = "once", "again"
HEARD, NOT_HEARD = "heard", "not-heard"
PAIR = " + "
StatesOf = Callable[[Quarter], Mapping[str, int]]
SHAPES = {
    ("locality", "service"): Shape.service_locality,
    ("service", "group"): Shape.service_group,
    ("group", "survey"): Shape.group_survey,
    ("group", "valence"): Shape.group_valence,
}


@dataclass(frozen=True)
class DrawnFrom:
    """What a quarter holds: enough to tell whether it has changed.

    `states` are how many responses have come how far (LI-54), the least far first.
    """

    responses: int
    codings: int
    last_coding: int
    states: Mapping[str, int] = field(default_factory=dict)

    @property
    def steps(self) -> int:
        """How many steps its responses have come, all together."""
        return sum(place * number for place, number in enumerate(self.states.values()))

    def differs_enough(self, before: Drawing) -> bool:
        """Two drawings differ by ten answers, decisions or steps at least, so neither tells of one answer."""
        more = abs(self.responses - before.responses) + abs(self.codings - before.codings)
        return more + abs(self.steps - before.steps) >= STEP


def no_states(_quarter: Quarter) -> Mapping[str, int]:
    """Where nobody asks how far responses have come."""
    return {}


def draw_figures(*, quarters: Iterable[Quarter] | None = None, states_of: StatesOf = no_states) -> list[str]:
    """Draw every quarter that has changed enough, this one included; gives their names.

    `states_of` counts how far the responses of a quarter have come.
    """
    wanted = _quarters() if quarters is None else list(quarters)
    known = {drawing.quarter: drawing for drawing in db.session.scalars(select(Drawing))}
    drawn = []
    for quarter in wanted:
        now, before = replace(_drawn_from(quarter), states=states_of(quarter)), known.get(str(quarter))
        if (before is None and now.responses) or (before is not None and now.differs_enough(before)):
            _draw(quarter, now, before)
            drawn.append(str(quarter))
    return drawn


def _quarters() -> list[Quarter]:
    first = db.session.scalar(select(func.min(Response.received_on)))
    last = db.session.scalar(select(func.max(Response.received_on)))
    if first is None or last is None:
        return []
    quarters = [quarter_of(first)]
    while quarters[-1] < quarter_of(min(last, clock.today())):
        quarters.append(quarters[-1].next)
    return quarters


def _drawn_from(quarter: Quarter) -> DrawnFrom:
    responses = db.session.scalar(select(func.count(Response.id)).where(of_quarter(quarter)))
    codings, last = db.session.execute(
        select(func.count(Coding.id), func.max(Coding.id))
        .join(Answer, Answer.id == Coding.answer_id)
        .join(Response, Response.id == Answer.response_id)
        .where(of_quarter(quarter), Coding.counts)
    ).one()
    return DrawnFrom(responses or 0, codings or 0, last or 0)


def _draw(quarter: Quarter, now: DrawnFrom, before: Drawing | None) -> None:
    if before is not None:
        db.session.execute(delete(DrawnTable).where(DrawnTable.drawing_id == before.id))
        db.session.delete(before)
        db.session.flush()
    drawing = Drawing(
        quarter=str(quarter), drawn_at=clock.now(), responses=now.responses, codings=now.codings,
        last_coding=now.last_coding, steps=now.steps,
    )  # fmt: skip
    db.session.add(drawing)
    db.session.flush()
    settings: Settings = current_app.extensions["feedback-settings"]
    small_group = profile(settings.framework).small_group
    counted = replace(count_quarter(quarter), states=now.states)
    tables = protected(counted, codes_of_themes(), small_group)
    db.session.add_all(
        DrawnTable(drawing_id=drawing.id, shape=shape, subject=subject, document=safe.to_document())
        for (shape, subject), safe in tables.items()
    )
    draw_told(drawing, quarter, small_group)
    db.session.flush()


def codes_of_themes() -> dict[str, int]:
    """How many codes each theme has."""
    rows = db.session.execute(
        select(Theme.slug, func.count(Code.id)).join(Code, Code.theme_id == Theme.id).group_by(Theme.slug)
    )
    return {row[0]: row[1] for row in rows}


def protected(
    counted: Counted, codes: dict[str, int], small_group: int = SMALL_GROUP
) -> dict[tuple[Shape, str], SafeCounts]:
    """Everything that may be shown of a quarter, protected together."""
    lattice = protect_lattice(counted.everyone, counted.themes, small_group=small_group)
    found: dict[tuple[Shape, str], SafeCounts] = {}
    for stages, safe in lattice.everyone.items():
        found[SHAPES[stages], RESPONSES] = safe
    for theme, tables in lattice.carrying.items():
        for stages, safe in tables.items():
            found[SHAPES[stages], theme] = safe
        carrying = counted.themes[theme].base
        inside = codes_inside(counted.codes[theme], carrying, codes.get(theme, 1), small_group=small_group)
        if inside is not None:
            found[Shape.codes, theme] = inside
            whole, of_all = counted.themes[theme], codes.get(theme, 1)
            by_code = counted.by_code.get(theme, {})
            apart = codes_apart(whole, tables, by_code, inside.rows, of_all, small_group=small_group)
            found |= {(SHAPES[s], code): safe for code, each in apart.items() for s, safe in each.items()}
    if found[Shape.group_survey, RESPONSES].base in (HIDDEN, 0):
        return found
    return found | _beside(counted) | _pairs(counted, found)


def _beside(counted: Counted) -> dict[tuple[Shape, str], SafeCounts]:
    """Lists that add up to the same responses, and so tell nothing of each other."""
    people = counted.people
    found = {
        Shape.languages: _list(dict(sorted(counted.languages.items()))),
        Shape.readers: _list(dict(sorted(counted.readers.items()))),
        Shape.people: _list({ONCE: people.people, AGAIN: people.responses - people.people}),
    }
    if counted.states:
        found[Shape.states] = _list(counted.states)
    groups = tuple(sorted({group for group, _ in counted.asked}))
    if groups:
        heard = tuple((counted.asked[g, True], counted.asked[g, False]) for g in groups)
        answered = counted.everyone.alone[2]
        wider = Table(groups, (HEARD,), tuple((answered[g],) for g in groups), Totals.NONE)
        found[Shape.asked] = protect(Table(groups, (HEARD, NOT_HEARD), heard), within=(wider,))
    return {(shape, RESPONSES): safe for shape, safe in found.items()}


def _list(counts: Mapping[str, int]) -> SafeCounts:
    table = Table(tuple(counts), ("answers",), tuple((n,) for n in counts.values()), Totals.COLUMNS)
    return protect(table)


def _pairs(
    counted: Counted, found: dict[tuple[Shape, str], SafeCounts]
) -> dict[tuple[Shape, str], SafeCounts]:
    """Pairs of codes that are both told on their own."""
    told = {code for (shape, _), safe in found.items() if shape is Shape.codes for code in safe.rows}
    alone = {code: n for codes in counted.codes.values() for code, n in codes.items() if code in told}
    both = {pair: n for pair, n in counted.together.items() if set(pair) <= told}
    pairs = pairs_together(alone, both, counted.everyone.base)
    return {(Shape.together, f"{pair.one}{PAIR}{pair.other}"): pair.counts for pair in pairs}
