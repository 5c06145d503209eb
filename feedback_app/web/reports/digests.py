"""Theme digests: make one of a month, and read those that are ready, for a team or for the board."""

from io import BytesIO

from flask import abort, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from feedback_app import clock, trail
from feedback_app.people.roles import May, may
from feedback_app.reporting.compile import WHOLE_COUNCIL, compile_learning_audits
from feedback_app.reporting.digests import digests, lay_out_digest, teams_of
from feedback_app.reporting.document import ReportDocument
from feedback_app.reporting.draft import published
from feedback_app.reporting.files import TYPES, Form, as_file, digest_name, file_name
from feedback_app.reporting.find import report_by_ref
from feedback_app.reporting.lay_out_digest import TeamPlace
from feedback_app.reporting.models import ReportStatus
from feedback_app.reporting.refusals import (
    AlreadyUnderWay,
    IssuedOnce,
    MonthIsNotOver,
    QuarterIsReported,
    UnknownQuarter,
)
from feedback_app.reporting.words import period_in_words
from feedback_app.web.access import here, open_to, refuse_if_in_place_denied
from feedback_app.web.report_links import may_compile
from feedback_app.web.reports.door import reports
from feedback_app.web.reports.forms import DigestForm
from feedback_app.web.reports.shown import digest_line_of
from feedback_app.web.reports.why_not import why_not
from feedback_app.web.viewed import keep_what_was_noted


@reports.route("/reports/new-digest", methods=["GET", "POST"])
@open_to(May.compile_reports)
def new_digest() -> Reply | str:
    refuse_if_in_place_denied(May.compile_reports, WHOLE_COUNCIL)
    form = DigestForm()
    form.offer_months(clock.today())
    if not form.validate_on_submit():
        return render_template("reports/new-digest.html", form=form)
    try:
        report = compile_learning_audits(form.month.data or "", here())
    except AlreadyUnderWay as under_way:
        flash(_("The digest of that month is being written already: here it is."))
        return redirect(url_for("reports.one", reference=under_way.public_ref), 303)
    except (IssuedOnce, QuarterIsReported) as refused:
        form.month.errors = [why_not(refused)]
        return render_template("reports/new-digest.html", form=form)
    except (MonthIsNotOver, UnknownQuarter):
        form.month.errors = [_("Choose one from the list.")]
        return render_template("reports/new-digest.html", form=form)
    flash(_("The month is counted. Now write the three sections, a few sentences each."), "success")
    return redirect(url_for("reports.one", reference=report.public_ref), 303)


@reports.get("/digests")
@open_to(May.see_reports, May.approve_reports, May.capture)
def digests_listed() -> str:
    return render_template(
        "reports/digests.html",
        lines=[digest_line_of(report) for report in digests()],
        may_compile=may_compile(here()),
    )


@reports.get("/digests/<reference>")
@open_to(May.see_reports, May.approve_reports, May.capture)
def digest(reference: str) -> str:
    document, own = _document_or_404(reference), teams_of(here())
    team = _team_asked_for(own)
    return render_template(
        "reports/digest.html",
        title=_title_of(document),
        laid=lay_out_digest(document, team),
        reference=reference,
        team=request.args.get("team", ""),
        teams=[(str(number), place.team) for number, place in own] if document.is_of_a_month else [],
        report=_whole_report(document),
        is_analysis=document.is_an_analysis,
        may_act=document.is_an_analysis and may(here().holdings, May.act_on_points),
    )


@reports.get("/digests/<reference>/<any(html,docx):form>")
@open_to(May.see_reports, May.approve_reports, May.capture)
def digest_file(reference: str, form: str) -> Reply:
    document, wanted = _document_or_404(reference), Form(form)
    team = _team_asked_for(teams_of(here()))
    trail.note(trail.Did.report_downloaded, "report", reference, by=here(), detail=f"digest, {form}")
    keep_what_was_noted()
    return send_file(
        BytesIO(as_file(document, wanted, lay_out_digest(document, team))),
        mimetype=TYPES[wanted],
        as_attachment=True,
        download_name=file_name(document, wanted)
        if document.is_an_analysis
        else digest_name(document, wanted, team.team if team else ""),
    )


def _title_of(document: ReportDocument) -> str:
    period = period_in_words(document.compiled.quarter)
    if document.is_an_analysis and document.analysis:
        return str(_("%(name)s, %(quarter)s", name=document.analysis.name, quarter=period))
    return str(_("Theme digest, %(period)s", period=period))


def _document_or_404(reference: str) -> ReportDocument:
    """The frozen document of an approved report; of a draft there is no digest to read."""
    report = report_by_ref(reference)
    if report is None or report.status is not ReportStatus.approved:
        abort(404)
    return published(report)


def _team_asked_for(among: list[tuple[int, TeamPlace]]) -> TeamPlace | None:
    """The team chosen in the address, if this person may read for it."""
    asked = request.args.get("team", "")
    return next((team for number, team in among if str(number) == asked), None)


def _whole_report(document: ReportDocument) -> str:
    """The address of the report a digest is made from, or of an analysis, for those who may open it."""
    held = here().holdings
    opens = may(held, May.see_reports) or may(held, May.approve_reports)
    return "" if document.is_of_a_month or not opens else url_for("reports.one", reference=document.ref)
