"""An excerpt of a board made ready to be taken into a report, or with what stands in its way."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import format_date
from flask_babel import gettext as _

from feedback_app.quotations.rules import Hindrance
from feedback_app.reporting.from_board import FromBoard, NotHere
from feedback_app.web.address import address_with
from feedback_app.web.coding.addresses import parts_of
from feedback_app.web.quotations.words import hindrance_words
from feedback_app.web.reports.shown import Candidate, candidate_of
from feedback_app.web.said import group_name, place_words


@dataclass(frozen=True)
class ExcerptShown:
    """An excerpt of a board: the ways to quote it, each with its theme's name, or why there is none.

    `propose` and `quotation` lead to where it can be put right, "" where it cannot.
    """

    words: str
    language: str
    facts: str
    ways: tuple[tuple[str, Candidate], ...]
    in_report: bool
    why_not: str
    propose: str
    quotation: str


def excerpt_shown(found: FromBoard, theme_names: dict[str, str]) -> ExcerptShown:
    """One excerpt of a board with what can be done with it."""
    pinned, response = found.pinned, found.pinned.answer.response
    place = place_words((pinned.service_area, pinned.locality))
    day = format_date(response.received_on, "d MMM yyyy")
    to_propose = found.why_not is NotHere.not_proposed
    return ExcerptShown(
        words=pinned.words,
        language=response.language,
        facts=f"{group_name(response.respondent_group)} · {place} · {day}",
        ways=tuple((theme_names[way.theme], candidate_of(way)) for way in found.ways),
        in_report=found.in_report,
        why_not=_not_here_words(found.why_not) if found.why_not else "",
        propose=address_with(
            "quotations.new",
            {"start": pinned.pin.starts_at, "end": pinned.pin.ends_at, **parts_of(pinned.answer)},
        )
        if to_propose
        else "",
        quotation=url_for("quotations.one", reference=found.quotation.public_ref) if found.quotation else "",
    )


def _not_here_words(why: Hindrance | NotHere) -> str:
    if isinstance(why, Hindrance):
        return hindrance_words(why)
    words: dict[NotHere, str] = {
        NotHere.another_quarter: _("It reached us in another quarter."),
        NotHere.not_from_an_audit: _("It was not said for a learning audit, and this report is about them."),
        NotHere.not_english: _(
            "It is not in English. A report can quote its translation once a person stands behind it."
        ),
        NotHere.kept_blind: _("It waits to be read a second time, perhaps by you."),
        NotHere.not_proposed: _("It is not proposed as a quote yet."),
        NotHere.waits: _("It waits for a second person to check it."),
        NotHere.sent_back: _("The second person sent it back: something should change."),
        NotHere.taken_back: _("Somebody said that it should not be used."),
        NotHere.no_figures: _("This report gives no figures for its theme, so it has no place there."),
    }
    return words[why]
