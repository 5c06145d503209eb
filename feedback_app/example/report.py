"""Made-up quarterly reports, written by the analyst and approved by the director."""

from datetime import date, datetime, time

from analysis.periods import parse_quarter
from feedback_app import clock
from feedback_app.example.council import Council
from feedback_app.example.quotes import make_quotes
from feedback_app.people.models import Person
from feedback_app.reporting.approve import approve, send_for_approval
from feedback_app.reporting.compile import compile_learning_audits
from feedback_app.reporting.document import Compiled, Words
from feedback_app.reporting.find import quotable, quotes_of
from feedback_app.reporting.models import Report
from feedback_app.reporting.write import choose_quote, write_sections

AT_TEN, AT_THREE = time(10, tzinfo=clock.LONDON), time(15, tzinfo=clock.LONDON)
REPORTS = (
    ("2025-26-Q4", date(2026, 4, 27), date(2026, 5, 6)),
    ("2026-27-Q1", date(2026, 7, 27), date(2026, 8, 5)),
)
"""Each quarter with a report, when it was written and when it was approved."""
QUOTES = 4
WORDS = Words(
    themes=(
        "Children and parents speak most about their worker. They value people who are kind, keep promises "
        "and explain things. A change of worker troubles them most, because the story is told again.\n\n"
        "Meetings in lesson time come up less often than in the quarter before."
    ),
    improvement=(
        "Handovers: every change of worker begins with a goodbye visit and a hello visit, together where "
        "it can be done.\n\nLanguage: we ask about language when a first visit is booked."
    ),
    plans=(
        "Team managers check each month that handovers were written with the child.\n\n"
        "The participation officer tells the young people who raised meeting times what has changed."
    ),
)


def publish_reports(council: Council) -> None:
    """For each: compile, write, choose quotes, send, approve."""
    for quarter, written, approved in REPORTS:
        with clock.stopped_at(datetime.combine(written, AT_TEN)):
            make_quotes(parse_quarter(quarter), council)
            report = _written(quarter, by=council.reviewers[1])
        with clock.stopped_at(datetime.combine(approved, AT_THREE)):
            checked = {quote.id for quote in quotes_of(report)}
            approve(report, by=council.director, quotes_checked=checked, nobody_recognised=True)


def _written(quarter: str, *, by: Person) -> Report:
    report = compile_learning_audits(quarter, by)
    themes = [theme.slug for theme in Compiled.model_validate_json(report.compiled).themes]
    write_sections(report, WORDS, themes[:2], by=by, seen=report.changes)
    for theme in themes[:QUOTES]:
        found = next((said for said in quotable(parse_quarter(quarter)) if said.theme == theme), None)
        if found is not None:
            choose_quote(report, found.answer_id, theme, found.words, by=by)
    send_for_approval(report, by)
    return report
