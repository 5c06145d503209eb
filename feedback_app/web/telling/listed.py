"""The themes of a quarter: what was heard, how far each has come, and what waits too long."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from flask import render_template, request
from flask_babel import format_date

from analysis.periods import NotAQuarter, Quarter, parse_quarter
from analysis.safe_counts import Shown
from feedback_app import clock
from feedback_app.dashboards.read import drawn_quarters, names_and_places
from feedback_app.people.roles import May, Place, may, reach
from feedback_app.telling.heard import heard_in
from feedback_app.telling.queries import begun_in
from feedback_app.telling.rules import Stage
from feedback_app.telling.waiting import Standing, standings, undecided
from feedback_app.web.access import here, open_to
from feedback_app.web.asked import page_here
from feedback_app.web.dashboards.door import quarter_words
from feedback_app.web.dashboards.words import of_words
from feedback_app.web.improvement.door import Offered, address, asked_among, asked_word
from feedback_app.web.signed_in import settings
from feedback_app.web.telling.door import WHOLE, telling
from feedback_app.web.telling.shown import KINDS, how_many_at, stage_words, waited_words

LIST = "telling.listed"
ON_A_PAGE = 20


@dataclass(frozen=True)
class Line:
    """One theme in the list."""

    slug: str
    name: str
    heard: str
    is_kept_back: bool
    state: str
    kind: str
    waited: str
    is_late: bool


@telling.get("/telling")
@open_to(May.see_reports)
def listed() -> str:
    quarters = [quarter for quarter, _at in drawn_quarters()]
    names, places = names_and_places()
    ids = {slug: number for number, slug in places.services.items()}
    offered = _places_offered(ids, names.services)
    place = _place(offered)
    days = settings().decide_within_days
    if not quarters or place is None:
        return render_template("telling/listed.html", quarter=None, has_place=place is not None)
    quarter, service = _quarter(quarters), "" if place == WHOLE else place
    counts = heard_in([quarter]).of(quarter, service, names.themes)
    found = standings(quarter, counts, begun_in([quarter]), ids.get(service), days)
    stage, page = asked_among(Stage, "stage"), page_here()
    chosen = [each for each in found if stage is None or each.stage is stage]
    pages = max(1, -(-len(chosen) // ON_A_PAGE))
    page = min(page, pages)
    numbers = Counter(each.stage for each in found)
    elsewhere = undecided(reach(here().holdings, May.see_reports), days)
    return render_template(
        "telling/listed.html",
        has_place=True,
        may_decide=may(here().holdings, May.tell_back),
        quarter=quarter,
        quarter_words=quarter_words(quarter),
        is_running=quarter.ends >= clock.today(),
        ends=format_date(quarter.ends, "long"),
        days=days,
        place=place,
        lines=[
            _line(each, names.themes, counts.base)
            for each in chosen[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
        ],
        late=sum(each.is_late for each in found),
        counts=[
            (address(LIST, stage=each.value), how_many_at(each, numbers[each]), each is stage)
            for each in Stage
            if numbers[each]
        ],
        everything=address(LIST, stage=""),
        is_narrowed=stage is not None,
        periods=[(str(each), quarter_words(each)) for each in reversed(quarters)],
        places=offered,
        older=elsewhere if elsewhere.oldest and elsewhere.oldest != quarter else None,
        older_words=quarter_words(elsewhere.oldest) if elsewhere.oldest else "",
        older_place=elsewhere.service or WHOLE,
        page=page,
        pages=pages,
        earlier=address(LIST, page=page - 1) if page > 1 else "",
        later=address(LIST, page=page + 1) if page < pages else "",
    )


def _line(each: Standing, names: Mapping[str, str], base: Shown) -> Line:
    return Line(
        slug=each.theme,
        name=names[each.theme],
        heard=of_words(each.count, base),
        is_kept_back=not each.may_be_told,
        state=stage_words(each.stage, each.it.decision if each.it else None),
        kind="late" if each.is_late else KINDS[each.stage],
        waited=waited_words(each.days),
        is_late=each.is_late,
    )


def _quarter(drawn: list[Quarter]) -> Quarter:
    """The quarter asked for; else the last that is over."""
    over = [quarter for quarter in drawn if quarter.ends < clock.today()]
    try:
        wanted = parse_quarter(request.args.get("period", ""))
    except NotAQuarter:
        return (over or drawn)[-1]
    return wanted if wanted in drawn else (over or drawn)[-1]


def _places_offered(ids: Mapping[str, int], names: Mapping[str, str]) -> Offered:
    """Where this person may see figures: the whole council first, then service areas by name."""
    held = here().holdings
    offered = [(WHOLE, "")] if may(held, May.see_reports, Place()) else []
    return offered + [
        (slug, name) for slug, name in names.items() if may(held, May.see_reports, Place(ids[slug]))
    ]


def _place(offered: Offered) -> str | None:
    """The place asked for, else the first this person may see; nothing when there is none."""
    slugs = [slug for slug, _name in offered]
    wanted = asked_word("service")
    return wanted if wanted in slugs else next(iter(slugs), None)
