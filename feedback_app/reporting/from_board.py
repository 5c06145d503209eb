"""Which excerpts of a board may go into a report's quotes, and what stands in the others' way (R-45)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select

from analysis.periods import Quarter, parse_quarter
from feedback_app.database import db
from feedback_app.finding.boards import Pinned, on_board
from feedback_app.finding.models import Board
from feedback_app.people.models import Person
from feedback_app.quotations.models import Quotation, QuotationState
from feedback_app.quotations.rules import Hindrance
from feedback_app.reporting.document import Compiled
from feedback_app.reporting.find import Quotable, quotable, quotes_of
from feedback_app.reporting.models import Report
from feedback_app.reporting.queries import is_of_an_audit
from feedback_app.second_reading.blind import kept_blind


class NotHere(StrEnum):
    """Why an excerpt is not in this report, besides what keeps words from being quoted at all."""

    another_quarter = "another_quarter"
    not_from_an_audit = "not_from_an_audit"
    not_english = "not_english"
    kept_blind = "kept_blind"
    not_proposed = "not_proposed"
    waits = "waits"
    sent_back = "sent_back"
    taken_back = "taken_back"
    no_figures = "no_figures"


@dataclass(frozen=True)
class FromBoard:
    """An excerpt: the quotes to choose from, or why there is none; `in_report` once one was chosen."""

    pinned: Pinned
    quotation: Quotation | None
    ways: tuple[Quotable, ...]
    in_report: bool
    why_not: Hindrance | NotHere | None


def from_board(report: Report, board: Board, person: Person) -> list[tuple[str, list[FromBoard]]]:
    """Every excerpt the person may read, by heading and in the board's own order."""
    laid = on_board(board, person)
    pins = [pinned for _heading, each in laid.headings for pinned in each]
    quotations = _quotations(pins)
    quarter = parse_quarter(report.period)
    shown = {theme.slug for theme in Compiled.model_validate_json(report.compiled).themes}
    usable: dict[int, list[Quotable]] = defaultdict(list)
    for found in quotable(quarter):
        usable[found.quotation_id].append(found)
    blind = kept_blind([pinned.answer.id for pinned in pins], person)
    chosen = {(quote.answer_id, quote.theme) for quote in quotes_of(report)}

    def looked_at(pinned: Pinned) -> FromBoard:
        if pinned.answer.id in blind:
            return FromBoard(pinned, None, (), False, NotHere.kept_blind)
        here = [each for each in quotations.get(pinned.answer.id, ()) if _quotes(each, pinned)]
        checked = [found for each in here for found in usable.get(each.id, ())]
        ways = tuple(found for found in checked if found.theme in shown)
        left = tuple(found for found in ways if (found.answer_id, found.theme) not in chosen)
        newest = here[-1] if here else None
        why = None if ways else NotHere.no_figures if checked else _why_not(pinned, here, quarter)
        return FromBoard(pinned, newest, left, len(left) < len(ways), why)

    return [(heading, [looked_at(pinned) for pinned in each]) for heading, each in laid.headings]


def _quotes(quotation: Quotation, pinned: Pinned) -> bool:
    """Whether a quote is of exactly the words of an excerpt, or of the answer translated."""
    span = (pinned.pin.starts_at, pinned.pin.ends_at)
    return quotation.translation_id is not None or (quotation.starts_at, quotation.ends_at) == span


def _quotations(pins: Sequence[Pinned]) -> Mapping[int, list[Quotation]]:
    """The quotes of these answers, by answer, the one changed last coming last."""
    found: dict[int, list[Quotation]] = defaultdict(list)
    wanted = select(Quotation).where(Quotation.answer_id.in_({pinned.answer.id for pinned in pins}))
    for one in db.session.scalars(wanted.order_by(Quotation.made_at, Quotation.id)):
        found[one.answer_id].append(one)
    return found


def _why_not(pinned: Pinned, quotations: Sequence[Quotation], quarter: Quarter) -> Hindrance | NotHere:
    """The first thing that stands in the way, what nobody can put right before what somebody can."""
    response = pinned.answer.response
    is_translated = any(quotation.translation_id is not None for quotation in quotations)
    never: dict[Hindrance | NotHere, bool] = {
        Hindrance.no_permission: not response.may_quote,
        Hindrance.concern: pinned.raised_a_concern,
        NotHere.another_quarter: not quarter.starts <= response.received_on <= quarter.ends,
        NotHere.not_from_an_audit: not is_of_an_audit(response.survey),
        NotHere.not_english: not response.language.startswith("en") and not is_translated,
        Hindrance.not_their_words: response.exact_words is False,
    }
    standing = next((why for why, is_so in never.items() if is_so), None)
    if standing or not quotations:
        return standing or NotHere.not_proposed
    states: dict[QuotationState, Hindrance | NotHere] = {
        QuotationState.usable: Hindrance.too_few,
        QuotationState.proposed: NotHere.waits,
        QuotationState.sent_back: NotHere.sent_back,
        QuotationState.taken_back: NotHere.taken_back,
    }
    reached = {quotation.state for quotation in quotations}
    return next(why for state, why in states.items() if state in reached)
