"""Read one answer a second time, blind: nothing on these pages comes from the first reader or the machine."""

from collections.abc import Sequence

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from feedback_app.people.roles import May
from feedback_app.second_reading.models import Outcome, Whose
from feedback_app.second_reading.queries import ReadTwice, codes_of, reading_called, waiting_to_read
from feedback_app.second_reading.read_again import finish_reading, give_back, give_code, take_code_back
from feedback_app.second_reading.refusals import AlreadyFinished, NotYourReading
from feedback_app.web.access import here, open_to
from feedback_app.web.asked import number_in
from feedback_app.web.coding.chosen import choosing, chosen_in
from feedback_app.web.coding.worried import tell_triage_of
from feedback_app.web.second_reading.routes import second_reading, take
from feedback_app.web.second_reading.shown import page_of

PLACE = "/second-reading/<reference>"


def mine_here(reference: str) -> ReadTwice:
    """A reading this person has taken; otherwise the request ends here."""
    found = reading_called(reference, here())
    if found is None or found.reading.second_reader_id != here().id:
        abort(404)
    return found


@second_reading.get(PLACE)
@open_to(May.code)
def one(reference: str) -> Reply | str:
    twice = mine_here(reference)
    if twice.reading.outcome is Outcome.differs:
        return redirect(url_for("second_reading.difference", reference=reference))
    if twice.reading.finished_at is not None:
        return redirect(url_for("second_reading.start"))
    return _shown(twice)


def _shown(twice: ReadTwice, problems: Sequence[tuple[str, str]] = ()) -> str:
    mine = [code for code in codes_of(twice.reading) if code.whose is Whose.second]
    return render_template(
        "second_reading/one.html",
        reference=twice.reading.public_ref,
        shown=page_of(twice.answer, mine),
        **choosing(problems),
        left=waiting_to_read(here()),
    )


@second_reading.post(PLACE + "/add")
@open_to(May.code)
def give(reference: str) -> Reply | str:
    twice = mine_here(reference)
    chosen = chosen_in(twice.answer)
    if chosen.span is None or chosen.code is None:
        return _shown(twice, chosen.problems)
    try:
        give_code(twice.reading, twice.answer, chosen.code.id, chosen.span, chosen.valence, here())
    except AlreadyFinished:
        return _closed()
    return redirect(url_for("second_reading.one", reference=reference), 303)


@second_reading.post(PLACE + "/take-back")
@open_to(May.code)
def remove(reference: str) -> Reply:
    twice = mine_here(reference)
    number = number_in(request.form.get("given")) or 0
    try:
        take_code_back(twice.reading, number, here())
    except AlreadyFinished:
        return _closed()
    return redirect(url_for("second_reading.one", reference=reference), 303)


@second_reading.post(PLACE + "/finish")
@open_to(May.code)
def finished(reference: str) -> Reply:
    twice = mine_here(reference)
    try:
        outcome = finish_reading(twice.reading, twice.answer, here())
    except AlreadyFinished:
        return _closed()
    if outcome is Outcome.alike:
        flash(_("Finished. You both gave the same codes."), "success")
    else:
        flash(_("Finished. You read it differently: it is in the list to talk over now."), "success")
    return take() if request.form.get("then") == "next" else _to_start()


def _to_start() -> Reply:
    return redirect(url_for("second_reading.start"), 303)


@second_reading.post(PLACE + "/give-back")
@open_to(May.code)
def leave(reference: str) -> Reply:
    twice = mine_here(reference)
    try:
        give_back(twice.reading, here())
    except (AlreadyFinished, NotYourReading):
        return _closed()
    flash(_("Left for somebody else to read."), "success")
    return _to_start()


@second_reading.post(PLACE + "/worried")
@open_to(May.code)
def tell_triage(reference: str) -> Reply:
    tell_triage_of(mine_here(reference).answer.response)
    return redirect(url_for("second_reading.one", reference=reference), 303)


def _closed() -> Reply:
    flash(_("This reading is finished: its codes are kept as they are."))
    return _to_start()
