"""Choose the words of one answer for a report: pin them to a board, or propose them as a quote."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from analysis.text import segments
from feedback_app.finding.boards import board_called, boards_for, boards_with
from feedback_app.finding.models import Board
from feedback_app.finding.pin import LONGEST_HEADING, LONGEST_NAME, pin_to, start_board
from feedback_app.finding.refusals import NoName
from feedback_app.listening.store import Answer
from feedback_app.people.roles import May
from feedback_app.quotations.queries import quotes_of
from feedback_app.themes.queries import answer_at, place_names
from feedback_app.themes.refusals import NoSuchWords
from feedback_app.themes.rules import Span, tidy_span
from feedback_app.translated.queries import translation_in_use
from feedback_app.web.access import here, open_to
from feedback_app.web.address import address_with
from feedback_app.web.asked import number_in
from feedback_app.web.coding.addresses import box_from_address, parts_of
from feedback_app.web.fields import as_typed
from feedback_app.web.finding.narrowing import to_what_was_found
from feedback_app.web.finding.routes import finding
from feedback_app.web.finding.shown import language_of, question_of
from feedback_app.web.quotations.words import state_shown
from feedback_app.web.said import group_name, place_words
from feedback_app.web.translated import translated_words
from feedback_app.web.viewed import note_viewed

ONE = "/excerpts/<reference>/<question>/<box>"
NEW = "new"


def answer_here(reference: str, question: str, box: str) -> Answer:
    """The answer, when it is this person's to read; otherwise the request ends here."""
    found = answer_at(reference, question, box_from_address(box), here())
    if found is None:
        abort(404)
    return found


def chosen_span(words: str, ticked: list[str]) -> Span:
    """From the first part ticked to the last; the whole answer when none is. Raises NoSuchWords."""
    ends = [end for part in ticked for end in part[:24].split("-")]
    numbers = [number for end in ends if (number := number_in(end)) is not None]
    if not numbers:
        return tidy_span(words, 0, len(words))
    return tidy_span(words, min(numbers), max(numbers))


@finding.get(ONE)
@open_to(May.read_answers)
def excerpt(reference: str, question: str, box: str) -> str:
    answer = answer_here(reference, question, box)
    note_viewed("answer", str(answer.id), here())
    return _page(answer)


def _page(answer: Answer, trouble: str = "", control: str = "") -> str:
    words, response, translation = answer.words or "", answer.response, translation_in_use(answer.id)
    return render_template(
        "finding/excerpt.html",
        answer=answer,
        parts=parts_of(answer),
        question=question_of(answer),
        facts=(
            group_name(response.respondent_group),
            place_words(place_names(response.service_area_id, response.locality_id)),
        ),
        language=language_of(answer, translation),
        translation=translation,
        translated=translated_words(translation) if translation else "",
        segments=[(span.start, span.end, words[span.start : span.end]) for span in segments(words)],
        ticked=set(request.form.getlist("segment")),
        typed={name: as_typed(value) for name, value in request.form.items()},
        boards=boards_for(here()),
        back=to_what_was_found(request.args.get("back", "")),
        on_boards=boards_with(answer.id, here()),
        quotes=[(quote.public_ref, *state_shown(quote.state)) for quote in quotes_of(answer.id, here())],
        trouble=trouble,
        control=control,
        longest_name=LONGEST_NAME,
        longest_heading=LONGEST_HEADING,
    )


@finding.post(ONE)
@open_to(May.read_answers)
def use(reference: str, question: str, box: str) -> Reply | str:
    answer = answer_here(reference, question, box)
    try:
        span = chosen_span(answer.words or "", request.form.getlist("segment"))
    except NoSuchWords:
        return _page(answer, _("Choose at least one part that has words in it."), "segment-1")
    if request.form.get("go") == "propose":
        return redirect(
            address_with("quotations.new", {"start": span.start, "end": span.end, **parts_of(answer)}), 303
        )
    heading = as_typed(request.form.get("heading", "")) or ""
    if len(heading) > LONGEST_HEADING:
        return _page(answer, _("The heading is too long: 120 letters at most. Nothing is lost."), "heading")
    try:
        board = _board()
    except NoName:
        return _page(answer, _("Choose a board, or give a new one a name of at most 80 letters."), "name")
    pin_to(board, answer, span, here(), heading=heading)
    flash(_("It is on the board."), "success")
    back = to_what_was_found(request.args.get("back", ""))
    return redirect(url_for("finding.board", reference=board.public_ref, back=back or None), 303)


def _board() -> Board:
    """The board chosen, or a new one with the name given. Raises NoName."""
    chosen = request.form.get("board", "").replace("\0", "")[:40]
    name = as_typed(request.form.get("name", "")) or ""
    known = board_called(chosen, here()) if chosen and chosen != NEW else None
    if known is not None:
        return known
    return start_board(name, here())
