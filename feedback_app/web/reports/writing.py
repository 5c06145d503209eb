"""Write a draft: compile it again, its three sections, its quotes, and send it for approval."""

import re

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from feedback_app.people.roles import May
from feedback_app.reporting.approve import send_for_approval
from feedback_app.reporting.compile import compile_again
from feedback_app.reporting.document import Compiled
from feedback_app.reporting.draft import document_of
from feedback_app.reporting.find import themes_in_audits
from feedback_app.reporting.lay_out import lay_out
from feedback_app.reporting.models import Report, ReportStatus
from feedback_app.reporting.refusals import (
    ChangedMeanwhile,
    MayNotBeQuoted,
    NoLongerADraft,
    NotTheirWords,
    ReportRefused,
)
from feedback_app.reporting.write import choose_quote, take_out_quote, words_of, write_sections
from feedback_app.web.access import here, open_to
from feedback_app.web.reports.door import own_draft_or_403, reports
from feedback_app.web.reports.forms import QuoteForm, WriteForm, changes_seen
from feedback_app.web.reports.listing import page_of
from feedback_app.web.reports.shown import candidates, chosen_quotes, title_of
from feedback_app.web.reports.why_not import why_not

Page = Reply | str | tuple[str, int]
AN_ID = re.compile(r"[0-9]{1,9}")


@reports.post("/reports/<reference>/compile-again")
@open_to(May.compile_reports)
def compiled_again(reference: str) -> Page:
    report = own_draft_or_403(reference)
    try:
        compile_again(report, here())
    except NoLongerADraft:
        return page_of(report, why_not(NoLongerADraft())), 409
    flash(_("The figures are taken anew. What you wrote is as it was."), "success")
    return _to(report)


@reports.route("/reports/<reference>/write", methods=["GET", "POST"])
@open_to(May.compile_reports)
def write(reference: str) -> Page:
    report = own_draft_or_403(reference)
    words = words_of(report)
    form = WriteForm(
        themes=words.themes,
        improvement=words.improvement,
        plans=words.plans,
        in_audits=list(themes_in_audits(report)),
        changes=report.changes,
    )
    compiled = Compiled.model_validate_json(report.compiled)
    form.offer_themes(compiled.themes)
    if report.status is not ReportStatus.draft:
        return page_of(report, why_not(NoLongerADraft())), 409
    if not form.validate_on_submit():
        return _write_page(report, form, compiled)
    try:
        write_sections(report, form.words, form.in_audits.data or (), by=here(), seen=changes_seen(form))
    except ChangedMeanwhile:
        return _write_page(report, form, compiled, theirs=True), 409
    flash(_("Saved."), "success")
    return _to(report)


def _write_page(report: Report, form: WriteForm, compiled: Compiled, *, theirs: bool = False) -> str:
    """With `theirs`, what somebody else saved meanwhile is shown beside what was typed here."""
    if theirs:
        form.changes.data = str(report.changes)
    return render_template(
        "reports/write.html",
        report=report,
        title=title_of(report),
        form=form,
        compiled=compiled,
        theirs=words_of(report) if theirs else None,
        laid=lay_out(document_of(report)),
    )


@reports.get("/reports/<reference>/quotes")
@open_to(May.compile_reports)
def quotes(reference: str) -> Page:
    return _quotes_page(own_draft_or_403(reference))


@reports.post("/reports/<reference>/quotes")
@open_to(May.compile_reports)
def use_quote(reference: str) -> Page:
    report, form = own_draft_or_403(reference), QuoteForm()
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
    return redirect(url_for("reports.quotes", reference=report.public_ref), 303)


@reports.post("/reports/<reference>/quotes/<int(max=2147483647):quote_id>/take-out")
@open_to(May.compile_reports)
def take_out(reference: str, quote_id: int) -> Page:
    report = own_draft_or_403(reference)
    try:
        take_out_quote(report, quote_id, by=here())
    except NoLongerADraft:
        return page_of(report, why_not(NoLongerADraft())), 409
    flash(_("The quote is out of the report."), "success")
    return redirect(url_for("reports.quotes", reference=report.public_ref), 303)


def _quotes_page(report: Report, tried: QuoteForm | None = None, trouble: str = "") -> str:
    if report.status is not ReportStatus.draft:
        return page_of(report, why_not(NoLongerADraft()))
    compiled = Compiled.model_validate_json(report.compiled)
    names = {theme.slug: theme.name for theme in compiled.themes}
    found = candidates(report, tuple(names))
    return render_template(
        "reports/quotes.html",
        report=report,
        title=title_of(report),
        chosen=chosen_quotes(report, names),
        found=[(names[slug], offered) for slug, offered in found.items()],
        forms={
            (one.answer_id, one.theme): _quote_form(one.answer_id, one.theme, one.suggested, tried)
            for offered in found.values()
            for one in offered
        },
        form=tried,
        trouble=trouble,
    )


def _quote_form(answer_id: int, theme: str, suggested: str, tried: QuoteForm | None) -> QuoteForm:
    """The form under one candidate; the one that was tried keeps what was typed."""
    mine = tried is not None and (tried.answer.data, tried.theme.data) == (str(answer_id), theme)
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


@reports.post("/reports/<reference>/send")
@open_to(May.compile_reports)
def send(reference: str) -> Page:
    report = own_draft_or_403(reference)
    try:
        send_for_approval(report, here())
    except ReportRefused as refused:
        return page_of(report, why_not(refused)), 409
    flash(_("It is sent for approval. Somebody who did not write it will check it."), "success")
    return _to(report)


def _to(report: Report) -> Reply:
    return redirect(url_for("reports.one", reference=report.public_ref), 303)
