"""Take the codebook and coded projects out, and bring them in from other programs."""

import io

from flask import flash, redirect, render_template, send_file, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as Reply

from analysis.exchange.files import TYPES, BookForm, read_book, write_book
from analysis.exchange.refused import Refused
from analysis.exchange.write_project import write_qdpx
from analysis.periods import NotAQuarter, Quarter, parse_quarter
from feedback_app.codebooks.bring_in_book import Drafted, draft_from
from feedback_app.codebooks.queries import book_in_use
from feedback_app.codebooks.reasons import LINE, why_file
from feedback_app.codebooks.refusals import ChangedMeanwhile, TooMuch
from feedback_app.codebooks.take_out import Coders, take_out
from feedback_app.people.roles import May
from feedback_app.second_reading.queries import waiting_to_read
from feedback_app.web.access import here, open_to
from feedback_app.web.codebooks.door import Page, book_here, codebooks, keeper, may_keep, refused_page, said
from feedback_app.web.codebooks.forms import SendBook, TakeOut
from feedback_app.web.signed_in import settings

PROJECT = "application/zip"


def coder_key() -> str:
    """What hides who a coder is from other programs."""
    return settings().secret_key.get_secret_value()


def sent_in(sent: object) -> bytes:
    """What a file holds; nothing where none was sent."""
    return sent.stream.read() if isinstance(sent, FileStorage) else b""


def why_not_read(refused: Refused) -> str:
    """Why a file was refused, and at which line where it has lines."""
    why = said(why_file(refused))
    return _(LINE, why=why, line=refused.line) if refused.line else why


@codebooks.route("/exchange", methods=["GET", "POST"])
@open_to(May.change_codebook)
def exchange() -> Page:
    by, form = keeper(), SendBook()
    book_here()
    if form.validate_on_submit():
        try:
            theirs = read_book(sent_in(form.file.data), form.file.data.filename or "")
        except Refused as refused:
            form.file.errors = [why_not_read(refused)]
        else:
            try:
                _say(draft_from(theirs, by))
            except ChangedMeanwhile as refused:
                return refused_page(refused, url_for("codebooks.exchange"))
            return redirect(url_for("codebooks.draft_page"), 303)
    return render_template("codebooks/exchange.html", form=form, forms=list(BookForm))


def _say(drafted: Drafted) -> None:
    flash(
        _(
            "In the draft: %(new)s new and %(changed)s worded anew. Left as they are: %(same)s the same, "
            "%(absent)s codes the file does not name, %(retired)s retired, %(drafted)s in the draft before.",
            new=drafted.new,
            changed=drafted.changed,
            same=drafted.same,
            absent=drafted.absent,
            retired=drafted.retired,
            drafted=drafted.already_drafted,
        ),
        "success",
    )


@codebooks.get("/exchange/codebook.<any(qdc, csv, xlsx):form>")
@open_to(May.read_answers, May.change_codebook)
def book_file(form: str) -> Reply:
    """The codebook in effect; it holds nothing anybody said."""
    book_here()
    content = write_book(book_in_use(), BookForm(form))
    return _file(content, TYPES[BookForm(form)], f"codebook.{form}")


def _file(content: bytes, kind: str, name: str) -> Reply:
    reply = send_file(io.BytesIO(content), mimetype=kind, as_attachment=True, download_name=name)
    reply.headers["Cache-Control"] = "no-store"
    return reply


@codebooks.route("/exchange/take-out", methods=["GET", "POST"])
@open_to(May.code)
def project_out() -> Page:
    """Words people said leave the system: what that means is on the page before the button."""
    form = TakeOut()
    form.offer()
    book_here()
    if form.validate_on_submit():
        try:
            project = take_out(here(), coder_key(), _quarter(form.quarter.data), Coders(form.coders.data))
        except TooMuch:
            form.quarter.errors = [_("That is more than 20,000 answers. Choose a quarter.")]
        else:
            return _file(write_qdpx(project), PROJECT, "feedback.qdpx")
    return render_template(
        "codebooks/take_out.html", form=form, keeps=may_keep(here()), kept_blind=waiting_to_read(here())
    )


def _quarter(written: str | None) -> Quarter | None:
    try:
        return parse_quarter(written) if written else None
    except NotAQuarter:
        return None
