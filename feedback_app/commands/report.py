"""Write a report to a file."""

import os
import tempfile
from pathlib import Path

import click

from analysis.periods import Period, Quarter
from feedback_app import clock, trail
from feedback_app.commands.site import open_site
from feedback_app.profiles import profile
from feedback_app.reporting.compile import settings
from feedback_app.reporting.digests import lay_out_digest, team_called, teams
from feedback_app.reporting.document import ReportDocument
from feedback_app.reporting.draft import published
from feedback_app.reporting.files import Form, as_file
from feedback_app.reporting.find import newest_report
from feedback_app.reporting.lay_out_digest import TeamPlace
from feedback_app.reporting.models import ReportKind
from feedback_app.reporting.refusals import MonthIsNotOver, QuarterHasNotBegun, UnknownQuarter
from feedback_app.reporting.rules import period_to_report, quarter_to_report


@click.group()
def report() -> None:
    """Write reports to files: the approved ones, or drafts that say they are drafts."""


FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice([form.value for form in Form]),
    required=True,
    help="html is one file that opens anywhere; docx is a Word document.",
)
OUT = click.option(
    "--out",
    "out",
    type=click.Path(path_type=Path),
    required=True,
    help="The file to write, replaced if there.",
)
DRAFT = click.option("--draft", is_flag=True, help="Write the draft instead, marked as not approved.")


@report.command("learning-audits")
@click.argument("quarter")
@FORMAT
@OUT
@DRAFT
def learning_audits(quarter: str, form: str, out: Path, draft: bool) -> None:
    """The learning audit report of QUARTER, written like 2026-27-Q1 (April to June is Q1).

    The newest approved version is written from its frozen snapshot, so the same command gives the same
    bytes today and in ten years. Reports are compiled, written and approved on the site, under Reports:
    one person compiles, another approves.

    \b
    For example:
      feedback report learning-audits 2026-27-Q1 --format docx --out report.docx
    """
    _refuse_a_folder(out, form)
    with open_site():
        document = _document(_quarter(quarter), draft=draft)
        _write(out, as_file(document, Form(form)))
        trail.note(trail.Did.report_downloaded, "report", document.ref, detail=f"command line, {form}")
    click.echo(f"{'Draft' if draft else 'Approved report'} of {document.compiled.quarter} written to {out}.")


@report.command("theme-digest")
@click.argument("period")
@FORMAT
@OUT
@DRAFT
@click.option("--team", default="", help="Of a month: the digest as one team reads it.")
def theme_digest(period: str, form: str, out: Path, draft: bool, team: str) -> None:
    """The theme digest of PERIOD: a month like 2026-05 for teams, a quarter like 2026-27-Q1 for the board.

    A month's digest is made, written and approved on the site, under Reports. The board's is the short form
    of the quarter's approved report. Neither quotes anybody, and both come from the frozen snapshot.

    \b
    For example:
      feedback report theme-digest 2026-05 --format html --out digest.html
      feedback report theme-digest 2026-27-Q1 --format docx --out board.docx
    """
    _refuse_a_folder(out, form)
    with open_site():
        wanted = _period(period)
        document = _document(wanted, draft=draft)
        laid = lay_out_digest(document, _team(team, wanted))
        _write(out, as_file(document, Form(form), laid))
        trail.note(trail.Did.report_downloaded, "report", document.ref, detail=f"digest, {form}")
    click.echo(f"{'Draft' if draft else 'Approved digest'} of {document.compiled.quarter} written to {out}.")


@report.command("quarter-analysis")
@click.argument("quarter")
@FORMAT
@OUT
@DRAFT
def quarter_analysis(quarter: str, form: str, out: Path, draft: bool) -> None:
    """What people make of QUARTER, written like 2026-27-Q1 (April to June is Q1).

    An analysis that some frameworks ask for (West Sussex calls it Stage 3): themes, strengths, barriers,
    relationships with partners, and impact, each beside what is known of it. It is begun, written and
    approved on the site, under Reports: several people may write it, and somebody else approves it. The
    report of the same quarter carries its approved words.

    \b
    For example:
      feedback report quarter-analysis 2026-27-Q1 --format docx --out steering-group.docx
    """
    _refuse_a_folder(out, form)
    with open_site():
        found = newest_report(_quarter(quarter), approved=not draft, kind=ReportKind.quarter_analysis)
        if found is None:
            raise click.ClickException(_how_to_begin(quarter, draft=draft))
        document = published(found)
        _write(out, as_file(document, Form(form)))
        trail.note(trail.Did.report_downloaded, "report", document.ref, detail=f"command line, {form}")
    which = "Draft" if draft else "Approved"
    click.echo(f"{which} analysis of {document.compiled.quarter} written to {out}.")


def _how_to_begin(quarter: str, *, draft: bool) -> str:
    rules = profile(settings().framework).quarter_analysis
    if rules is None:
        return "The framework of this council (FRAMEWORK_PROFILE) asks for no analysis of a quarter."
    if draft:
        return f"There is no draft for {quarter}. Begin one on the site, under Reports."
    return (
        f"No {rules.name} of {quarter} is approved. On the site, under Reports, people write it and "
        "somebody else approves it. To see the draft as it stands, add --draft."
    )


def _refuse_a_folder(out: Path, form: str) -> None:
    if os.path.isdir(out):  # noqa: PTH112 - Path.is_dir fails on a name that is too long
        raise click.ClickException(
            f"{out} is a folder. Give the name of a file, such as {out / f'report.{form}'}."
        )


def _team(name: str, period: Period) -> TeamPlace | None:
    if not name:
        return None
    if isinstance(period, Quarter):
        raise click.ClickException("The digest of a quarter is for the board: leave --team out.")
    found = [place for _number, place, _where in teams()]
    team = team_called(name, found)
    if team is None:
        known = "; ".join(place.team for place in found) or "none yet"
        raise click.ClickException(f"There is no team called {name!r}. The teams are: {known}.")
    return team


def _quarter(written: str) -> Quarter:
    try:
        return quarter_to_report(written, clock.today())
    except UnknownQuarter:
        raise click.ClickException(
            f"{written!r} is not a quarter. Write it like 2026-27-Q1, where Q1 is April to June."
        ) from None
    except QuarterHasNotBegun:
        raise click.ClickException(f"{written} has not begun, so there is nothing to report.") from None


def _period(written: str) -> Period:
    try:
        return period_to_report(written, clock.today())
    except MonthIsNotOver:
        raise click.ClickException(f"{written} is not over, so there is no digest of it yet.") from None
    except UnknownQuarter:
        raise click.ClickException(
            f"{written!r} is neither a month like 2026-05 nor a quarter like 2026-27-Q1 (April to June)."
        ) from None
    except QuarterHasNotBegun:
        raise click.ClickException(f"{written} has not begun, so there is nothing to report.") from None


def _document(wanted: Period, *, draft: bool) -> ReportDocument:
    found = newest_report(wanted, approved=not draft)
    if found is None:
        raise click.ClickException(_what_to_do(str(wanted), draft=draft))
    return published(found)


def _what_to_do(quarter: str, *, draft: bool) -> str:
    if draft:
        return f"There is no draft for {quarter}. Compile one on the site: Reports, then Compile a report."
    return (
        f"No report for {quarter} is approved. On the site, under Reports, somebody compiles and writes it "
        "and somebody else approves it. To see the draft as it stands, add --draft."
    )


def _write(out: Path, content: bytes) -> None:
    """All of the file or nothing: what stood there before stays until the new one is whole."""
    try:
        handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(name).chmod(0o640)
            Path(name).replace(out)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as refused:
        reason = refused.strerror or type(refused).__name__
        raise click.ClickException(
            f"{out} cannot be written ({reason}). Nothing was changed there."
        ) from None
