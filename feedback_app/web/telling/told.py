"""You said, we did: what everybody may read without signing in, by quarter and service."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template, request
from flask_babel import gettext as _

from analysis.periods import NotAQuarter, Quarter, parse_quarter
from analysis.safe_counts import Shown
from feedback_app.telling.heard import count_of, heard_in
from feedback_app.telling.models import ENGLISH, YouSaid
from feedback_app.telling.queries import told_in, told_quarters
from feedback_app.telling.rules import Decision, enough_to_tell
from feedback_app.web.access import EVERYONE, open_to
from feedback_app.web.asked import page_here
from feedback_app.web.improvement.door import Offered, address, asked_word
from feedback_app.web.languages import ALL, chosen
from feedback_app.web.telling.door import telling

PAGE = "telling.told"
ON_A_PAGE = 20


@dataclass(frozen=True)
class Told:
    """One thing people said, what became of it, and how many spoke of it."""

    said: str
    did: str
    language: str
    direction: str
    is_translated: bool
    was_done: bool
    count: Shown
    service: str


@telling.get("/you-said-we-did", endpoint="told")
@open_to(EVERYONE)
def told() -> str:
    quarters = told_quarters()
    quarter, wanted = _quarter(quarters), asked_word("service")
    rows = told_in(quarter) if quarter else ()
    safe = [(it, count) for it, count in _counted(rows, quarter) if enough_to_tell(count)]
    services = sorted(
        {(it.service_area.slug, it.service_area.name) for it, _count in safe if it.service_area}
    )
    narrowed = wanted if wanted in dict(services) else ""
    shown = [each for each in safe if not narrowed or _slug(each[0]) == narrowed]
    pages = max(1, -(-len(shown) // ON_A_PAGE))
    page = min(page_here(), pages)
    return render_template(
        "telling/told.html",
        told=[_told(it, count) for it, count in shown[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]],
        quarter=quarter,
        quarter_words=quarter_words(quarter) if quarter else "",
        quarters=_others(quarters, quarter),
        services=services,
        service=narrowed,
        page=page,
        pages=pages,
        earlier=address(PAGE, page=page - 1) if page > 1 else "",
        later=address(PAGE, page=page + 1) if page < pages else "",
    )


def _slug(it: YouSaid) -> str:
    return it.service_area.slug if it.service_area else ""


def _counted(rows: Sequence[YouSaid], quarter: Quarter | None) -> list[tuple[YouSaid, Shown]]:
    """Each with how many responses spoke of it there."""
    if quarter is None:
        return []
    heard = heard_in([quarter])
    themes = [it.theme for it in rows]
    counts = {slug: heard.of(quarter, slug, themes) for slug in {_slug(it) for it in rows}}
    return [(it, count_of(counts[_slug(it)], it.theme)) for it in rows]


def _told(it: YouSaid, count: Shown) -> Told:
    """In the reader's language where it is published in that, else in English."""
    by_language = {words.language: words for words in it.words}
    words = by_language.get(chosen(), by_language[ENGLISH])
    return Told(
        said=words.said,
        did=words.did,
        language=words.language.replace("_", "-"),
        direction=ALL[words.language].direction,
        is_translated=words.language == chosen(),
        was_done=it.decision is Decision.act,
        count=count,
        service=it.service_area.name if it.service_area else "",
    )


def _quarter(quarters: list[Quarter]) -> Quarter | None:
    """The quarter asked for, else the newest of which something is told."""
    try:
        wanted = parse_quarter(request.args.get("period", ""))
    except NotAQuarter:
        wanted = None
    return wanted if wanted in quarters else next(iter(quarters), None)


def _others(quarters: list[Quarter], now: Quarter | None) -> Offered:
    return [(str(each), quarter_words(each)) for each in quarters if each != now]


def quarter_words(quarter: Quarter) -> str:
    """A quarter as children and families say it."""
    year = quarter.ends.year
    return str(
        (
            _("April to June %(year)s", year=year),
            _("July to September %(year)s", year=year),
            _("October to December %(year)s", year=year),
            _("January to March %(year)s", year=year),
        )[quarter.number - 1]
    )
