"""What the report pages show, ready to print."""

from dataclasses import dataclass

from flask_babel import format_date
from flask_babel import gettext as _

from analysis.excerpts import Quote, pick
from analysis.periods import parse_quarter
from feedback_app import clock
from feedback_app.reporting.find import Quotable, quotable, quotes_of
from feedback_app.reporting.models import Report, ReportQuote, ReportStatus
from feedback_app.reporting.refusals import Section
from feedback_app.reporting.rules import due_on, points_left
from feedback_app.reporting.words import ONE_OF, SOMEBODY, quarter_in_words

CANDIDATES_A_THEME = 5


@dataclass(frozen=True)
class StatusShown:
    words: str
    kind: str


@dataclass(frozen=True)
class ReportLine:
    """One report in the list."""

    ref: str
    title: str
    status: StatusShown
    compiled: str
    due: StatusShown


@dataclass(frozen=True)
class Candidate:
    """Words that may be quoted, and a first try at what to leave out."""

    answer_id: int
    theme: str
    said: str
    suggested: str
    who: str


@dataclass(frozen=True)
class ChosenQuote:
    """A quote in the report; `points` are what may still tell who it is."""

    id: int
    theme: str
    words: str
    who: str
    points: tuple[str, ...]


def title_of(report: Report) -> str:
    quarter = quarter_in_words(report.quarter)
    if report.version == 1:
        return str(_("Learning audits, %(quarter)s", quarter=quarter))
    return str(_("Learning audits, %(quarter)s, version %(number)s", quarter=quarter, number=report.version))


def status_of(report: Report) -> StatusShown:
    match report.status:
        case ReportStatus.approved:
            return StatusShown(_("Approved"), "good")
        case ReportStatus.waiting:
            return StatusShown(_("Waits for approval"), "waiting")
        case ReportStatus.draft:
            back = bool(report.sent_back_because)
            return StatusShown(_("Sent back") if back else _("Draft"), "soon" if back else "note")


def due_of(report: Report) -> StatusShown:
    """When the report is due; the day counts for nothing once it is approved."""
    day = due_on(parse_quarter(report.quarter))
    words = _("Due %(day)s", day=format_date(day, "d MMMM yyyy"))
    if report.status is ReportStatus.approved:
        return StatusShown(words, "note")
    late = clock.today() > day
    return StatusShown(_("Late: it was due %(day)s", day=format_date(day, "d MMMM yyyy")) if late else words,
                       "late" if late else "soon")  # fmt: skip


def line_of(report: Report) -> ReportLine:
    day = format_date(report.compiled_at.astimezone(clock.LONDON).date(), "d MMMM yyyy")
    return ReportLine(
        report.public_ref,
        title_of(report),
        status_of(report),
        _("Compiled by %(name)s on %(day)s", name=report.compiled_by.name, day=day),
        due_of(report),
    )


def sections_named(sections: tuple[Section, ...]) -> list[str]:
    names = {
        Section.themes: _("Themes"),
        Section.improvement: _("Improvement required"),
        Section.plans: _("Plans in place"),
    }
    return [names[section] for section in sections]


def chosen_quotes(report: Report, theme_names: dict[str, str]) -> list[ChosenQuote]:
    """The quotes of a report, each with what may still tell who it is."""
    may_be = {(found.answer_id, found.theme): found for found in quotable(parse_quarter(report.quarter))}
    return [
        _chosen(quote, theme_names, may_be.get((quote.answer_id, quote.theme))) for quote in quotes_of(report)
    ]


def _chosen(quote: ReportQuote, names: dict[str, str], found: Quotable | None) -> ChosenQuote:
    points = tuple(quote.words[point.start : point.end] for point in points_left(quote.words))
    who = ONE_OF.get(found.group, SOMEBODY) if found else _("This may not be quoted any more. Take it out.")
    return ChosenQuote(quote.id, names.get(quote.theme, quote.theme), quote.words, who, points)


def candidates(report: Report, themes: tuple[str, ...]) -> dict[str, list[Candidate]]:
    """A few quotes to choose from for each theme, spread over who said them; the same each time."""
    taken = {(quote.answer_id, quote.theme) for quote in quotes_of(report)}
    found: dict[str, dict[str, Quotable]] = {theme: {} for theme in themes}
    for quote in quotable(parse_quarter(report.quarter)):
        if quote.theme in found and (quote.answer_id, quote.theme) not in taken:
            found[quote.theme][str(quote.answer_id)] = quote
    return {
        theme: [_candidate(by_id[picked.id]) for picked in _picked(by_id, report.public_ref)]
        for theme, by_id in found.items()
        if by_id
    }


def _picked(by_id: dict[str, Quotable], seed: str) -> tuple[Quote, ...]:
    quotes = [Quote(number, q.words, f"{q.group} {q.box}") for number, q in by_id.items()]
    return pick(quotes, CANDIDATES_A_THEME, seed)


def _candidate(quote: Quotable) -> Candidate:
    return Candidate(
        quote.answer_id, quote.theme, quote.words, quote.words, ONE_OF.get(quote.group, SOMEBODY)
    )
