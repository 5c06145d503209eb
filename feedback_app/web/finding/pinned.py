"""The excerpts of a board, ready to print: how far each is from being quoted, and what it says in English."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import url_for
from flask_babel import format_date
from flask_babel import gettext as _

from feedback_app.finding.boards import Pinned
from feedback_app.finding.models import Pin
from feedback_app.quotations.models import QuotationState
from feedback_app.quotations.queries import Quoted, Span
from feedback_app.translated.models import Translation
from feedback_app.web.address import address_with
from feedback_app.web.coding.addresses import parts_of
from feedback_app.web.finding.shown import language_of, question_of
from feedback_app.web.quotations.words import state_shown
from feedback_app.web.said import group_name, place_words
from feedback_app.web.translated import translated_words


@dataclass(frozen=True)
class PinShown:
    """One excerpt of a board; `state` and `kind` say whether it may be quoted."""

    pin: Pin
    words: str
    language: str
    translation: Translation | None
    translated: str
    question: str
    facts: str
    pinned_by: str
    state: str
    kind: str
    may_propose: bool
    is_proposed: bool
    quote_href: str
    translated_href: str


def pin_shown(pinned: Pinned, states: Mapping[Span, Quoted]) -> PinShown:
    """An excerpt ready to print; `states` are the quotes made of these answers."""
    pin, response = pinned.pin, pinned.answer.response
    quote = states.get((pinned.answer.id, pin.starts_at, pin.ends_at))
    state, kind = _state(pinned, quote.state if quote else None)
    return PinShown(
        pin,
        pinned.words,
        language_of(pinned.answer, pinned.translation),
        pinned.translation,
        translated_words(pinned.translation) if pinned.translation else "",
        question_of(pinned.answer),
        " · ".join((
            group_name(response.respondent_group),
            place_words((pinned.service_area, pinned.locality)),
            format_date(response.received_on, "d MMM yyyy"),
        )),
        pinned.pinned_by,
        state,
        kind,
        response.may_quote and not pinned.raised_a_concern,
        quote is not None,
        _quote_href(pinned, quote.public_ref if quote else ""),
        _translated_href(pinned),
    )  # fmt: skip


def _quote_href(pinned: Pinned, reference: str) -> str:
    """The quote made of these words, or where one is proposed."""
    if reference:
        return url_for("quotations.one", reference=reference)
    pin = pinned.pin
    return address_with(
        "quotations.new", {"start": pin.starts_at, "end": pin.ends_at, **parts_of(pinned.answer)}
    )


def _translated_href(pinned: Pinned) -> str:
    """Where a quote of the translation is proposed; "" where there is none."""
    if pinned.translation is None:
        return ""
    return address_with("quotations.new", {"translation": pinned.translation.id, **parts_of(pinned.answer)})


def _state(pinned: Pinned, state: QuotationState | None) -> tuple[str, str]:
    """Whether there is permission, and how far the words are from being a quote."""
    if not pinned.answer.response.may_quote:
        return _("No permission to quote"), "stopped"
    if pinned.raised_a_concern:
        return _("Never quoted: it raised a concern"), "stopped"
    if state is None:
        return _("Names and places not looked at yet"), "note"
    return state_shown(state)
