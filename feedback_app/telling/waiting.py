"""Themes nobody has decided on in time, so that what people said is never left lying (LI-78)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from analysis.periods import Quarter
from analysis.safe_counts import SafeCounts, Shown
from feedback_app import clock
from feedback_app.dashboards.read import drawn_quarters
from feedback_app.database import db
from feedback_app.people.roles import Holding
from feedback_app.places.models import ServiceArea
from feedback_app.telling.heard import Heard, count_of, heard_in, spoken_of
from feedback_app.telling.models import YouSaid
from feedback_app.telling.queries import Begun, begun_in
from feedback_app.telling.rules import Stage, enough_to_tell, is_late, since, stage_of
from feedback_app.themes.models import Theme

ORDER = tuple(Stage)


@dataclass(frozen=True)
class Standing:
    """One theme of a quarter: how many spoke of it, how far it has come and for how many days."""

    theme: str
    count: Shown
    stage: Stage
    days: int
    is_late: bool
    it: YouSaid | None

    @property
    def may_be_told(self) -> bool:
        return enough_to_tell(self.count)


def standings(
    quarter: Quarter,
    counts: SafeCounts,
    begun: Begun,
    place: int | None,
    within_days: int,
) -> list[Standing]:
    """The themes of a quarter: too late first, then the earliest stage, in each the longest wait.

    What is kept back stands last and is never late: so few spoke of it, if any, that they are answered one by
    one and not as a theme.
    """
    today, found = clock.today(), []
    for theme in spoken_of(counts):
        it, count = begun.get((str(quarter), place, theme)), count_of(counts, theme)
        stage = stage_of(it)
        found.append(
            Standing(
                theme=theme,
                count=count,
                stage=stage,
                days=max((today - since(it, quarter)).days, 0),
                is_late=enough_to_tell(count) and is_late(stage, quarter, today, within_days),
                it=it,
            )
        )
    return sorted(
        found,
        key=lambda each: (
            not each.is_late,
            not each.may_be_told,
            ORDER.index(each.stage),
            -each.days,
            each.theme,
        ),
    )


@dataclass(frozen=True)
class Undecided:
    """How many themes nobody decided on in time, and of which quarter and place the oldest is."""

    count: int
    oldest: Quarter | None = None
    service: str = ""


def undecided(held: Sequence[Holding], within_days: int) -> Undecided:
    """What waits too long where these holdings reach; a decision for the whole council counts everywhere."""
    over = [quarter for quarter, _at in drawn_quarters() if quarter.ends < clock.today()]
    places = _places(held)
    if not over or not places:
        return Undecided(0)
    themes = set(db.session.scalars(select(Theme.slug)))
    heard, begun = heard_in(over), begun_in(over)
    late = [
        (quarter, service)
        for quarter in over
        for place, service in places
        for each in _late(quarter, service, place, heard, begun, themes, within_days)
        if stage_of(begun.get((str(quarter), None, each.theme))) in (Stage.heard, Stage.analysed)
    ]
    return Undecided(len(late), *late[0]) if late else Undecided(0)


def _late(
    quarter: Quarter,
    service: str,
    place: int | None,
    heard: Heard,
    begun: Begun,
    themes: Iterable[str],
    days: int,
) -> list[Standing]:
    there = standings(quarter, heard.of(quarter, service, themes), begun, place, days)
    return [each for each in there if each.is_late]


def _places(held: Sequence[Holding]) -> list[tuple[int | None, str]]:
    """The whole council, or each service area that is reached; a locality alone has no themes of its own."""
    reached = {each.service_area_id for each in held if each.locality_id is None}
    if None in reached:
        return [(None, "")]
    if not reached:
        return []
    rows = db.session.execute(
        select(ServiceArea.id, ServiceArea.slug).where(ServiceArea.id.in_(reached)).order_by(ServiceArea.id)
    )
    return [(row[0], row[1]) for row in rows]
