"""The list of audits: narrowed, sorted and paged by its address."""

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import render_template, request, url_for
from flask_babel import gettext as _

from analysis.periods import NotAQuarter, parse_quarter
from feedback_app.audits.models import AuditStatus
from feedback_app.audits.queries import Asked, Sort, list_audits, places, quarters_seen_by
from feedback_app.people.roles import May, may
from feedback_app.web.access import here, open_to
from feedback_app.web.audits.blueprint import audits
from feedback_app.web.audits.shown import row, status_words


@audits.get("")
@open_to(May.see_audits)
def listed() -> str:
    asked = _asked()
    found = list_audits(here(), asked)
    areas, _localities = places()
    return render_template(
        "audits/list.html",
        rows=[row(audit, found.answered.get(audit.id, (0, 0))) for audit in found.audits],
        columns=_columns(asked),
        asked=asked,
        total=found.total,
        pages=found.pages,
        previous_href=_address(asked, page=asked.page - 1) if asked.page > 1 else "",
        next_href=_address(asked, page=asked.page + 1) if asked.page < found.pages else "",
        quarters=[(each, parse_quarter(each).label) for each in quarters_seen_by(here())],
        areas=[(area.slug, area.name) for area in areas],
        statuses=[(status.value, status_words(status)) for status in AuditStatus],
        may_plan=may(here().holdings, May.plan_audits),
    )


def _asked() -> Asked:
    """What the address asks for; whatever it says wrongly counts as not said."""
    given = request.args
    status = given.get("status", "")
    sort = given.get("sort", "")
    return Asked(
        quarter=_quarter(given.get("quarter", "")),
        service=given.get("service", "")[:60].replace("\0", ""),
        status=AuditStatus(status) if status in set(AuditStatus) else None,
        sort=Sort(sort) if sort in set(Sort) else Sort.meeting,
        descending=given.get("order", "down" if sort in ("", Sort.meeting) else "up") == "down",
        page=min(max(given.get("page", 1, type=int), 1), 10_000),
    )


def _quarter(given: str) -> str:
    try:
        return str(parse_quarter(given))
    except NotAQuarter:
        return ""


def _address(asked: Asked, **changed: object) -> str:
    """The list's address, with what is usual left out."""
    order = "down" if asked.descending else "up"
    said: dict[str, object] = {
        "quarter": asked.quarter,
        "service": asked.service,
        "status": asked.status.value if asked.status else "",
        "sort": asked.sort.value,
        "order": order,
        **changed,
    }
    kept = {name: str(value) for name, value in said.items() if value}
    return f"{url_for('audits.listed')}?{urlencode(kept)}"


@dataclass(frozen=True)
class Column:
    """A heading of the list; one without an address cannot be sorted by."""

    name: str
    label: str
    sort_href: str = ""
    sorted: str = ""
    number: bool = False


def _columns(asked: Asked) -> list[Column]:
    return [
        _sortable(asked, Sort.by_title, _("Audit")),
        _sortable(asked, Sort.service, _("Service area and locality")),
        _sortable(asked, Sort.meeting, _("Meeting")),
        Column("chair", _("Chair")),
        Column("feedback", _("Feedback")),
        _sortable(asked, Sort.status, _("Status")),
    ]


def _sortable(asked: Asked, sort: Sort, label: str) -> Column:
    here_now = asked.sort is sort
    turned = "up" if here_now and asked.descending else "down"
    order = turned if here_now else "up"
    direction = ("descending" if asked.descending else "ascending") if here_now else ""
    return Column(sort.value, label, _address(asked, sort=sort.value, order=order), direction)
