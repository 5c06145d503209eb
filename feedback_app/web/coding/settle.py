"""What a reader does with an answer: settle a guess, add a code or take one back, raise a concern."""

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from feedback_app.people.roles import May
from feedback_app.themes.code import accept, add, decline, pointed_at, say_valence, take_back
from feedback_app.themes.models import Valence
from feedback_app.themes.refusals import CodesAreAgreed, NotYours
from feedback_app.translated.queries import translations_of
from feedback_app.web.access import here, open_to
from feedback_app.web.coding.chosen import chosen_in
from feedback_app.web.coding.place import (
    PLACE,
    answer_here,
    back_to,
    coding_here,
    shown,
    somebody_was_first,
    suggestion_here,
)
from feedback_app.web.coding.routes import coding
from feedback_app.web.coding.undo import Done, removed
from feedback_app.web.coding.worried import tell_triage_of


@coding.errorhandler(CodesAreAgreed)
def say_that_codes_are_agreed(_refused: CodesAreAgreed) -> Reply:
    """Somebody settled the codes while this person was at the answer: nothing of theirs is changed."""
    flash(_("The codes of this answer were settled after a second reading. Nothing was changed."))
    return redirect(url_for("coding.one", **(request.view_args or {})), 303)


@coding.post(PLACE + "/accept")
@open_to(May.code)
def agree(reference: str, question: str, box: str) -> Reply:
    answer = answer_here(reference, question, box)
    settled = accept(suggestion_here(answer), answer, here())
    if settled.first_by_id is not None:
        flash(somebody_was_first(settled.first_by_id))
    return back_to(answer, Done("accepted", (settled.coding.id if settled.coding else 0,)))


@coding.post(PLACE + "/decline")
@open_to(May.code)
def disagree(reference: str, question: str, box: str) -> Reply:
    answer = answer_here(reference, question, box)
    settled = decline(suggestion_here(answer), here())
    if settled.first_by_id is not None:
        flash(somebody_was_first(settled.first_by_id))
        return back_to(answer, Done("kept"))
    return back_to(answer, Done("declined", (settled.suggestion.id,)))


@coding.post(PLACE + "/add")
@open_to(May.code)
def give(reference: str, question: str, box: str) -> Reply | str:
    answer = answer_here(reference, question, box)
    chosen = chosen_in(answer, translations_of(answer.id))
    if chosen.span is None or chosen.code is None:
        return shown(answer, chosen.problems)
    made = add(answer, chosen.code.id, chosen.span, chosen.valence, here())
    if pointed_at(made) != chosen.span:
        flash(_("You gave this code to the whole answer before, so it is not given again."))
        return back_to(answer, Done("kept"))
    return back_to(answer, Done("added", (made.id,)))


@coding.post(PLACE + "/valence")
@open_to(May.code)
def weigh(reference: str, question: str, box: str) -> Reply:
    answer = answer_here(reference, question, box)
    typed = request.form.get("valence", "")
    if typed not in set(Valence):
        abort(400)
    found = coding_here(answer)
    if found is None:
        flash(_("That code was taken away already."))
        return back_to(answer, Done("kept"))
    try:
        say_valence(found, Valence(typed), here())
    except NotYours:
        abort(403)
    return back_to(answer, Done("kept"))


@coding.post(PLACE + "/take-back")
@open_to(May.code)
def remove(reference: str, question: str, box: str) -> Reply:
    answer = answer_here(reference, question, box)
    found = coding_here(answer)
    if found is None:
        flash(_("That code was taken away already."))
        return back_to(answer, Done("kept"))
    done = removed(found)
    try:
        take_back(found, here())
    except NotYours:
        abort(403)
    return back_to(answer, done)


@coding.post(PLACE + "/worried")
@open_to(May.code)
def worried(reference: str, question: str, box: str) -> Reply:
    answer = answer_here(reference, question, box)
    tell_triage_of(answer.response)
    return back_to(answer, Done("kept"))
