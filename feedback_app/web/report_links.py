"""The way to reports from elsewhere: what each is called, and which of them a person may open or write in."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from feedback_app.people.models import Person
from feedback_app.people.roles import May, may
from feedback_app.reporting.compile import WHOLE_COUNCIL
from feedback_app.reporting.find import is_of_a_month, reports, reports_quoting
from feedback_app.reporting.models import Report, ReportKind, ReportStatus
from feedback_app.reporting.parts import rules_of
from feedback_app.reporting.words import period_in_words


@dataclass(frozen=True)
class ReportLink:
    """A report somewhere else; `href` is "" where this person may not open it."""

    title: str
    href: str
    standing: str = ""


def title_of(report: Report) -> str:
    if report.kind is ReportKind.quarter_analysis:
        return _analysis_title(report)
    if is_of_a_month(report):
        return str(_("Theme digest, %(month)s", month=period_in_words(report.period)))
    quarter = period_in_words(report.period)
    if report.version == 1:
        return str(_("Learning audits, %(quarter)s", quarter=quarter))
    return str(_("Learning audits, %(quarter)s, version %(number)s", quarter=quarter, number=report.version))


def _analysis_title(report: Report) -> str:
    name, quarter = rules_of(report).name, period_in_words(report.period)
    if report.version == 1:
        return str(_("%(name)s, %(quarter)s", name=name, quarter=quarter))
    return str(
        _("%(name)s, %(quarter)s, version %(number)s", name=name, quarter=quarter, number=report.version)
    )


def sees_drafts(person: Person) -> bool:
    """Drafts are for those who make or approve reports about the whole council."""
    return any(
        may(person.holdings, deed, WHOLE_COUNCIL) for deed in (May.compile_reports, May.approve_reports)
    )


def may_compile(person: Person) -> bool:
    """Whether somebody makes reports about the whole council."""
    return may(person.holdings, May.compile_reports, WHOLE_COUNCIL)


def drafts_seen(person: Person) -> tuple[ReportKind, ...]:
    """The kinds of reports somebody sees before they are approved; an analysis is written by more people."""
    if sees_drafts(person):
        return tuple(ReportKind)
    return (ReportKind.quarter_analysis,) if may(person.holdings, May.write_analysis) else ()


def drafts_of(person: Person) -> list[Report]:
    """The reports somebody may choose quotes for."""
    if not may_compile(person):
        return []
    drafts = reports(with_drafts_of=tuple(ReportKind), status=ReportStatus.draft)
    return [draft for draft in drafts if not is_of_a_month(draft)]


def used_in(answer_id: int, person: Person) -> list[ReportLink]:
    """The reports that quote an answer, and how each stands."""
    opens = may(person.holdings, May.see_reports) or may(person.holdings, May.approve_reports)
    standings = {
        ReportStatus.draft: _("Draft"),
        ReportStatus.waiting: _("Waits for approval"),
        ReportStatus.approved: _("Approved"),
    }
    return [
        ReportLink(
            title_of(report),
            url_for("reports.one", reference=report.public_ref)
            if opens and (report.status is ReportStatus.approved or sees_drafts(person))
            else "",
            standings[report.status],
        )
        for report in reports_quoting(answer_id)
    ]
