"""Notes on an answer, questions to a colleague and their replies, and who else is at the answer now."""

from flask import abort, flash, jsonify, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from feedback_app.listening.store import Answer
from feedback_app.people.models import Person
from feedback_app.people.roles import May
from feedback_app.second_reading.queries import reading_now
from feedback_app.themes.queries import code_called
from feedback_app.themes.queue import Narrowed
from feedback_app.themes.read import note_opening
from feedback_app.themes.refusals import AlreadyReplied, CannotAnswer, NothingWritten, NotYours
from feedback_app.themes.remark import ask, remove_memo, reply, withdraw, write_memo
from feedback_app.themes.remarked import (
    AskingBetween,
    asked_by_me,
    asked_of_me,
    asking_called,
    colleagues_for,
    memo_called,
)
from feedback_app.themes.remarks import Asking
from feedback_app.web.access import here, open_to
from feedback_app.web.coding.addresses import address_of
from feedback_app.web.coding.place import (
    PLACE,
    answer_here,
    back_to,
    number_in_form,
    presence_words,
    shown,
)
from feedback_app.web.coding.remarks_shown import LONGEST_REMARK, Question, question_of
from feedback_app.web.coding.routes import coding
from feedback_app.web.coding.undo import Done
from feedback_app.web.fields import as_typed
from feedback_app.web.said import question_words
from feedback_app.web.viewed import keep_what_was_noted

Problems = list[tuple[str, str]]


def _typed(name: str) -> tuple[str, Problems]:
    """The words of a field, and what is wrong with them."""
    words = as_typed(request.form.get(name, "")) or ""
    over = len(words) - LONGEST_REMARK
    if over > 0:
        too_long = _("This is %(over)s letters too long. Please make it shorter. Nothing is lost.", over=over)
        return words, [(name, too_long)]
    return words, [] if words.strip() else [(name, _("Write something first."))]


@coding.post(PLACE + "/note")
@open_to(May.code)
def note(reference: str, question: str, box: str) -> Reply | str:
    answer = answer_here(reference, question, box)
    words, problems = _typed("note")
    if problems:
        return shown(answer, problems)
    about = code_called(request.form.get("about", "").replace("\0", "")[:40])
    kept = write_memo(answer, words, here(), code_id=about.id if about else None)
    return back_to(answer, Done("noted", (kept.id,)))


@coding.post(PLACE + "/note-away")
@open_to(May.code)
def take_note_away(reference: str, question: str, box: str) -> Reply:
    answer = answer_here(reference, question, box)
    memo = memo_called(number_in_form("memo"), answer)
    try:
        if memo is not None:
            remove_memo(memo, here())
    except NotYours:
        abort(403)
    flash(_("The note is gone."), "success")
    return back_to(answer, Done("kept"))


@coding.post(PLACE + "/ask")
@open_to(May.code)
def ask_colleague(reference: str, question: str, box: str) -> Reply | str:
    answer = answer_here(reference, question, box)
    words, problems = _typed("question")
    of = _colleague(answer)
    if of is None:
        problems.insert(0, ("colleague", _("Choose who to ask.")))
    if problems or of is None:
        return shown(answer, problems)
    try:
        asked = ask(answer, of, words, here())
    except (CannotAnswer, NothingWritten):
        return shown(answer, [("colleague", _("They may not read this answer. Choose somebody else."))])
    return back_to(answer, Done("asked", (asked.id,)))


def _colleague(answer: Answer) -> Person | None:
    """Whoever was chosen, when they may be asked; never somebody who reads the answer blind at the moment."""
    chosen, blind = number_in_form("colleague"), reading_now(answer)
    offered = colleagues_for(answer, here())
    return next((each for each in offered if each.id == chosen and each.id != blind), None)


@coding.post(PLACE + "/reply")
@open_to(May.code)
def answer_colleague(reference: str, question: str, box: str) -> Reply | str:
    answer = answer_here(reference, question, box)
    asking = _asking(answer)
    words, problems = _typed("reply")
    if problems:
        return shown(answer, problems)
    try:
        reply(asking, words, here())
        flash(_("Your colleague is told that you answered."), "success")
    except NotYours:
        abort(403)
    except AlreadyReplied:
        if words.strip() != asking.reply:
            write_memo(answer, words, here())
            flash(_("The question was taken back in the meantime. What you wrote is kept as a note."))
    return back_to(answer, Done("kept"))


@coding.post(PLACE + "/ask-back")
@open_to(May.code)
def take_question_back(reference: str, question: str, box: str) -> Reply:
    answer = answer_here(reference, question, box)
    try:
        withdraw(_asking(answer), here())
        flash(_("The question is taken back."), "success")
    except NotYours:
        abort(403)
    except AlreadyReplied:
        flash(_("Your colleague has answered already."))
    return back_to(answer, Done("kept"))


def _asking(answer: Answer) -> Asking:
    found = asking_called(request.form.get("asking", "").replace("\0", "")[:32], here())
    if found is None or found.answer_id != answer.id:
        abort(404)
    return found


@coding.get(PLACE + "/here")
@open_to(May.code)
def presence(reference: str, question: str, box: str) -> Reply:
    """Who else is at this answer; asking says that this person still is."""
    answer = answer_here(reference, question, box)
    note_opening(answer, here())
    keep_what_was_noted()
    return jsonify(words=presence_words(answer, here()))


@coding.get("/coding/questions")
@open_to(May.code)
def questions() -> str:
    person = here()
    return render_template(
        "coding/questions.html",
        waiting=[_line(found) for found in asked_of_me(person)],
        asked=[_line(found) for found in asked_by_me(person)],
        back=url_for("coding.queue"),
    )


def _line(found: AskingBetween) -> tuple[Question, str, str]:
    """A question, the question of the survey it is about, and where to read both."""
    answer = found.answer
    return (
        question_of(found, here()),
        question_words(answer.response, answer.question),
        address_of(answer, Narrowed()) + "#questions",
    )
