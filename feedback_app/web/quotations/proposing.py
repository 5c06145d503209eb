"""Propose a quote, and change what is left out of one."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from analysis.language import ENGLISH
from feedback_app.listening.store import Answer
from feedback_app.people.roles import May
from feedback_app.quotations.models import Quotation
from feedback_app.quotations.propose import leave_out, propose, span_quoted
from feedback_app.quotations.refusals import ChangedMeanwhile, MayNotBeQuoted, NothingLeft
from feedback_app.quotations.standing import codes_on, translation_quoted, words_quoted
from feedback_app.second_reading.blind import kept_blind
from feedback_app.themes.queries import place_names
from feedback_app.themes.refusals import NoSuchWords
from feedback_app.themes.rules import Span, tidy_span
from feedback_app.web.access import here, open_to
from feedback_app.web.address import address_with
from feedback_app.web.asked import changes_seen, number_in
from feedback_app.web.coding.addresses import parts_of
from feedback_app.web.fields import as_typed
from feedback_app.web.finding.excerpts import answer_here
from feedback_app.web.finding.shown import question_of
from feedback_app.web.quotations.door import quotation_here, quotes
from feedback_app.web.quotations.points import (
    chosen_in,
    gaps_of,
    pointed_out,
    points_of,
    ticked_at_first,
    value_of,
)
from feedback_app.web.quotations.words import hindrance_words
from feedback_app.web.said import group_name, place_words
from feedback_app.web.translated import translated_words
from feedback_app.web.viewed import note_viewed

NEW = "/quotations/new/<reference>/<question>/<box>"
Page = Reply | str | tuple[str, int]
Troubles = list[tuple[str, str]]


def _span(answer: Answer) -> Span:
    """The part of the answer, or of its translation, that the address names; all of it when it names none."""
    found = translation_quoted(answer, number_in(request.args.get("translation")))
    translation_id = found.id if found else None
    words = words_quoted(answer, translation_id)
    start, end = number_in(request.args.get("start")), number_in(request.args.get("end"))
    everything = Span(0, len(words), translation_id)
    if start is None or end is None:
        return everything
    try:
        return tidy_span(words, start, end, translation_id)
    except NoSuchWords:
        return everything


@quotes.get(NEW)
@open_to(May.read_answers)
def new(reference: str, question: str, box: str) -> str:
    answer = answer_here(reference, question, box)
    note_viewed("answer", str(answer.id), here())
    return _page(answer, _span(answer))


@quotes.post(NEW)
@open_to(May.read_answers)
def offer(reference: str, question: str, box: str) -> Page:
    answer = answer_here(reference, question, box)
    span = _span(answer)
    chosen = chosen_in(request.form, words_quoted(answer, span.translation_id), span.start, span.end)
    code_id = number_in(request.form.get("code")) or 0
    troubles = _not_there(chosen.not_there)
    if code_id not in {code.id for code in codes_on(answer, here())}:
        troubles.append(("code", _("Choose the code it stands for.")))
    if troubles:
        return _page(answer, span, troubles=troubles)
    try:
        quotation = propose(answer, code_id, span, chosen.gaps, here())
    except MayNotBeQuoted as refused:
        why = [("propose", hindrance_words(one)) for one in refused.hindrances]
        return _page(answer, span, troubles=why)
    except NothingLeft:
        return _page(answer, span, troubles=[("more", _("Nothing of what they said is left."))])
    except ChangedMeanwhile:
        troubles = [
            ("propose", _("Somebody proposed the same words just now. Send it again to change theirs."))
        ]
        return _page(answer, span, troubles=troubles), 409
    flash(_("Sent. A second person checks it before any report can use it."), "success")
    return redirect(url_for("quotations.one", reference=quotation.public_ref), 303)


@quotes.get("/quotations/<reference>/change")
@open_to(May.read_answers)
def change(reference: str) -> str:
    quotation, answer = quotation_here(reference)
    note_viewed("quotation", quotation.public_ref, here())
    return _page(answer, span_quoted(quotation), quotation)


@quotes.post("/quotations/<reference>/change")
@open_to(May.read_answers)
def changed(reference: str) -> Page:
    quotation, answer = quotation_here(reference)
    span = span_quoted(quotation)
    chosen = chosen_in(request.form, words_quoted(answer, span.translation_id), span.start, span.end)
    if chosen.not_there:
        return _page(answer, span, quotation, troubles=_not_there(chosen.not_there))
    try:
        leave_out(quotation, answer, chosen.gaps, here(), seen=changes_seen(request.form.get("changes")))
    except NothingLeft:
        return _page(answer, span, quotation, [("more", _("Nothing of what they said is left."))])
    except ChangedMeanwhile:
        theirs = _("Somebody else changed this quote. What you chose is below; send it again to keep yours.")
        return _page(answer, span, quotation, [("propose", theirs)]), 409
    flash(_("Sent. A second person checks it before any report can use it."), "success")
    return redirect(url_for("quotations.one", reference=quotation.public_ref), 303)


def _not_there(lines: tuple[str, ...]) -> Troubles:
    if not lines:
        return []
    return [
        ("more", _("Some of the words to leave out are not in this part. Type them exactly as they stand."))
    ]


def _page(
    answer: Answer, span: Span, quotation: Quotation | None = None, troubles: Troubles | None = None
) -> str:
    words, response = words_quoted(answer, span.translation_id), answer.response
    translation = translation_quoted(answer, span.translation_id)
    found = pointed_out(words, span.start, span.end)
    kept = gaps_of(quotation) if quotation else ()
    at_first = {value_of(gap) for gap in kept} if quotation else ticked_at_first(found)
    action = (
        url_for("quotations.changed", reference=quotation.public_ref)
        if quotation
        else address_with(
            "quotations.offer",
            {
                "start": span.start,
                "end": span.end,
                "translation": span.translation_id,
                **parts_of(answer),
            },
        )
    )
    return render_template(
        "quotations/new.html",
        quotation=quotation,
        said=words[span.start : span.end],
        language=ENGLISH if translation else response.language,
        translated=translated_words(translation) if translation else "",
        question=question_of(answer),
        facts=(
            group_name(response.respondent_group),
            place_words(place_names(response.service_area_id, response.locality_id)),
        ),
        codes=codes_on(answer, here()),
        kept_blind=bool(kept_blind([answer.id], here())),
        chosen=number_in(request.form.get("code")),
        points=points_of(words, found, kept),
        ticked=set(request.form.getlist("gap")) if request.method == "POST" else at_first,
        more=as_typed(request.form.get("more", "")),
        troubles=troubles or [],
        action=action,
    )
