"""The second person's pages: check every quote, then approve, or send it back saying what should change."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from feedback_app.people.roles import May
from feedback_app.reporting.approve import approve, send_back
from feedback_app.reporting.compile import WHOLE_COUNCIL
from feedback_app.reporting.document import Compiled
from feedback_app.reporting.draft import published
from feedback_app.reporting.find import took_part
from feedback_app.reporting.lay_out import lay_out
from feedback_app.reporting.models import Report, ReportStatus
from feedback_app.reporting.refusals import (
    ApproverCompiledIt,
    NotRead,
    NotWaiting,
    QuotesNotChecked,
    ReportRefused,
)
from feedback_app.web.access import here, open_to, refuse_if_in_place_denied
from feedback_app.web.fields import choice
from feedback_app.web.report_links import title_of
from feedback_app.web.reports.door import report_or_404, reports
from feedback_app.web.reports.forms import ApproveForm, SendBackForm
from feedback_app.web.reports.listing import page_of
from feedback_app.web.reports.shown import ChosenQuote, chosen_quotes
from feedback_app.web.reports.why_not import why_not

Page = Reply | str | tuple[str, int]


@reports.route("/reports/<reference>/approve", methods=["GET", "POST"])
@open_to(May.approve_reports)
def decide(reference: str) -> Page:
    refuse_if_in_place_denied(May.approve_reports, WHOLE_COUNCIL)
    report = report_or_404(reference)
    if report.status is not ReportStatus.waiting or took_part(report, here()):
        waits = report.status is ReportStatus.waiting
        return page_of(report, why_not(ApproverCompiledIt() if waits else NotWaiting())), 409
    form, quotes = ApproveForm(), _quotes(report)
    _offer(form, quotes)
    if not form.validate_on_submit():
        return _approve_page(report, form, quotes)
    try:
        approve(
            report,
            by=here(),
            quotes_checked={int(ticked) for ticked in form.quotes.data or ()},
            nobody_recognised=bool(form.nobody_recognised.data),
        )
    except (QuotesNotChecked, NotRead) as refused:
        field = form.quotes if isinstance(refused, QuotesNotChecked) else form.nobody_recognised
        field.errors = [why_not(refused)]
        return _approve_page(report, form, quotes)
    except ReportRefused as refused:
        return page_of(report, why_not(refused)), 409
    flash(_("Approved. The report is frozen and can be downloaded."), "success")
    return redirect(url_for("reports.one", reference=report.public_ref), 303)


@reports.post("/reports/<reference>/send-back")
@open_to(May.approve_reports)
def sent_back(reference: str) -> Page:
    refuse_if_in_place_denied(May.approve_reports, WHOLE_COUNCIL)
    report, form = report_or_404(reference), SendBackForm()
    if report.status is not ReportStatus.waiting:
        return page_of(report, why_not(NotWaiting()), form.because), 409
    if not form.validate():
        quotes = _quotes(report)
        empty = ApproveForm(formdata=None)
        _offer(empty, quotes)
        return _approve_page(report, empty, quotes, back=form)
    send_back(report, form.because.data or "", by=here())
    flash(_("It is sent back, with what you wrote."), "success")
    return redirect(url_for("reports.one", reference=report.public_ref), 303)


def _quotes(report: Report) -> list[ChosenQuote]:
    compiled = Compiled.model_validate_json(report.compiled)
    return chosen_quotes(report, {theme.slug: theme.name for theme in compiled.themes})


def _offer(form: ApproveForm, quotes: list[ChosenQuote]) -> None:
    form.quotes.choices = [choice(str(quote.id), f"“{quote.words}”", hint=_hint(quote)) for quote in quotes]


def _hint(quote: ChosenQuote) -> str:
    if not quote.points:
        return str(_("%(who)s, under %(theme)s.", who=quote.who, theme=quote.theme))
    return str(
        _(
            "%(who)s, under %(theme)s. Look twice at: %(words)s",
            who=quote.who,
            theme=quote.theme,
            words=", ".join(quote.points),
        )
    )


def _approve_page(
    report: Report, form: ApproveForm, quotes: list[ChosenQuote], back: SendBackForm | None = None
) -> str:
    return render_template(
        "reports/approve.html",
        report=report,
        title=title_of(report),
        form=back if back and back.errors else form,
        approve_form=form,
        back_form=back or SendBackForm(formdata=None),
        quotes=quotes,
        laid=lay_out(published(report)),
    )
