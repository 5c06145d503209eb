"""Choose a draft's quotes: from all that were checked, theme by theme, or from a board of excerpts."""

import re

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from feedback_app.finding.boards import board_called, boards_for
from feedback_app.finding.models import Board
from feedback_app.people.roles import May, may
from feedback_app.quotations.models import QuotationState
from feedback_app.quotations.queries import numbers_by_state
from feedback_app.reporting.document import Compiled
from feedback_app.reporting.find import is_of_a_month
from feedback_app.reporting.from_board import from_board
from feedback_app.reporting.models import Report, ReportStatus
from feedback_app.reporting.refusals import MayNotBeQuoted, NoLongerADraft, NotTheirWords
from feedback_app.reporting.write import choose_quote, take_out_quote
from feedback_app.web.access import here, open_to
from feedback_app.web.report_links import title_of
from feedback_app.web.reports.board_shown import excerpt_shown
from feedback_app.web.reports.door import own_draft_or_403, reports
from feedback_app.web.reports.forms import QuoteForm
from feedback_app.web.reports.listing import page_of
from feedback_app.web.reports.shown import Offer, candidates, chosen_quotes
from feedback_app.web.reports.why_not import why_not

Page = Reply | str | tuple[str, int]
AN_ID = re.compile(r"[0-9]{1,9}")
LONGEST_REFERENCE = 40


@reports.get("/reports/<reference>/quotes")
@open_to(May.compile_reports)
def quotes(reference: str) -> Page:
    return _quotes_page(_quarter_or_404(reference))


@reports.post("/reports/<reference>/quotes")
@open_to(May.compile_reports)
def use_quote(reference: str) -> Page:
    report, form = _quarter_or_404(reference), QuoteForm()
    answer = request.form.get("answer", "")
    if not AN_ID.fullmatch(answer):
        return _quotes_page(report, trouble=why_not(MayNotBeQuoted())), 400
    if not form.validate():
        return _quotes_page(report, form), 200
    try:
        choose_quote(report, int(answer), form.theme.data or "", form.words.data or "", by=here())
    except NotTheirWords as refused:
        form.words.errors = [why_not(refused)]
        return _quotes_page(report, form)
    except MayNotBeQuoted:
        return _quotes_page(report, trouble=why_not(MayNotBeQuoted())), 409
    except NoLongerADraft:
        return page_of(report, why_not(NoLongerADraft())), 409
    flash(_("The quote is in the report."), "success")
    return _to_quotes(report, request.form.get("board", ""))


@reports.post("/reports/<reference>/quotes/<int(max=2147483647):quote_id>/take-out")
@open_to(May.compile_reports)
def take_out(reference: str, quote_id: int) -> Page:
    report = _quarter_or_404(reference)
    try:
        take_out_quote(report, quote_id, by=here())
    except NoLongerADraft:
        return page_of(report, why_not(NoLongerADraft())), 409
    flash(_("The quote is out of the report."), "success")
    return _to_quotes(report)


@reports.get("/reports/<reference>/quotes/boards/<board>")
@open_to(May.compile_reports)
def quotes_of_board(reference: str, board: str) -> Page:
    report, chosen = _quarter_or_404(reference), _board_called(board)
    if chosen is None:
        abort(404)
    if report.status is not ReportStatus.draft:
        return page_of(report, why_not(NoLongerADraft())), 409
    names = _theme_names(report)
    return render_template(
        "reports/from-board.html",
        report=report,
        title=title_of(report),
        board=chosen,
        headings=[
            (heading, [excerpt_shown(each, names) for each in found])
            for heading, found in from_board(report, chosen, here())
        ],
    )


def _to_quotes(report: Report, board: str = "") -> Reply:
    """Back to where the quote was chosen: a board, or all that were checked."""
    chosen = _board_called(board) if board else None
    if chosen is None:
        return redirect(url_for("reports.quotes", reference=report.public_ref), 303)
    to = url_for("reports.quotes_of_board", reference=report.public_ref, board=chosen.public_ref)
    return redirect(to, 303)


def _quarter_or_404(reference: str) -> Report:
    """A report to choose quotes for: the digest of a month holds nobody's words."""
    report = own_draft_or_403(reference)
    if is_of_a_month(report):
        abort(404)
    return report


def _board_called(reference: str) -> Board | None:
    """A board this person may open."""
    person = here()
    if not may(person.holdings, May.read_answers):
        return None
    return board_called(reference.replace("\0", "")[:LONGEST_REFERENCE], person)


def _theme_names(report: Report) -> dict[str, str]:
    compiled = Compiled.model_validate_json(report.compiled)
    return {theme.slug: theme.name for theme in compiled.themes}


def _quotes_page(report: Report, tried: QuoteForm | None = None, trouble: str = "") -> str:
    if report.status is not ReportStatus.draft:
        return page_of(report, why_not(NoLongerADraft()))
    names, person = _theme_names(report), here()
    whole = request.args.get("theme", "")
    offers = candidates(report, tuple(names), whole=whole, tried=_key(tried))
    return render_template(
        "reports/quotes.html",
        report=report,
        title=title_of(report),
        chosen=chosen_quotes(report, names),
        found=[(slug, names[slug], offer) for slug, offer in offers.items()],
        forms=_forms(offers, tried),
        form=tried,
        trouble=trouble,
        waiting=numbers_by_state(person).get(QuotationState.proposed, 0),
        boards=boards_for(person) if may(person.holdings, May.read_answers) else [],
    )


def _key(tried: QuoteForm | None) -> tuple[str, str]:
    """The answer and theme of a quote that could not be used, so that what was typed is shown again."""
    return (tried.answer.data or "", tried.theme.data or "") if tried else ("", "")


def _forms(offers: dict[str, Offer], tried: QuoteForm | None) -> dict[tuple[int, str], QuoteForm]:
    return {
        (one.answer_id, one.theme): _quote_form(one.answer_id, one.theme, one.suggested, tried)
        for offer in offers.values()
        for one in offer.shown
    }


def _quote_form(answer_id: int, theme: str, suggested: str, tried: QuoteForm | None) -> QuoteForm:
    """The form under one candidate; the one that was tried keeps what was typed."""
    mine = _key(tried) == (str(answer_id), theme)
    made = QuoteForm(
        formdata=None,
        prefix="",
        answer=answer_id,
        theme=theme,
        words=tried.words.data if mine and tried else suggested,
    )
    made.words.id = f"words-{answer_id}-{theme}"
    if mine and tried:
        tried.words.id = made.words.id
        made.words.errors = tried.words.errors
    return made
