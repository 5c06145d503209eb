"""The list of quotes, one quote, and the second person's check."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from analysis.language import ENGLISH
from feedback_app.listening.store import Answer
from feedback_app.people.models import Person
from feedback_app.people.roles import May
from feedback_app.quotations.models import Quotation, QuotationState
from feedback_app.quotations.propose import approve_quotation, hands_of, send_back, take_back
from feedback_app.quotations.queries import Listed, numbers_by_state, quotations, waiting_for
from feedback_app.quotations.refusals import (
    ChangedMeanwhile,
    MayNotBeQuoted,
    NeedsAnotherPerson,
    NoReason,
    QuotationRefused,
)
from feedback_app.quotations.rules import Standing, hindrances, may_check
from feedback_app.quotations.standing import standing_of, translation_quoted, words_quoted
from feedback_app.themes.queries import name_of, place_names
from feedback_app.web.access import here, open_to
from feedback_app.web.asked import changes_seen, page_here
from feedback_app.web.fields import as_typed
from feedback_app.web.quotations.door import quotation_here, quotes
from feedback_app.web.quotations.points import gaps_of, pointed_out
from feedback_app.web.quotations.words import hindrance_words, state_shown
from feedback_app.web.report_links import ReportLink, drafts_of, title_of, used_in
from feedback_app.web.said import Mark, group_name, in_pieces, place_words
from feedback_app.web.translated import translated_words
from feedback_app.web.viewed import note_viewed

ON_A_PAGE = 25
FIRST_WORDS = 140
LONGEST_REASON = 2_000
Page = Reply | str | tuple[str, int]


@dataclass(frozen=True)
class Line:
    """One quote in the list."""

    href: str
    begins: str
    who: str
    code: str
    made_by: str
    state: str
    kind: str


@quotes.get("/quotations")
@open_to(May.read_answers)
def listed() -> str:
    given = request.args.get("state", "")
    state = QuotationState(given) if given in set(QuotationState) else QuotationState.proposed
    number = page_here()
    found = quotations(here(), state, at_most=ON_A_PAGE + 1, after=(number - 1) * ON_A_PAGE)
    more = len(found) > ON_A_PAGE
    numbers, waiting = numbers_by_state(here()), waiting_for(here())
    return render_template(
        "quotations/listed.html",
        state=state.value,
        states=[(each.value, state_shown(each)[0], numbers.get(each, 0)) for each in QuotationState],
        waiting=waiting,
        lines=[_line(each) for each in found[:ON_A_PAGE]],
        number=number,
        pages=max(1, -(-numbers.get(state, 0) // ON_A_PAGE)),
        before=url_for("quotations.listed", state=state.value, page=number - 1) if number > 1 else "",
        after=url_for("quotations.listed", state=state.value, page=number + 1) if more else "",
    )


def _line(one: Listed) -> Line:
    quotation, words = one.quotation, " ".join(one.quotation.text.split())
    state, kind = state_shown(quotation.state)
    if quotation.state is QuotationState.proposed and one.is_mine:
        state = _("Waits for somebody else")
    return Line(
        url_for("quotations.one", reference=quotation.public_ref),
        words if len(words) <= FIRST_WORDS else words[:FIRST_WORDS] + "…",
        group_name(one.group),
        quotation.code.name,
        one.made_by,
        state,
        kind,
    )


@quotes.get("/quotations/<reference>")
@open_to(May.read_answers)
def one(reference: str) -> str:
    note_viewed("quotation", quotation_here(reference)[0].public_ref, here())
    return _page(reference)


def _page(reference: str, trouble: str = "") -> str:
    quotation, answer = quotation_here(reference)
    words, response, person = words_quoted(answer, quotation.translation_id), answer.response, here()
    translation = translation_quoted(answer, quotation.translation_id)
    start, end, gaps = quotation.starts_at, quotation.ends_at, gaps_of(quotation)
    covered = {at for gap in gaps for at in range(gap.start, gap.end)}
    left = [
        words[point.start : point.end]
        for point in pointed_out(words, start, end)
        if not covered.issuperset(range(point.start, point.end))
    ]
    state, kind = state_shown(quotation.state)
    return render_template(
        "quotations/one.html",
        quotation=quotation,
        state=state,
        kind=kind,
        language=ENGLISH if translation else response.language,
        translated=translated_words(translation) if translation else "",
        who=f"{group_name(response.respondent_group)} · "
        f"{place_words(place_names(response.service_area_id, response.locality_id))}",
        pieces=in_pieces(words[start:end], [Mark(g.start - start, g.end - start, g.kind) for g in gaps]),
        left=left,
        troubles=[hindrance_words(one) for one in hindrances(_standing(quotation, answer))],
        made_by=name_of(quotation.made_by_id),
        checked_by=name_of(quotation.checked_by_id) if quotation.checked_by_id else "",
        may_check=quotation.state is QuotationState.proposed and may_check(person.id, hands_of(quotation)),
        because=as_typed(request.form.get("because", "")),
        trouble=trouble,
        used=used_in(answer.id, person),
        drafts=_to_choose_in(quotation, person),
    )


def _standing(quotation: Quotation, answer: Answer) -> Standing:
    return standing_of(answer, quotation.code_id, quotation.translation_id)


def _to_choose_in(quotation: Quotation, person: Person) -> list[ReportLink]:
    """Where reports being written choose among the quotes of this theme."""
    theme = quotation.code.theme.slug
    return [
        ReportLink(title_of(draft), url_for("reports.quotes", reference=draft.public_ref, theme=theme))
        for draft in drafts_of(person)
    ]


@quotes.post("/quotations/<reference>/check")
@open_to(May.read_answers)
def check(reference: str) -> Page:
    quotation, answer = quotation_here(reference)
    if request.form.get("sure") != "yes":
        return _page(reference, _("Tick the box once you have read it."))
    try:
        approve_quotation(quotation, answer, here(), seen=changes_seen(request.form.get("changes")))
    except QuotationRefused as refused:
        return _page(reference, why_not(refused)), 409
    flash(_("A report may use it now."), "success")
    return redirect(url_for("quotations.listed"), 303)


@quotes.post("/quotations/<reference>/send-back")
@open_to(May.read_answers)
def back(reference: str) -> Page:
    quotation, _answer = quotation_here(reference)
    because = as_typed(request.form.get("because", "")) or ""
    if len(because) > LONGEST_REASON:
        return _page(reference, _("That is too long: 2,000 letters at most. Nothing is lost."))
    try:
        send_back(quotation, because, here(), seen=changes_seen(request.form.get("changes")))
    except NoReason as refused:
        return _page(reference, why_not(refused))
    except QuotationRefused as refused:
        if quotation.state is not QuotationState.sent_back or quotation.because != because.strip():
            return _page(reference, why_not(refused)), 409
    flash(_("Sent back with what should change."), "success")
    return redirect(url_for("quotations.listed"), 303)


@quotes.post("/quotations/<reference>/stop")
@open_to(May.read_answers)
def stop(reference: str) -> Reply:
    quotation, _answer = quotation_here(reference)
    take_back(quotation, here())
    flash(_("No new report can use it. Change what is left out to propose it again."), "success")
    return redirect(url_for("quotations.one", reference=reference), 303)


def why_not(refused: QuotationRefused) -> str:
    """What stood in the way, in words."""
    match refused:
        case MayNotBeQuoted():
            return " ".join(hindrance_words(one) for one in refused.hindrances)
        case NeedsAnotherPerson():
            return str(_("You had a hand in it, so somebody else checks it."))
        case NoReason():
            return str(_("Say what should change."))
        case ChangedMeanwhile():
            return str(_("Somebody changed this quote since you opened it. Read it again as it is now."))
        case _:
            return str(_("It does not wait for a check any more. Here is how it stands now."))
