"""Boards: excerpts by heading, in an order people choose, with how far each is from being quoted."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from feedback_app.finding.boards import board_called, boards_for, on_board, pin_called
from feedback_app.finding.models import Board, Pin
from feedback_app.finding.pin import (
    LONGEST_HEADING,
    move,
    put_back,
    remove_board,
    rename_board,
    share_board,
    start_board,
    take_off,
    write_on,
)
from feedback_app.finding.refusals import ChangedMeanwhile, NoName, NotEmpty, NotYours
from feedback_app.people.roles import May
from feedback_app.quotations.queries import states_of
from feedback_app.web.access import here, open_to
from feedback_app.web.asked import changes_seen
from feedback_app.web.fields import as_typed
from feedback_app.web.finding.narrowing import to_what_was_found
from feedback_app.web.finding.pinned import pin_shown
from feedback_app.web.finding.routes import finding
from feedback_app.web.report_links import drafts_of, may_compile, title_of
from feedback_app.web.viewed import note_viewed

LONGEST_NOTE = 2_000
PIN = "/boards/<reference>/pins/<int(max=2147483647):pin_id>"
Page = Reply | str | tuple[str, int]


@finding.get("/boards")
@open_to(May.read_answers)
def boards() -> str:
    return render_template("finding/boards.html", lines=boards_for(here()), typed="", me=here().id)


@finding.post("/boards")
@open_to(May.read_answers)
def begin() -> Page:
    name = as_typed(request.form.get("name", "")) or ""
    try:
        board = start_board(name, here())
    except NoName:
        trouble = _("Give the board a name of at most 80 letters.")
        lines = boards_for(here())
        return render_template("finding/boards.html", lines=lines, typed=name, trouble=trouble, me=here().id)
    return redirect(url_for("finding.board", reference=board.public_ref), 303)


def board_here(reference: str) -> Board:
    """A board of one's own or a shared one; otherwise the request ends here."""
    found = board_called(reference, here())
    if found is None:
        abort(404)
    return found


def pin_here(reference: str, pin_id: int) -> tuple[Board, Pin]:
    board = board_here(reference)
    pin = pin_called(pin_id, board, here())
    if pin is None:
        abort(404)
    return board, pin


@finding.get("/boards/<reference>")
@open_to(May.read_answers)
def board(reference: str) -> str:
    one = board_here(reference)
    note_viewed("board", one.public_ref, here())
    return _board_page(one)


def _board_page(one: Board, trouble: str = "", typed: str | None = None) -> str:
    """A board; `typed` is a name it could not be given."""
    person = here()
    laid = on_board(one, person)
    everything = [p for _heading, pins in laid.headings for p in pins] + list(laid.taken_off)
    states = states_of([pinned.answer.id for pinned in everything])
    return render_template(
        "finding/board.html",
        board=one,
        is_mine=one.owner_id == person.id,
        headings=[(heading, [pin_shown(p, states) for p in pins]) for heading, pins in laid.headings],
        taken_off=[pin_shown(p, states) for p in laid.taken_off],
        out_of_reach=laid.out_of_reach,
        just_off=request.args.get("off", 0, type=int),
        number=sum(len(pins) for _heading, pins in laid.headings),
        back=to_what_was_found(request.args.get("back", "")),
        trouble=trouble,
        typed=one.name if typed is None else typed,
        drafts=[(draft.public_ref, title_of(draft)) for draft in drafts_of(person)],
        may_compile=may_compile(person),
    )


@finding.post("/boards/<reference>/share")
@open_to(May.read_answers)
def share_one(reference: str) -> Reply:
    one, shared = board_here(reference), request.form.get("shared") == "yes"
    try:
        share_board(one, shared=shared, by=here())
        flash(
            _("Everybody who reads answers works on it now.") if shared else _("Only you see it now."),
            "success",
        )
    except NotYours:
        flash(_("Only the person who started a board can change who sees it."))
    return redirect(url_for("finding.board", reference=reference), 303)


@finding.post("/boards/<reference>/name")
@open_to(May.read_answers)
def name_one(reference: str) -> Page:
    one, typed = board_here(reference), as_typed(request.form.get("name", "")) or ""
    try:
        rename_board(one, typed, here())
    except NoName:
        return _board_page(one, _("Give the board a name of at most 80 letters. Nothing is lost."), typed)
    except NotYours:
        flash(_("Only the person who started a board can rename it."))
    else:
        flash(_("It has its new name."), "success")
    return redirect(url_for("finding.board", reference=reference), 303)


@finding.post("/boards/<reference>/remove")
@open_to(May.read_answers)
def remove_one(reference: str) -> Page:
    one = board_here(reference)
    try:
        remove_board(one, here())
    except NotEmpty:
        return _board_page(one, _("Something is on this board. Take it off first.")), 409
    except NotYours:
        flash(_("Only the person who started a board can remove it."))
        return redirect(url_for("finding.board", reference=reference), 303)
    flash(_("The board is gone. The answers are where they were."), "success")
    return redirect(url_for("finding.boards"), 303)


@finding.post(PIN + "/earlier")
@open_to(May.read_answers)
def earlier(reference: str, pin_id: int) -> Reply:
    _board, pin = pin_here(reference, pin_id)
    move(pin, earlier=True)
    return _back_to(reference, pin)


@finding.post(PIN + "/later")
@open_to(May.read_answers)
def later(reference: str, pin_id: int) -> Reply:
    _board, pin = pin_here(reference, pin_id)
    move(pin, earlier=False)
    return _back_to(reference, pin)


@finding.post(PIN + "/take-off")
@open_to(May.read_answers)
def off(reference: str, pin_id: int) -> Reply:
    _board, pin = pin_here(reference, pin_id)
    take_off(pin, here())
    return redirect(url_for("finding.board", reference=reference, off=pin.id), 303)


@finding.post(PIN + "/put-back")
@open_to(May.read_answers)
def back_on(reference: str, pin_id: int) -> Reply:
    _board, pin = pin_here(reference, pin_id)
    put_back(pin)
    flash(_("It is on the board again."), "success")
    return _back_to(reference, pin)


def _back_to(reference: str, pin: Pin) -> Reply:
    return redirect(url_for("finding.board", reference=reference, _anchor=f"pin-{pin.id}"), 303)


@finding.get(PIN)
@open_to(May.read_answers)
def note(reference: str, pin_id: int) -> str:
    one, pin = pin_here(reference, pin_id)
    return _note_page(one, pin, pin.heading, pin.note)


def _note_page(one: Board, pin: Pin, heading: str, typed: str, trouble: str = "", control: str = "") -> str:
    known = [name for name, _pins in on_board(one, here()).headings if name]
    return render_template(
        "finding/note.html",
        board=one,
        pin=pin,
        heading=heading,
        typed=typed,
        known=known,
        trouble=trouble,
        control=control,
    )


@finding.post(PIN)
@open_to(May.read_answers)
def write(reference: str, pin_id: int) -> Page:
    one, pin = pin_here(reference, pin_id)
    heading = as_typed(request.form.get("heading", "")) or ""
    typed = as_typed(request.form.get("note", "")) or ""
    if len(heading) > LONGEST_HEADING:
        return _note_page(
            one, pin, heading, typed, _("The heading is too long: 120 letters at most."), "heading"
        )
    if len(typed) > LONGEST_NOTE:
        return _note_page(one, pin, heading, typed, _("The note is too long: 2,000 letters at most."), "note")
    try:
        write_on(pin, heading, typed, seen=changes_seen(request.form.get("changes")))
    except ChangedMeanwhile:
        trouble = _(
            "Somebody else changed this note. Theirs is kept and shown below; yours is still in the boxes."
        )
        return _note_page(one, pin, heading, typed, trouble, "note"), 409
    flash(_("Saved."), "success")
    return _back_to(reference, pin)
