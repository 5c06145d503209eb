"""One answer: read it, finish it, go on to the next, and undo."""

from flask import flash, redirect, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from feedback_app.learned.in_use import suggest_for
from feedback_app.people.roles import May
from feedback_app.themes.queue import next_unread
from feedback_app.themes.read import finish, note_opening
from feedback_app.web.access import here, open_to
from feedback_app.web.address import address_with
from feedback_app.web.coding.addresses import address_of
from feedback_app.web.coding.narrowing import in_address, narrowed_here
from feedback_app.web.coding.place import PLACE, answer_here, shown
from feedback_app.web.coding.routes import coding
from feedback_app.web.coding.undo import done_from, undo
from feedback_app.web.viewed import keep_what_was_noted


@coding.get(PLACE)
@open_to(May.code)
def one(reference: str, question: str, box: str) -> str:
    answer = answer_here(reference, question, box)
    suggest_for(answer)
    note_opening(answer, here())
    keep_what_was_noted()
    return shown(answer)


@coding.post(PLACE + "/finish")
@open_to(May.code)
def finished(reference: str, question: str, box: str) -> Reply:
    answer, narrowed = answer_here(reference, question, box), narrowed_here()
    finish(answer, here())
    following = next_unread(here(), narrowed, after=answer)
    this_one = "/".join((reference, question, box))
    if following is None:
        flash(_("That was the last one. Thank you for reading them all."), "success")
        return redirect(address_with("coding.queue", in_address(narrowed)), 303)
    return redirect(address_of(following, narrowed, done="finished", finished=this_one), 303)


@coding.post(PLACE + "/undo")
@open_to(May.code)
def go_back(reference: str, question: str, box: str) -> Reply:
    answer = answer_here(reference, question, box)
    done = done_from(request.form.get("done", ""))
    if done is None or not undo(done, answer, here()):
        flash(_("There was nothing left to undo."))
    else:
        flash(_("Undone."), "success")
    return redirect(address_of(answer, narrowed_here()), 303)
