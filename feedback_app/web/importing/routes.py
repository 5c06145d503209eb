"""Send a file, look at what would happen, let it run, stop it, and take back what was refused."""

from flask import Blueprint, abort, flash, g, make_response, redirect, render_template, send_file, url_for
from flask_babel import format_date
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from feedback_app import clock
from feedback_app.intake.csv_file import NotReadable
from feedback_app.intake.folder import ImportFolder, clear_old_files
from feedback_app.intake.models import ImportRun, ImportStatus
from feedback_app.intake.run_import import (
    MapMistaken,
    check,
    go_on,
    look,
    map_text_of,
    maps_used,
    run_of,
    runs_of,
    stop,
)
from feedback_app.intake.run_import import start as begin
from feedback_app.people.roles import May
from feedback_app.people.tokens import new_reference
from feedback_app.web.access import here, open_to
from feedback_app.web.importing.forms import SendFile
from feedback_app.web.importing.large import let_files_be_large
from feedback_app.web.importing.shown import in_words, rows_shown, run_shown
from feedback_app.web.signed_in import settings
from surveys.library import shipped_survey

importing = Blueprint("importing", __name__, url_prefix="/import")
importing.record_once(let_files_be_large)
EVERY = "1"
EXAMPLE = """\
source: summer-groups-2026
row_id: id
date: {column: when, formats: [DD/MM/YYYY]}
respondent_group: parent_or_carer
reader: adult
answers:
  - {question: SE3, column: rating, choices: {"1": very_good, "5": very_poor}}
  - {question: SE1, box: well, column: good}
  - {question: SE1, box: not_so_good, column: better}
ignore: [postcode]
"""


@importing.route("", methods=["GET", "POST"])
@open_to(May.import_responses)
def start() -> Reply | str:
    form = SendFile()
    maps = maps_used()
    form.offer([(str(run.id), f"{run.source}, {format_date(run.made_at, 'd MMM y')}") for run in maps])
    if form.validate_on_submit():
        ref = _checked(form)
        if ref:
            return redirect(url_for("importing.one", ref=ref), 303)
    shown = [run_shown(run) for run in runs_of(here())]
    return render_template("importing/start.html", form=form, runs=shown, example=EXAMPLE)


def _checked(form: SendFile) -> str | None:
    """Keep the file and remember the import; None, with the mistakes in the form, when it cannot be used."""
    sent = form.new_map()
    if sent is None:
        return None
    map_text = sent or map_text_of(int(form.map_used.data or 0)) or ""
    ref = new_reference()
    folder = _folder(ref)
    folder.prepare()
    clear_old_files(folder.folder, clock.now())
    form.file.data.save(folder.file)
    survey = shipped_survey(form.survey.data)
    try:
        check(ref, folder, survey, map_text, form.file.data.filename, by=here())
    except MapMistaken as wrong:
        form.map_file.errors = [
            _("Line %(line)s: %(what)s %(todo)s", line=one.line, what=one.what, todo=one.what_to_do)
            for one in wrong.mistakes[:10]
        ]
    except NotReadable as wrong:
        form.file.errors = [in_words(wrong.reason)]
    else:
        return ref
    folder.forget_everything()
    return None


@importing.get("/<ref>")
@open_to(May.import_responses)
def one(ref: str) -> Reply | str:
    run = _mine(ref)
    shown = run_shown(run)
    if run.status is not ImportStatus.checked:
        return render_template("importing/run.html", run=shown, has_refused=_folder(ref).refused.exists())
    try:
        looked = look(run, _folder(ref), by=here())
    except FileNotFoundError:
        return render_template("importing/gone.html", run=shown)
    except NotReadable as problem:
        return render_template("importing/gone.html", run=shown, problem=in_words(problem.reason))
    refusals = [(line, in_words(reason)) for line, reason in looked.refusals]
    return render_template(
        "importing/look.html",
        run=shown,
        looked=looked,
        rows=rows_shown(looked, run.survey),
        refusals=refusals,
    )


@importing.post("/<ref>/begin")
@open_to(May.import_responses)
def let_it_run(ref: str) -> Reply:
    begin(_mine(ref))
    return redirect(url_for("importing.working", ref=ref), 303)


@importing.get("/<ref>/working")
@open_to(May.import_responses)
def working(ref: str) -> Reply:
    """Take in one batch and show how far it is; the page asks for itself again until nothing is left.

    Its beginning was confirmed by a form; asking again adds nothing twice, so asking may be a plain link.
    """
    run = _mine(ref)
    try:
        go_on(run, _folder(ref), by=here())
    except FileNotFoundError:
        return make_response(render_template("importing/gone.html", run=run_shown(run)))
    g.remember_seen = True  # keep what this request did, though it only asked
    if run.status is not ImportStatus.running:
        return redirect(url_for("importing.one", ref=ref), 303)
    reply = make_response(render_template("importing/working.html", run=run_shown(run)))
    reply.headers["Refresh"] = f"{EVERY}; url={url_for('importing.working', ref=ref)}"
    return reply


@importing.post("/<ref>/stop")
@open_to(May.import_responses)
def stop_it(ref: str) -> Reply:
    run = _mine(ref)
    never_begun = run.status is ImportStatus.checked
    stop(run, _folder(ref), by=here())
    if never_begun:
        flash(_("Nothing was taken in, and the file is gone from here."), "success")
        return redirect(url_for("importing.start"), 303)
    return redirect(url_for("importing.one", ref=ref), 303)


@importing.get("/<ref>/refused.csv")
@open_to(May.import_responses)
def refused(ref: str) -> Reply:
    file = _folder(_mine(ref).public_ref).refused
    if not file.exists():
        abort(404)
    return send_file(file.resolve(), mimetype="text/csv", as_attachment=True, download_name="refused.csv")


@importing.post("/<ref>/forget-refused")
@open_to(May.import_responses)
def forget_refused(ref: str) -> Reply:
    _folder(_mine(ref).public_ref).forget_everything()
    flash(_("The refused rows are gone from here."), "success")
    return redirect(url_for("importing.one", ref=ref), 303)


def _mine(ref: str) -> ImportRun:
    run = run_of(here(), ref)
    if run is None:
        abort(404)
    return run


def _folder(ref: str) -> ImportFolder:
    return ImportFolder(settings().instance / "imports", ref)
