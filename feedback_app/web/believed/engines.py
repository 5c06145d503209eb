"""Every engine taught, which was in use when, how far suggesting again is, and going back to one."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask_babel import format_datetime
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from feedback_app.clock import LONDON
from feedback_app.learned.again import is_silent
from feedback_app.learned.in_use import chosen_now, go_back_to
from feedback_app.learned.models import Chosen, SuggestionRun
from feedback_app.learned.queries import Choice, choices, engines_taught, last_taught, model_called, runs
from feedback_app.learned.refusals import AlreadyInUse, NotKept
from feedback_app.people.roles import May, may
from feedback_app.web.access import here, open_to
from feedback_app.web.asked import number_in
from feedback_app.web.believed.routes import believed
from feedback_app.web.believed.words import engine_words, languages_of, last_taught_words, why_refused


@dataclass(frozen=True)
class RunShown:
    engine: str
    began: str
    words: str
    kind: str
    of_100: int
    done: int
    total: int
    suggested: int


@believed.get("/suggestions/engines")
@open_to(May.code)
def engines() -> str:
    chosen = chosen_now()
    return render_template(
        "believed/engines.html",
        taught=engines_taught(),
        in_use=chosen.model if chosen else None,
        choices=[(_since(each), _why(each)) for each in choices()],
        runs=[run_shown(each) for each in runs()],
        may_choose=may(here().holdings, May.choose_engine),
        engine_words=engine_words,
        languages_of=languages_of,
        last_taught=last_taught_words(last_taught()),
        why_refused=why_refused,
    )


@believed.post("/suggestions/engines")
@open_to(May.choose_engine)
def choose() -> Reply:
    typed = request.form.get("engine", "")
    model = model_called(number) if (number := number_in(typed)) is not None else None
    if typed != "codebook" and model is None:
        flash(_("There is no such engine. Nothing was changed."), "error")
    else:
        try:
            go_back_to(model, here())
            flash(
                _("This engine suggests from now on. Open suggestions stay until they are made again."),
                "success",
            )
        except AlreadyInUse:
            flash(_("This engine suggests already."))
        except NotKept:
            flash(_("Only the figures of this engine were kept. Nothing was changed."), "error")
    return redirect(url_for("believed.engines"), 303)


def _since(choice: Choice) -> str:
    return str(format_datetime(choice.choice.since.astimezone(LONDON), "d MMMM yyyy, HH:mm", rebase=False))


def _why(choice: Choice) -> str:
    words = engine_words(choice.model) if choice.model else str(_("The codebook's own words"))
    if choice.choice.why is Chosen.gone_back:
        return str(_("%(engine)s: chosen by %(name)s", engine=words, name=choice.by))
    return str(_("%(engine)s: it was no worse than the one before", engine=words))


def run_shown(run: SuggestionRun) -> RunShown:
    """One time of going through all waiting answers, and how it stands."""
    if run.ended_at is not None:
        words, kind = _("Finished"), "good"
    elif is_silent(run):
        words, kind = _("Partly finished; run it again to go on"), "soon"
    else:
        words, kind = _("Going on now"), "waiting"
    began = format_datetime(run.started_at.astimezone(LONDON), "d MMMM yyyy, HH:mm", rebase=False)
    of_100 = 100 * run.done // run.total if run.total else 100
    return RunShown(run.engine, began, words, kind, of_100, run.done, run.total, run.suggested)
