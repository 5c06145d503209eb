"""What the report pages show, ready to print."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import format_date
from flask_babel import gettext as _

from analysis.excerpts import Quote, pick
from analysis.periods import Quarter, parse_period
from analysis.redaction import Known
from feedback_app import clock
from feedback_app.quotations.standing import known_here
from feedback_app.reporting.find import Quotable, is_of_a_month, quotable_in, quotes_of
from feedback_app.reporting.models import Report, ReportKind, ReportQuote, ReportStatus
from feedback_app.reporting.parts import rules_of
from feedback_app.reporting.rules import due_on, points_left
from feedback_app.reporting.words import ONE_OF, SOMEBODY, period_in_words, quarter_in_words
from feedback_app.second_reading.blind import kept_blind
from feedback_app.web.access import here
from feedback_app.web.report_links import title_of

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
class Missing:
    """A quarter whose report nobody has begun, and by when it is due."""

    quarter: str
    words: str
    due: str


@dataclass(frozen=True)
class Candidate:
    """Words that may be quoted, and a first try at what to leave out."""

    answer_id: int
    theme: str
    said: str
    suggested: str
    who: str


@dataclass(frozen=True)
class Offer:
    """Quotes to choose from under one theme: those shown, and how many there are."""

    shown: tuple[Candidate, ...]
    all_of_them: int


@dataclass(frozen=True)
class ChosenQuote:
    """A quote in the report; `points` are what may still tell who it is."""

    id: int
    theme: str
    words: str
    who: str
    points: tuple[str, ...]


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
    day = due_on(parse_period(report.period))
    words = _("Due %(day)s", day=format_date(day, "d MMMM yyyy"))
    if report.status is ReportStatus.approved:
        return StatusShown(words, "note")
    late = clock.today() > day
    return StatusShown(_("Late: it was due %(day)s", day=format_date(day, "d MMMM yyyy")) if late else words,
                       "late" if late else "soon")  # fmt: skip


def missing_of(quarter: Quarter, begun: Sequence[Report]) -> Missing | None:
    """A quarter that none of these reports is about."""
    kind = ReportKind.learning_audits
    if any((report.kind, report.period) == (kind, str(quarter)) for report in begun):
        return None
    return Missing(str(quarter), quarter_in_words(str(quarter)), format_date(due_on(quarter), "d MMMM yyyy"))


def line_of(report: Report) -> ReportLine:
    day = format_date(report.compiled_at.astimezone(clock.LONDON).date(), "d MMMM yyyy")
    return ReportLine(
        report.public_ref,
        title_of(report),
        status_of(report),
        _("Compiled by %(name)s on %(day)s", name=report.compiled_by.name, day=day),
        due_of(report),
    )


@dataclass(frozen=True)
class DigestLine:
    """A digest that is ready to read: of what, for whom, and since when."""

    ref: str
    title: str
    for_whom: str
    ready: str


def digest_line_of(report: Report) -> DigestLine:
    day = report.approved_at.astimezone(clock.LONDON).date() if report.approved_at else None
    return DigestLine(
        report.public_ref,
        period_in_words(report.period),
        _for_whom(report),
        _("Ready since %(day)s", day=format_date(day, "d MMMM yyyy")) if day else "",
    )


def _for_whom(report: Report) -> str:
    if report.kind is ReportKind.quarter_analysis:
        rules = rules_of(report)
        return str(_("%(name)s, for the %(group)s", name=rules.name, group=rules.goes_to))
    return str(_("For teams") if is_of_a_month(report) else _("For the board"))


def chosen_quotes(report: Report, theme_names: dict[str, str]) -> list[ChosenQuote]:
    """The quotes of a report, each with what may still tell who it is."""
    known = known_here()
    may_be = {(found.answer_id, found.theme): found for found in quotable_in(report)}
    return [
        _chosen(quote, theme_names, may_be.get((quote.answer_id, quote.theme)), known)
        for quote in quotes_of(report)
    ]


def _chosen(quote: ReportQuote, names: dict[str, str], found: Quotable | None, known: Known) -> ChosenQuote:
    points = tuple(quote.words[point.start : point.end] for point in points_left(quote.words, known))
    who = ONE_OF.get(found.group, SOMEBODY) if found else _("This may not be quoted any more. Take it out.")
    return ChosenQuote(quote.id, names.get(quote.theme, quote.theme), quote.words, who, points)


def candidates(
    report: Report, themes: tuple[str, ...], *, whole: str = "", tried: tuple[str, str] = ("", "")
) -> dict[str, Offer]:
    """A few quotes to choose from for each theme, spread over who said them; the same each time.

    All of them for the theme `whole`; the one that was `tried` (answer, theme) is always there.
    """
    taken = {(quote.answer_id, quote.theme) for quote in quotes_of(report)}
    found: dict[str, dict[str, Quotable]] = {theme: {} for theme in themes}
    usable = quotable_in(report)
    blind = kept_blind({quote.answer_id for quote in usable}, here())
    for quote in usable:
        is_open = (quote.answer_id, quote.theme) not in taken and quote.answer_id not in blind
        if quote.theme in found and is_open:
            found[quote.theme][str(quote.answer_id)] = quote
    offers = {}
    for theme, by_id in found.items():
        many = len(by_id) if theme == whole else CANDIDATES_A_THEME
        ids = [picked.id for picked in _picked(by_id, report.public_ref, many)]
        if tried[1] == theme and tried[0] in by_id and tried[0] not in ids:
            ids.append(tried[0])
        if ids:
            offers[theme] = Offer(tuple(candidate_of(by_id[each]) for each in ids), len(by_id))
    return offers


def _picked(by_id: dict[str, Quotable], seed: str, many: int) -> tuple[Quote, ...]:
    quotes = [Quote(number, q.words, f"{q.group} {q.box}") for number, q in by_id.items()]
    return pick(quotes, many, seed)


def candidate_of(quote: Quotable) -> Candidate:
    return Candidate(
        quote.answer_id, quote.theme, quote.words, quote.words, ONE_OF.get(quote.group, SOMEBODY)
    )
