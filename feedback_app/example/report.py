"""One made-up quarterly report, written by the analyst and approved by the director."""

from datetime import datetime

from analysis.periods import parse_quarter
from feedback_app import clock
from feedback_app.example.council import Council
from feedback_app.reporting.approve import approve, send_for_approval
from feedback_app.reporting.compile import compile_learning_audits
from feedback_app.reporting.document import Compiled, Words
from feedback_app.reporting.find import quotable, quotes_of
from feedback_app.reporting.rules import points_left
from feedback_app.reporting.write import choose_quote, write_sections

QUARTER = "2025-26-Q4"
WRITTEN = datetime(2026, 4, 27, 10, 0, tzinfo=clock.LONDON)
APPROVED = datetime(2026, 5, 6, 15, 0, tzinfo=clock.LONDON)
QUOTES = 4
LONGEST = 140
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


def publish_one_report(council: Council) -> None:
    """Compile, write, choose quotes, send, approve."""
    _participation, analyst = council.reviewers
    with clock.stopped_at(WRITTEN):
        report = compile_learning_audits(QUARTER, analyst)
        themes = [theme.slug for theme in Compiled.model_validate_json(report.compiled).themes]
        write_sections(report, WORDS, themes[:2], by=analyst, seen=report.changes)
        for theme in themes[:QUOTES]:
            found = next(
                (
                    said
                    for said in quotable(parse_quarter(QUARTER))
                    if said.theme == theme and len(said.words) < LONGEST and not points_left(said.words)
                ),
                None,
            )
            if found is not None:
                choose_quote(report, found.answer_id, theme, found.words, by=analyst)
        send_for_approval(report, analyst)
    with clock.stopped_at(APPROVED):
        checked = {quote.id for quote in quotes_of(report)}
        approve(report, by=council.director, quotes_checked=checked, nobody_recognised=True)
