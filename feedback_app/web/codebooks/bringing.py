"""Bring a coded project in: send it, look at what would come in, then bring it in or send it away."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from analysis.exchange.project import Project
from analysis.exchange.read_project import read_qdpx
from analysis.exchange.refused import Refused
from feedback_app import clock
from feedback_app.codebooks.bring_in_project import BroughtIn, bring_in
from feedback_app.codebooks.match_project import Strangers, match
from feedback_app.codebooks.reasons import WHY_NOT
from feedback_app.codebooks.refusals import ChangedMeanwhile
from feedback_app.codebooks.sent_project import SentProject, keep_project
from feedback_app.people.roles import May
from feedback_app.web.access import open_to
from feedback_app.web.codebooks.door import Page, book_here, codebooks, keeper, refused_page
from feedback_app.web.codebooks.exchange import coder_key, sent_in, why_not_read
from feedback_app.web.codebooks.forms import BringIn, SendProject
from feedback_app.web.signed_in import settings

ONE = "/exchange/bring-in/<ref>"
MOST_NAMED = 12


@codebooks.route("/exchange/bring-in", methods=["GET", "POST"])
@open_to(May.change_codebook)
def project_in() -> Page:
    by, form = keeper(), SendProject()
    book_here()
    if form.validate_on_submit():
        content = sent_in(form.file.data)
        try:
            read_qdpx(content)
        except Refused as refused:
            form.file.errors = [why_not_read(refused)]
        else:
            sent = keep_project(settings().instance / "projects", content, by, clock.now())
            return redirect(url_for("codebooks.project_look", ref=sent.ref), 303)
    return render_template("codebooks/bring_in.html", form=form)


@codebooks.get(ONE)
@open_to(May.change_codebook)
def project_look(ref: str) -> Page:
    return _look(ref, _project(_sent(ref)), BringIn())


def _sent(ref: str) -> SentProject:
    return SentProject(settings().instance / "projects", ref, keeper().id)


def _project(sent: SentProject) -> Project | None:
    """What was sent; nothing when it is here no more."""
    content = sent.content()
    return read_qdpx(content) if content is not None else None


def _look(ref: str, project: Project | None, form: BringIn) -> Page:
    """What would come in: counted now, as the codebook and the answers stand."""
    book_here()
    if project is None:
        return _gone()
    matched = match(project, coder_key(), Strangers.left_out, keeper())
    if not form.is_submitted():
        form.offer(has_strangers=bool(matched.unknown_coders))
    return render_template(
        "codebooks/look_at_project.html",
        ref=ref,
        form=form,
        matched=matched,
        on_answers=len({coding.answer_id for coding in matched.new}),
        other_codes=_some(matched.codes.others),
        strangers=_some(tuple(name for name in matched.coders.others if name)),
        refused=[(_(WHY_NOT[why]), count) for why, count in matched.refused.items()],
        pictures=project.other_sources,
    )


def _some(names: tuple[str, ...]) -> str:
    """The first of the names, as a list in words."""
    return ", ".join(names[:MOST_NAMED]) + (" …" if len(names) > MOST_NAMED else "")


@codebooks.post(ONE)
@open_to(May.change_codebook)
def project_bring(ref: str) -> Page:
    """Bring it in: all that fits or nothing. Pressed twice, the second finds no file and adds nothing."""
    sent, form = _sent(ref), BringIn()
    project = _project(sent)
    if project is None:
        return _gone()
    matched = match(project, coder_key(), Strangers.left_out, keeper())
    form.offer(has_strangers=bool(matched.unknown_coders))
    if not form.validate_on_submit():
        return _look(ref, project, form)
    try:
        found = bring_in(project, coder_key(), form.chosen, keeper())
    except ChangedMeanwhile as refused:
        return refused_page(refused, url_for("codebooks.project_look", ref=ref))
    sent.forget()
    flash(_what_came_of_it(found), "success")
    return redirect(url_for("codebooks.history_page"), 303)


def _what_came_of_it(found: BroughtIn) -> str:
    return str(
        _(
            "Codings added: %(added)s. Here already: %(already)s. Left out: %(left_out)s. "
            "The file is deleted here.",
            added=found.added,
            already=found.already_there,
            left_out=sum(found.refused.values()),
        )
    )


@codebooks.post(ONE + "/forget")
@open_to(May.change_codebook)
def project_forget(ref: str) -> Reply:
    _sent(ref).forget()
    flash(_("Nothing was brought in, and the file is deleted here."), "success")
    return redirect(url_for("codebooks.exchange"), 303)


def _gone() -> Reply:
    flash(_("That file is here no more: it was brought in, deleted, or left for a day. Nothing was added."))
    return redirect(url_for("codebooks.history_page"), 303)
